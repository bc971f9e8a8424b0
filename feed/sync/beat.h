#ifndef FEED_SYNC_BEAT_H
#define FEED_SYNC_BEAT_H

#include "feed/base/random.h"
#include "feed/model/heartbeat.h"
#include "feed/sync/transport.h"

/*
 * POST /v1/heartbeat: when a screen tells how it is. One at a time and nothing is kept: what could not be told is told
 * anew by the next one, and no failure is anybody's trouble. A server that does not want to know is asked seldom. The
 * worker's thread.
 */

struct beat;

/* period_s 0: never. transport and random are borrowed. */
struct beat *beat_create(int period_s, struct transport *transport, struct random *random, int64_t steady_ms);
void beat_destroy(struct beat *beat); /* NULL is fine */

/* When beat_send is to be called; INT64_MAX: after a reply, or never. */
int64_t beat_due_ms(const struct beat *beat);

/* Fills in the period and sends. */
void beat_send(struct beat *beat, struct heartbeat *what);
/* The centre has something to say: soon, but not again at once. */
void beat_hurry(struct beat *beat, int64_t steady_ms);

void beat_reply(struct beat *beat, const struct transport_reply *reply, int64_t steady_ms);

#endif
