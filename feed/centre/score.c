#include "feed/centre/score.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/check.h"

const double score_level_values[SCORE_LEVELS] = {0, 25, 50, 75, 100};

bool score_composite(const struct score_part *parts, size_t count, double *total, double *weight_used)
{
	double sum = 0, weight = 0;

	for (size_t i = 0; i < count; i++) {
		if (!parts[i].present)
			continue;
		sum += parts[i].score * parts[i].weight;
		weight += parts[i].weight;
	}
	*weight_used = weight;
	*total = weight > 0 ? sum / weight : 0;
	return weight > 0;
}

struct score_summary score_summary_of(const int64_t counts[SCORE_LEVELS], const double values[SCORE_LEVELS])
{
	struct score_summary summary = {0};
	double sum = 0, squares = 0;

	for (int i = 0; i < SCORE_LEVELS; i++) {
		summary.answers += counts[i];
		sum += (double)counts[i] * values[i];
	}
	if (summary.answers == 0)
		return summary;
	summary.mean = sum / (double)summary.answers;
	for (int i = 0; i < SCORE_LEVELS; i++)
		squares += (double)counts[i] * (values[i] - summary.mean) * (values[i] - summary.mean);
	if (summary.answers > 1)
		summary.variance = squares / (double)(summary.answers - 1);
	summary.error = sqrt(summary.variance / (double)summary.answers);
	return summary;
}

enum score_tier score_tier_of(double score, const double thresholds[3])
{
	int tier = TIER_EXCELLENT;

	while (tier < TIER_POOR && score < thresholds[tier])
		tier++;
	return (enum score_tier)tier;
}

enum score_state score_state_of(double low, double high, int answers, int min_answers, const double thresholds[3])
{
	if (answers < SCORE_ANSWERS_LEAST)
		return SCORE_INSUFFICIENT;
	if (answers < min_answers || score_tier_of(low, thresholds) != score_tier_of(high, thresholds))
		return SCORE_PROVISIONAL;
	return SCORE_FIRM;
}

static int by_value(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* How many of sorted values are below this one. */
static size_t count_below(const double *sorted, size_t count, double value)
{
	size_t from = 0;

	while (count > 0) {
		size_t half = count / 2;

		if (sorted[from + half] < value) {
			from += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return from;
}

void score_rank_spans(struct score_span *spans, size_t count)
{
	double *lows = calloc(2 * count + 1, sizeof(double)), *highs = lows + count;

	REQUIRE(lows);
	for (size_t i = 0; i < count; i++) {
		lows[i] = spans[i].low;
		highs[i] = spans[i].high;
	}
	qsort(lows, count, sizeof(double), by_value);
	qsort(highs, count, sizeof(double), by_value);
	for (size_t i = 0; i < count; i++) {
		spans[i].best = 1 + count - count_below(lows, count, nextafter(spans[i].high, INFINITY));
		spans[i].worst = count - count_below(highs, count, spans[i].low);
	}
	free(lows);
}
