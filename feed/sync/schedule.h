#ifndef FEED_SYNC_SCHEDULE_H
#define FEED_SYNC_SCHEDULE_H

#include <stdint.h>

#include "feed/base/random.h"

/* When a screen asks, so that a hundred thousand of them are no herd. Pure; all times in ms unless they say s. */

enum { SCHEDULE_BACKOFF_FIRST_S = 15, SCHEDULE_BACKOFF_CAP_S = 300, SCHEDULE_START_MS = 30 * 1000 };

/* How long until the device's own moment of the period comes round, 1..period: screens that start together do not ask together. */
int64_t schedule_poll_ms(int64_t phase_ms, int next_poll_s, int64_t wall_ms);

/* How long a screen that has something to show waits after its start, below SCHEDULE_START_MS: after a power cut all start at once. */
int64_t schedule_start_ms(int64_t phase_ms, int next_poll_s, int64_t wall_ms);

/* After so many failures before this one: random(0, min(max(300, next_poll), 15 * 2^failures)) seconds, "full jitter" (Brooker, 2015);
   Retry-After is the least. */
int64_t schedule_backoff_ms(struct random *random, int failures, int next_poll_s, int retry_after_s);

#endif
