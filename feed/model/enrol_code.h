#ifndef FEED_MODEL_ENROL_CODE_H
#define FEED_MODEL_ENROL_CODE_H

#include <stdbool.h>

#include "feed/base/str.h"

/* The code that a person gives to a new screen, good once, and how far the screen is with it. Plain values. */

enum {
	ENROL_CODE_DIGITS = 10,
	ENROL_ALPHABET = 24 /* letters and digits that are not taken for one another */
};

extern const char enrol_alphabet[ENROL_ALPHABET + 1];

/* What a person typed, without blanks and dashes and in capitals; false where it is no code. */
bool enrol_code_read(struct str typed, char code[ENROL_CODE_DIGITS + 1]);

/* How far a screen is. */
enum enrolling_state {
	ENROLLING_ASKS,   /* for a code */
	ENROLLING_SENT,
	ENROLLING_AWAY,   /* the centre does not answer; it is asked again */
	ENROLLING_WRONG,  /* a code is wrong, used or too old */
	ENROLLING_PACED,  /* too many wrong ones; the same is tried again later */
	ENROLLING_FAILED, /* the key or the answer could not be kept */
	ENROLLING_DONE
};

#endif
