#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/model/rating.h"
#include "kiosk/fairness.h"

/* What a hall lives through; the counting itself is tested against published vectors elsewhere. */

/* Monday, 10 o'clock in the hall, four weeks and a day known: so many answers in each hour of 9 to 17. */
enum { NOW_HOUR = 500000, LOCAL_HOUR = 10 };

static void live_a_month(struct fairness *fairness, int64_t an_hour)
{
	for (int64_t hour = NOW_HOUR - FAIRNESS_HOURS + 1; hour < NOW_HOUR; hour++) {
		int64_t local = ((hour - NOW_HOUR + LOCAL_HOUR) % 24 + 24) % 24;

		fairness_know(fairness, hour, local >= 9 && local < 17 ? an_hour : 0);
	}
}

static unsigned give(struct fairness *fairness, int64_t second, int level, bool event)
{
	struct fairness_answer answer = {second * 1000, NOW_HOUR, LOCAL_HOUR, level, event};

	return fairness_look(fairness, &answer);
}

static void an_hour_busier_than_chance_is_flagged(void **state)
{
	struct fairness fairness;

	(void)state;
	fairness_init(&fairness);
	live_a_month(&fairness, 2);
	assert_true(fairness_usual(&fairness, NOW_HOUR) == 2);
	for (int i = 0; i < 9; i++)
		assert_int_equal(give(&fairness, i * 300, 1 + i % 5, false), 0);
	assert_int_equal(give(&fairness, 9 * 300, 5, false), DOUBT_BURST);
	assert_int_equal(give(&fairness, 10 * 300, 4, true), 0); /* an event expects a crowd */
}

static void a_new_screen_knows_no_usual(void **state)
{
	struct fairness fairness;

	(void)state;
	fairness_init(&fairness);
	fairness_know(&fairness, NOW_HOUR - 100, 1);
	assert_true(fairness_usual(&fairness, NOW_HOUR) < 0);
	for (int i = 0; i < FAIRNESS_WINDOW_ANSWERS; i++)
		assert_int_equal(give(&fairness, i * 19, 1 + i % 5, false), 0);
	assert_int_equal(give(&fairness, FAIRNESS_WINDOW_ANSWERS * 19, 3, false), DOUBT_BURST);
}

static void equal_answers_in_a_row_are_flagged(void **state)
{
	struct fairness fairness;

	(void)state;
	fairness_init(&fairness);
	for (int i = 0; i < FAIRNESS_RUN_ANSWERS - 1; i++)
		assert_int_equal(give(&fairness, i * 10, 5, false), 0);
	assert_int_equal(give(&fairness, (FAIRNESS_RUN_ANSWERS - 1) * 10, 5, false), DOUBT_REPEAT);
	assert_int_equal(give(&fairness, FAIRNESS_RUN_ANSWERS * 10, 4, false), 0);
	for (int i = 1; i < 10; i++) /* neighbours after an activity, all content */
		assert_int_equal(give(&fairness, 100 + i * 20, 5, false), 0);
}

static void a_little_more_each_day_is_seen(void **state)
{
	struct fairness fairness;

	(void)state;
	fairness_init(&fairness);
	live_a_month(&fairness, 2); /* 16 a day */
	assert_false(fairness_creeps(&fairness, NOW_HOUR, LOCAL_HOUR));
	for (int day = 6; day >= 1; day--) /* 16 more, when nobody looks */
		for (int hour = 1; hour <= 8; hour++)
			fairness_know(&fairness, NOW_HOUR - LOCAL_HOUR - day * 24 + hour, 2);
	assert_true(fairness_creeps(&fairness, NOW_HOUR, LOCAL_HOUR));
	assert_int_equal(give(&fairness, 0, 5, false), DOUBT_BURST);
}

static void without_a_clock_no_hour_is_judged(void **state)
{
	struct fairness fairness;
	struct fairness_answer answer = {.hour = RATING_HOUR_UNKNOWN, .level = 5};

	(void)state;
	fairness_init(&fairness);
	live_a_month(&fairness, 2);
	for (int i = 0; i < 20; i++) {
		answer.steady_ms = i * 60000;
		assert_int_equal(fairness_look(&fairness, &answer), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_hour_busier_than_chance_is_flagged),
		cmocka_unit_test(a_new_screen_knows_no_usual),
		cmocka_unit_test(equal_answers_in_a_row_are_flagged),
		cmocka_unit_test(a_little_more_each_day_is_seen),
		cmocka_unit_test(without_a_clock_no_hour_is_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
