#ifndef FEED_SYNC_TRANSPORT_H
#define FEED_SYNC_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/*
 * How bytes come and go: HTTP by libcurl, or folders (a USB stick, `hallfeed publish` output). A feed has one source or several: the
 * first is the centre's own, which takes what is handed in; the others are mirrors, which need no trust, for what they say is signed.
 * One request of each lane runs at a time; the worker waits in wait(), which wake() ends from any thread, so that a tap never waits for
 * a slow answer. Everything but wake() belongs to the worker's thread.
 */

enum {
	TRANSPORT_SOURCES_MAX = 8,
	TRANSPORT_SOURCE_BYTES_MAX = 1024,
	TRANSPORT_FEED_BYTES_MAX = 4096 /* of all their addresses */
};

enum transport_lane { LANE_FEED, LANE_RATINGS, LANE_ALERTS, LANE_SEEN, LANE_BEAT, LANE_ENROL, LANE_ACTION, LANE_COUNT };

struct transport_request {
	struct str path;          /* "/v1/head/all.json" */
	struct str if_none_match; /* an ETag, or empty */
	struct str body;          /* POST when it is not empty */
	size_t limit_bytes;       /* of the answer, counted while it is inflated */
	int deadline_ms;          /* for the whole request */
	bool uncached;            /* ask proxies for a fresh copy */
	int wait_s;               /* the answer may wait so long for news (Prefer: wait=); a folder answers at once */
	struct str part;          /* a file that keeps what comes, and from whose end the rest is asked for; empty: none */
	int source;               /* which of the sources is asked; 0: the first */
};

struct transport_reply {
	enum transport_lane lane;
	bool arrived;      /* false: no answer at all; see error */
	int status;        /* 200, 304, 404 ... ; a folder gives 200 and 404 */
	struct str body;   /* owned by the transport until the next wait */
	char etag[80];
	int retry_after_s; /* 0 where none */
	size_t came_bytes; /* of the body, by this request: the rest was in its part */
	bool waits;        /* whoever answers holds a request back until there is news */
	bool actions;      /* the centre asks this screen to do something: its next heartbeat is told what */
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
	int source_count;
	struct identity *identity; /* borrowed; signs what is handed in. NULL: nobody in particular. Set before the first request */
};

struct transport_settings {
	const char *feed;  /* addresses with blanks between them, or one folder; borrowed, as the next two */
	const char *proxy; /* http://HOST:PORT, https:// or socks5h://; empty or NULL: what the environment says */
	const char *ca;    /* a file of certificates that are trusted beside the system's; empty or NULL: none */
};

/* The sources of a feed by their look: http:// and https:// are asked over HTTP, a path is a folder; a path with blanks in it is a feed
   of its own. NULL and a sentence where something is neither, or where proxy or ca are wrong: all that transport_check finds, too. */
struct transport *transport_create(const struct transport_settings *settings, struct error *error);
bool transport_check(const struct transport_settings *settings, struct error *error);
void transport_destroy(struct transport *transport); /* NULL is fine */

#endif
