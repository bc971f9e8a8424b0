#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/demo.h"
#include "feed/centre/derive.h"
#include "feed/centre/import.h"
#include "tests/support/centre_fixture.h"

/* The demo's files go the way of a customer's, and what is published of them adds up to the reference figures. */

enum { IMPORT_MS_MAX = 2000 };

static struct centre_fixture fixture;
static char demo_folder[] = "/tmp/demo-test-XXXXXX";

/* Words are found from the folder that the tests start in. */
static int write_and_begin(void **state)
{
	struct error error = {""};

	(void)state;
	assert_true(civil_zone_set("Asia/Shanghai"));
	assert_non_null(mkdtemp(demo_folder));
	if (!demo_write(demo_folder, FIXTURE_NOW_MS, &error))
		fail_msg("%s", error.text);
	centre_fixture_begin(&fixture);
	return 0;
}

static int finish(void **state)
{
	char command[128];

	(void)state;
	centre_fixture_finish(&fixture);
	snprintf(command, sizeof(command), "rm -rf '%s'", demo_folder);
	return system(command);
}

static void import(const char *file, const char *kind)
{
	struct str path = str_format(&fixture.arena, "%s/demo/%s", demo_folder, file);
	struct faults faults;
	int64_t rows;

	faults_init(&faults, &fixture.arena);
	if (import_file(&fixture.centre, str_from(kind), path.bytes, &faults, &rows))
		return;
	faults_print(&faults, stdout);
	fail_msg("%s was refused", file);
}

static void every_file_is_taken_quickly(void **state)
{
	static const char *const kinds[] = {"areas", "teams", "days", "scores", "items", "lists", "whistles", "whistle_ratings", "rhythms",
		"joint", "funding", "sites", "venues", "activities", "headline", "notices"};
	clock_t from = clock();
	int64_t took_ms;

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		import(str_format(&fixture.arena, "%s.csv", kinds[i]).bytes, kinds[i]);
	import("map.geojson", "map");
	import("survey.json", "survey");
	took_ms = (int64_t)(clock() - from) * 1000 / CLOCKS_PER_SEC; /* ours, however busy the machine is */
	printf("all files in %lld ms of the processor\n", (long long)took_ms);
	assert_in_range(took_ms, 0, IMPORT_MS_MAX);
}

static struct table derive(const char *name)
{
	struct error error = {""};
	struct table table;

	if (!derive_table(&fixture.centre, &fixture.arena, str_from(name), &table, &error))
		fail_msg("%s", error.text);
	return table;
}

/* The number in a column of the first row where two others hold these words; -1 where there is none. */
static double number_where(const struct table *table, const char *column, const char *key, const char *word,
	const char *other_key, const char *other_word)
{
	for (size_t row = 0; row < table->row_count; row++) {
		double value;

		if (table_cell_is(table, row, table_find_column(table, str_from(key)), str_from(word)) &&
			(!other_key || table_cell_is(table, row, table_find_column(table, str_from(other_key)),
					       str_from(other_word))) &&
			table_number(table, row, table_find_column(table, str_from(column)), &value))
			return value;
	}
	return -1;
}

static void assert_grids(const struct table *table, const char *kind, double grids)
{
	assert_true(number_where(table, "grids", "level", "prefecture", "kind", kind) == grids);
}

static void coverage_adds_up(void **state)
{
	struct table table = derive("coverage");
	struct map map;
	struct error error;

	(void)state;
	assert_int_equal(table.row_count, 1263 + (1 + 7 + 18 + 150) * 4);
	assert_grids(&table, "all", 1263);
	assert_grids(&table, "location", 409);
	assert_grids(&table, "unit", 633);
	assert_grids(&table, "employer", 221);
	assert_true(number_where(&table, "branches", "level", "prefecture", "kind", "all") == 501);
	assert_int_equal(derive("coverage_findings").row_count, 0);
	assert_true(derive_map(&fixture.centre, &fixture.arena, &map, &error));
	assert_int_equal(map.shape_count, 1263);
}

static void teams_add_up(void **state)
{
	struct table table = derive("team_totals");

	(void)state;
	assert_true(number_where(&table, "value", "figure", "teams", NULL, NULL) == 2340);
	assert_true(number_where(&table, "value", "figure", "grids", NULL, NULL) == 1263);
	assert_true(number_where(&table, "value", "figure", "volunteers_today", NULL, NULL) > 5000);
	assert_true(number_where(&table, "target", "figure", "volunteers_today", NULL, NULL) == 5000);
	assert_int_equal(derive("volunteers_by_day").row_count, 30);
	assert_int_equal(derive("work_items").row_count, 29);
	assert_int_equal(derive("sites").row_count, 257);
	assert_true(derive("teams").row_count >= 50);
}

/* What the boards of joint work, sites and levels say is what the headline says. */
static void boards_add_up(void **state)
{
	struct table funding = derive("funding_by_year"), sites = derive("site_totals"), joint = derive("joint_by_year");
	struct table levels = derive("coverage_by_level"), kinds = derive("coverage_by_kind"), items = derive("work_items");

	(void)state;
	assert_true(number_where(&funding, "public_budget", "year", "2018", NULL, NULL) == 50e6);
	assert_true(number_where(&funding, "organisations", "year", "2018", NULL, NULL) == 20e6);
	assert_true(number_where(&sites, "total", "have", "standard", NULL, NULL) == 257);
	assert_true(number_where(&sites, "sites", "have", "standard", NULL, NULL) == 231);
	assert_int_equal(joint.row_count, 9);
	assert_true(number_where(&joint, "agreements", "year", "2018", NULL, NULL) == 1312);
	assert_true(number_where(&levels, "areas", "level", "grid", NULL, NULL) == 1263);
	assert_true(number_where(&levels, "whole", "level", "grid", NULL, NULL) == 1241);
	assert_true(number_where(&levels, "areas", "level", "community", NULL, NULL) == 150);
	assert_true(number_where(&kinds, "unit", "level", "prefecture", NULL, NULL) == 633);
	assert_true(number_where(&items, "warnings", "state", "late", "measure", "slip") == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_taken_quickly),
		cmocka_unit_test(coverage_adds_up),
		cmocka_unit_test(teams_add_up),
		cmocka_unit_test(boards_add_up),
	};

	return cmocka_run_group_tests(tests, write_and_begin, finish);
}
