#include "kiosk/fairness.h"

#include <math.h>

#include "feed/base/poisson.h"
#include "feed/model/rating.h"

enum { WEEK_HOURS = 7 * 24, WEEKS_LEAST = 3, CREEP_DAYS = 7 };

#define CREEP_FACTOR 1.5 /* of the usual mean: what is looked for */

void fairness_init(struct fairness *fairness)
{
	*fairness = (struct fairness){0};
	limiter_init(&fairness->taps, FAIRNESS_COOL_DOWN_MS, FAIRNESS_WINDOW_MS, FAIRNESS_WINDOW_ANSWERS);
}

static int64_t stored_in(const struct fairness *fairness, int64_t hour)
{
	int64_t at = hour % FAIRNESS_HOURS;

	return hour >= 0 && fairness->hours[at].hour == hour ? fairness->hours[at].stored : 0;
}

void fairness_know(struct fairness *fairness, int64_t hour, int64_t stored)
{
	int64_t at = hour % FAIRNESS_HOURS;

	if (hour < 0)
		return;
	if (fairness->first_hour == 0 || hour < fairness->first_hour)
		fairness->first_hour = hour;
	if (fairness->hours[at].hour > hour)
		return; /* older than all that is compared */
	fairness->hours[at].hour = hour;
	fairness->hours[at].stored = stored;
}

double fairness_usual(const struct fairness *fairness, int64_t hour)
{
	double sum = 0;
	int weeks = 0;

	for (int week = 1; week <= FAIRNESS_WEEKS; week++) {
		int64_t then = hour - (int64_t)week * WEEK_HOURS;

		if (fairness->first_hour == 0 || then < fairness->first_hour)
			break;
		sum += (double)stored_in(fairness, then);
		weeks++;
	}
	if (weeks < WEEKS_LEAST)
		return -1;
	return fmax(sum / weeks, FAIRNESS_MEAN_LEAST);
}

static int64_t stored_on_day(const struct fairness *fairness, int64_t midnight)
{
	int64_t sum = 0;

	for (int hour = 0; hour < 24; hour++)
		sum += stored_in(fairness, midnight + hour);
	return sum;
}

/* Slow stuffing: a few more than usual, day after day. The last week is held against the three before it. */
bool fairness_creeps(const struct fairness *fairness, int64_t hour, int local_hour)
{
	int64_t midnight = hour - local_hour;
	double usual = 0, sum = 0, limit;
	struct poisson_cusum cusum;

	if (fairness->first_hour == 0 || midnight - INT64_C(24) * FAIRNESS_DAYS < fairness->first_hour)
		return false;
	for (int day = FAIRNESS_DAYS; day > CREEP_DAYS; day--)
		usual += (double)stored_on_day(fairness, midnight - INT64_C(24) * day);
	usual = fmax(usual / (FAIRNESS_DAYS - CREEP_DAYS), FAIRNESS_MEAN_LEAST);
	cusum = poisson_cusum_start(usual, usual * CREEP_FACTOR);
	limit = 4 * sqrt(usual) + 2;
	for (int day = CREEP_DAYS; day >= 0; day--)
		sum = poisson_cusum_add(&cusum, stored_on_day(fairness, midnight - INT64_C(24) * day));
	return sum >= limit;
}

static bool is_run(struct fairness *fairness, const struct fairness_answer *answer, int64_t before_ms)
{
	bool goes_on = fairness->level == answer->level && answer->steady_ms - before_ms < FAIRNESS_RUN_MS;

	fairness->run = goes_on ? fairness->run + 1 : 1;
	fairness->level = answer->level;
	return fairness->run >= FAIRNESS_RUN_ANSWERS;
}

/* Busier than chance allows for this hour of the week. */
static bool is_unusual(const struct fairness *fairness, const struct fairness_answer *answer)
{
	double usual = fairness_usual(fairness, answer->hour);

	if (answer->event || answer->hour < 0)
		return false;
	return (usual >= 0 && poisson_tail(stored_in(fairness, answer->hour), usual) < FAIRNESS_ALPHA) ||
	       fairness_creeps(fairness, answer->hour, answer->local_hour);
}

unsigned fairness_look(struct fairness *fairness, const struct fairness_answer *answer)
{
	int64_t before_ms = fairness->taps.taps ? fairness->taps.last_ms : answer->steady_ms - FAIRNESS_WINDOW_MS;
	unsigned doubts = 0;

	fairness->taps.window_most = answer->event ? FAIRNESS_EVENT_ANSWERS : FAIRNESS_WINDOW_ANSWERS;
	switch (limiter_tap(&fairness->taps, answer->steady_ms)) {
	case LIMITER_REPEAT:
		doubts |= DOUBT_REPEAT;
		break;
	case LIMITER_BURST:
		doubts |= DOUBT_BURST;
		break;
	case LIMITER_OK:
		break;
	}
	if (is_run(fairness, answer, before_ms))
		doubts |= DOUBT_REPEAT;
	fairness_know(fairness, answer->hour, stored_in(fairness, answer->hour) + 1);
	if (is_unusual(fairness, answer))
		doubts |= DOUBT_BURST;
	return doubts;
}
