#ifndef FEED_SYNC_TELL_H
#define FEED_SYNC_TELL_H

#include "feed/base/random.h"
#include "feed/model/seen.h"
#include "feed/sync/transport.h"

/*
 * POST /v1/seen: which alerts this screen showed. Kept in memory alone: after a restart the screen shows what is still raised and
 * tells it again, and the centre counts a screen once. Given up where the centre does not want to know. Used by watch.c.
 */

struct tell;

struct tell *tell_create(const char device[SEEN_DEVICE_DIGITS + 1], struct transport *transport, struct random *random);
void tell_destroy(struct tell *tell); /* NULL is fine */

void tell_put(struct tell *tell, struct str alert, int64_t shown_ms, int64_t steady_ms); /* each alert once */
int64_t tell_step(struct tell *tell, int64_t steady_ms); /* when to call again; INT64_MAX: after a reply or a tell_put */
void tell_reply(struct tell *tell, const struct transport_reply *reply, int64_t steady_ms);

#endif
