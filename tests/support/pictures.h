#ifndef TESTS_SUPPORT_PICTURES_H
#define TESTS_SUPPORT_PICTURES_H

/* A picture beside one that somebody looked at. Fonts of another build draw edges a little otherwise: a pixel may differ by
   PICTURES_CHANNEL_MOST in a channel, and a share of PICTURES_APART_MOST of all pixels by more. */

enum { PICTURES_CHANNEL_MOST = 24 };
#define PICTURES_APART_MOST 0.002

/* The share of pixels that differ by more; 1 for another size, below 0 where one cannot be read. */
double pictures_apart(const char *golden, const char *made);

#endif
