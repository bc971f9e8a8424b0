#include "feed/centre/ranking.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* Totals that differ by less are the same: what binary fractions leave over. */
static const double same_total = 1e-9;

void ranking_begin(struct ranking *ranking, struct arena *arena, const struct areas *areas)
{
	ranking->standings = arena_array(arena, struct standing, areas->count);
	ranking->count = 0;
	for (uint32_t i = 0; i < areas->count; i++)
		if (str_equal(areas->items[i].level, STR("community")))
			ranking->standings[ranking->count++].area = i;
}

static int by_area(const void *left, const void *right)
{
	const struct standing *a = left, *b = right;

	return a->area < b->area ? -1 : a->area > b->area;
}

struct standing *ranking_find(struct ranking *ranking, uint32_t area)
{
	const struct standing wanted = {.area = area};

	return bsearch(&wanted, ranking->standings, ranking->count, sizeof(wanted), by_area);
}

static bool is_complete(const struct standing *standing, const struct ranking_rules *rules)
{
	for (int part = 0; part < RANKING_PARTS; part++)
		if (rules->weights[part] > 0 && !standing->parts[part].present &&
			!(part == RANKING_RESIDENTS && standing->few))
			return false;
	return true;
}

static void weigh(struct standing *standing, const struct ranking_rules *rules)
{
	double weight = 0, used;

	for (int part = 0; part < RANKING_PARTS; part++) {
		standing->parts[part].weight = rules->weights[part];
		weight += rules->weights[part];
	}
	for (int part = 0; part < RANKING_PARTS; part++)
		standing->points[part] = standing->parts[part].score * rules->weights[part] / weight;
	score_composite(standing->parts, RANKING_PARTS, &standing->total, &used);
}

/* Of the total, from that of the residents' mean. */
static double error_of(const struct standing *standing, const struct ranking_rules *rules, double variance)
{
	double weight = rules->weights[RANKING_SYSTEM] + rules->weights[RANKING_SUBDISTRICT] +
			rules->weights[RANKING_RESIDENTS];

	if (standing->answers == 0)
		return 0;
	return sqrt(variance / (double)standing->answers) * rules->weights[RANKING_RESIDENTS] / weight;
}

/* Where residents have no weight, the number of their answers is no reason for doubt. */
static void judge(struct standing *standing, const struct ranking_rules *rules, double variance)
{
	double error = error_of(standing, rules, variance);
	bool residents = rules->weights[RANKING_RESIDENTS] > 0;
	int answers = residents && standing->answers < rules->min_answers ? (int)standing->answers : rules->min_answers;

	weigh(standing, rules);
	standing->low = fmax(standing->total - SCORE_Z_DRAWN * error, 0);
	standing->high = fmin(standing->total + SCORE_Z_DRAWN * error, 100);
	standing->tier = score_tier_of(standing->total, rules->thresholds);
	if (!is_complete(standing, rules))
		standing->state = SCORE_INCOMPLETE;
	else if (residents && standing->few)
		standing->state = SCORE_INSUFFICIENT;
	else
		standing->state =
			score_state_of(standing->low, standing->high, answers, rules->min_answers, rules->thresholds);
}

static bool is_ranked(const struct standing *standing)
{
	return standing->state == SCORE_FIRM || standing->state == SCORE_PROVISIONAL;
}

/* The best first, then those without a rank by area. */
static int by_total(const void *left, const void *right)
{
	const struct standing *a = left, *b = right;

	if (is_ranked(a) != is_ranked(b))
		return is_ranked(a) ? -1 : 1;
	if (is_ranked(a) && a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return by_area(a, b);
}

static void set_ranks(struct standing *standings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		standings[i].rank =
			i && standings[i - 1].total - standings[i].total < same_total ? standings[i - 1].rank : i + 1;
}

static void set_spans(struct ranking *ranking, size_t ranked, const struct ranking_rules *rules, double variance)
{
	struct score_span *spans = calloc(ranked + 1, sizeof(*spans));

	REQUIRE(spans);
	for (size_t i = 0; i < ranked; i++) {
		double error = error_of(&ranking->standings[i], rules, variance);

		spans[i].low = ranking->standings[i].total - SCORE_Z_RANK * error;
		spans[i].high = ranking->standings[i].total + SCORE_Z_RANK * error;
	}
	score_rank_spans(spans, ranked);
	for (size_t i = 0; i < ranked; i++) {
		ranking->standings[i].rank_best = spans[i].best;
		ranking->standings[i].rank_worst = spans[i].worst;
	}
	free(spans);
}

void ranking_seal(struct ranking *ranking, const struct ranking_rules *rules, double variance)
{
	size_t ranked = 0;

	for (size_t i = 0; i < ranking->count; i++) {
		judge(&ranking->standings[i], rules, variance);
		ranked += is_ranked(&ranking->standings[i]);
	}
	qsort(ranking->standings, ranking->count, sizeof(*ranking->standings), by_total);
	set_ranks(ranking->standings, ranked);
	set_spans(ranking, ranked, rules, variance);
}
