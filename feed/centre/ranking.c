#include "feed/centre/ranking.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* Totals that differ by less are the same: what binary fractions leave over. */
static const double same_total = 1e-9;

static double weight_of(const struct rules *rules, int part)
{
	const double weights[RANKING_PARTS] = {
		rules->weight_system, rules->weight_subdistrict, rules->weight_residents};

	return weights[part];
}

static double all_weights(const struct rules *rules)
{
	return rules->weight_system + rules->weight_subdistrict + rules->weight_residents;
}

void ranking_begin(struct ranking *ranking, struct arena *arena, const struct areas *areas)
{
	*ranking = (struct ranking){.standings = arena_array(arena, struct standing, areas->count)};
	for (uint32_t i = 0; i < areas->count; i++)
		if (str_equal(areas->items[i].level, STR("community")))
			ranking->standings[ranking->count++] = (struct standing){
				.area = i,
				.subdistrict = areas_up_to(areas, i, STR("subdistrict")),
				.dark_hours = -1,
			};
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

/* Marks of one subdistrict, in the order of subdistricts. */
static int by_subdistrict(const void *left, const void *right)
{
	const struct standing *const *a = left, *const *b = right;

	if ((*a)->subdistrict != (*b)->subdistrict)
		return (*a)->subdistrict < (*b)->subdistrict ? -1 : 1;
	return by_area(*a, *b);
}

static double mean_mark(struct standing *const *marked, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += marked[i]->parts[RANKING_SUBDISTRICT].score;
	return count ? sum / (double)count : 0;
}

/* A generous subdistrict gains nothing: what counts is how a community stands among its neighbours. */
static void centre_group(struct standing *const *marked, size_t count, double mean_of_all)
{
	double mean = mean_mark(marked, count);

	for (size_t i = 0; i < count; i++) {
		struct score_part *part = &marked[i]->parts[RANKING_SUBDISTRICT];

		part->score = fmin(fmax(part->score - mean + mean_of_all, 0), 100);
	}
}

static void centre_marks(struct standing **marked, size_t count)
{
	double mean = mean_mark(marked, count);
	size_t from, until;

	qsort(marked, count, sizeof(*marked), by_subdistrict);
	for (from = 0; from < count; from = until) {
		for (until = from + 1; until < count && marked[until]->subdistrict == marked[from]->subdistrict;)
			until++;
		centre_group(&marked[from], until - from, mean);
	}
}

static void set_marks(struct ranking *ranking, const struct rules *rules)
{
	struct standing **marked = calloc(ranking->count + 1, sizeof(struct standing *));
	size_t count = 0;

	REQUIRE(marked);
	for (size_t i = 0; i < ranking->count; i++) {
		ranking->standings[i].subdistrict_mark = ranking->standings[i].parts[RANKING_SUBDISTRICT].score;
		if (ranking->standings[i].parts[RANKING_SUBDISTRICT].present)
			marked[count++] = &ranking->standings[i];
	}
	if (rules->marks == MARKS_CENTRED)
		centre_marks(marked, count);
	free(marked);
}

static void shrink(struct ranking *ranking, double variance)
{
	struct stat_group *groups = calloc(ranking->count + 1, sizeof(*groups));
	size_t count = 0;

	REQUIRE(groups);
	for (size_t i = 0; i < ranking->count; i++) {
		struct standing *standing = &ranking->standings[i];

		standing->residents_mean = standing->parts[RANKING_RESIDENTS].score;
		if (standing->parts[RANKING_RESIDENTS].present)
			groups[count++] =
				(struct stat_group){.mean = standing->residents_mean, .answers = standing->effective};
	}
	ranking->spread = stat_shrink(groups, count, variance);
	for (size_t i = 0, at = 0; i < ranking->count; i++) {
		struct standing *standing = &ranking->standings[i];

		if (!standing->parts[RANKING_RESIDENTS].present)
			continue;
		standing->parts[RANKING_RESIDENTS].score = groups[at].shrunk;
		standing->reliability = groups[at++].reliability;
	}
	free(groups);
}

static bool is_complete(const struct standing *standing, const struct rules *rules)
{
	for (int part = 0; part < RANKING_PARTS; part++)
		if (weight_of(rules, part) > 0 && !standing->parts[part].present &&
			!(part == RANKING_RESIDENTS && standing->few))
			return false;
	return true;
}

static void weigh(struct standing *standing, const struct rules *rules)
{
	double used;

	for (int part = 0; part < RANKING_PARTS; part++) {
		standing->parts[part].weight = weight_of(rules, part);
		standing->points[part] = standing->parts[part].score * weight_of(rules, part) / all_weights(rules);
	}
	score_composite(standing->parts, RANKING_PARTS, &standing->total, &used);
	standing->veto = standing->vetoed ? fmin(rules->veto_points, standing->total) : 0;
	standing->total -= standing->veto;
}

/* Of the total, from that of the residents' shrunk mean. */
static double error_of(const struct standing *standing, const struct rules *rules, double variance)
{
	if (!standing->parts[RANKING_RESIDENTS].present)
		return 0;
	return sqrt(standing->reliability * variance / standing->effective) * rules->weight_residents /
	       all_weights(rules);
}

/* Where residents have no weight, the number of their answers is no reason for doubt. */
static void judge(struct standing *standing, const struct rules *rules, double variance)
{
	const double thresholds[3] = {rules->tier_excellent, rules->tier_good, rules->tier_average};
	bool residents = rules->weight_residents > 0;
	int answers = residents && standing->answers < rules->min_answers ? (int)standing->answers : rules->min_answers;

	weigh(standing, rules);
	standing->error = error_of(standing, rules, variance);
	standing->low = fmax(standing->total - SCORE_Z_DRAWN * standing->error, 0);
	standing->high = fmin(standing->total + SCORE_Z_DRAWN * standing->error, 100);
	standing->tier = score_tier_of(standing->total, thresholds);
	if (!is_complete(standing, rules))
		standing->state = SCORE_INCOMPLETE;
	else if (residents && standing->few)
		standing->state = SCORE_INSUFFICIENT;
	else
		standing->state =
			score_state_of(standing->low, standing->high, answers, rules->min_answers, thresholds);
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

static int by_subdistrict_and_total(const void *left, const void *right)
{
	const struct standing *a = left, *b = right;

	if (is_ranked(a) == is_ranked(b) && is_ranked(a) && a->subdistrict != b->subdistrict)
		return a->subdistrict < b->subdistrict ? -1 : 1;
	return by_total(a, b);
}

static void set_ranks(struct standing *standings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		standings[i].rank =
			i && standings[i - 1].total - standings[i].total < same_total ? standings[i - 1].rank : i + 1;
}

static void set_spans(struct standing *standings, size_t count)
{
	struct score_span *spans = calloc(count + 1, sizeof(*spans));

	REQUIRE(spans);
	for (size_t i = 0; i < count; i++) {
		spans[i].low = standings[i].total - SCORE_Z_RANK * standings[i].error;
		spans[i].high = standings[i].total + SCORE_Z_RANK * standings[i].error;
	}
	score_rank_spans(spans, count);
	for (size_t i = 0; i < count; i++) {
		standings[i].rank_best = spans[i].best;
		standings[i].rank_worst = spans[i].worst;
	}
	free(spans);
}

/* Those who share a rank share its tier: the last quota place counts by the first of them. */
static enum score_tier quota_tier(size_t rank, size_t count, const struct rules *rules)
{
	const double quotas[] = {rules->quota_excellent, rules->quota_good, rules->quota_average};
	double until = 0;

	for (int tier = TIER_EXCELLENT; tier < TIER_POOR; tier++) {
		until += quotas[tier];
		if ((double)rank * 100 <= until * (double)count + same_total)
			return (enum score_tier)tier;
	}
	return TIER_POOR;
}

static void set_quota_tiers(struct standing *standings, size_t count, const struct rules *rules)
{
	for (size_t i = 0; i < count; i++) {
		struct standing *standing = &standings[i];
		bool sure =
			quota_tier(standing->rank_best, count, rules) == quota_tier(standing->rank_worst, count, rules);
		bool enough = rules->weight_residents <= 0 || standing->answers >= rules->min_answers;

		standing->tier = quota_tier(standing->rank, count, rules);
		standing->state = sure && enough ? SCORE_FIRM : SCORE_PROVISIONAL;
	}
}

/* Those that are ranked among one another. */
static void rank_group(struct standing *standings, size_t count, const struct rules *rules)
{
	set_ranks(standings, count);
	set_spans(standings, count);
	if (rules->tiers == TIERS_BY_QUOTA)
		set_quota_tiers(standings, count, rules);
}

static void rank_within(struct ranking *ranking, size_t ranked, const struct rules *rules)
{
	size_t from, until;

	qsort(ranking->standings, ranking->count, sizeof(*ranking->standings), by_subdistrict_and_total);
	for (from = 0; from < ranked; from = until) {
		for (until = from + 1; until < ranked &&
				       ranking->standings[until].subdistrict == ranking->standings[from].subdistrict;)
			until++;
		rank_group(&ranking->standings[from], until - from, rules);
	}
}

void ranking_seal(struct ranking *ranking, const struct rules *rules, double variance)
{
	size_t ranked = 0;

	set_marks(ranking, rules);
	shrink(ranking, variance);
	for (size_t i = 0; i < ranking->count; i++) {
		judge(&ranking->standings[i], rules, variance);
		ranked += is_ranked(&ranking->standings[i]);
	}
	if (rules->marks == MARKS_WITHIN) {
		rank_within(ranking, ranked, rules);
		return;
	}
	qsort(ranking->standings, ranking->count, sizeof(*ranking->standings), by_total);
	rank_group(ranking->standings, ranked, rules);
}
