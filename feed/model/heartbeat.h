#ifndef FEED_MODEL_HEARTBEAT_H
#define FEED_MODEL_HEARTBEAT_H

#include <stdint.h>

#include "feed/base/str.h"
#include "feed/model/seen.h"

/*
 * A screen tells the centre how it is. About the machine and its picture, never about who stood before it: while
 * somebody visits, the screen is called "visit", and ratings are counted only when their hour is over.
 */

enum {
	HEARTBEAT_BYTES_MAX = 4096,
	HEARTBEAT_PERIOD_S = 300, /* unless a technician sets another */
	HEARTBEAT_PERIOD_S_MAX = 24 * 3600,
	HEARTBEAT_NAME_BYTES_MAX = 63,
	HEARTBEAT_FAULT_BYTES_MAX = 400
};

#define HEARTBEAT_COUNT_MAX (INT64_C(1) << 53) /* what every reader of JSON keeps whole */

/* How far the screen's clock may be trusted, as far as the screen knows. */
enum clock_trust {
	CLOCK_UNKNOWN,
	CLOCK_SYNCHRONISED,   /* the system says that a time server is followed */
	CLOCK_UNSYNCHRONISED, /* it says that none is */
	CLOCK_BEHIND,         /* earlier than the last verified head was issued: wrong for certain */
	CLOCK_TRUST_COUNT
};

/* What painting took since the program started: --stats. */
struct heartbeat_stats {
	int64_t seconds, wakeups, frames, late, p50_us, p95_us, p99_us, max_us, cells, bytes, cache_bytes;
};

struct heartbeat {
	char device[SEEN_DEVICE_DIGITS + 1];
	struct str area;      /* id of the hall's area, or "all" */
	struct str version;   /* of the program */
	struct str screen;    /* what is really on the glass: a screen's name, visit, or none */
	struct str fault;     /* the last one in words; empty: none */
	int64_t sent_ms;      /* by the screen's own clock */
	int64_t period_s;     /* to the next one, about */
	int64_t feed_version; /* 0: none yet */
	int64_t contact_ms;   /* when the feed answered last; 0: never */
	int64_t storage_free_bytes;
	int64_t outbox; /* ratings of hours that are over and that the centre has not acknowledged */
	enum clock_trust clock;
	struct heartbeat_stats stats;
};

#endif
