#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed/centre/ratings.h"
#include "tests/support/centre_fixture.h"

/* Insert once by token; what is not kept is not acknowledged. */

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static struct rating make_rating(int number, int level)
{
	struct rating rating = {
		.device = STR("device"),
		.area = STR("K1"),
		.service = STR("haircut"),
		.question = STR("satisfied"),
		.version = 1,
		.hour = 427897,
		.level = level,
	};

	snprintf(rating.token, sizeof(rating.token), "%032x", number);
	return rating;
}

static struct rating_answer must_take(struct rating *ratings, size_t count)
{
	const struct rating_batch batch = {.ratings = ratings, .rating_count = count};
	struct rating_answer answer;
	struct error error = {""};

	if (!ratings_take(&fixture.centre, &batch, &fixture.arena, &answer, &error))
		fail_msg("%s", error.text);
	return answer;
}

static void assert_rows(const char *sql, const char *expected)
{
	assert_string_equal(centre_fixture_query(&fixture, sql), expected);
}

static void each_field_is_kept(void **state)
{
	struct rating rating = make_rating(1, 2);
	struct rating_answer answer;

	(void)state;
	rating.reasons[rating.reason_count++] = STR("wait");
	rating.reasons[rating.reason_count++] = STR("unclean");
	rating.doubts = DOUBT_BURST | DOUBT_CLOSED;
	rating.further[rating.further_count++] = (struct rating_further){STR("again"), STR("yes")};
	rating.further[rating.further_count++] = (struct rating_further){STR("clean"), STR("4")};
	answer = must_take(&rating, 1);
	assert_int_equal(answer.acknowledged_count, 1);
	assert_int_equal(answer.conflict_count, 0);
	assert_int_equal(answer.resend_since, RATING_HOUR_UNKNOWN);
	assert_true(str_equal(answer.acknowledged[0], str_from(rating.token)));
	assert_rows("SELECT * FROM ratings",
		"00000000000000000000000000000001|device|K1|haircut|satisfied|1|427897|2|wait unclean|6|again yes clean 4\n");
}

static void a_second_time_changes_nothing(void **state)
{
	struct rating ratings[] = {make_rating(1, 5), make_rating(1, 5), make_rating(2, 4)};

	(void)state;
	assert_int_equal(must_take(ratings, 3).acknowledged_count, 3);
	assert_int_equal(must_take(ratings, 3).acknowledged_count, 3);
	assert_rows("SELECT count(*) FROM ratings", "2\n");
	assert_rows("SELECT count(*) FROM rating_conflicts", "0\n");
}

static void other_content_is_a_conflict(void **state)
{
	struct rating first = make_rating(1, 5), second = make_rating(1, 1), third = make_rating(1, 5);
	struct rating_answer answer;

	(void)state;
	third.reasons[third.reason_count++] = STR("wait");
	must_take(&first, 1);
	for (int i = 0; i < 2; i++) {
		answer = must_take(&second, 1);
		assert_int_equal(answer.acknowledged_count, 0);
		assert_int_equal(answer.conflict_count, 1);
		assert_true(str_equal(answer.conflicts[0], str_from(second.token)));
	}
	assert_int_equal(must_take(&third, 1).conflict_count, 1);
	assert_rows("SELECT level FROM ratings", "5\n");
	assert_rows("SELECT level, reasons FROM rating_conflicts ORDER BY level", "1|\n5|wait\n");
}

static void an_unknown_hour_stays_unknown(void **state)
{
	struct rating rating = make_rating(1, 5);

	(void)state;
	rating.hour = RATING_HOUR_UNKNOWN;
	must_take(&rating, 1);
	assert_int_equal(must_take(&rating, 1).acknowledged_count, 1);
	assert_rows("SELECT hour FROM ratings", "-\n");
}

static void counts_only_grow(void **state)
{
	struct rating_count counts[] = {{STR("a"), 7, 3}, {STR("b"), 7, 1}, {STR("a"), 7, 2}, {STR("b"), 7, 9}};
	const struct rating_batch batch = {.counts = counts, .count_count = 4};
	struct rating_answer answer;
	struct error error;

	(void)state;
	assert_true(ratings_take(&fixture.centre, &batch, &fixture.arena, &answer, &error));
	assert_rows("SELECT device, hour, stored FROM rating_counts ORDER BY device", "a|7|3\nb|7|9\n");
}

/* The second one cannot be kept: the first is not either. */
static void what_fails_takes_the_batch_with_it(void **state)
{
	struct rating ratings[] = {make_rating(1, 5), make_rating(2, 3)};
	const struct rating_batch batch = {.ratings = ratings, .rating_count = 2};
	struct rating_answer answer;
	struct error error;

	(void)state;
	centre_fixture_query(&fixture,
		"CREATE TRIGGER no BEFORE INSERT ON ratings WHEN new.level = 3 BEGIN SELECT raise(FAIL, 'disk'); END");
	centre_fixture_query(&fixture, "DROP TABLE rating_conflicts");
	assert_false(ratings_take(&fixture.centre, &batch, &fixture.arena, &answer, &error));
	assert_int_equal(answer.acknowledged_count, 0);
	assert_rows("SELECT count(*) FROM ratings", "0\n");
	ratings[1].level = 4;
	assert_true(ratings_take(&fixture.centre, &batch, &fixture.arena, &answer, &error));
	assert_rows("SELECT count(*) FROM ratings", "2\n");
}

/* There is no field for a language, a second or anything about a person. */
static void the_store_has_no_more_fields_than_a_rating(void **state)
{
	(void)state;
	assert_rows("SELECT group_concat(name, ' ') FROM pragma_table_info('ratings')",
		"token device area service question version hour level reasons doubts further\n");
	assert_rows("SELECT group_concat(name, ' ') FROM pragma_table_info('rating_conflicts')",
		"token device area service question version hour level reasons doubts further\n");
	assert_rows("SELECT group_concat(name, ' ') FROM pragma_table_info('rating_counts')", "device hour stored\n");
}

#define IN_CENTRE(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CENTRE(each_field_is_kept),
		IN_CENTRE(a_second_time_changes_nothing),
		IN_CENTRE(other_content_is_a_conflict),
		IN_CENTRE(an_unknown_hour_stays_unknown),
		IN_CENTRE(counts_only_grow),
		IN_CENTRE(what_fails_takes_the_batch_with_it),
		IN_CENTRE(the_store_has_no_more_fields_than_a_rating),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
