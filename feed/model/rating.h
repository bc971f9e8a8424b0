#ifndef FEED_MODEL_RATING_H
#define FEED_MODEL_RATING_H

#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"
#include "feed/model/survey.h"

/*
 * One answer of one resident. There is no field for a language, a second or anything about a person, and none may
 * be added: the interface language alone would come close to telling somebody's ethnicity.
 */

enum {
	RATING_TOKEN_BYTES = 16, /* random; 32 hexadecimal digits on the wire */
	RATING_TOKEN_DIGITS = 32,
	RATING_KEY_DIGITS = 64,
	RATING_SIGNATURE_DIGITS = 128,
	RATING_DEVICE_BYTES_MAX = 40,
	RATING_BATCH_MAX = 200,
	RATING_BATCH_BYTES_MAX = 64 * 1024,
	RATING_VISITS_MAX = 32,
	RATING_HOUR_UNKNOWN = -1
};

enum rating_doubt {
	DOUBT_REPEAT = 1 << 0, /* within the cool-down of the tap before */
	DOUBT_BURST = 1 << 1,
	DOUBT_CLOSED = 1 << 2, /* outside opening hours */
	DOUBT_STAFF_TEST = 1 << 3,
	DOUBT_ALL = (1 << 4) - 1
};

/* What was answered to a further question: a choice's id, a level or a number of stars. */
struct rating_further {
	struct str question, answer;
};

struct rating {
	char token[RATING_TOKEN_DIGITS + 1]; /* made when the question is shown; lower case; zero-ended */
	struct str device, area, service, question;
	int64_t version;
	int64_t hour; /* whole hours since 1970 UTC, or RATING_HOUR_UNKNOWN */
	int level;    /* LEVEL_WORST..LEVEL_BEST */
	struct str reasons[SURVEY_REASONS_MAX]; /* ids */
	size_t reason_count;
	unsigned doubts; /* of enum rating_doubt */
	struct rating_further further[SURVEY_FURTHER_MAX];
	size_t further_count;
};

/* How many a device stored in an hour, so that a loss shows and a copy of the device too (feed/wire/tally.h). */
struct rating_count {
	struct str device; /* the first digits of its key */
	int64_t hour;      /* or RATING_HOUR_UNKNOWN: those without one */
	int64_t stored;
	char key[RATING_KEY_DIGITS + 1]; /* hexadecimal and zero-ended, as the next */
	char signature[RATING_SIGNATURE_DIGITS + 1];
};

/* How a device's visits of a day went, for the response rate: nothing else is kept of a visit that gave no rating. */
struct rating_visits {
	struct str device, area;
	int64_t day; /* since 1970, as the hall's calendar has it */
	int64_t shown, answered, abandoned, timed_out;
	char key[RATING_KEY_DIGITS + 1];
	char signature[RATING_SIGNATURE_DIGITS + 1];
};

struct rating_batch {
	struct rating *ratings;
	size_t rating_count;
	struct rating_count *counts;
	size_t count_count;
	struct rating_visits *visits;
	size_t visits_count;
};

struct rating_answer {
	struct str *acknowledged, *conflicts; /* tokens */
	size_t acknowledged_count, conflict_count;
	int64_t resend_since; /* hour, or RATING_HOUR_UNKNOWN for null */
};

#endif
