#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/derive.h"
#include "feed/centre/gateway.h"
#include "feed/centre/item_kind.h"
#include "feed/centre/message.h"
#include "feed/centre/warning.h"
#include "feed/centre/workdays.h"
#include "feed/wire/wire.h"
#include "tests/support/centre_fixture.h"

/* Work items day by day over the national holiday of 2018 with its make-up workdays. */

static struct centre_fixture fixture;
static const struct gateway silent = {.present = false};

static const char calendar[] = "date,type\n2018-09-29,makeup\n2018-09-30,makeup\n2018-10-01,holiday\n2018-10-02,holiday\n"
			       "2018-10-03,holiday\n2018-10-04,holiday\n2018-10-05,holiday\n2018-10-06,holiday\n2018-10-07,holiday\n";

static int setup(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	assert_string_equal(centre_fixture_import(&fixture, "calendar", calendar), "");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static void set_day(const char *day)
{
	int64_t time_ms;

	assert_true(civil_parse(str_format(&fixture.arena, "%sT09:00:00+08:00", day), &time_ms));
	fixture.clock = clock_fixed(time_ms);
}

/* first, second, escalation; what they were on this day. */
static void warn_with(const char *day, const struct gateway *gateway, int first, int second, int escalations)
{
	struct warning_report report;
	struct error error = {""};

	set_day(day);
	if (!warning_step(&fixture.centre, gateway, NULL, &report, &error))
		fail_msg("%s", error.text);
	if (report.steps[0] != first || report.steps[1] != second || report.steps[2] != escalations)
		fail_msg("%s: %d %d %d", day, (int)report.steps[0], (int)report.steps[1], (int)report.steps[2]);
}

static void warn(const char *day, int first, int second, int escalations)
{
	warn_with(day, &silent, first, second, escalations);
}

static void import_item(const char *due)
{
	assert_string_equal(centre_fixture_import(&fixture, "items",
				    str_format(&fixture.arena, "id,area,title_zh,state,due,done_on\nI1,K1,一,open,%s,\n", due).bytes),
		"");
}

static const char *print(const struct column *column, const struct cell *cell)
{
	if (!cell->present)
		return "";
	switch (column->type) {
	case COLUMN_CHOICE:
		return str_copy(&fixture.arena, cell->choice->id).bytes;
	case COLUMN_INTEGER:
		return str_format(&fixture.arena, "%d", (int)cell->integer).bytes;
	case COLUMN_NUMBER:
		return str_format(&fixture.arena, "%.1f", cell->number).bytes;
	case COLUMN_FLAG:
		return cell->flag ? "true" : "false";
	case COLUMN_DATE:
		return str_copy(&fixture.arena, str_part(civil_format_utc(&fixture.arena, cell->time_ms + 8 * 3600000), 0, 10)).bytes;
	default:
		return str_copy(&fixture.arena, cell->text).bytes;
	}
}

static const char *cell(const char *table, size_t row, const char *column)
{
	struct table read;
	struct error error = {""};

	if (!derive_table(&fixture.centre, &fixture.arena, str_from(table), &read, &error))
		fail_msg("%s", error.text);
	for (size_t i = 0; i < read.column_count; i++)
		if (str_equal(read.columns[i].name, str_from(column)))
			return print(&read.columns[i], table_cell(&read, row, (int)i));
	fail_msg("no column %s", column);
	return NULL;
}

static void test_workdays(void **state)
{
	struct error error;

	(void)state;
	assert_true(workdays_ready(&fixture.centre, &error));
	assert_string_equal(centre_fixture_query(&fixture, "SELECT date, works FROM workdays WHERE date BETWEEN '2018-09-28' AND '2018-10-08'"),
		"2018-09-28|1\n2018-09-29|1\n2018-09-30|1\n2018-10-01|0\n2018-10-02|0\n2018-10-03|0\n2018-10-04|0\n2018-10-05|0\n2018-10-06|0\n"
		"2018-10-07|0\n2018-10-08|1\n");
	/* A later calendar takes effect. */
	assert_string_equal(centre_fixture_import(&fixture, "calendar", "date,type\n2018-10-08,holiday\n"), "");
	assert_true(workdays_ready(&fixture.centre, &error));
	assert_string_equal(centre_fixture_query(&fixture, "SELECT works FROM workdays WHERE date IN ('2018-10-01', '2018-10-08')"), "1\n0\n");
}

/* Due on Saturday the 29th, a make-up workday: three workdays before it is the 26th; three after it is the 9th of October. */
static void test_two_warnings_and_escalation(void **state)
{
	(void)state;
	import_item("2018-09-29");
	warn("2018-09-25", 0, 0, 0);
	warn("2018-09-26", 1, 0, 0);
	warn("2018-09-26", 0, 0, 0);
	warn("2018-09-30", 0, 0, 0);
	warn("2018-10-05", 0, 0, 0); /* a holiday */
	warn("2018-10-08", 0, 0, 0);
	assert_string_equal(cell("work_items", 0, "state"), "late");
	warn("2018-10-09", 0, 1, 0);
	warn("2018-10-10", 0, 0, 0);
	warn("2018-10-11", 0, 0, 1);
	warn("2018-10-12", 0, 0, 0);
	assert_string_equal(cell("work_items", 0, "state"), "escalated");
	assert_string_equal(cell("work_items", 0, "warnings"), "2");
}

/* A centre that slept gives each warning its time all the same. */
static void test_late_start(void **state)
{
	(void)state;
	import_item("2018-09-03");
	warn("2018-10-15", 1, 0, 0);
	warn("2018-10-16", 0, 1, 0);
	warn("2018-10-17", 0, 0, 0);
	warn("2018-10-18", 0, 0, 1);
}

static void test_progress_and_done(void **state)
{
	struct error error;
	bool found;

	(void)state;
	import_item("2018-10-10");
	warn("2018-10-10", 1, 0, 0);
	warn("2018-10-15", 0, 1, 0);
	set_day("2018-10-16");
	assert_true(warning_note(&fixture.centre, STR("I1"), STR("progress"), &found, &error) && found);
	warn("2018-10-17", 0, 0, 0);
	warn("2018-10-18", 0, 0, 1);
	assert_true(warning_note(&fixture.centre, STR("I9"), STR("progress"), &found, &error) && !found);
}

static void test_not_done_properly(void **state)
{
	struct error error;
	bool found;

	(void)state;
	assert_string_equal(
		centre_fixture_import(&fixture, "items", "id,area,title_zh,state,due,done_on\nI1,K1,一,done,2018-10-10,2018-10-09\n"), "");
	warn("2018-10-25", 0, 0, 0);
	assert_string_equal(cell("work_items", 0, "state"), "done");
	set_day("2018-10-15");
	assert_true(warning_note(&fixture.centre, STR("I1"), STR("fault"), &found, &error) && found);
	warn("2018-10-15", 1, 0, 0);
	warn("2018-10-18", 0, 1, 0);
	assert_string_equal(cell("work_items", 0, "state"), "late");
	assert_string_equal(
		centre_fixture_import(&fixture, "items", "id,area,title_zh,state,due,done_on\nI1,K1,一,done,2018-10-10,2018-10-19\n"), "");
	warn("2018-10-22", 0, 0, 0);
	assert_string_equal(cell("work_items", 0, "state"), "done");
}

/* What another system warned of is not warned of again. */
static void test_imported_warnings(void **state)
{
	(void)state;
	assert_string_equal(centre_fixture_import(&fixture, "items",
				    "id,area,title_zh,state,due,warnings\nI1,K1,一,open,2018-10-10,1\nI2,K1,二,escalated,2018-09-10,2\n"),
		"");
	warn("2018-10-10", 0, 0, 0);
	warn("2018-10-15", 0, 1, 0);
	warn("2018-10-17", 0, 0, 1);
	warn("2018-10-25", 0, 0, 0);
}

static void test_kinds(void **state)
{
	struct faults faults;
	struct item_kinds kinds;

	(void)state;
	faults_init(&faults, &fixture.arena);
	assert_true(item_kinds_read(&fixture.arena, fixture.folder, &kinds, &faults));
	assert_int_equal(kinds.count, 29);
	warn("2018-10-08", 2, 0, 0); /* of the first days of October, and of the half year */
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*), count(DISTINCT id), count(due) FROM items"), "29|29|29\n");
	assert_string_equal(centre_fixture_query(&fixture, "SELECT id, due FROM items WHERE id IN ('duty_roster-2018-10', 'files-2018-10')"),
		"duty_roster-2018-10|2018-10-10\nfiles-2018-10|2018-10-31\n");
}

static void test_own_kinds(void **state)
{
	struct error error;
	struct faults faults;
	struct item_kinds kinds;

	(void)state;
	assert_true(file_replace("centre.items", STR("[walk]\nzh = 走访\nevery = month\ndue = 2\nlevel = community\n"), 0644, &error));
	warn("2018-10-08", 3, 0, 0);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT id, area, due FROM items"),
		"walk-2018-10-K1|K1|2018-10-09\nwalk-2018-10-K2|K2|2018-10-09\nwalk-2018-10-K3|K3|2018-10-09\n");
	assert_true(file_replace("centre.items", STR("[walk]\nzh = 走访\nevery = week\ndue = 0\n"), 0644, &error));
	faults_init(&faults, &fixture.arena);
	assert_false(item_kinds_read(&fixture.arena, fixture.folder, &kinds, &faults));
	assert_int_equal(faults.total, 2);
	assert_int_equal(faults.items[0].line, 3);
}

static void test_other_boards(void **state)
{
	(void)state;
	set_day("2018-10-08");
	assert_string_equal(centre_fixture_import(&fixture, "lists",
				    "id,list,area,title_zh,state,due\nL1,task,K1,一,open,2018-10-01\nL2,task,K1,二,open,2018-09-30\n"),
		"");
	assert_string_equal(cell("lists", 0, "id"), "L2");
	assert_string_equal(cell("lists", 0, "state"), "overdue");
	assert_string_equal(cell("lists", 1, "state"), "open"); /* its date is a holiday, and this is the workday after it */
	assert_string_equal(centre_fixture_import(&fixture, "rhythms",
				    "rhythm,activity,area,period,state,done_on\nfour_ones,study,S1,2018-09,due,\nfour_ones,session,S1,2018-10,done,2018-10-08\n"),
		"");
	assert_string_equal(cell("rhythm", 0, "state"), "overdue");
	assert_string_equal(cell("rhythm", 1, "period"), "2018-10"); /* study, which nobody told of */
	assert_string_equal(cell("rhythm", 1, "state"), "due");
	assert_string_equal(cell("rhythm", 2, "state"), "done");
	assert_string_equal(centre_fixture_import(&fixture, "whistles",
				    "id,area,department_zh,title_zh,raised_at,answered_at\n"
				    "W1,S1,甲局,一,2018-09-30T10:00:00+08:00,2018-10-08T08:00:00+08:00\n"
				    "W2,S1,乙局,二,2018-09-29T10:00:00+08:00,\nW3,S1,甲局,三,2018-09-29T10:00:00+08:00,2018-10-08T08:00:00+08:00\n"),
		"");
	assert_string_equal(centre_fixture_import(&fixture, "whistle_ratings", "id,rating\nW1,5\nW2,5\nW3,4\n"), "");
	assert_string_equal(cell("whistles", 0, "answer_due"), "2018-10-08");
	assert_string_equal(cell("whistles", 0, "in_time"), "true");
	assert_string_equal(cell("whistles", 1, "in_time"), "false");
	assert_string_equal(cell("whistle_totals", 7, "value"), "33.3");
	assert_string_equal(cell("departments", 0, "score"), "87.5");
	assert_string_equal(cell("departments", 1, "score"), "0.0"); /* silence is never better than an answer */
}

static void test_messages_are_written_with_their_step(void **state)
{
	struct gateway gateway;
	struct faults faults;
	struct message_counts counts;
	struct error error;

	(void)state;
	assert_true(file_replace("gateway.conf", STR("[gateway]\nurl = http://127.0.0.1:1/send\ntext_escalation = {area} “{title}” {due} {warnings}\n"),
		0600, &error));
	faults_init(&faults, &fixture.arena);
	assert_true(gateway_read(&fixture.arena, fixture.folder, &gateway, &faults));
	import_item("2018-09-03");
	warn_with("2018-10-15", &gateway, 1, 0, 0);
	warn_with("2018-10-16", &gateway, 0, 1, 0);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*) FROM messages"), "0\n");
	warn_with("2018-10-18", &gateway, 0, 0, 1);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT item, step, area, text, state, length(key) FROM messages"),
		"I1|escalation|K1|一社区 “一” 2018-09-03 2|waiting|32\n");
	assert_true(message_send_all(&fixture.centre, &gateway, &error)); /* nobody is named */
	assert_true(message_count(&fixture.centre, &counts, &error));
	assert_int_equal(counts.waiting, 1);
}

static void test_gateway_faults(void **state)
{
	struct gateway gateway;
	struct faults faults;
	struct error error;

	(void)state;
	assert_true(file_replace("gateway.conf",
		STR("[gateway]\nurl = ftp://x\nbody = {phone}\ntries = 0\nabout = some\nheaders = no.such\ncolour = red\n"), 0600, &error));
	faults_init(&faults, &fixture.arena);
	assert_false(gateway_read(&fixture.arena, fixture.folder, &gateway, &faults));
	assert_int_equal(faults.total, 6);
	for (int i = 0; i < 6; i++)
		assert_int_equal(faults.items[i].line, i + 2);
}

static void test_body_is_quoted(void **state)
{
	const struct gateway_value values[] = {{"text", STR("a\"b\\\n居&民 {to}")}, {"to", STR("+1")}};
	struct gateway gateway = {.type = STR("application/json"), .body = STR("{\"t\": \"{text}\", \"to\": \"{to}\"}")};

	(void)state;
	assert_string_equal(gateway_body(&fixture.arena, &gateway, values, 2).bytes, "{\"t\": \"a\\\"b\\\\\\u000a居&民 {to}\", \"to\": \"+1\"}");
	gateway.type = STR("application/x-www-form-urlencoded");
	gateway.body = STR("t={text}&to={to}");
	assert_string_equal(
		gateway_body(&fixture.arena, &gateway, values, 2).bytes, "t=a%22b%5C%0A%E5%B1%85%26%E6%B0%91%20%7Bto%7D&to=%2B1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_workdays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_warnings_and_escalation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_late_start, setup, teardown),
		cmocka_unit_test_setup_teardown(test_progress_and_done, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_done_properly, setup, teardown),
		cmocka_unit_test_setup_teardown(test_imported_warnings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_own_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_boards, setup, teardown),
		cmocka_unit_test_setup_teardown(test_messages_are_written_with_their_step, setup, teardown),
		cmocka_unit_test_setup_teardown(test_gateway_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_body_is_quoted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
