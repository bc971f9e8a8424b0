#ifndef FEED_SYNC_TRANSPORT_H
#define FEED_SYNC_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/*
 * How bytes come and go: HTTP by libcurl, or a folder (a USB stick, `hallfeed publish` output). One request of each lane
 * runs at a time; the worker waits in wait(), which wake() ends from any thread, so that a tap never waits for a slow
 * answer. Everything but wake() belongs to the worker's thread.
 */

enum transport_lane { LANE_FEED, LANE_RATINGS, LANE_ALERTS, LANE_SEEN, LANE_BEAT, LANE_ENROL, LANE_COUNT };

struct transport_request {
	struct str path;          /* "/v1/head/all.json" */
	struct str if_none_match; /* an ETag, or empty */
	struct str body;          /* POST when it is not empty */
	size_t limit_bytes;       /* of the answer, counted while it is inflated */
	int deadline_ms;          /* for the whole request */
	bool uncached;            /* ask proxies for a fresh copy */
	int wait_s;               /* the answer may wait so long for news (Prefer: wait=); a folder answers at once */
};

struct transport_reply {
	enum transport_lane lane;
	bool arrived;      /* false: no answer at all; see error */
	int status;        /* 200, 304, 404 ... ; a folder gives 200 and 404 */
	struct str body;   /* owned by the transport until the next wait */
	char etag[80];
	int retry_after_s; /* 0 where none */
	bool waits;        /* whoever answers holds a request back until there is news */
	struct error error;
};

struct identity;

enum transport_event { TRANSPORT_REPLY, TRANSPORT_WOKEN, TRANSPORT_TIMEOUT };

struct transport {
	void (*begin)(struct transport *self, enum transport_lane lane, const struct transport_request *request);
	enum transport_event (*wait)(struct transport *self, int timeout_ms, struct transport_reply *reply); /* -1: for ever */
	void (*wake)(struct transport *self); /* any thread */
	void (*destroy)(struct transport *self);
	bool takes_ratings; /* a folder does not */
	struct identity *identity; /* borrowed; signs what is handed in. NULL: nobody in particular. Set before the first request */
};

/* By its look: http:// or https:// gives HTTP, else a folder. NULL and a sentence where it is neither. */
struct transport *transport_create(const char *feed, struct error *error);
void transport_destroy(struct transport *transport); /* NULL is fine */

#endif
