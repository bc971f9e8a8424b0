#include "feed/sync/schedule.h"

enum { DOUBLINGS_MAX = 10 };

int64_t schedule_poll_ms(int64_t phase_ms, int next_poll_s, int64_t wall_ms)
{
	int64_t period = next_poll_s * INT64_C(1000), into = (wall_ms - phase_ms % period) % period;

	return period - (into < 0 ? into + period : into);
}

int64_t schedule_start_ms(int64_t phase_ms, int next_poll_s, int64_t wall_ms)
{
	return schedule_poll_ms(phase_ms, next_poll_s, wall_ms) % SCHEDULE_START_MS;
}

int64_t schedule_backoff_ms(struct random *random, int failures, int next_poll_s, int retry_after_s)
{
	int64_t cap_s = next_poll_s > SCHEDULE_BACKOFF_CAP_S ? next_poll_s : SCHEDULE_BACKOFF_CAP_S;
	int64_t span_s = (int64_t)SCHEDULE_BACKOFF_FIRST_S << (failures < DOUBLINGS_MAX ? failures : DOUBLINGS_MAX);
	int64_t wait_ms = (int64_t)random_below(random, (uint64_t)(span_s < cap_s ? span_s : cap_s) * 1000 + 1);

	return wait_ms > retry_after_s * INT64_C(1000) ? wait_ms : retry_after_s * INT64_C(1000);
}
