#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kiosk/check_reading.h"

/* How much there is to read, and how long it takes. */

static void characters_are_chinese_ones_words_and_figures(void **state)
{
	static const struct {
		const char *text;
		int count;
	} rows[] = {
		{"", 0},
		{"志愿服务队", 5},
		{"服务时长前 6", 6},
		{"2,340", 1},
		{"98.3%", 1},
		{"1,241 / 1,263", 2},
		{"Grids with a team", 4},
		{"پىدائىي مۇلازىمەت ئەترەتلىرى", 3},
		{"安河州（虚构）", 5},
		{"3月18日 09:30", 5},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (reading_count(str_from(rows[i].text)) != rows[i].count)
			fail_msg("%s: %d, not %d", rows[i].text, reading_count(str_from(rows[i].text)), rows[i].count);
}

static void a_quarter_of_a_second_each_between_12_and_40(void **state)
{
	(void)state;
	assert_int_equal(reading_seconds(0), 12);
	assert_int_equal(reading_seconds(32), 12);
	assert_int_equal(reading_seconds(33), 13);
	assert_int_equal(reading_seconds(100), 29);
	assert_int_equal(reading_seconds(144), 40);
	assert_int_equal(reading_seconds(1000), 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_are_chinese_ones_words_and_figures),
		cmocka_unit_test(a_quarter_of_a_second_each_between_12_and_40),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
