#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "kiosk/widget/hours.h"

/* Whether a place is open, and until when that stays true: to the minute, over midnight, over closed days, where clocks
   change. */

static int64_t at(const char *local)
{
	struct civil time = {0};
	int64_t time_ms;

	assert_int_equal(
		sscanf(local, "%d-%d-%d %d:%d", &time.year, &time.month, &time.day, &time.hour, &time.minute), 5);
	time_ms = civil_from_local(time);
	return time_ms;
}

/* 2018-10-25 is a Thursday. changes: when it closes or opens next; "-": never. */
static const struct {
	const char *days, *opens, *closes, *now;
	bool open;
	const char *changes;
} cases[] = {
	{"mon-sun", "09:00", "21:00", "2018-10-25 08:59", false, "2018-10-25 09:00"},
	{"mon-sun", "09:00", "21:00", "2018-10-25 09:00", true, "2018-10-25 21:00"},
	{"mon-sun", "09:00", "21:00", "2018-10-25 20:59", true, "2018-10-25 21:00"},
	{"mon-sun", "09:00", "21:00", "2018-10-25 21:00", false, "2018-10-26 09:00"},
	{"", "09:00", "21:00", "2018-10-25 12:00", true, "2018-10-25 21:00"},
	{"mon-fri", "10:00", "19:00", "2018-10-26 19:00", false, "2018-10-29 10:00"},
	{"mon-fri", "10:00", "19:00", "2018-10-27 12:00", false, "2018-10-29 10:00"},
	{"tue-sun", "10:00", "20:00", "2018-10-29 12:00", false, "2018-10-30 10:00"},
	{"sat,sun", "10:00", "18:00", "2018-10-25 12:00", false, "2018-10-27 10:00"},
	{"mon", "10:00", "18:00", "2018-10-29 18:00", false, "2018-11-05 10:00"},
	{"fri-mon", "10:00", "18:00", "2018-10-28 10:00", true, "2018-10-28 18:00"},
	{"fri-mon", "10:00", "18:00", "2018-10-30 10:00", false, "2018-11-02 10:00"},
	/* over midnight: it belongs to the day that it opens on */
	{"thu", "20:00", "02:00", "2018-10-25 19:59", false, "2018-10-25 20:00"},
	{"thu", "20:00", "02:00", "2018-10-25 23:30", true, "2018-10-26 02:00"},
	{"thu", "20:00", "02:00", "2018-10-26 01:59", true, "2018-10-26 02:00"},
	{"thu", "20:00", "02:00", "2018-10-26 02:00", false, "2018-11-01 20:00"},
	{"thu", "20:00", "02:00", "2018-10-25 01:00", false, "2018-10-25 20:00"},
	{"mon-sun", "20:00", "09:30", "2018-10-25 09:29", true, "2018-10-25 09:30"},
	{"mon-sun", "20:00", "09:30", "2018-10-25 09:30", false, "2018-10-25 20:00"},
	{"sat", "22:00", "06:00", "2018-10-28 05:00", true, "2018-10-28 06:00"},
	/* to the end of the day, and on where the next day begins at once */
	{"thu", "18:00", "24:00", "2018-10-25 23:59", true, "2018-10-26 00:00"},
	{"thu", "18:00", "24:00", "2018-10-26 00:00", false, "2018-11-01 18:00"},
	{"thu,fri", "00:00", "24:00", "2018-10-25 12:00", true, "2018-10-27 00:00"},
	{"mon-sun", "00:00", "24:00", "2018-10-25 12:00", true, "-"},
	{"mon-sun", "08:00", "08:00", "2018-10-25 12:00", true, "-"},
};

static void opens_and_closes_to_the_minute(void **state)
{
	(void)state;
	assert_true(civil_zone_set("Asia/Shanghai"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hours hours;
		struct hours_now now;
		int64_t changes_ms = cases[i].changes[0] == '-' ? 0 : at(cases[i].changes);

		assert_true(hours_parse(str_from(cases[i].days), str_from(cases[i].opens), str_from(cases[i].closes), &hours));
		now = hours_at(&hours, at(cases[i].now));
		if (now.open != cases[i].open || now.changes_ms != changes_ms)
			fail_msg("%s %s-%s at %s: open %d until %lld, expected %d until %lld", cases[i].days, cases[i].opens,
				cases[i].closes, cases[i].now, now.open, (long long)now.changes_ms, cases[i].open,
				(long long)changes_ms);
		assert_true(now.until_ms > at(cases[i].now));
		if (changes_ms)
			assert_true(now.until_ms == changes_ms);
	}
}

/* What is true at one minute stays true until the time that was told, and is not after it. */
static void until_is_when_it_flips(void **state)
{
	(void)state;
	assert_true(civil_zone_set("Asia/Shanghai"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t time_ms = at("2018-10-22 00:00"), end_ms = at("2018-11-06 00:00");
		struct hours hours;

		assert_true(hours_parse(str_from(cases[i].days), str_from(cases[i].opens), str_from(cases[i].closes), &hours));
		while (time_ms < end_ms) {
			struct hours_now now = hours_at(&hours, time_ms);

			assert_true(now.until_ms > time_ms);
			if (now.changes_ms == 0)
				break;
			assert_true(hours_at(&hours, now.until_ms - 1).open == now.open);
			assert_true(hours_at(&hours, now.until_ms).open != now.open);
			time_ms = now.until_ms;
		}
	}
}

/* The night of 28 October 2018 has 25 hours in Berlin, that of 31 March 2019 has 23. */
static void clocks_that_change(void **state)
{
	struct hours hours;
	int64_t from_ms;

	(void)state;
	assert_true(civil_zone_set("Europe/Berlin"));
	assert_true(hours_parse(STR("sat"), STR("22:00"), STR("06:00"), &hours));
	from_ms = at("2018-10-27 22:00");
	assert_true(hours_at(&hours, from_ms).until_ms - from_ms == INT64_C(9) * 3600 * 1000);
	from_ms = at("2019-03-30 22:00");
	assert_true(hours_at(&hours, from_ms).until_ms - from_ms == INT64_C(7) * 3600 * 1000);
	assert_true(civil_zone_set("Asia/Shanghai"));
}

static void refuses_what_is_no_hour(void **state)
{
	static const char *const bad[][3] = {{"every", "09:00", "21:00"}, {"mon", "9:00", "21:00"}, {"mon", "09:00", "24:01"},
		{"mon", "24:00", "24:00"}, {"mon", "", "21:00"}, {"mon", "09:00", ""}, {"mon-", "09:00", "21:00"}};
	struct hours hours;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(hours_parse(str_from(bad[i][0]), str_from(bad[i][1]), str_from(bad[i][2]), &hours));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_and_closes_to_the_minute),
		cmocka_unit_test(until_is_when_it_flips),
		cmocka_unit_test(clocks_that_change),
		cmocka_unit_test(refuses_what_is_no_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
