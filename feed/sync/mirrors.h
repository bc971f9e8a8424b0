#ifndef FEED_SYNC_MIRRORS_H
#define FEED_SYNC_MIRRORS_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/random.h"
#include "feed/sync/transport.h"

/*
 * Which source of a feed is asked next: the fastest that is well first; one that fails rests for a while. What a mirror says is signed,
 * so none has to be trusted, but one may be behind: an asking goes to a second source as well, to all of them at the first, so that no
 * old mirror holds a screen back. Pure; times are of the steady clock.
 */

enum { MIRRORS_NONE = -1, MIRRORS_REST_FIRST_S = 15, MIRRORS_REST_CAP_S = 600, MIRRORS_REST_IN_ORDER_S = 60 };

struct mirror {
	int64_t rests_until_ms;
	int64_t took_ms; /* to answer with a head, smoothed; 0: never asked */
	int failures;
	bool behind;     /* it said something older than what this screen has */
	bool asked;      /* in this asking */
};

struct mirrors {
	struct mirror items[TRANSPORT_SOURCES_MAX];
	int count;
	bool in_order; /* as they are listed, however fast they are */
	bool asked_all; /* there was a first asking */
	int turn;      /* whose turn it is to be the second */
};

struct mirrors mirrors_of(int count, bool in_order);

void mirrors_begin(struct mirrors *mirrors); /* an asking: none was asked yet */

/* The first of those that were not asked yet, MIRRORS_NONE where all were or rest; the first of an asking is never none. */
int mirrors_next(const struct mirrors *mirrors, int64_t now_ms);
/* Whom else to ask after a good answer. */
int mirrors_other(struct mirrors *mirrors, int64_t now_ms);

void mirrors_asked(struct mirrors *mirrors, int which);
void mirrors_answered(struct mirrors *mirrors, int which, int64_t took_ms, bool behind);
void mirrors_overtaken(struct mirrors *mirrors, int by); /* it had something new: those asked before it did not */
void mirrors_failed(struct mirrors *mirrors, int which, struct random *random, int retry_after_s, int64_t now_ms);

#endif
