#include "feed/model/limiter.h"

#include <stdbool.h>

#include "feed/base/check.h"

void limiter_init(struct limiter *limiter, int64_t cooldown_ms, int64_t window_ms, size_t window_most)
{
	REQUIRE(window_most >= 1 && window_most <= LIMITER_WINDOW_MAX);
	*limiter = (struct limiter){.cooldown_ms = cooldown_ms, .window_ms = window_ms, .window_most = window_most};
}

/* The window is (now - length, now]: full where the one that would leave the ring is still in it. */
static bool is_full(const struct limiter *limiter, int64_t now_ms)
{
	return limiter->accepted >= limiter->window_most &&
	       limiter->accepted_ms[(limiter->accepted - limiter->window_most) % LIMITER_WINDOW_MAX] >
		       now_ms - limiter->window_ms;
}

enum limiter_found limiter_tap(struct limiter *limiter, int64_t now_ms)
{
	bool repeat = limiter->taps && now_ms - limiter->last_ms < limiter->cooldown_ms;

	limiter->last_ms = now_ms;
	limiter->taps++;
	if (repeat)
		return LIMITER_REPEAT;
	if (is_full(limiter, now_ms))
		return LIMITER_BURST;
	limiter->accepted_ms[limiter->accepted++ % LIMITER_WINDOW_MAX] = now_ms;
	return LIMITER_OK;
}
