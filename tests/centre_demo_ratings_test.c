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
#include "feed/base/civil.h"
#include "feed/centre/demo.h"
#include "feed/centre/demo_quality.h"

/* The demo's ratings: plausible, replayable, and about nobody. */

enum { COMMUNITIES = 150, RATINGS_MAX = 60000, HOUR_MS = 3600 * 1000 };

struct tally {
	int open, before, flagged;
	double sum; /* of the open quarter, on 0..100 */
};

struct heard {
	struct tally tallies[COMMUNITIES];
	char tokens[RATINGS_MAX][RATING_TOKEN_DIGITS + 1];
	size_t count;
	int64_t start_hour, open_hour, at_ms; /* of the quarter before, of the open one, of the demo */
};

static struct arena arena;
static struct areas areas;

/* A prefecture and its communities, out of order, so that only the ids can tell which is which. */
static int set_up(void **state)
{
	static struct area items[COMMUNITIES + 1];
	static struct str parents[COMMUNITIES + 1];
	struct error error;

	(void)state;
	arena_init(&arena);
	assert_true(civil_zone_set("Asia/Shanghai"));
	items[0] = (struct area){.id = STR("6523"), .level = STR("prefecture"), .name = {{STR("州")}}};
	for (unsigned i = 0; i < COMMUNITIES; i++) {
		unsigned turned = i * 7 % COMMUNITIES;

		items[i + 1] = (struct area){.level = STR("community"), .name = {{STR("社区")}}};
		items[i + 1].id = str_format(&arena, "652301%03u%03u", 1 + turned / 10, 1 + turned % 10);
		parents[i + 1] = STR("6523");
	}
	if (!areas_seal(&arena, items, parents, COMMUNITIES + 1, &areas, &error))
		fail_msg("%s", error.text);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static size_t community_of(struct str area)
{
	unsigned subdistrict, community;

	assert_int_equal(sscanf(area.bytes, "652301%3u%3u", &subdistrict, &community), 2);
	return (subdistrict - 1) * 10 + community - 1;
}

static void hear(void *self, const struct rating *rating)
{
	struct heard *heard = self;
	struct tally *tally = &heard->tallies[community_of(rating->area)];

	assert_true(heard->count < RATINGS_MAX);
	memcpy(heard->tokens[heard->count++], rating->token, RATING_TOKEN_DIGITS + 1);
	assert_int_equal(strlen(rating->token), RATING_TOKEN_DIGITS);
	assert_true(str_starts(rating->device, STR("demo-")) && rating->device.length <= RATING_DEVICE_BYTES_MAX);
	assert_true(str_equal(rating->question, STR("satisfied")) && rating->version == 1);
	assert_in_range(rating->level, LEVEL_WORST, LEVEL_BEST);
	assert_true(rating->reason_count == 0 || rating->level <= 2);
	assert_true(rating->hour >= heard->start_hour && rating->hour * HOUR_MS <= heard->at_ms);
	if (rating->doubts) {
		tally->flagged++;
	} else if (rating->hour < heard->open_hour) {
		tally->before++;
	} else {
		tally->open++;
		tally->sum += (rating->level - LEVEL_WORST) * 25.0;
	}
}

static struct heard *listen(const char *at, const char *open, const char *before)
{
	struct heard *heard = arena_new(&arena, struct heard);
	int64_t open_ms, before_ms;

	assert_true(civil_parse(str_from(at), &heard->at_ms));
	assert_true(civil_parse(str_from(open), &open_ms));
	assert_true(civil_parse(str_from(before), &before_ms));
	heard->open_hour = open_ms / HOUR_MS;
	heard->start_hour = before_ms / HOUR_MS;
	demo_ratings_each(heard->at_ms, &areas, hear, heard);
	return heard;
}

static int by_token(const void *left, const void *right)
{
	return strcmp(left, right);
}

static void test_usual_day(void **state)
{
	struct heard *heard = listen("2018-11-20T09:30:00+08:00", "2018-10-01", "2018-07-01");
	int few = 0, too_few = 0, flagged = 0, best = 0;

	(void)state;
	assert_in_range(heard->count, 22000, 28000);
	assert_int_equal(heard->tallies[0].open, 12);
	for (size_t i = 0; i < COMMUNITIES; i++) {
		const struct tally *tally = &heard->tallies[i];
		double mean = tally->sum / tally->open;

		few += i > 0 && tally->open >= 10 && tally->open < 30;
		too_few += tally->open < 10;
		flagged += tally->flagged;
		best = tally->open > best ? tally->open : best;
		assert_in_range(tally->before, 31, 411);
		assert_true(tally->open < 31 || (mean > 65 && mean < 98));
	}
	assert_int_equal(few, 3);
	assert_int_equal(too_few, 2);
	assert_in_range(flagged, 20, 400);
	assert_in_range(best, 350, 411);
	qsort(heard->tokens, heard->count, sizeof(*heard->tokens), by_token);
	for (size_t i = 1; i < heard->count; i++)
		assert_int_not_equal(strcmp(heard->tokens[i - 1], heard->tokens[i]), 0);
}

/* With the usual weights, scores and ratings together put as many communities into each tier as the design shows. */
static void test_tiers(void **state)
{
	static const double cuts[] = {90, 80, 60, 0};
	static const int wanted[] = {38, 67, 36, 9}, slack = 5;
	struct heard *heard = listen("2018-11-20T09:30:00+08:00", "2018-10-01", "2018-07-01");
	int tiers[4] = {0};

	(void)state;
	for (uint32_t i = 0; i < COMMUNITIES; i++) {
		struct demo_quality quality = demo_quality_of(i, 0);
		double residents = heard->tallies[i].sum / heard->tallies[i].open;
		double score = 0.4 * quality.system + 0.3 * quality.subdistrict + 0.3 * residents;
		size_t tier = 0;

		while (score < cuts[tier])
			tier++;
		tiers[tier]++;
	}
	for (size_t i = 0; i < 4; i++)
		assert_in_range(tiers[i], wanted[i] - slack, wanted[i] + slack);
}

static void test_same_again(void **state)
{
	struct heard *first = listen("2018-11-20T09:30:00+08:00", "2018-10-01", "2018-07-01");
	struct heard *again = listen("2018-11-20T09:30:00+08:00", "2018-10-01", "2018-07-01");

	(void)state;
	assert_memory_equal(first, again, sizeof(*first));
}

/* A demo made in the first minutes of a quarter, and of a year, still has its numbers. */
static void test_new_quarter(void **state)
{
	struct heard *quarter = listen("2018-10-01T00:00:00+08:00", "2018-10-01", "2018-07-01");
	struct heard *year = listen("2019-01-01T00:59:00+08:00", "2019-01-01", "2018-10-01");

	(void)state;
	assert_int_equal(quarter->tallies[0].open, 12);
	assert_int_equal(year->tallies[0].open, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_day),
		cmocka_unit_test(test_tiers),
		cmocka_unit_test(test_same_again),
		cmocka_unit_test(test_new_quarter),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
