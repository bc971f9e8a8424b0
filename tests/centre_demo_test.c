#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/read/csv.h"
#include "feed/centre/demo.h"

/* The demo's files, read back as a customer's would be, against the reference figures. */

enum { FILE_BYTES_MAX = 8 * 1024 * 1024 };

static const char at_text[] = "2018-10-25T09:30:00+08:00";

static struct {
	struct arena arena;
	char folder[64];
	int64_t at_ms;
} demo;

static const char *const files[] = {"areas.csv", "map.geojson", "teams.csv", "days.csv", "scores.csv", "items.csv",
	"lists.csv", "whistles.csv", "whistle_ratings.csv", "rhythms.csv", "joint.csv", "funding.csv", "sites.csv", "venues.csv", "activities.csv",
	"headline.csv", "survey.json", "notices.csv", "calendar.csv", "years.csv"};

struct read_sheet {
	struct str header[SHEET_CELLS_MAX];
	struct str (*rows)[SHEET_CELLS_MAX];
	size_t columns, count;
};

static struct str read_text(const char *folder, const char *name)
{
	struct error error;
	struct str path = str_format(&demo.arena, "%s/demo/%s", folder, name), text;

	if (!file_read(&demo.arena, path.bytes, FILE_BYTES_MAX, &text, &error))
		fail_msg("%s", error.text);
	return text;
}

static struct read_sheet read_sheet(const char *name)
{
	static struct sheet_row row;
	struct faults faults;
	struct read_sheet sheet = {.count = 0};
	struct csv csv;
	size_t capacity = 0;

	faults_init(&faults, &demo.arena);
	assert_true(csv_open(&csv, str_from(name), read_text(demo.folder, name), &faults));
	assert_true(csv_next(&csv, &demo.arena, &row));
	sheet.columns = row.count;
	for (size_t i = 0; i < row.count; i++)
		sheet.header[i] = row.cells[i].text;
	while (csv_next(&csv, &demo.arena, &row)) {
		assert_int_equal(row.count, sheet.columns);
		sheet.rows = arena_grow(&demo.arena, sheet.rows, sheet.count, &capacity, sizeof(*sheet.rows));
		for (size_t i = 0; i < row.count; i++)
			sheet.rows[sheet.count][i] = row.cells[i].text;
		sheet.count++;
	}
	assert_int_equal(faults.total, 0);
	return sheet;
}

static struct str cell(const struct read_sheet *sheet, size_t row, const char *column)
{
	for (size_t i = 0; i < sheet->columns; i++)
		if (str_equal(sheet->header[i], str_from(column)))
			return sheet->rows[row][i];
	fail_msg("no column %s", column);
	return STR("");
}

static int64_t number(const struct read_sheet *sheet, size_t row, const char *column)
{
	int64_t value;

	assert_true(str_integer(cell(sheet, row, column), &value));
	return value;
}

static size_t count_where(const struct read_sheet *sheet, const char *column, const char *value)
{
	size_t count = 0;

	for (size_t i = 0; i < sheet->count; i++)
		count += str_equal(cell(sheet, i, column), str_from(value));
	return count;
}

static size_t count_where_both(
	const struct read_sheet *sheet, const char *column, const char *value, const char *other, const char *other_value)
{
	size_t count = 0;

	for (size_t i = 0; i < sheet->count; i++)
		count += str_equal(cell(sheet, i, column), str_from(value)) &&
			 str_equal(cell(sheet, i, other), str_from(other_value));
	return count;
}

static int by_text(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static size_t count_distinct(struct str *texts, size_t count)
{
	size_t distinct = count > 0;

	qsort(texts, count, sizeof(*texts), by_text);
	for (size_t i = 1; i < count; i++)
		distinct += !str_equal(texts[i], texts[i - 1]);
	return distinct;
}

static size_t distinct_in(const struct read_sheet *sheet, const char *column)
{
	struct str *texts = arena_array(&demo.arena, struct str, sheet->count);

	for (size_t i = 0; i < sheet->count; i++)
		texts[i] = cell(sheet, i, column);
	return count_distinct(texts, sheet->count);
}

static void test_areas(void **state)
{
	struct read_sheet areas = read_sheet("areas.csv");

	(void)state;
	assert_int_equal(count_where(&areas, "level", "prefecture"), 1);
	assert_int_equal(count_where(&areas, "level", "county"), 7);
	assert_int_equal(count_where(&areas, "level", "subdistrict"), 18);
	assert_int_equal(count_where(&areas, "level", "community"), 150);
	assert_int_equal(count_where(&areas, "level", "grid"), 1263);
	assert_int_equal(count_where(&areas, "kind", "location"), 409);
	assert_int_equal(count_where(&areas, "kind", "unit"), 633);
	assert_int_equal(count_where(&areas, "kind", "employer"), 221);
	assert_int_equal(distinct_in(&areas, "id"), areas.count);
	assert_int_equal(count_where_both(&areas, "id", DEMO_HALL, "name_zh", "和平社区"), 1);
	for (size_t i = 0; i < areas.count; i++) {
		struct str id = cell(&areas, i, "id"), parent = cell(&areas, i, "parent");

		assert_true(str_starts(id, str_part(parent, 0, parent.length < 4 ? 0 : 4)));
		assert_true(cell(&areas, i, "name_ug").length && cell(&areas, i, "name_kk").length &&
			    cell(&areas, i, "name_en").length);
	}
	assert_int_equal(count_where(&areas, "name_en", "Anhe Prefecture (fictional)"), 1);
}

/* Every figure of the reference customer. */
static void test_headline(void **state)
{
	static const struct {
		const char *figure, *group, *value, *qualifier, *title;
	} expected[] = {
		{"departments", "pooling", "35", "exact", NULL},
		{"meetings", "pooling", "16", "exact", NULL},
		{"topics", "pooling", "51", "exact", NULL},
		{"problems_solved", "pooling", "37", "exact", NULL},
		{"committee_members", "pooling", "1200", "at_least", NULL},
		{"agreements", "pooling", "1300", "at_least", "共建协议"},
		{"public_budget", "pooling", "50000000", "at_least", NULL},
		{"organisations_funding", "pooling", "20000000", "at_least", NULL},
		{"sponsors_funding", "pooling", "5000000", "at_least", NULL},
		{"subdistrict_committees", "pooling", "18", "exact", "街道大工委"},
		{"community_committees", "pooling", "150", "exact", "社区大党委"},
		{"staff_posted", "pooling", "8", "exact", NULL},
		{"staff_seconded", "pooling", "37", "exact", NULL},
		{"years", "pooling", "9", "exact", NULL},
		{"sites_lent", "pooling", "39", "exact", NULL},
		{"venues_free", "pooling", "1000", "at_least", NULL},
		{"registered_members", "pooling", "36000", "exact", NULL},
		{"community_workers", "pooling", "1046", "exact", NULL},
		{"instructors", "pooling", "809", "exact", NULL},
		{"teams", "volunteer", "2340", "exact", "志愿服务队"},
		{"volunteers_a_day", "volunteer", "5000", "at_least", NULL},
		{"volunteers_a_grid", "volunteer", "100", "exact", "一个网格、一支服务队、一百名志愿者"},
		{"work_items", "smart", "29", "exact", NULL},
		{"forms_before", "smart", "284", "exact", NULL},
		{"forms_now", "smart", "16", "exact", NULL},
		{"tiers", "smart", "4", "exact", "四个档次"},
		{"subdistricts", "coverage", "18", "exact", "街道(镇)"},
		{"communities", "coverage", "150", "exact", "社区"},
		{"grids", "coverage", "1263", "exact", "网格"},
		{"grids_location", "coverage", "409", "exact", "地缘型"},
		{"grids_unit", "coverage", "633", "exact", "单元型"},
		{"grids_employer", "coverage", "221", "exact", "单位型"},
		{"branches", "coverage", "501", "exact", "网格党支部"},
		{"businesses", "coverage", "13000", "at_least", NULL},
		{"grid_sites", "coverage", "257", "exact", NULL},
		{"grid_sites_funding", "coverage", "90000000", "at_least", NULL},
	};
	struct read_sheet headline = read_sheet("headline.csv");

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		size_t row = 0;

		while (row < headline.count && !str_equal(cell(&headline, row, "figure"), str_from(expected[i].figure)))
			row++;
		if (row == headline.count)
			fail_msg("no figure %s", expected[i].figure);
		assert_string_equal(str_copy(&demo.arena, cell(&headline, row, "value")).bytes, expected[i].value);
		assert_true(str_equal(cell(&headline, row, "group"), str_from(expected[i].group)));
		assert_true(str_equal(cell(&headline, row, "qualifier"), str_from(expected[i].qualifier)));
		assert_true(
			!expected[i].title || str_equal(cell(&headline, row, "title_zh"), str_from(expected[i].title)));
		assert_true(cell(&headline, row, "title_ug").length && cell(&headline, row, "title_kk").length &&
			    cell(&headline, row, "title_en").length);
	}
}

static void test_teams(void **state)
{
	static const char *const known[] = {"雷锋车队", "花儿妈妈", "太阳花联盟", "情暖空巢", "沙尼汗居家养老"};
	struct read_sheet teams = read_sheet("teams.csv");
	int64_t volunteers = 0;

	(void)state;
	assert_int_equal(teams.count, 2340);
	assert_int_equal(distinct_in(&teams, "id"), 2340);
	assert_int_equal(distinct_in(&teams, "name_zh"), 2340);
	assert_int_equal(distinct_in(&teams, "area"), 1241);
	assert_int_equal(count_where(&teams, "featured", "yes"), 5);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_int_equal(count_where_both(&teams, "name_zh", known[i], "featured", "yes"), 1);
	for (size_t i = 0; i < teams.count; i++) {
		bool featured = str_equal(cell(&teams, i, "featured"), STR("yes"));

		/* What a team does stands at the end of its name, so that it cannot be taken for a person's. */
		assert_true(featured || str_ends(cell(&teams, i, "name_zh"), STR("队")));
		assert_true(featured == (cell(&teams, i, "deed_zh").length > 0));
		assert_true(number(&teams, i, "volunteers") > 0);
		assert_true(number(&teams, i, "pledges_kept") <= number(&teams, i, "pledges_made"));
		volunteers += number(&teams, i, "volunteers");
	}
	assert_int_equal(volunteers, 87 * 1263);
}

static void test_days(void **state)
{
	struct read_sheet days = read_sheet("days.csv");

	(void)state;
	assert_int_equal(days.count, 30);
	assert_true(str_equal(cell(&days, 0, "date"), STR("2018-09-26")));
	assert_true(str_equal(cell(&days, 29, "date"), STR("2018-10-25")));
	for (size_t i = 0; i < days.count; i++)
		assert_in_range(number(&days, i, "volunteers"), 5000, 5499);
}

static void test_work(void **state)
{
	struct read_sheet items = read_sheet("items.csv"), lists = read_sheet("lists.csv"), joint = read_sheet("joint.csv");
	struct read_sheet venues = read_sheet("venues.csv"), sites = read_sheet("sites.csv"),
		     funding = read_sheet("funding.csv");
	struct read_sheet whistles = read_sheet("whistles.csv"), rhythms = read_sheet("rhythms.csv");

	(void)state;
	assert_int_equal(items.count, 29);
	assert_int_equal(distinct_in(&items, "title_zh"), 29);
	assert_int_equal(count_where(&items, "state", "done"), 5);
	assert_int_equal(count_where(&items, "warnings", "0"), 29); /* the centre warns by itself */
	assert_int_equal(count_where_both(&lists, "list", "problem", "state", "done"), 37);
	assert_in_range(joint.count, 1300, 1429);
	assert_int_equal(distinct_in(&joint, "organisation_zh"), joint.count);
	assert_int_equal(count_where(&venues, "kind", "lent"), 39);
	assert_in_range(venues.count - 39, 1000, 1099);
	assert_int_equal(count_where(&venues, "free", "yes"), venues.count);
	assert_int_equal(sites.count, 257);
	assert_int_equal(distinct_in(&sites, "area"), 257);
	assert_int_equal(funding.count, 5 * 2 + 1);
	assert_int_equal(count_where_both(&funding, "source", "public_budget", "amount", "50000000"), 1);
	assert_int_equal(count_where_both(&funding, "source", "organisations", "amount", "20000000"), 1);
	assert_int_equal(count_where_both(&funding, "source", "sponsors", "amount", "5000000"), 1);
	assert_int_equal(distinct_in(&whistles, "area"), 18);
	assert_in_range(count_where(&whistles, "solved_at", ""), 1, whistles.count - 1);
	assert_in_range(count_where(&whistles, "answered_at", ""), 1, count_where(&whistles, "solved_at", ""));
	assert_int_equal(count_where_both(&rhythms, "rhythm", "five_ones", "activity", "office"), 8 * 10);
	assert_int_equal(count_where_both(&rhythms, "rhythm", "four_ones", "activity", "subdistrict"), 18 * 4);
}

static void test_scores(void **state)
{
	static const char *const periods[] = {"2018-Q2", "2018-Q3", "2018-Q4"};
	struct read_sheet scores = read_sheet("scores.csv");
	double value;

	(void)state;
	assert_int_equal(scores.count, 3 * 150 * 2);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(count_where_both(&scores, "period", periods[i], "part", "system"), 150);
		assert_int_equal(count_where_both(&scores, "period", periods[i], "part", "subdistrict"), 150);
	}
	assert_int_equal(distinct_in(&scores, "area"), 150);
	for (size_t i = 0; i < scores.count; i++) {
		assert_true(str_number(cell(&scores, i, "score"), &value));
		assert_true(value >= 0 && value <= 100);
	}
}

/* U+0675 to U+0678 are D9 B5 to D9 B8. */
static void test_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct str text = read_text(demo.folder, files[i]);

		assert_true(text.length > 0 && str_is_utf8(text));
		for (size_t at = 0; at + 1 < text.length; at++)
			if ((unsigned char)text.bytes[at] == 0xd9)
				assert_not_in_range((unsigned char)text.bytes[at + 1], 0xb5, 0xb8);
	}
}

static void write_demo(char folder[64], int64_t at_ms)
{
	struct error error;

	strcpy(folder, "/tmp/hallboard-demo-XXXXXX");
	assert_non_null(mkdtemp(folder));
	if (!demo_write(folder, at_ms, &error))
		fail_msg("%s", error.text);
}

static void remove_demo(const char *folder)
{
	char path[256];

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		snprintf(path, sizeof(path), "%s/demo/%s", folder, files[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/demo", folder);
	assert_int_equal(rmdir(path), 0); /* it held nothing else */
	assert_int_equal(rmdir(folder), 0);
}

static void test_same_again(void **state)
{
	char folder[64];

	(void)state;
	write_demo(folder, demo.at_ms);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		assert_true(str_equal(read_text(demo.folder, files[i]), read_text(folder, files[i])));
	remove_demo(folder);
}

static int set_up(void **state)
{
	(void)state;
	arena_init(&demo.arena);
	assert_true(civil_zone_set("Asia/Shanghai"));
	assert_true(civil_parse(str_from(at_text), &demo.at_ms));
	write_demo(demo.folder, demo.at_ms);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_demo(demo.folder);
	arena_finish(&demo.arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_areas),
		cmocka_unit_test(test_headline),
		cmocka_unit_test(test_teams),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_work),
		cmocka_unit_test(test_scores),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_same_again),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
