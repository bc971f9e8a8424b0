#ifndef KIOSK_VISIT_ENROL_PAGE_H
#define KIOSK_VISIT_ENROL_PAGE_H

#include <stdbool.h>

#include "feed/model/label.h"
#include "feed/model/enrol_code.h"

/* What a new screen shows first: a code is typed, on the glass or on a keyboard. A pure state machine. */

/* What INTENT_ENROL asks for: a place in enrol_alphabet, or one of these. */
enum { ENROL_ERASE = ENROL_ALPHABET, ENROL_LANGUAGE };

struct enrol_page {
	char typed[ENROL_CODE_DIGITS + 1];
	int count;
	enum language language;
	enum enrolling_state state; /* what became of the code that was typed before */
};

/* true: the code is whole, and is to be tried. */
bool enrol_page_step(struct enrol_page *page, int argument);
bool enrol_page_key(struct enrol_page *page, int key); /* of a keyboard: a character, '\b' */

/* What became of it; a code that is wrong makes room for another one. true: it is another state than before. */
bool enrol_page_tell(struct enrol_page *page, enum enrolling_state state);

#endif
