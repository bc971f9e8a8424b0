#ifndef FEED_SYNC_ACTIONS_H
#define FEED_SYNC_ACTIONS_H

#include "feed/base/random.h"
#include "feed/model/action.h"
#include "feed/sync/transport.h"
#include "feed/wire/sign.h"

/*
 * What the centre asks of this screen: believed by its signature, its device, its time and its number; done one after the other, each at
 * most once, whatever happens in between (STATE/actions); what became of it is told until the centre has heard it. What is not believed
 * is told too, once. A state machine without threads; the worker's thread.
 */

struct actions;

struct actions_settings {
	const char *folder;       /* borrowed while it is opened */
	struct sign_public key;   /* the centre's, pinned */
	char device[SEEN_DEVICE_DIGITS + 1];
};

/* transport and random are borrowed. An action that was under way when the program ended is over: a restart was done by that. */
struct actions *actions_open(const struct actions_settings *settings, struct transport *transport, struct random *random);
void actions_close(struct actions *actions); /* NULL is fine */

/* What the answer to a heartbeat says. now_ms: wall time, as near to the centre's as is known. */
void actions_take(struct actions *actions, struct str body, int64_t now_ms, int64_t steady_ms);

/* The one that is to be done now, the same until actions_end; it is on disk that it was begun. NULL: none. Borrowed. */
const struct action *actions_next(struct actions *actions, int64_t now_ms, int64_t steady_ms);
/* reason: where it was refused. file: at most ACTION_FILE_BYTES_MAX, kept in memory alone. Both are copied. */
void actions_end(struct actions *actions, int64_t number, bool done, struct str reason, struct str file, int64_t steady_ms);

int64_t actions_step(struct actions *actions, int64_t steady_ms); /* when to call again; INT64_MAX: after another call */
void actions_reply(struct actions *actions, const struct transport_reply *reply, int64_t steady_ms);

#endif
