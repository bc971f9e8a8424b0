#ifndef FEED_CENTRE_PACE_H
#define FEED_CENTRE_PACE_H

#include <stdint.h>

#include "feed/base/str.h"

/*
 * How much each of many senders may do in a minute: so much at once, filled up again evenly. Plain memory of a fixed size: where
 * more senders come than there are places, the one that was quiet longest is forgotten. One thread at a time; steady clock.
 */

enum { PACE_NAME_BYTES_MAX = 47, PACE_SENDERS = 8192 };

struct pace;

struct pace *pace_create(int64_t per_minute);
void pace_destroy(struct pace *pace); /* NULL is fine */

/* 0: it may. Else nothing was taken, and it may in so many ms. An amount above the whole minute's counts as that. */
int64_t pace_wait_ms(struct pace *pace, struct str sender, int64_t amount, int64_t now_ms);
void pace_take(struct pace *pace, struct str sender, int64_t amount, int64_t now_ms);

#endif
