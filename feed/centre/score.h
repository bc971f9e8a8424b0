#ifndef FEED_CENTRE_SCORE_H
#define FEED_CENTRE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;

/* The pure part, tested by vectors: composite, tier, five-level mean, rank interval. */

struct score_part {
	double score, weight;
	bool present;
};

/* total = sum(score*weight)/sum(weight of present parts); false where no part is present. */
bool score_composite(const struct score_part *parts, size_t count, double *total, double *weight_used);

enum score_tier { TIER_EXCELLENT, TIER_GOOD, TIER_AVERAGE, TIER_POOR, TIER_COUNT };
enum score_state { SCORE_FIRM, SCORE_PROVISIONAL, SCORE_INSUFFICIENT, SCORE_INCOMPLETE };

enum score_tier score_tier_of(double score, const double thresholds[3]);
enum score_state score_state_of(double low, double high, int answers, int min_answers, const double thresholds[3]);

/* hallfeed score DIR [--period P]: computes and stores the ranking of a period ("2018-Q3"; empty: the open one, which is
   the newest period that holds scores) in one transaction. */
bool score_run(struct centre *centre, struct str period, struct error *error);

#endif
