#ifndef FEED_SYNC_WATCH_H
#define FEED_SYNC_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/random.h"
#include "feed/model/seen.h"
#include "feed/model/snapshot.h"
#include "feed/sync/cache.h"
#include "feed/sync/transport.h"
#include "feed/wire/sign.h"

/*
 * Alerts: their own small head, asked for without a pause, because the centre keeps the question until there is news; from what
 * answers at once (a plain web server, a stick) every few seconds. Believed like everything else, but signed by the role that
 * the root names. Also tells the centre which alerts were on this screen. A state machine beside sync.h, without threads and
 * without sleeping; the worker's thread.
 */

struct watch;

struct watch_settings {
	struct sign_public key;              /* pinned: it signed the root */
	char device[SEEN_DEVICE_DIGITS + 1]; /* which screen this is */
};

struct watch_state {
	int64_t failing_since_ms; /* wall; 0 while all is well */
	bool live;                /* the centre itself answers: what has ended there is no longer in the document */
	struct error fault;       /* the last thing that was refused or failed; empty where none */
};

/* Borrows cache, transport and random, which outlive it. */
struct watch *watch_create(const struct watch_settings *settings, struct cache *cache, struct transport *transport,
	struct random *random, const struct snapshot *first);
void watch_destroy(struct watch *watch);

/* Begins whatever is due and returns when to call again (steady clock). */
int64_t watch_step(struct watch *watch, int64_t steady_ms);
void watch_reply(struct watch *watch, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms);

/* An alert was on the glass: the centre is told once, within a few seconds, so that a thousand screens do not tell together. */
void watch_seen(struct watch *watch, struct str alert, int64_t shown_ms, int64_t steady_ms);

const struct snapshot *watch_snapshot(const struct watch *watch); /* borrowed; or NULL */
struct watch_state watch_state(const struct watch *watch);
bool watch_settled(const struct watch *watch); /* the first round is over, well or not */

#endif
