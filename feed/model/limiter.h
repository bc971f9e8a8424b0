#ifndef FEED_MODEL_LIMITER_H
#define FEED_MODEL_LIMITER_H

#include <stddef.h>
#include <stdint.h>

/*
 * Which taps of one screen count at once. Nothing is refused: a tap is kept with its doubt and left out of the mean.
 * The times live in memory only. Plain values, no thread of its own.
 */

enum { LIMITER_WINDOW_MAX = 1000 };

enum limiter_found {
	LIMITER_OK,
	LIMITER_REPEAT, /* within the cool-down of the tap before, which every tap starts anew */
	LIMITER_BURST   /* the window holds as many as it may */
};

struct limiter {
	int64_t cooldown_ms, window_ms;
	size_t window_most; /* 1..LIMITER_WINDOW_MAX */
	int64_t last_ms;
	size_t taps;                             /* so far */
	int64_t accepted_ms[LIMITER_WINDOW_MAX]; /* a ring, of those that were ok */
	size_t accepted;                         /* so far */
};

void limiter_init(struct limiter *limiter, int64_t cooldown_ms, int64_t window_ms, size_t window_most);

/* Times of a steady clock that never goes back. */
enum limiter_found limiter_tap(struct limiter *limiter, int64_t now_ms);

#endif
