#ifndef KIOSK_CHECK_READING_H
#define KIOSK_CHECK_READING_H

#include "kiosk/kiosk.h"

/*
 * --check: whether there is time to read what a playlist shows, and whether it is large enough for where people stand. Essential is what
 * a board sets at 40 base pixels or more; a character is a Chinese one, or a word or figure of other scripts.
 */

enum { READING_S_MIN = 12, READING_S_MAX = 40, READING_S_FIRST = 4, READING_PER_S = 4 };

/* How long a screen with so many essential characters must stay. */
int reading_seconds(int characters);

/* Characters of one text, counted as above. */
int reading_count(struct str text);

/* Faults at the items of playlists and at boxes; and what widgets did not find in the feed. */
void check_reading(struct kiosk *kiosk, struct moment now, struct faults *faults);

#endif
