#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/base/random.h"
#include "feed/centre/judgement.h"
#include "feed/centre/score.h"
#include "tests/support/centre_fixture.h"

/* A year of made-up life: quarters scored as they go, marks corrected, ratings that come late, two changes of the
   rules, drafts and freezes. Lived again, and lived with the ratings of each week in another order, it ends in the same
   bytes. */

enum { YEAR_SEED = 2018, WEEKS = 52, COMMUNITIES = 3, RATINGS_A_WEEK = 40 };

#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define YEAR_MS INT64_C(1514736000000) /* 2018-01-01T00:00+08:00 */

struct life {
	struct centre_fixture *fixture;
	struct random random;
	bool backwards;
	int tokens;
};

static void must(bool done, const struct error *error)
{
	if (!done)
		fail_msg("%s", error->text);
}

static void rate(struct life *life, int64_t hour, uint64_t dice)
{
	static const char *const areas[] = {"K1", "G2", "K2", "G3", "K3", "G5"}, *const services[] = {"counter",
											 "repair", "library"};
	struct error error;
	char sql[400];

	snprintf(sql, sizeof(sql),
		"INSERT INTO ratings (token, device, area, service, question, version, hour, level, reasons, doubts) "
		"VALUES ('%032llx', 'd', '%s', '%s', 'satisfied', 1, %lld, %d, '', %d)",
		(unsigned long long)dice, areas[dice % 6], services[dice / 6 % 3], (long long)hour,
		5 - (int)(dice / 18 % 9 / 2), dice / 162 % 20 == 0 ? 2 : 0);
	must(store_run(life->fixture->centre.store, sql, &error), &error);
}

/* One in ten speaks of three months ago: a screen that was offline. */
static void live_week(struct life *life, int64_t week_ms)
{
	uint64_t dice[RATINGS_A_WEEK];
	int64_t hours[RATINGS_A_WEEK];
	struct error error;

	must(store_begin(life->fixture->centre.store, &error), &error);
	for (int i = 0; i < RATINGS_A_WEEK; i++) {
		dice[i] = random_below(&life->random, UINT64_MAX);
		hours[i] =
			week_ms / 3600000 + (int64_t)random_below(&life->random, 7 * 24) - (i % 10 == 0 ? 90 * 24 : 0);
	}
	for (int i = 0; i < RATINGS_A_WEEK; i++) {
		int at = life->backwards ? RATINGS_A_WEEK - 1 - i : i;

		rate(life, hours[at], dice[at]);
	}
	must(store_commit(life->fixture->centre.store, &error), &error);
}

static void import_scores(struct life *life, const char *period)
{
	struct str text = STR("period,area,part,score\n");
	struct arena *arena = &life->fixture->arena;

	for (int i = 1; i <= COMMUNITIES; i++)
		text = str_format(arena, STR_FMT "%s,K%d,system,%d\n%s,K%d,subdistrict,%d\n", STR_ARG(text), period, i,
			60 + (int)random_below(&life->random, 40), period, i,
			60 + (int)random_below(&life->random, 40));
	assert_string_equal(centre_fixture_import(life->fixture, "scores", text.bytes), "");
}

static struct period find(struct life *life, const char *name)
{
	struct period period;
	struct error error;

	must(period_find(life->fixture->centre.store, &life->fixture->arena, str_from(name), &period, &error) ==
			PERIOD_FOUND,
		&error);
	return period;
}

/* The quarter that ended is corrected once, drafted, and frozen; the one before it is reckoned again. */
static void end_quarter(struct life *life, int quarter)
{
	struct centre *centre = &life->fixture->centre;
	struct arena *arena = &life->fixture->arena;
	const char *name = str_format(arena, "2018-Q%d", quarter).bytes;
	struct period period;
	struct error error;
	int64_t changes;

	import_scores(life, name);
	period = find(life, name);
	must(judgement_notice(centre, &period, 5, &error), &error);
	life->fixture->clock = clock_fixed(life->fixture->clock.wall_ms(&life->fixture->clock) + 6 * DAY_MS);
	period = find(life, name);
	must(judgement_freeze(centre, &period, &error), &error);
	if (quarter == 1)
		return;
	period = find(life, str_format(arena, "2018-Q%d", quarter - 1).bytes);
	must(judgement_correct(centre, &period, STR("late"), &changes, &error), &error);
}

static void change_rules(struct centre_settings *settings)
{
	settings->dated_count = 2;
	settings->dated[0] = (struct dated_rules){.from = "2018-04-01", .rules = settings->rules};
	settings->dated[0].rules.weight_residents = 60;
	settings->dated[1] = (struct dated_rules){.from = "2018-07-01", .rules = settings->dated[0].rules};
	settings->dated[1].rules.tiers = TIERS_BY_QUOTA;
	settings->dated[1].rules.marks = MARKS_PLAIN;
}

static void live_year(struct life *life)
{
	struct error error;

	for (int week = 0; week < WEEKS; week++) {
		const char *open = str_format(&life->fixture->arena, "2018-Q%d", week / 13 + 1).bytes;

		life->fixture->clock = clock_fixed(YEAR_MS + (week + 1) * 7 * DAY_MS);
		if (week % 13 == 0) {
			import_scores(life, open);
			change_rules(&life->fixture->centre.settings);
		}
		live_week(life, YEAR_MS + week * 7 * DAY_MS);
		must(score_run(&life->fixture->centre, str_from(open), &error), &error);
		if (week % 13 == 12)
			end_quarter(life, week / 13 + 1);
	}
}

/* All that a year leaves behind, as text. */
static char *year(bool backwards)
{
	static const char *const tables[] = {"SELECT * FROM ranking ORDER BY period, area",
		"SELECT * FROM residents ORDER BY period, area, service",
		"SELECT * FROM residents_spread ORDER BY period", "SELECT * FROM frozen_terms ORDER BY period, area",
		"SELECT * FROM corrections ORDER BY period, area, corrected_ms",
		"SELECT * FROM period_state ORDER BY period",
		"SELECT * FROM tally ORDER BY area, month, service, level, flagged"};
	struct centre_fixture fixture;
	struct life life = {.fixture = &fixture, .random = random_seeded(YEAR_SEED), .backwards = backwards};
	struct str text = STR("");
	char *copy;

	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	live_year(&life);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		text = str_format(
			&fixture.arena, STR_FMT "%s", STR_ARG(text), centre_fixture_query(&fixture, tables[i]));
	copy = strndup(text.bytes, text.length);
	centre_fixture_finish(&fixture);
	return copy;
}

static size_t count(const char *text, const char *wanted)
{
	size_t found = 0;

	for (const char *at = text; (at = strstr(at, wanted)); at++)
		found++;
	return found;
}

static void a_year_is_replayed_to_the_same_bytes(void **state)
{
	char *first = year(false), *again = year(false), *backwards = year(true);

	(void)state;
	assert_string_equal(first, again);
	assert_string_equal(first, backwards);
	assert_int_equal(count(first, "|frozen|"), 4);
	assert_true(count(first, "|late\n") >= 3);
	printf("seed %d: %d weeks, %d ratings, 4 freezes, %zu corrections, %zu bytes, the same three times\n",
		YEAR_SEED, WEEKS, WEEKS * RATINGS_A_WEEK, count(first, "|late\n"), strlen(first));
	free(first);
	free(again);
	free(backwards);
}

/* Answers counted as they came are those that a count of all of them finds. */
static void the_tally_is_what_a_count_finds(void **state)
{
	struct centre_fixture fixture;
	struct life life = {.fixture = &fixture, .random = random_seeded(YEAR_SEED + 1)};

	(void)state;
	centre_fixture_begin(&fixture);
	for (int week = 0; week < WEEKS; week++)
		live_week(&life, YEAR_MS + week * 7 * DAY_MS);
	centre_fixture_query(&fixture, "UPDATE ratings SET doubts = 1 - doubts % 2 WHERE substr(token, 32) = '7'");
	centre_fixture_query(&fixture, "DELETE FROM ratings WHERE substr(token, 32) = '3'");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT * FROM tally WHERE answers ORDER BY 1, 2, 3, 4, 5"),
		centre_fixture_query(&fixture, "SELECT area, strftime('%Y-%m', hour * 3600, 'unixepoch', 'localtime') "
					       "AS month, service, level, doubts <> 0 AS f, "
					       "count(*) FROM ratings GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"));
	centre_fixture_finish(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_is_replayed_to_the_same_bytes),
		cmocka_unit_test(the_tally_is_what_a_count_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
