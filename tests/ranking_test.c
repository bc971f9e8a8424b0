#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/random.h"
#include "feed/centre/ranking.h"
#include "feed/model/rating.h"

/* Made-up communities through the whole of ranking_seal: does the interval hold the truth, what does cheating gain, and
   what must always be so. Seeds are printed. */

enum { HALLS = 150, SUBDISTRICTS = 15, SEED = 20181025, ROUNDS = 40 };

struct hall {
	int64_t counts[RULES_LEVELS], flagged;
	double system, mark, truth; /* truth: the mean that its residents would give if all were asked */
	bool unplugged;
};

struct world {
	struct hall halls[HALLS];
	struct ranking ranking;
	struct standing standings[HALLS];
	struct rules rules;
	double variance;
};

static double normal(struct random *random)
{
	return sqrt(-2 * log(1 - random_unit(random))) * cos(2 * M_PI * random_unit(random));
}

/* Of levels 5, 4, 2 and 1 so many that the mean of all is the truth. */
static int draw_level(struct random *random, double truth)
{
	bool glad = random_unit(random) < (truth - 10) / 80;

	return glad ? (random_unit(random) < 0.6 ? 5 : 4) : (random_unit(random) < 0.6 ? 1 : 2);
}

static void answer(struct hall *hall, int level, int64_t count)
{
	hall->counts[level - LEVEL_WORST] += count;
}

static void make_world(struct world *world, struct random *random, int answers_least, int answers_most)
{
	memset(world, 0, sizeof(*world));
	rules_default(&world->rules);
	for (int i = 0; i < HALLS; i++) {
		struct hall *hall = &world->halls[i];
		int count = answers_least + (int)random_below(random, (uint64_t)(answers_most - answers_least + 1));

		hall->truth = fmin(fmax(72 + 6 * normal(random), 12), 88);
		hall->system = 60 + 35 * random_unit(random);
		hall->mark = 60 + 35 * random_unit(random);
		for (int j = 0; j < count; j++)
			answer(hall, draw_level(random, hall->truth), 1);
	}
}

static int64_t all_of(const struct hall *hall)
{
	int64_t all = 0;

	for (int i = 0; i < RULES_LEVELS; i++)
		all += hall->counts[i];
	return all;
}

static double mean_of(const struct hall *hall, const struct rules *rules)
{
	double sum = 0;

	for (int i = 0; i < RULES_LEVELS; i++)
		sum += (double)hall->counts[i] * rules->level[i];
	return sum / (double)all_of(hall);
}

static double pooled(const struct world *world)
{
	double squares = 0, freedom = 0;

	for (int i = 0; i < HALLS; i++) {
		const struct hall *hall = &world->halls[i];
		double mean = mean_of(hall, &world->rules);

		if (all_of(hall) < 2)
			continue;
		for (int j = 0; j < RULES_LEVELS; j++)
			squares += (double)hall->counts[j] * pow(world->rules.level[j] - mean, 2);
		freedom += (double)all_of(hall) - 1;
	}
	return squares / freedom;
}

static void fill(const struct world *world, struct standing *standing, uint32_t i)
{
	const struct hall *hall = &world->halls[i];
	bool told = !hall->unplugged && all_of(hall) >= SCORE_ANSWERS_LEAST;

	*standing = (struct standing){
		.area = i,
		.subdistrict = i % SUBDISTRICTS,
		.dark_hours = -1,
		.parts = {{.score = hall->system, .present = true}, {.score = hall->mark, .present = true},
			{.score = told ? mean_of(hall, &world->rules) : 0, .present = told}},
		.answers = told ? all_of(hall) : 0,
		.effective = told ? (double)all_of(hall) : 0,
		.flagged = hall->flagged,
		.few = !told && !hall->unplugged,
	};
}

static void seal(struct world *world)
{
	for (uint32_t i = 0; i < HALLS; i++)
		fill(world, &world->standings[i], i);
	world->ranking = (struct ranking){.standings = world->standings, .count = HALLS};
	world->variance = pooled(world);
	ranking_seal(&world->ranking, &world->rules, world->variance);
}

static const struct standing *standing_of(const struct world *world, uint32_t hall)
{
	for (size_t i = 0; i < HALLS; i++)
		if (world->standings[i].area == hall)
			return &world->standings[i];
	fail_msg("no standing of %u", hall);
	return NULL;
}

static size_t rank_of(const struct world *world, uint32_t hall)
{
	return standing_of(world, hall)->rank;
}

/* The one in the middle of the ranking. */
static uint32_t middle(const struct world *world)
{
	return world->standings[HALLS / 2].area;
}

/* The true total has the truth in place of what was asked; the interval should hold it 95 times of a hundred. */
static void the_interval_holds_the_truth(void **state)
{
	struct random random = random_seeded(SEED);
	static struct world world;
	int held = 0, all = 0, ranks_held = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		make_world(&world, &random, 15, 200);
		seal(&world);
		for (uint32_t i = 0; i < HALLS; i++) {
			const struct standing *standing = standing_of(&world, i);
			double truth = standing->points[RANKING_SYSTEM] + standing->points[RANKING_SUBDISTRICT] +
				       0.3 * world.halls[i].truth;
			int above = 0;

			for (uint32_t j = 0; j < HALLS; j++) {
				const struct standing *other = standing_of(&world, j);

				above +=
					other->points[0] + other->points[1] + 0.3 * world.halls[j].truth > truth + 1e-9;
			}
			held += truth >= standing->low && truth <= standing->high;
			ranks_held +=
				(size_t)above + 1 >= standing->rank_best && (size_t)above + 1 <= standing->rank_worst;
			all++;
		}
	}
	printf("seed %d: interval holds the truth %.2f %%, rank interval %.2f %% of %d\n", SEED, 100.0 * held / all,
		100.0 * ranks_held / all, all);
	assert_in_range(1000 * held / all, 935, 965);
	assert_in_range(1000 * ranks_held / all, 930, 1000);
}

static void print_gain(const char *what, size_t before, size_t after, double points)
{
	printf("%-60s rank %3zu -> %3zu, %+.2f points\n", what, before, after, points);
}

/* What each way to buy a rank gains, with flags and without. */
static void cheating_gains_little(void **state)
{
	static const int64_t stuffed[] = {10, 30, 100, 1000};
	struct random random = random_seeded(SEED + 1);
	static struct world world, cheat;
	uint32_t hall, rival;

	(void)state;
	make_world(&world, &random, 30, 120);
	seal(&world);
	hall = middle(&world);
	rival = world.standings[HALLS / 2 - 1].area;
	printf("seed %d, %d communities, one in the middle with %lld answers\n", SEED + 1, HALLS,
		(long long)all_of(&world.halls[hall]));
	for (size_t i = 0; i < sizeof(stuffed) / sizeof(stuffed[0]); i++) {
		char what[80];
		double before = standing_of(&world, hall)->total;

		cheat = world;
		answer(&cheat.halls[hall], 5, stuffed[i]);
		seal(&cheat);
		snprintf(what, sizeof(what), "stuffed with %lld best answers, none flagged", (long long)stuffed[i]);
		print_gain(
			what, rank_of(&world, hall), rank_of(&cheat, hall), standing_of(&cheat, hall)->total - before);
		assert_true(standing_of(&cheat, hall)->total - before <=
			    30 * (100 - mean_of(&world.halls[hall], &world.rules)) / 100 + 3);
	}
	/* A screen takes 30 in ten minutes unflagged; the others are left out of the mean and only counted. */
	cheat = world;
	answer(&cheat.halls[hall], 5, 30);
	cheat.halls[hall].flagged = 970;
	seal(&cheat);
	print_gain("stuffed with 1000 in ten minutes, 970 flagged", rank_of(&world, hall), rank_of(&cheat, hall),
		standing_of(&cheat, hall)->total - standing_of(&world, hall)->total);
	cheat = world;
	answer(&cheat.halls[rival], 1, 30);
	seal(&cheat);
	print_gain("the rival flooded with 30 worst answers: the rival", rank_of(&world, rival), rank_of(&cheat, rival),
		standing_of(&cheat, rival)->total - standing_of(&world, rival)->total);
	print_gain("the rival flooded with 30 worst answers: who did it", rank_of(&world, hall), rank_of(&cheat, hall),
		standing_of(&cheat, hall)->total - standing_of(&world, hall)->total);
	assert_in_range(rank_of(&world, hall) + 3 - rank_of(&cheat, hall), 0, 6);
}

/* An unplugged screen: no residents' part, no rank; never the mean of the other parts. */
static void unplugging_does_not_pay(void **state)
{
	struct random random = random_seeded(SEED + 2);
	static struct world world, cheat;
	uint32_t worst;

	(void)state;
	make_world(&world, &random, 30, 120);
	seal(&world);
	worst = world.standings[HALLS - 1].area;
	cheat = world;
	cheat.halls[worst].unplugged = true;
	seal(&cheat);
	printf("unplugged: rank %zu -> none, state incomplete\n", rank_of(&world, worst));
	assert_int_equal(rank_of(&cheat, worst), 0);
	assert_int_equal(standing_of(&cheat, worst)->state, SCORE_INCOMPLETE);
	cheat = world;
	memset(cheat.halls[worst].counts, 0, sizeof(cheat.halls[worst].counts));
	answer(&cheat.halls[worst], 5, 9);
	seal(&cheat);
	assert_int_equal(rank_of(&cheat, worst), 0);
	assert_int_equal(standing_of(&cheat, worst)->state, SCORE_INSUFFICIENT);
}

/* A subdistrict that gives all its own 4 points more moves nobody of it by more than clipping and the mean of all. */
static void generous_subdistricts_gain_nothing(void **state)
{
	struct random random = random_seeded(SEED + 3);
	static struct world world, cheat;
	double gain = 0, plain_gain = 0;

	(void)state;
	make_world(&world, &random, 30, 120);
	for (int marks = MARKS_CENTRED; marks <= MARKS_PLAIN; marks += MARKS_PLAIN - MARKS_CENTRED) {
		world.rules.marks = marks;
		seal(&world);
		cheat = world;
		for (uint32_t i = 0; i < HALLS; i += SUBDISTRICTS)
			cheat.halls[i].mark += 4;
		seal(&cheat);
		for (uint32_t i = 0; i < HALLS; i += SUBDISTRICTS)
			*(marks == MARKS_CENTRED ? &gain : &plain_gain) +=
				(standing_of(&cheat, i)->total - standing_of(&world, i)->total) /
				(HALLS / SUBDISTRICTS);
	}
	printf("4 marks more for all of a subdistrict: %+.3f points each where centred, %+.3f where plain\n", gain,
		plain_gain);
	assert_true(fabs(gain) < 0.1);
	assert_true(plain_gain > 1.19);
}

/* One best answer more, for each community of each of many worlds. */
static void a_good_answer_never_lowers_a_score(void **state)
{
	struct random random = random_seeded(SEED + 4);
	static struct world world, more;
	double least = INFINITY;

	(void)state;
	for (int round = 0; round < ROUNDS / 4; round++) {
		make_world(&world, &random, 10, 60);
		seal(&world);
		for (uint32_t i = 0; i < HALLS; i++) {
			more = world;
			answer(&more.halls[i], 5, 1);
			seal(&more);
			least = fmin(least, standing_of(&more, i)->total - standing_of(&world, i)->total);
		}
	}
	printf("seed %d: a best answer more moves its own total by %+.4f at least, of %d\n", SEED + 4, least,
		ROUNDS / 4 * HALLS);
	assert_true(least >= 0);
}

static void parts_add_up(void **state)
{
	struct random random = random_seeded(SEED + 6);
	static struct world world;

	(void)state;
	make_world(&world, &random, 5, 60);
	world.rules.weight_system = 7;
	world.rules.weight_subdistrict = 11;
	world.rules.weight_residents = 3;
	seal(&world);
	for (size_t i = 0; i < HALLS && world.standings[i].rank; i++) {
		const struct standing *standing = &world.standings[i];

		assert_true(
			fabs(standing->points[0] + standing->points[1] + standing->points[2] - standing->total) < 1e-9);
		assert_true(standing->low <= standing->total && standing->total <= standing->high);
		assert_true(standing->rank_best <= standing->rank && standing->rank <= standing->rank_worst);
	}
}

static void a_tie_is_a_tie(void **state)
{
	struct random random = random_seeded(SEED + 7);
	static struct world world;
	const struct standing *one, *other;

	(void)state;
	make_world(&world, &random, 30, 60);
	world.rules.marks = MARKS_PLAIN;
	world.rules.tiers = TIERS_BY_QUOTA;
	for (uint32_t i = 0; i < HALLS; i += 2)
		world.halls[i + 1] = world.halls[i];
	seal(&world);
	for (uint32_t i = 0; i < HALLS; i += 2) {
		one = standing_of(&world, i);
		other = standing_of(&world, i + 1);
		assert_int_equal(one->rank, other->rank);
		assert_int_equal(one->rank % 2, 1);
		assert_int_equal(one->tier, other->tier);
		assert_int_equal(one->rank_best, other->rank_best);
		assert_int_equal(one->rank_worst, other->rank_worst);
	}
}

static void quotas_share_out_the_tiers(void **state)
{
	struct random random = random_seeded(SEED + 8);
	static struct world world;
	int tiers[TIER_COUNT] = {0};

	(void)state;
	make_world(&world, &random, 30, 60);
	world.rules.tiers = TIERS_BY_QUOTA;
	seal(&world);
	for (size_t i = 0; i < HALLS; i++)
		tiers[world.standings[i].tier]++;
	assert_int_equal(tiers[TIER_EXCELLENT], 30);
	assert_int_equal(tiers[TIER_GOOD], 60);
	assert_int_equal(tiers[TIER_AVERAGE], 52);
	assert_int_equal(tiers[TIER_POOR], 8);
}

/* Ten communities each, ranked among themselves. */
static void a_ranking_may_stay_within_subdistricts(void **state)
{
	struct random random = random_seeded(SEED + 9);
	static struct world world;
	int first = 0;

	(void)state;
	make_world(&world, &random, 30, 60);
	world.rules.marks = MARKS_WITHIN;
	seal(&world);
	for (size_t i = 0; i < HALLS; i++) {
		first += world.standings[i].rank == 1;
		assert_in_range(world.standings[i].rank, 1, HALLS / SUBDISTRICTS);
		assert_in_range(world.standings[i].rank_worst, 1, HALLS / SUBDISTRICTS);
	}
	assert_int_equal(first, SUBDISTRICTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_holds_the_truth),
		cmocka_unit_test(cheating_gains_little),
		cmocka_unit_test(unplugging_does_not_pay),
		cmocka_unit_test(generous_subdistricts_gain_nothing),
		cmocka_unit_test(a_good_answer_never_lowers_a_score),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(a_tie_is_a_tie),
		cmocka_unit_test(quotas_share_out_the_tiers),
		cmocka_unit_test(a_ranking_may_stay_within_subdistricts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
