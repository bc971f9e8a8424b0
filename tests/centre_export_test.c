#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/file.h"
#include "feed/centre/export.h"
#include "tests/support/centre_fixture.h"

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static void assert_export(const char *table, const char *expected)
{
	struct error error = {""};
	struct str text;

	if (!export_table(&fixture.centre, str_from(table), "out.csv", &error))
		fail_msg("%s", error.text);
	assert_true(file_read(&fixture.arena, "out.csv", 1000000, &text, &error));
	assert_string_equal(str_copy(&fixture.arena, text).bytes, expected);
}

static void writes_labels_as_columns_and_formulas_as_text(void **state)
{
	(void)state;
	assert_string_equal(centre_fixture_import(&fixture, "lists",
				    "id,list,area,title_zh,title_en,body_zh,state,due,done_on\n"
				    "L1,problem,K1,\"=HYPERLINK(\"\"http://x\"\")\",+1,\"@a,b\",in_hand,2018-11-01,\n"
				    "-L2,task,K1,-2,\"two\nlines\",说“好”,done,,2018-10-02\n"),
		"");
	assert_export("lists",
		"\xef\xbb\xbf"
		"area,id,list,title_zh,title_ug,title_kk,title_en,body_zh,body_ug,body_kk,body_en,state,due,done_on\r\n"
		"K1,L1,problem,\"'=HYPERLINK(\"\"http://x\"\")\",,,'+1,\"'@a,b\",,,,in_hand,2018-11-01,\r\n"
		"K1,'-L2,task,'-2,,,\"two\nlines\",说“好”,,,,done,,2018-10-02\r\n");
}

static void writes_numbers_flags_and_times(void **state)
{
	(void)state;
	assert_string_equal(centre_fixture_import(&fixture, "whistles",
				    "id,area,department_zh,title_zh,raised_at,answered_at,solved_at\n"
				    "W1,S1,局,一,2018-10-25T09:00:00+08:00,2018-10-25T10:30:00+08:00,\n"),
		"");
	assert_export("whistles",
		"\xef\xbb\xbf"
		"area,id,department_zh,department_ug,department_kk,department_en,title_zh,title_ug,title_kk,title_en,"
		"raised_at,answered_at,solved_at,state,answer_hours,answer_due,in_time,rating\r\n"
		"S1,W1,局,,,,一,,,,2018-10-25T01:00:00Z,2018-10-25T02:30:00Z,,answered,1.5,2018-10-26,yes,\r\n");
	assert_string_equal(
		centre_fixture_import(&fixture, "sites",
			"area,facilities,sign,flag,reading,rules,function_room\nG1,yes,yes,yes,yes,no,yes\n"),
		"");
	assert_export("sites",
		"\xef\xbb\xbf"
		"area,facilities,sign,flag,reading,rules,function_room,standard\r\nG1,yes,yes,yes,yes,no,yes,no\r\n");
	assert_string_equal(centre_fixture_import(&fixture, "funding",
				    "id,source,year,amount,qualifier\nF1,sponsors,2018,5000000.5,at_least\n"),
		"");
	assert_export("funding", "\xef\xbb\xbfsource,year,amount,qualifier\r\nsponsors,2018,5000000.5,at_least\r\n");
}

static void refuses_what_is_no_table(void **state)
{
	struct error error;

	(void)state;
	assert_false(export_table(&fixture.centre, STR("ratings"), "out.csv", &error));
	assert_string_equal(error.text, "there is no table \"ratings\"");
	assert_int_not_equal(access("out.csv", F_OK), 0);
	assert_false(export_table(&fixture.centre, STR("teams"), "no/such/out.csv", &error));
	assert_non_null(strstr(error.text, "no/such/out.csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(writes_labels_as_columns_and_formulas_as_text, begin, finish),
		cmocka_unit_test_setup_teardown(writes_numbers_flags_and_times, begin, finish),
		cmocka_unit_test_setup_teardown(refuses_what_is_no_table, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
