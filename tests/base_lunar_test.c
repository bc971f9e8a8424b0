#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/base/lunar.h"

/* Dates that every printed almanac has. */

static void assert_lunar(int year, int month, int day, struct lunar_date wanted)
{
	struct lunar_date found;

	assert_true(lunar_date_of(year, month, day, &found));
	if (found.year != wanted.year || found.month != wanted.month || found.day != wanted.day || found.leap != wanted.leap)
		fail_msg("%d-%d-%d is %d/%s%d/%d", year, month, day, found.year, found.leap ? "leap " : "", found.month, found.day);
}

static void new_years_begin_where_they_were_kept(void **state)
{
	static const int days[][3] = {{1900, 1, 31}, {1949, 1, 29}, {1950, 2, 17}, {1966, 1, 21}, {1976, 1, 31}, {1984, 2, 2},
		{1985, 2, 20}, {1997, 2, 7}, {2000, 2, 5}, {2001, 1, 24}, {2008, 2, 7}, {2012, 1, 23}, {2015, 2, 19}, {2017, 1, 28},
		{2018, 2, 16}, {2019, 2, 5}, {2020, 1, 25}, {2021, 2, 12}, {2022, 2, 1}, {2023, 1, 22}, {2024, 2, 10}, {2025, 1, 29},
		{2026, 2, 17}, {2027, 2, 6}, {2028, 1, 26}, {2029, 2, 13}, {2030, 2, 3}, {2033, 1, 31}, {2034, 2, 19}, {2100, 2, 9}};

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		assert_lunar(days[i][0], days[i][1], days[i][2], (struct lunar_date){days[i][0], 1, 1, false});
}

static void feasts_fall_on_their_days(void **state)
{
	(void)state;
	assert_lunar(2018, 10, 25, (struct lunar_date){2018, 9, 17, false});
	assert_lunar(2018, 9, 24, (struct lunar_date){2018, 8, 15, false});
	assert_lunar(2018, 6, 18, (struct lunar_date){2018, 5, 5, false});
	assert_lunar(2019, 2, 4, (struct lunar_date){2018, 12, 30, false});
	assert_lunar(2020, 10, 1, (struct lunar_date){2020, 8, 15, false});
	assert_lunar(2023, 9, 29, (struct lunar_date){2023, 8, 15, false});
	assert_lunar(2025, 10, 6, (struct lunar_date){2025, 8, 15, false});
	assert_lunar(1978, 9, 17, (struct lunar_date){1978, 8, 15, false});
}

static void leap_months_come_after_their_like(void **state)
{
	static const int leaps[][2] = {{1903, 5}, {1917, 2}, {1922, 5}, {1952, 5}, {1979, 6}, {1984, 10}, {1987, 6}, {1995, 8}, {2001, 4},
		{2004, 2}, {2006, 7}, {2009, 5}, {2012, 4}, {2014, 9}, {2017, 6}, {2020, 4}, {2023, 2}, {2025, 6}, {2028, 5}, {2031, 3},
		{2033, 11}, {2036, 6}, {2039, 5}, {2042, 2}};
	struct lunar_date date, first = {0};
	size_t at = 0;

	(void)state;
	assert_lunar(2020, 5, 23, (struct lunar_date){2020, 4, 1, true});
	assert_lunar(2025, 7, 25, (struct lunar_date){2025, 6, 1, true});
	for (int64_t day = civil_day_number(1900, 1, 31); day < civil_day_number(2043, 1, 1); day++) {
		struct civil civil = civil_utc(day * 24 * 3600 * 1000);

		assert_true(lunar_date_of(civil.year, civil.month, civil.day, &date));
		if (!date.leap || date.day != 1)
			continue;
		first = date;
		while (at < sizeof(leaps) / sizeof(leaps[0]) && leaps[at][0] < first.year)
			fail_msg("no leap month in %d", leaps[at][0]);
		if (at < sizeof(leaps) / sizeof(leaps[0]) && leaps[at][0] == first.year)
			assert_int_equal(leaps[at++][1], first.month);
	}
	assert_int_equal(at, sizeof(leaps) / sizeof(leaps[0]));
}

/* The day after a day is the day after it in every calendar. */
static void no_day_is_missing_or_double(void **state)
{
	struct lunar_date before, date;
	int64_t day = civil_day_number(1900, 1, 31), end = civil_day_number(2101, 1, 29);

	(void)state;
	assert_false(lunar_date_of(1900, 1, 30, &date));
	assert_false(lunar_date_of(2101, 1, 29, &date));
	assert_true(lunar_date_of(1900, 1, 31, &before));
	while (++day < end) {
		struct civil civil = civil_utc(day * 24 * 3600 * 1000);

		assert_true(lunar_date_of(civil.year, civil.month, civil.day, &date));
		if (date.day == 1)
			assert_true((before.day == 29 || before.day == 30) && (date.leap ? date.month == before.month : date.month == before.month % 12 + 1));
		else
			assert_true(date.day == before.day + 1 && date.month == before.month && date.leap == before.leap);
		assert_int_equal(date.year, before.year + (date.month == 1 && date.day == 1 && !date.leap));
		before = date;
	}
}

/* Counted from the minor cold: 2 start of spring, 6 clear and bright, 11 summer solstice, 19 frost, 20 start of winter, 23 winter solstice. */
static void terms_fall_on_their_days(void **state)
{
	static const int terms[][3] = {{2018, 2, 4}, {2018, 6, 5}, {2018, 11, 21}, {2018, 19, 23}, {2018, 20, 7}, {2018, 23, 22}, {2017, 2, 3},
		{2020, 6, 4}, {2021, 2, 3}, {2021, 23, 21}, {2024, 11, 21}, {2024, 23, 21}, {2025, 2, 3}, {2026, 6, 5}, {1979, 1, 21},
		{1951, 23, 23}, {2008, 9, 21}, {1984, 2, 4}, {2000, 5, 20}};

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		if (lunar_term_day(terms[i][0], terms[i][1]) != terms[i][2])
			fail_msg("term %d of %d is on day %d", terms[i][1], terms[i][0], lunar_term_day(terms[i][0], terms[i][1]));
	assert_int_equal(lunar_term_day(1899, 0), 0);
	assert_int_equal(lunar_term_day(2101, 0), 0);
	assert_int_equal(lunar_term_day(2018, 24), 0);
}

static void the_next_term_is_found_from_every_day(void **state)
{
	struct lunar_term term;

	(void)state;
	assert_true(lunar_term_from(2018, 10, 23, &term) && term.term == 19 && term.day == 23);
	assert_true(lunar_term_from(2018, 10, 24, &term) && term.term == 20 && term.month == 11 && term.day == 7);
	assert_true(lunar_term_from(2018, 12, 23, &term) && term.term == 0 && term.year == 2019 && term.month == 1 && term.day == 5);
	assert_false(lunar_term_from(2100, 12, 31, &term));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_years_begin_where_they_were_kept),
		cmocka_unit_test(feasts_fall_on_their_days),
		cmocka_unit_test(leap_months_come_after_their_like),
		cmocka_unit_test(no_day_is_missing_or_double),
		cmocka_unit_test(terms_fall_on_their_days),
		cmocka_unit_test(the_next_term_is_found_from_every_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
