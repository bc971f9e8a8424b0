#ifndef FEED_MODEL_ACTION_H
#define FEED_MODEL_ACTION_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"
#include "feed/model/seen.h"

/*
 * What a centre may ask of one of its screens from afar: one of a closed list, and nothing else. A screen does each number at most
 * once, and says what became of it.
 */

enum action_kind {
	ACTION_RELOAD,     /* the feed is asked for at once */
	ACTION_RESTART,    /* the program starts anew, with the same settings */
	ACTION_SCREENSHOT, /* what is on the glass, never while somebody is at it */
	ACTION_LOG,        /* the last lines that it wrote */
	ACTION_SCREEN_ON,
	ACTION_SCREEN_OFF, /* black but for alerts, until it is switched on */
	ACTION_STAFF_CODE, /* it learns to check the codes of its hall's staff */
	ACTION_KIND_COUNT
};

enum {
	ACTIONS_AT_ONCE = 4,             /* in one answer */
	ACTION_KIND_BYTES_MAX = 31,
	ACTION_ARGUMENT_BYTES_MAX = 255, /* of a staff code: what it is checked by, sealed for the screen's key */
	ACTION_SIGNATURE_DIGITS = 128,
	ACTION_REASON_BYTES_MAX = 200,
	ACTION_ANSWER_BYTES_MAX = 8 * 1024,
	ACTION_FILE_BYTES_MAX = 160 * 1024, /* a picture or an excerpt: over 256 kbit/s within a request's ten seconds */
	ACTION_RESULT_BYTES_MAX = 224 * 1024,
	ACTION_VALID_MS_MAX = 7 * 24 * 3600 * 1000
};

#define ACTION_NUMBER_MAX (INT64_C(1) << 53)

struct action {
	int64_t number; /* grows; no screen does one that is not above all that it did */
	char device[SEEN_DEVICE_DIGITS + 1];
	struct str kind; /* a name: a later centre may know more than we do */
	int64_t expires_ms;
	struct str argument; /* may be empty */
	char signature[ACTION_SIGNATURE_DIGITS + 1]; /* by the centre's key over all of these */
};

struct action_result {
	int64_t number;
	char device[SEEN_DEVICE_DIGITS + 1];
	bool done;
	struct str reason; /* where it was refused */
	struct str file;   /* a PNG or a text; empty: none */
};

struct str action_kind_name(enum action_kind kind);
bool action_kind_find(struct str name, enum action_kind *kind);

#endif
