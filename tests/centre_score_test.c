#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed/centre/period.h"
#include "feed/centre/score.h"
#include "tests/support/centre_fixture.h"
#include "tests/support/vectors.h"

/* The pure part against published vectors, then whole scorings of a small centre. */

static struct centre_fixture fixture;

static void composite(void **state)
{
	struct arena arena;
	struct str rest;
	struct vector words;
	int vectors = 0;

	(void)state;
	arena_init(&arena);
	for (rest = vector_file(&arena, "tests/data/score_composite.txt"); vector_next(&rest, &words); vectors++) {
		struct score_part parts[3];
		double total, used;

		for (size_t i = 0; i < 3; i++)
			parts[i] = (struct score_part){vector_number(&words, 2 * i), vector_number(&words, 2 * i + 1),
				vector_given(&words, 2 * i)};
		assert_int_equal(score_composite(parts, 3, &total, &used), vector_given(&words, 6));
		vector_assert_near(total, vector_number(&words, 6));
		vector_assert_near(used, vector_number(&words, 7));
	}
	assert_int_equal(vectors, 12);
	arena_finish(&arena);
}

static void tier(void **state)
{
	static const char *const tiers[] = {"excellent", "good", "average", "poor"};
	static const char *const states[] = {"firm", "provisional", "insufficient"};
	struct arena arena;
	struct str rest;
	struct vector words;
	int vectors = 0;

	(void)state;
	arena_init(&arena);
	for (rest = vector_file(&arena, "tests/data/score_tier.txt"); vector_next(&rest, &words); vectors++) {
		const double cuts[3] = {vector_number(&words, 4), vector_number(&words, 5), vector_number(&words, 6)};
		double low = vector_number(&words, 1), high = vector_number(&words, 2);
		enum score_state found =
			score_state_of(low, high, (int)vector_number(&words, 3), (int)vector_number(&words, 7), cuts);

		if (vector_given(&words, 8))
			assert_true(str_equal(
				words.words[8], str_from(tiers[score_tier_of(vector_number(&words, 0), cuts)])));
		else
			assert_int_equal(found, SCORE_INSUFFICIENT);
		assert_true(str_equal(words.words[9], str_from(tiers[score_tier_of(high, cuts)])));
		assert_true(str_equal(words.words[10], str_from(tiers[score_tier_of(low, cuts)])));
		assert_true(str_equal(words.words[11], str_from(states[found])));
	}
	assert_int_equal(vectors, 14);
	arena_finish(&arena);
}

static void rank_interval(void **state)
{
	struct arena arena;
	struct str rest;
	struct vector words;
	int vectors = 0;

	(void)state;
	arena_init(&arena);
	for (rest = vector_file(&arena, "tests/data/score_rank_interval.txt"); vector_next(&rest, &words); vectors++) {
		size_t count = (words.count - 1) / 4;
		struct score_span *spans = arena_array(&arena, struct score_span, count);

		for (size_t i = 0; i < count; i++) {
			spans[i].low = vector_number(&words, 2 * i);
			spans[i].high = vector_number(&words, 2 * i + 1);
		}
		score_rank_spans(spans, count);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(spans[i].best, (size_t)vector_number(&words, 2 * count + 1 + 2 * i));
			assert_int_equal(spans[i].worst, (size_t)vector_number(&words, 2 * count + 2 + 2 * i));
		}
	}
	assert_int_equal(vectors, 12);
	arena_finish(&arena);
}

static void levels(void **state)
{
	struct arena arena;
	struct str rest;
	struct vector words;
	int vectors = 0;

	(void)state;
	arena_init(&arena);
	for (rest = vector_file(&arena, "tests/data/score_levels.txt"); vector_next(&rest, &words); vectors++) {
		int64_t counts[SCORE_LEVELS];
		double values[SCORE_LEVELS];
		struct score_summary summary;

		for (size_t i = 0; i < SCORE_LEVELS; i++) {
			counts[i] = (int64_t)vector_number(&words, i);
			values[i] = vector_number(&words, SCORE_LEVELS + i);
		}
		summary = score_summary_of(counts, values);
		assert_int_equal(summary.answers, (int64_t)vector_number(&words, 10));
		vector_assert_near(summary.mean, vector_number(&words, 11));
		vector_assert_near(summary.variance, vector_number(&words, 12));
		vector_assert_near(summary.error, vector_number(&words, 13));
	}
	assert_int_equal(vectors, 16);
	arena_finish(&arena);
}

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	assert_string_equal(centre_fixture_import(&fixture, "scores",
				    "period,area,part,score\n"
				    "2018-Q2,K1,system,70\n2018-Q2,K1,subdistrict,70\n"
				    "2018-Q2,K2,system,90\n2018-Q2,K2,subdistrict,90\n"
				    "2018-Q3,K1,system,90\n2018-Q3,K1,subdistrict,80\n"
				    "2018-Q3,K2,system,80\n2018-Q3,K2,subdistrict,80\n"
				    "2018-Q3,K3,system,99\n"),
		"");
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static int tokens;

/* count answers of one level in an area and hour; noon of a day is hour + 4 in UTC+8. */
static void rate(const char *area, const char *service, const char *day, int level, int count, int doubts)
{
	for (int i = 0; i < count; i++)
		centre_fixture_query(
			&fixture, str_format(&fixture.arena,
					  "INSERT INTO ratings (token, device, area, service, question, version, hour, "
					  "level, reasons, doubts) VALUES ('%032d', 'd', '%s', '%s', 'satisfied', 1, "
					  "strftime('%%s', '%s') / 3600 + 4, %d, '', %d)",
					  ++tokens, area, service, day, level, doubts)
					  .bytes);
}

static void must_score(const char *period)
{
	struct error error = {""};

	if (!score_run(&fixture.centre, str_from(period), &error))
		fail_msg("%s", error.text);
}

static void assert_rows(const char *sql, const char *expected)
{
	assert_string_equal(centre_fixture_query(&fixture, sql), expected);
}

#define RANKING                                                                                                        \
	"SELECT area, rank, rank_best, rank_worst, tier, state, answers, flagged, previous_rank, "                     \
	"round(system, 4), round(subdistrict_part, 4), round(residents, 4), round(score, 4) FROM ranking "             \
	"WHERE period = '2018-Q3' ORDER BY area"

static void parts_make_a_ranking(void **state)
{
	(void)state;
	rate("K1", "counter", "2018-07-01", 5, 10, 0);
	rate("G2", "counter", "2018-09-30", 1, 10, 0); /* a grid of K1 */
	rate("K1", "counter", "2018-09-30", 5, 3, 2);
	rate("K1", "counter", "2018-06-30", 1, 5, 0); /* the period before */
	rate("K1", "counter", "2018-10-01", 1, 5, 0); /* the one after */
	rate("K2", "counter", "2018-08-01", 4, 9, 0); /* too few to tell */
	must_score("");
	assert_rows(RANKING, "K1|1|1|1|average|provisional|20|3|-|36.0|24.0|15.0|75.0\n"
			     "K2|-|-|-|-|insufficient|0|0|-|32.0|24.0|-|-\n"
			     "K3|-|-|-|-|incomplete|0|0|-|39.6|-|-|-\n");
	assert_rows("SELECT round(low, 4), round(high, 4) FROM ranking WHERE rank = 1 AND period = '2018-Q3'",
		/* sigma2 over K1 (20 of 0 and 100) and K2 (9 equal) = 50000/27, over 20 answers; z 1.96, weight 30 of
		   100 */
		"69.342|80.658\n");
}

static void ranks_are_compared_with_the_period_before(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		rate("K1", "counter", i ? "2018-05-01" : "2018-08-01", 5, 40, 0);
		rate("K2", "counter", i ? "2018-05-01" : "2018-08-01", 5, 40, 0);
	}
	assert_true(score_run_all(&fixture.centre, NULL));
	assert_rows("SELECT area, rank, previous_rank, state FROM ranking WHERE rank ORDER BY period, area",
		"K1|2|-|firm\nK2|1|-|firm\nK1|1|2|firm\nK2|2|1|firm\n");
}

static void equal_totals_share_a_rank(void **state)
{
	(void)state;
	fixture.centre.settings.rules.marks = MARKS_PLAIN;
	centre_fixture_query(&fixture, "UPDATE scores SET score = 77.7 WHERE period = '2018-Q3'");
	centre_fixture_query(&fixture, "INSERT INTO scores VALUES ('2018-Q3', 'K3', 'subdistrict', 77.6)");
	rate("K1", "counter", "2018-08-01", 4, 30, 0);
	rate("K2", "counter", "2018-08-01", 4, 30, 0);
	rate("K3", "counter", "2018-08-01", 4, 30, 0);
	must_score("2018-Q3");
	assert_rows("SELECT area, rank FROM ranking WHERE period = '2018-Q3' ORDER BY area", "K1|1\nK2|1\nK3|3\n");
}

/* Two publications must not give one answer away: nine more change nothing, the tenth does. */
static void a_residents_part_moves_by_ten_answers(void **state)
{
	const char *before, *as_of = "SELECT time_ms FROM source_time WHERE kind = 'ranking'";

	(void)state;
	rate("K1", "counter", "2018-08-01", 5, 12, 0);
	must_score("2018-Q3");
	before = centre_fixture_query(&fixture, RANKING);
	assert_rows(as_of, "1540429200000\n");
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + 1000);
	rate("K1", "counter", "2018-08-01", 1, 9, 0);
	must_score("2018-Q3");
	assert_rows(RANKING, before);
	assert_rows(as_of, "1540429200000\n");
	rate("K1", "counter", "2018-08-01", 1, 1, 0);
	must_score("2018-Q3");
	assert_rows("SELECT answers FROM ranking WHERE period = '2018-Q3' AND area = 'K1'", "22\n");
	assert_rows(as_of, "1540429201000\n");
}

/* Twelve and twelve may be told; where a third service has five, one of them is held back with it. */
static void a_small_service_is_not_told_by_the_others(void **state)
{
	(void)state;
	rate("K1", "counter", "2018-08-01", 5, 12, 0);
	rate("K1", "library", "2018-08-01", 5, 13, 0);
	must_score("2018-Q3");
	assert_rows("SELECT service, answers FROM residents WHERE period = '2018-Q3' ORDER BY service",
		"|25\ncounter|12\nlibrary|13\n");
	rate("K2", "counter", "2018-08-01", 5, 12, 0);
	rate("K2", "library", "2018-08-01", 5, 13, 0);
	rate("K2", "repair", "2018-08-01", 2, 5, 0);
	must_score("2018-Q3");
	assert_rows("SELECT service, answers FROM residents WHERE period = '2018-Q3' AND area = 'K2' ORDER BY service",
		"|30\nlibrary|13\n");
}

static void weights_may_leave_a_part_out(void **state)
{
	(void)state;
	fixture.centre.settings.rules.weight_residents = 0;
	must_score("2018-Q3");
	assert_rows("SELECT area, rank, state, round(score, 4) FROM ranking WHERE period = '2018-Q3' ORDER BY area",
		"K1|1|firm|85.7143\nK2|2|firm|80.0\nK3|-|incomplete|-\n");
}

static void unknown_and_frozen_periods_are_refused(void **state)
{
	struct error error;

	(void)state;
	assert_false(score_run(&fixture.centre, STR("2017-Q1"), &error));
	assert_string_equal(error.text, "there are no scores of period 2017-Q1: import them first");
	must_score("2018-Q2");
	centre_fixture_query(&fixture, "UPDATE period_state SET state = 'frozen'");
	assert_false(score_run(&fixture.centre, STR("2018-Q2"), &error));
	assert_string_equal(error.text, "period 2018-Q2 is frozen");
}

static void periods_follow_those_as_long(void **state)
{
	struct period period;
	struct error error;

	(void)state;
	centre_fixture_query(
		&fixture, "INSERT INTO scores VALUES ('2018-06', 'K1', 'system', 1), ('2018-07', 'K1', 'system', 1)");
	assert_int_equal(
		period_find(fixture.centre.store, &fixture.arena, STR("2018-Q3"), &period, &error), PERIOD_FOUND);
	assert_true(str_equal(period.previous, STR("2018-Q2")));
	assert_int_equal(period.from_ms, INT64_C(1530374400000));  /* 2018-07-01T00:00+08:00 */
	assert_int_equal(period.until_ms, INT64_C(1538323200000)); /* 2018-10-01T00:00+08:00 */
	assert_int_equal(
		period_find(fixture.centre.store, &fixture.arena, STR("2018-07"), &period, &error), PERIOD_FOUND);
	assert_true(str_equal(period.previous, STR("2018-06")));
	assert_int_equal(period_find(fixture.centre.store, &fixture.arena, STR(""), &period, &error), PERIOD_FOUND);
	assert_true(str_equal(period.name, STR("2018-Q3")));
}

/* Whatever the order in which its sources and answers come. */
static const char *ranking_of(bool backwards)
{
	struct error error = {""};
	const char *ranking;

	assert_string_equal(centre_fixture_import(&fixture, "scores",
				    backwards ? "period,area,part,score\n2018-Q4,K3,system,70\n2018-Q4,K2,subdistrict,81\n2018-Q4,K1,subdistrict,90\n"
						"2018-Q4,K2,system,66\n2018-Q4,K3,subdistrict,77\n2018-Q4,K1,system,80.1\n"
					      : "period,area,part,score\n2018-Q4,K1,system,80.1\n2018-Q4,K3,subdistrict,77\n2018-Q4,K2,system,66\n"
						"2018-Q4,K1,subdistrict,90\n2018-Q4,K2,subdistrict,81\n2018-Q4,K3,system,70\n"),
		"");
	for (int i = 0; i < 90; i++) {
		int at = backwards ? 89 - i : i;

		assert_true(store_run(fixture.centre.store,
			str_format(&fixture.arena,
				"INSERT INTO ratings (token, device, area, service, question, version, hour, level, reasons, doubts) VALUES "
				"('%032d', 'd', 'K%d', 's%d', 'satisfied', 1, 427896, %d, '%s', 0)",
				at, at % 3 + 1, at % 2, at * 7 % 5 + 1, at % 4 ? "" : "wait")
				.bytes,
			&error));
	}
	assert_true(score_run(&fixture.centre, STR("2018-Q4"), &error));
	ranking = centre_fixture_query(&fixture, "SELECT * FROM ranking ORDER BY area");
	assert_true(store_run(fixture.centre.store, "DELETE FROM ratings; DELETE FROM ranking; DELETE FROM residents", &error));
	return ranking;
}

static void order_does_not_matter(void **state)
{
	const char *forwards;

	(void)state;
	forwards = ranking_of(false);
	assert_non_null(strstr(forwards, "2018-Q4|K1|"));
	assert_string_equal(ranking_of(true), forwards);
}

#define IN_CENTRE(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(composite),
		cmocka_unit_test(tier),
		cmocka_unit_test(rank_interval),
		cmocka_unit_test(levels),
		IN_CENTRE(order_does_not_matter),
		IN_CENTRE(parts_make_a_ranking),
		IN_CENTRE(ranks_are_compared_with_the_period_before),
		IN_CENTRE(equal_totals_share_a_rank),
		IN_CENTRE(a_residents_part_moves_by_ten_answers),
		IN_CENTRE(a_small_service_is_not_told_by_the_others),
		IN_CENTRE(weights_may_leave_a_part_out),
		IN_CENTRE(unknown_and_frozen_periods_are_refused),
		IN_CENTRE(periods_follow_those_as_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
