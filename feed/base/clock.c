#include "feed/base/clock.h"

#include <time.h>

static int64_t read_ms(clockid_t which)
{
	struct timespec now;

	clock_gettime(which, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_wall_ms(const struct clock *self)
{
	(void)self;
	return read_ms(CLOCK_REALTIME);
}

static int64_t system_steady_ms(const struct clock *self)
{
	(void)self;
	return read_ms(CLOCK_MONOTONIC);
}

const struct clock clock_system = {.wall_ms = system_wall_ms, .steady_ms = system_steady_ms};

static int64_t fixed_ms(const struct clock *self)
{
	return self->value_ms;
}

struct clock clock_fixed(int64_t wall_ms)
{
	return (struct clock){.wall_ms = fixed_ms, .steady_ms = fixed_ms, .value_ms = wall_ms};
}
