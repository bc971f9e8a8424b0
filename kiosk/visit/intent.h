#ifndef KIOSK_VISIT_INTENT_H
#define KIOSK_VISIT_INTENT_H

#include <stdbool.h>

/* What a finger wants, as a value. Widgets put it on the targets that they draw; the visit decides what comes of it. */

enum intent_kind {
	INTENT_NONE,
	INTENT_BEGIN,    /* leave the attract screen */
	INTENT_LANGUAGE, /* argument: enum language */
	INTENT_SERVICE,  /* argument: index in the survey */
	INTENT_LEVEL,    /* argument: 1..5 */
	INTENT_REASON,   /* argument: index; toggles */
	INTENT_FURTHER,  /* argument: answer to the further question that is on, from 1 */
	INTENT_SUBMIT,
	INTENT_SKIP, /* submit without reasons; go on without an answer */
	INTENT_BACK,
	INTENT_LARGE,    /* toggles large text */
	INTENT_CONTRAST, /* toggles high contrast */
	INTENT_LOWER,    /* toggles the lower position */
	INTENT_ALOUD,    /* toggles reading aloud */
	INTENT_PAUSE,    /* toggles more time */
	INTENT_STAY,     /* "I am still here" */
	INTENT_AGAIN,    /* rate another service */
	INTENT_DONE,     /* back to the start */
	INTENT_PAGE,     /* argument: +1 or -1 */
	INTENT_FOCUS,    /* by keys; argument: the target that they are on now, from 1; 0: none */
	INTENT_SWIPE,    /* the same by a swipe */
	INTENT_VOLUME,   /* by keys; argument: +1 or -1 */
	INTENT_AREA,     /* argument: index in the tree; a page that tours is about it */
	INTENT_STAFF,    /* argument: DOOR_ACT of door.h; the staff door's own */
	INTENT_ENROL,    /* argument: of enrol_page.h; the first start's own */
	INTENT_COUNT
};

struct intent {
	enum intent_kind kind;
	int argument;
};

#endif
