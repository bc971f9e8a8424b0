#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/centre/rating_counts.h"
#include "feed/centre/ratings.h"
#include "feed/wire/tally.h"
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

	if (!ratings_take(&fixture.centre, "", &batch, &fixture.arena, &answer, &error))
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

/* A device of its own, with a count of so many in an hour. */
static uint8_t secret[TALLY_SECRET_BYTES];
static char device[TALLY_DEVICE_DIGITS + 1];

static struct rating_count counted(int64_t hour, int64_t stored)
{
	struct rating_count count = {.device = str_from(device), .hour = hour, .stored = stored};

	tally_sign(&count, secret);
	return count;
}

static struct rating_answer take_counted(int number, struct rating_count *counts, size_t count_count)
{
	struct rating rating = make_rating(number, 5);
	const struct rating_batch batch = {&rating, 1, counts, count_count, NULL, 0};
	struct rating_answer answer;
	struct error error;

	rating.device = str_from(device);
	rating.hour = 7;
	if (!ratings_take(&fixture.centre, "", &batch, &fixture.arena, &answer, &error))
		fail_msg("%s", error.text);
	return answer;
}

static const char *report(void)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	struct error error;
	struct str text;

	assert_true(rating_counts_report(fixture.centre.store, to, &error));
	fclose(to);
	text = str_copy(&fixture.arena, (struct str){bytes, length});
	free(bytes);
	return text.bytes;
}

static void what_a_device_counted_must_come(void **state)
{
	struct rating_count count;

	(void)state;
	tally_make_device(secret, device);
	assert_int_equal(take_counted(1, NULL, 0).resend_since, RATING_HOUR_UNKNOWN);
	count = counted(7, 3);
	assert_int_equal(take_counted(2, &count, 1).resend_since, 7); /* one is missing: it is asked for, once */
	assert_non_null(strstr(report(), "counted 3, came 2: 1 lost"));
	assert_int_equal(take_counted(2, &count, 1).resend_since, RATING_HOUR_UNKNOWN);
	take_counted(3, NULL, 0);
	assert_string_equal(report(), "every rating that a device counted has come, once\n");
	take_counted(4, NULL, 0);
	assert_non_null(strstr(report(), "counted 3, came 4: 1 too many, as from a copy of the device"));
}

static void counts_that_cannot_be_are_told(void **state)
{
	struct rating_count count;

	(void)state;
	tally_make_device(secret, device);
	count = counted(7, 1);
	take_counted(1, &count, 1);
	count.stored = 9; /* not what was signed */
	take_counted(1, &count, 1);
	assert_non_null(strstr(report(), "a count of 9 that is not signed by the device"));
	count = counted(7, 2);
	take_counted(2, &count, 1);
	count = counted(7, 1);
	take_counted(2, &count, 1);
	assert_non_null(strstr(report(), "a count of 1 after a higher one, as from a copy of the device"));
	assert_rows("SELECT hour, stored FROM rating_counts", "7|2\n");
	device[0] = device[0] == 'a' ? 'b' : 'a'; /* nobody counts for another one */
	count = counted(7, 50);
	take_counted(3, &count, 1);
	assert_rows("SELECT count(*) FROM rating_counts", "1\n");
}

static void a_restored_backup_is_filled_again(void **state)
{
	struct error error;

	(void)state;
	tally_make_device(secret, device);
	assert_true(rating_counts_resend(fixture.centre.store, 5, &error));
	assert_int_equal(take_counted(1, NULL, 0).resend_since, 5);
	assert_int_equal(take_counted(2, NULL, 0).resend_since, RATING_HOUR_UNKNOWN); /* once */
	assert_true(rating_counts_resend(fixture.centre.store, 6, &error));
	assert_int_equal(take_counted(3, NULL, 0).resend_since, 6);
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
	assert_false(ratings_take(&fixture.centre, "", &batch, &fixture.arena, &answer, &error));
	assert_int_equal(answer.acknowledged_count, 0);
	assert_rows("SELECT count(*) FROM ratings", "0\n");
	ratings[1].level = 4;
	assert_true(ratings_take(&fixture.centre, "", &batch, &fixture.arena, &answer, &error));
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
		IN_CENTRE(what_a_device_counted_must_come),
		IN_CENTRE(counts_that_cannot_be_are_told),
		IN_CENTRE(a_restored_backup_is_filled_again),
		IN_CENTRE(what_fails_takes_the_batch_with_it),
		IN_CENTRE(the_store_has_no_more_fields_than_a_rating),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
