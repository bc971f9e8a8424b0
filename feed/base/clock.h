#ifndef FEED_BASE_CLOCK_H
#define FEED_BASE_CLOCK_H

#include <stdint.h>

/* Time comes from here or as an argument, never from the C library elsewhere. Any thread. */

struct clock {
	int64_t (*wall_ms)(const struct clock *self);   /* since 1970-01-01T00:00:00Z; may jump */
	int64_t (*steady_ms)(const struct clock *self); /* from an unknown start; never goes back */
	int64_t value_ms;                               /* of clock_fixed */
};

extern const struct clock clock_system;

/* Stands still at wall_ms (also for steady_ms). */
struct clock clock_fixed(int64_t wall_ms);

#endif
