#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/random.h"

static int64_t parsed(const char *text)
{
	int64_t time_ms;

	if (!civil_parse(str_from(text), &time_ms))
		fail_msg("%s was refused", text);
	return time_ms;
}

static void texts_are_moments(void **state)
{
	(void)state;
	assert_true(civil_zone_set("Asia/Shanghai"));
	assert_int_equal(parsed("1970-01-01T00:00:00Z"), 0);
	assert_int_equal(parsed("2018-10-25T09:30:00+08:00"), INT64_C(1540431000000));
	assert_int_equal(parsed("2018-10-25T01:30Z"), INT64_C(1540431000000));
	assert_int_equal(parsed("2018-10-24T20:00:00-05:30"), INT64_C(1540431000000));
	assert_int_equal(parsed("2018-10-25"), INT64_C(1540396800000));
	assert_int_equal(parsed("1969-12-31T23:59:59Z"), -1000);
	assert_int_equal(parsed("2016-02-29T00:00:00Z") - parsed("2016-02-28T00:00:00Z"), 86400000);
	assert_int_equal(parsed("2038-01-19T03:14:08Z"), INT64_C(2147483648000));
}

static void other_texts_are_refused(void **state)
{
	static const char *const refused[] = {"", "2018-10", "2018-10-25 09:30:00Z", "2018-10-25T09:30:00",
		"2018-10-25T24:00:00Z", "2018-10-25T09:60Z", "2018-10-25T09:30:60Z", "2018-13-01", "2018-00-01",
		"2018-01-00", "2018-02-29", "1900-02-29", "0000-01-01", "2018-10-25T09:30:00+8:00",
		"2018-10-25T09:30:00+15:00", "2018-10-25T09:30:00Zx", "2018/10/25", "-018-10-25", "2018-10-25T",
		"２018-10-25"};
	int64_t time_ms;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (civil_parse(str_from(refused[i]), &time_ms))
			fail_msg("%s was taken", refused[i]);
	assert_false(civil_zone_set("Asia/Atlantis"));
	assert_false(civil_zone_set("../../etc/passwd"));
}

/* Every day of 400 years by its own count, beside the closed formula. */
static void days_follow_each_other(void **state)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t day = civil_day_number(1970, 1, 1);

	(void)state;
	assert_int_equal(day, 0);
	for (int year = 1970; year < 2370; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);

			for (int date = 1; date <= lengths[month - 1] + leap; date++)
				if (civil_day_number(year, month, date) != day++)
					fail_msg("%d-%d-%d", year, month, date);
		}
}

static void moments_come_back(void **state)
{
	enum { SEED = 1025, ROUNDS = 5000 };
	struct random random = random_seeded(SEED);
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (int round = 0; round < ROUNDS; round++) {
		int64_t time_ms = ((int64_t)random_below(&random, 315537897600) - 62135596800) * 1000;

		if (parsed(civil_format_utc(&arena, time_ms).bytes) != time_ms ||
			civil_from_utc(civil_utc(time_ms)) != time_ms)
			fail_msg("seed %d: %lld", SEED, (long long)time_ms);
	}
	arena_finish(&arena);
}

static void spring_gap_and_weekday(void **state)
{
	struct civil gap = {.year = 2018, .month = 3, .day = 25, .hour = 2, .minute = 30};
	struct civil twice = {.year = 2018, .month = 10, .day = 28, .hour = 2, .minute = 30};
	int64_t after;

	(void)state;
	assert_true(civil_zone_set("Europe/Berlin"));
	assert_int_equal(civil_local(civil_from_local(gap)).hour, 3);
	assert_int_equal(civil_local(civil_from_local(gap)).minute, 0); /* the first valid time, not as far after the gap */
	assert_true(civil_parse(STR("2018-10-28T00:30:00Z"), &after));
	assert_int_equal(civil_from_local(twice), after); /* the first coming */
	assert_true(civil_zone_set("Asia/Shanghai"));
	assert_int_equal(civil_local(INT64_C(1540431000000)).hour, 9);
	assert_int_equal(civil_local(INT64_C(1540431000000)).weekday, 4); /* a Thursday */
	assert_int_equal(civil_utc(-1).second, 59);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_moments),
		cmocka_unit_test(other_texts_are_refused),
		cmocka_unit_test(days_follow_each_other),
		cmocka_unit_test(moments_come_back),
		cmocka_unit_test(spring_gap_and_weekday),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
