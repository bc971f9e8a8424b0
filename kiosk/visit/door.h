#ifndef KIOSK_VISIT_DOOR_H
#define KIOSK_VISIT_DOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"

/*
 * The staff door, as a pure state machine: four taps on the corners, a code, then what staff need. It leads nowhere else. Time is an
 * argument, in ms of the steady clock.
 */

enum {
	DOOR_CODE_DIGITS = 8,
	DOOR_CORNERS = 4,
	DOOR_GESTURE_MS = 8000, /* for all corners */
	DOOR_CODE_MS = 30000,   /* idle before a code */
	DOOR_IDLE_MS = 90000,   /* idle behind it */
	DOOR_WRONG_MAX = 5,     /* codes in a row */
	DOOR_LOCK_MS = 15 * 60 * 1000,
	DOOR_TESTING_MS = 10 * 60 * 1000, /* answers are marked as tests so long */
	DOOR_CELLS_X = 8,       /* of the touch test */
	DOOR_CELLS_Y = 6,
	DOOR_COLORS = 6
};

enum door_place { DOOR_SHUT, DOOR_CODE, DOOR_MENU, DOOR_STATUS, DOOR_TOUCH, DOOR_COLOR, DOOR_NOTICES, DOOR_PLACE_COUNT };

/* What INTENT_STAFF asks for: its argument is DOOR_ACT(act, number). */
enum door_act {
	DOOR_DIGIT,     /* 0..9 */
	DOOR_ERASE,
	DOOR_LEAVE,
	DOOR_BACK,
	DOOR_GO,        /* enum door_place */
	DOOR_LANGUAGE,  /* enum language */
	DOOR_RESTART,
	DOOR_PICTURE,
	DOOR_TESTING,   /* toggles */
	DOOR_NOTICE,    /* enum local_notice_kind */
	DOOR_UNTIL,     /* enum door_until: puts the notice up */
	DOOR_NOTICE_OFF,
	DOOR_NEXT_COLOR,
	DOOR_ACT_COUNT
};
#define DOOR_ACT(act, number) ((int)(act) * 16 + (int)(number))

/* Ready-made notices of a hall's own. */
enum local_notice_kind { LOCAL_NONE, LOCAL_CLOSED, LOCAL_DESK, LOCAL_SOON, LOCAL_SERVICE, LOCAL_KIND_COUNT };
enum door_until { UNTIL_HOUR, UNTIL_MIDNIGHT, UNTIL_THREE_DAYS, UNTIL_COUNT };

struct local_notice {
	enum local_notice_kind kind;
	int64_t until_ms; /* wall */
};

/* What the door last said. */
enum door_said {
	SAID_NOTHING,
	SAID_WRONG,
	SAID_USED,
	SAID_LOCKED,
	SAID_PICTURE,
	SAID_NO_STICK,
	SAID_NOT_WRITTEN,
	SAID_NOTICE_UP,
	SAID_NOTICE_OFF,
	SAID_COUNT
};

/* What a step asks the world for. */
enum door_wish { WISH_NONE, WISH_CHECK, WISH_RESTART, WISH_PICTURE, WISH_NOTICE, WISH_NOTICE_OFF };

struct door {
	enum door_place place;
	enum language language;      /* of staff */
	enum door_said said;
	char digits[DOOR_CODE_DIGITS + 1];
	int digit_count;
	int corner;                  /* which is awaited */
	int64_t gesture_ms, touched_ms;
	uint64_t cells;              /* that the touch test was touched in */
	int color;
	enum local_notice_kind notice; /* chosen; until when is asked next */
	enum door_until until;
	int64_t testing_until_ms;    /* steady; 0: answers count */
};

/* A finger came down at this share of the screen (0..1). true: the last of the four corners, from the upper left on clockwise. */
bool door_corner(struct door *door, double x, double y, int64_t now_ms);
void door_open(struct door *door, enum language language, int64_t now_ms); /* to the code */

enum door_wish door_step(struct door *door, int argument, int64_t now_ms);
void door_checked(struct door *door, enum door_said said, int64_t now_ms); /* SAID_NOTHING: the code is right */
void door_say(struct door *door, enum door_said said);
void door_touched(struct door *door, double x, double y, int64_t now_ms); /* any finger behind the door */

void door_tick(struct door *door, int64_t now_ms);
int64_t door_due_ms(const struct door *door); /* INT64_MAX: never */

enum { STAFF_ERRORS_MAX = 4, STAFF_ERROR_BYTES = 200 };

/* What the pages behind the door tell, and what staff put up. Filled by the kiosk. */
struct staff_view {
	bool has_feed, takes_ratings, ratings_closed, clock_trusted;
	int64_t waiting_ratings, free_bytes, total_bytes;
	int64_t locked_until_ms; /* wall: no code is taken before */
	struct local_notice notice;
	char errors[STAFF_ERRORS_MAX][STAFF_ERROR_BYTES]; /* the newest first */
	size_t error_count;
};

#endif
