#ifndef FEED_CENTRE_RESIDENTS_H
#define FEED_CENTRE_RESIDENTS_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/centre/period.h"
#include "feed/centre/rules.h"
#include "feed/model/area.h"

struct arena;
struct centre;

/*
 * The residents' part as it may be told: a community's five-level mean on 0..100 of the ratings of a period without
 * doubts, and the same by service. It appears at publish_min answers and moves after publish_min_new further ones, so
 * that no answer can be told from two publications; a service is held back where it could be told from the rest. A row
 * of table residents with fewer than publish_min answers says only that there are some.
 */

/* Inside the caller's transaction. Only communities that got answers since the last time are looked at, from the tally
   that the store keeps; all of them where the tree of areas or the rules are others than then. */
bool residents_update(struct centre *centre, struct arena *arena, const struct areas *areas,
	const struct period *period, const struct rules *rules, struct error *error);

/* Answers of one community to one service; also flagged ones, by level. Of all services where service is empty. */
struct residents_answers {
	struct str service;
	int64_t counts[RULES_LEVELS], flagged[RULES_LEVELS];
	bool weighs; /* goes into the community's mean */
};

/* As they are counted now, by service. */
bool residents_read(struct centre *centre, struct arena *arena, const struct areas *areas, uint32_t community,
	const struct period *period, const struct rules *rules, struct residents_answers **answers, size_t *count,
	struct error *error);

/* Mean of what weighs, by the mix of services where there is one; effective: as many answers of one service would be as
 * sure. */
struct residents_mean {
	int64_t answers;
	double mean, effective;
};

struct residents_mean residents_service_mean(
	const struct residents_answers *answers, const struct rules *rules, bool with_flagged);
struct residents_mean residents_mean_of(
	const struct residents_answers *answers, size_t count, const struct rules *rules, bool with_flagged);

#endif
