#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/poisson.h"
#include "feed/model/rating.h"
#include "kiosk/fairness.h"

/* Published vectors first, then what a hall lives through. */

#define CLOSE 1e-12

static struct arena arena;

static struct str read_data(const char *path)
{
	struct str text;
	struct error error;

	if (!file_read(&arena, path, 64 * 1024, &text, &error))
		fail_msg("%s", error.text);
	return text;
}

static bool next_line(struct str *rest, struct str *line)
{
	do {
		if (!str_next(rest, '\n', line))
			return false;
	} while (line->length == 0 || str_starts(*line, STR("#")));
	return true;
}

static struct str next_word(struct str *line)
{
	struct str word = STR("");

	assert_true(str_next(line, ' ', &word));
	return word;
}

static double to_number(struct str word)
{
	double value;

	if (!str_number(word, &value))
		fail_msg("no number: " STR_FMT, STR_ARG(word));
	return value;
}

static double next_number(struct str *line)
{
	return to_number(next_word(line));
}

static void pair(struct str word, struct str *left, struct str *right)
{
	size_t equals = str_find(word, STR("="));

	*left = str_part(word, 0, equals);
	*right = str_part(word, equals + 1, word.length);
}

static void taps_come_one_by_one(void **state)
{
	static const char *const names[] = {[FAIRNESS_FINE] = "ok", [FAIRNESS_REPEAT] = "repeat", [FAIRNESS_BURST] = "burst"};
	struct str rest = read_data("tests/data/fair_repeats.txt"), line, word, moment, said;
	int vectors = 0;

	(void)state;
	for (; next_line(&rest, &line); vectors++) {
		struct fairness fairness = {0};
		struct fairness_limits limits;

		limits.cool_down_ms = (int64_t)(next_number(&line) * 1000);
		limits.window_ms = (int64_t)(next_number(&line) * 1000);
		limits.answers = (int)next_number(&line);
		while (str_next(&line, ' ', &word)) {
			pair(word, &moment, &said);
			assert_true(str_equal(said,
				str_from(names[fairness_limit(&fairness, &limits, llround(to_number(moment) * 1000))])));
		}
	}
	assert_int_equal(vectors, 13);
}

static void tails_are_exact(void **state)
{
	struct str rest = read_data("tests/data/poisson_tail.txt"), line;
	int vectors = 0;

	(void)state;
	for (; next_line(&rest, &line); vectors++) {
		bool tail = str_equal(next_word(&line), STR("tail"));
		double first = next_number(&line), second = next_number(&line), expected = next_number(&line);

		if (tail)
			assert_true(fabs(poisson_tail((int64_t)first, second) - expected) <= CLOSE);
		else
			assert_int_equal(poisson_critical(first, second), (int64_t)expected);
	}
	assert_int_equal(vectors, 39);
	assert_int_equal(poisson_critical(0.5, FAIRNESS_ALPHA), 6);
	assert_int_equal(poisson_critical(2, FAIRNESS_ALPHA), 10);
	assert_int_equal(poisson_critical(8, FAIRNESS_ALPHA), 21);
}

static void sums_grow_with_what_is_too_much(void **state)
{
	struct str rest = read_data("tests/data/poisson_cusum.txt"), line, word, count, expected;
	int vectors = 0;

	(void)state;
	for (; next_line(&rest, &line); vectors++) {
		double usual = next_number(&line), raised = next_number(&line), limit = next_number(&line), sum = 0;
		double allowance = poisson_cusum_allowance(usual, raised);
		int64_t alarm = -1, first = -1, at = 0;

		assert_true(fabs(allowance - next_number(&line)) <= CLOSE);
		word = next_word(&line);
		if (!str_equal(word, STR("-")))
			assert_true(str_integer(word, &first));
		for (; str_next(&line, ' ', &word); at++) {
			pair(word, &count, &expected);
			sum = poisson_cusum_step(sum, to_number(count), allowance);
			assert_true(fabs(sum - to_number(expected)) <= CLOSE);
			if (sum >= limit && alarm < 0)
				alarm = at;
		}
		assert_int_equal(alarm, first);
	}
	assert_int_equal(vectors, 12);
}

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
	struct fairness fairness = {0};

	(void)state;
	live_a_month(&fairness, 2);
	assert_true(fairness_usual(&fairness, NOW_HOUR) == 2);
	for (int i = 0; i < 9; i++)
		assert_int_equal(give(&fairness, i * 300, 1 + i % 5, false), 0);
	assert_int_equal(give(&fairness, 9 * 300, 5, false), DOUBT_BURST);
	assert_int_equal(give(&fairness, 10 * 300, 4, true), 0); /* an event expects a crowd */
}

static void a_new_screen_knows_no_usual(void **state)
{
	struct fairness fairness = {0};

	(void)state;
	fairness_know(&fairness, NOW_HOUR - 100, 1);
	assert_true(fairness_usual(&fairness, NOW_HOUR) < 0);
	for (int i = 0; i < FAIRNESS_WINDOW_ANSWERS; i++)
		assert_int_equal(give(&fairness, i * 19, 1 + i % 5, false), 0);
	assert_int_equal(give(&fairness, FAIRNESS_WINDOW_ANSWERS * 19, 3, false), DOUBT_BURST);
}

static void equal_answers_in_a_row_are_flagged(void **state)
{
	struct fairness fairness = {0};

	(void)state;
	for (int i = 0; i < FAIRNESS_RUN_ANSWERS - 1; i++)
		assert_int_equal(give(&fairness, i * 10, 5, false), 0);
	assert_int_equal(give(&fairness, (FAIRNESS_RUN_ANSWERS - 1) * 10, 5, false), DOUBT_REPEAT);
	assert_int_equal(give(&fairness, FAIRNESS_RUN_ANSWERS * 10, 4, false), 0);
	for (int i = 1; i < 10; i++) /* neighbours after an activity, all content */
		assert_int_equal(give(&fairness, 100 + i * 20, 5, false), 0);
}

static void a_little_more_each_day_is_seen(void **state)
{
	struct fairness fairness = {0};

	(void)state;
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
	struct fairness fairness = {0};
	struct fairness_answer answer = {.hour = RATING_HOUR_UNKNOWN, .level = 5};

	(void)state;
	live_a_month(&fairness, 2);
	for (int i = 0; i < 20; i++) {
		answer.steady_ms = i * 60000;
		assert_int_equal(fairness_look(&fairness, &answer), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(taps_come_one_by_one),
		cmocka_unit_test(tails_are_exact),
		cmocka_unit_test(sums_grow_with_what_is_too_much),
		cmocka_unit_test(an_hour_busier_than_chance_is_flagged),
		cmocka_unit_test(a_new_screen_knows_no_usual),
		cmocka_unit_test(equal_answers_in_a_row_are_flagged),
		cmocka_unit_test(a_little_more_each_day_is_seen),
		cmocka_unit_test(without_a_clock_no_hour_is_judged),
	};
	int failed;

	arena_init(&arena);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_finish(&arena);
	return failed;
}
