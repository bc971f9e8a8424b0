#ifndef FEED_SYNC_SYNC_H
#define FEED_SYNC_SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/random.h"
#include "feed/model/snapshot.h"
#include "feed/sync/cache.h"
#include "feed/sync/outbox.h"
#include "feed/sync/transport.h"
#include "feed/wire/sign.h"

/*
 * When to ask, what to believe, what to keep. A state machine without threads and without sleeping: the caller waits
 * in the transport until sync_due_ms and hands replies in. Time is an argument. Order of work for a head: length
 * cap, signature over the raw bytes, parse, area, version above the floor, blobs by hash, one transaction,
 * then the snapshot. What is refused changes nothing. Where a feed has several sources, one asking goes to more than one: mirrors.h.
 */

struct sync;

struct sync_settings {
	struct str area;            /* whose head is asked for: "all" */
	struct sign_public key;     /* pinned */
	int64_t phase_ms;           /* by hash of the device, so that screens do not ask together */
	bool upload_at_once;        /* a demo */
	bool splay;                 /* where something can be shown already, the first question waits for a moment of its own */
};

struct sync_state {
	int64_t contact_ms;      /* wall time when the feed last answered with a good head (or "not modified"); 0 never */
	int64_t failing_since_ms; /* 0 while all is well */
	int64_t waiting_ratings;
	struct error fault;      /* the last thing that was refused or failed; empty text where none */
	struct error mirror_fault; /* the same of one of several sources, whatever the others said, until it answers well */
};

/* Borrows cache, outbox (NULL on a wall screen), transport and random, which outlive it. */
struct sync *sync_create(const struct sync_settings *settings, struct cache *cache, struct outbox *outbox,
	struct transport *transport, struct random *random, const struct snapshot *first);
void sync_destroy(struct sync *sync);

/* Begins whatever is due and returns when to call again (steady clock). */
int64_t sync_step(struct sync *sync, int64_t steady_ms, int64_t wall_ms);
void sync_reply(struct sync *sync, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms);
void sync_ask_now(struct sync *sync);         /* the next step asks for the head at once */
void sync_ratings_waiting(struct sync *sync); /* a rating was put into the outbox */
void sync_visits_waiting(struct sync *sync);  /* ... or how visits went */
void sync_use_outbox(struct sync *sync, struct outbox *outbox); /* it was opened anew, or for the first time */

/* Borrowed; the newest good state or NULL. */
const struct snapshot *sync_snapshot(const struct sync *sync);
struct sync_state sync_state(const struct sync *sync);

/* True once the first round is over, well or not: nothing begun, nothing due now (used by --picture). */
bool sync_settled(const struct sync *sync);

#endif
