#ifndef FEED_CENTRE_SCORE_H
#define FEED_CENTRE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;

/* The pure part, tested by vectors: composite, tier, five-level mean, rank interval. */

enum {
	SCORE_ANSWERS_LEAST = 10, /* below: no tier, and nothing of the residents' part is told */
	SCORE_LEVELS = 5
};

#define SCORE_Z_DRAWN 1.96 /* the interval that is drawn */
#define SCORE_Z_RANK                                                                                                   \
	1.39 /* two intervals of this width touch where a difference has about 5 % (Goldstein and Healy 1995) */

struct score_part {
	double score, weight;
	bool present;
};

/* total = sum(score*weight)/sum(weight of present parts); false where no part is present. */
bool score_composite(const struct score_part *parts, size_t count, double *total, double *weight_used);

/* Answers by level, the lowest first, on 0..100. */
struct score_summary {
	int64_t answers;
	double mean;     /* 0 where there is no answer */
	double variance; /* of one answer, over n-1; 0 below two answers */
	double error;    /* of the mean */
};

struct score_summary score_summary_of(const int64_t counts[SCORE_LEVELS], const double values[SCORE_LEVELS]);
extern const double score_level_values[SCORE_LEVELS]; /* 0, 25, 50, 75, 100 */

enum score_tier { TIER_EXCELLENT, TIER_GOOD, TIER_AVERAGE, TIER_POOR, TIER_COUNT };
enum score_state { SCORE_FIRM, SCORE_PROVISIONAL, SCORE_INSUFFICIENT, SCORE_INCOMPLETE };

enum score_tier score_tier_of(double score, const double thresholds[3]);
enum score_state score_state_of(double low, double high, int answers, int min_answers, const double thresholds[3]);

/* Between which ranks each of these may be, 1 for the best. */
struct score_span {
	double low, high;
	size_t best, worst; /* filled */
};

void score_rank_spans(struct score_span *spans, size_t count);

/* hallfeed score DIR [--period P]: computes and stores the ranking of a period ("2018-Q3"; empty: the open one, which
   is the newest period that holds scores) in one transaction. */
bool score_run(struct centre *centre, struct str period, struct error *error);

/* Every period that holds scores, the oldest first. */
bool score_run_all(struct centre *centre, struct error *error);

#endif
