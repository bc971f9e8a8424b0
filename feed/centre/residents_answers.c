#include "feed/centre/residents.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/model/rating.h"

/* Answers out of the tally, and their mean. */

struct reading {
	struct store *store;
	struct arena *arena;
	const struct areas *areas;
	const struct period *period;
	const struct rules *rules;
	struct error *error;
	struct residents_answers *answers; /* by service */
	size_t count, capacity;
};

static struct residents_answers *find_service(struct reading *reading, struct str service)
{
	const struct rules_weights *mix = &reading->rules->services;
	size_t at = reading->count;

	while (at > 0 && str_compare(reading->answers[at - 1].service, service) >= 0)
		if (str_equal(reading->answers[--at].service, service))
			return &reading->answers[at];
	reading->answers = arena_grow(
		reading->arena, reading->answers, reading->count, &reading->capacity, sizeof(*reading->answers));
	memmove(&reading->answers[at + 1], &reading->answers[at], (reading->count++ - at) * sizeof(*reading->answers));
	reading->answers[at] = (struct residents_answers){.service = str_copy(reading->arena, service)};
	reading->answers[at].weighs = mix->count == 0 || rules_weight(mix, service);
	return &reading->answers[at];
}

static bool read_area(struct reading *reading, uint32_t area)
{
	struct store_query *query = store_prepare(reading->store,
		"SELECT service, level, flagged, sum(answers) FROM tally "
		"WHERE area = ?1 AND month BETWEEN substr(?2, 1, 7) AND substr(?3, 1, 7) GROUP BY service, level, "
		"flagged",
		reading->error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, reading->areas->items[area].id);
	store_bind_text(query, 2, reading->period->first_day);
	store_bind_text(query, 3, reading->period->last_day);
	while ((step = store_step(query, reading->error)) == STORE_ROW) {
		struct residents_answers *answers = find_service(reading, store_text(query, 0));
		int64_t level = store_integer(query, 1) - LEVEL_WORST;

		(store_integer(query, 2) ? answers->flagged : answers->counts)[level] += store_integer(query, 3);
	}
	store_reset(query);
	return step == STORE_DONE;
}

/* The community and what lies in it. */
static bool read_tree(struct reading *reading, uint32_t area)
{
	if (!read_area(reading, area))
		return false;
	for (uint32_t child = reading->areas->items[area].first_child; child != AREA_NONE;
		child = reading->areas->items[child].next_sibling)
		if (!read_tree(reading, child))
			return false;
	return true;
}

static double worth(
	const struct residents_answers *answers, const struct rules *rules, bool with_flagged, int64_t *count)
{
	double sum = 0;

	*count = 0;
	for (int i = 0; i < RULES_LEVELS; i++) {
		int64_t here = answers->counts[i] + (with_flagged ? answers->flagged[i] : 0);

		*count += here;
		sum += (double)here * rules->level[i];
	}
	return sum;
}

static struct residents_mean plain_mean(
	const struct residents_answers *answers, size_t count, const struct rules *rules, bool with_flagged)
{
	struct residents_mean mean = {0};
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t here;

		sum += worth(&answers[i], rules, with_flagged, &here);
		mean.answers += here;
	}
	mean.effective = (double)mean.answers;
	mean.mean = mean.answers ? sum / (double)mean.answers : 0;
	return mean;
}

/* Each service by its own mean; where a hall lacks one, the others take its place. */
static struct residents_mean mixed_mean(
	const struct residents_answers *answers, size_t count, const struct rules *rules, bool with_flagged)
{
	struct residents_mean mean = {0};
	double weights = 0, sum = 0, spread = 0;

	for (size_t i = 0; i < count; i++) {
		const double *weight = rules_weight(&rules->services, answers[i].service);
		int64_t here;
		double worthy = worth(&answers[i], rules, with_flagged, &here);

		if (!weight || here == 0)
			continue;
		mean.answers += here;
		weights += *weight;
		sum += *weight * worthy / (double)here;
		spread += *weight * *weight / (double)here;
	}
	if (mean.answers == 0)
		return mean;
	mean.mean = sum / weights;
	mean.effective = weights * weights / spread;
	return mean;
}

struct residents_mean residents_mean_of(
	const struct residents_answers *answers, size_t count, const struct rules *rules, bool with_flagged)
{
	return rules->services.count ? mixed_mean(answers, count, rules, with_flagged)
				     : plain_mean(answers, count, rules, with_flagged);
}

bool residents_read(struct centre *centre, struct arena *arena, const struct areas *areas, uint32_t community,
	const struct period *period, const struct rules *rules, struct residents_answers **answers, size_t *count,
	struct error *error)
{
	struct reading reading = {.store = centre->store,
		.arena = arena,
		.areas = areas,
		.period = period,
		.rules = rules,
		.error = error};
	bool read = read_tree(&reading, community);

	*answers = reading.answers;
	*count = reading.count;
	return read;
}

struct residents_mean residents_service_mean(
	const struct residents_answers *answers, const struct rules *rules, bool with_flagged)
{
	return plain_mean(answers, 1, rules, with_flagged);
}
