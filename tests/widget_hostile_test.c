#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/*
 * A feed may change its tables before a hall changes its layout: every column that a widget looks for comes here in
 * every type, empty, tiny and huge. The widget then draws less, or says what is wrong; it never falls, and what it
 * draws is on the screen.
 */

static const struct scene {
	const char *table, *lines;
} scenes[] = {
	{"ranking", "widget = ranking\n"},
	{"ranking_weights", "widget = ranking_key\n"},
	{"ranking_tiers", "widget = ranking_key\n"},
	{"ranking_tiers", "widget = ranking\n"},
	{"ranking", "widget = footer\ntable = ranking\nperiod = period\nnote = flagged_note\nnote_sum = flagged\n"},
	{"team_totals", "widget = number\ntable = team_totals\nlabel = teams_count\nof = target\ntarget = "
			"target\ntarget_words = target\n"},
	{"team_totals", "widget = number\ntable = team_totals\nbullet = yes\ntarget = target\ntarget_words = target\n"},
	{"team_totals", "widget = number\ntable = team_totals\ncompare = compared_last_month\n"},
	{"coverage", "widget = number\ntable = coverage\nwhere = kind all\nvalue = share\n"},
	{"coverage", "widget = sentence\ntable = coverage\nwords = grids_with_team_of\n"},
	{"coverage", "widget = rows\ntable = coverage\nname = kind\nvalue = grids\nmore = share\nmark = kinds\ntitle = "
		     "coverage_kind\n"},
	{"blind_spots", "widget = rows\ntable = blind_spots\nname = area\nvalue = blind\nvalue_words = "
			"blind_grids\nmark = numbers\n"
			"title = blind_count\ntitle_bold = yes\nnote = blind_list_note\n"},
	{"teams", "widget = bars\ntable = teams\nvalues = hours_week\ntitle = top_hours_title\n"},
	{"teams", "widget = featured\n"},
	{"volunteers_by_day", "widget = trend\ntable = volunteers_by_day\nvalue = volunteers\nnote = trend_days_met\n"},
	{"teams_by_kind", "widget = donut\ntable = teams_by_kind\nname = kind\nvalue = teams\n"},
	{"headline", "widget = figures\n"},
	{"headline", "widget = figures\nrows = 1\n"},
	{"lists", "widget = table\ntable = lists\ncolumns = state 9 shape, title:said_title 55 stated, body under, due:said_due 36 left end, "
		  "done_on 20 brief, id 10 duration\nrows = 2\ntitle = lists_title\nwithin = subdistrict\nacross = 2\n"},
	{"lists", "widget = states\ntable = lists\ngroup = list\nacross = 2\nnote = n_entries\n"},
	{"lists", "widget = states\ntable = lists\n"},
	{"venues", "widget = table\ntable = venues\ncolumns = name:venue_name 36 bold, area 16 quiet, x 15 hours, y:venue_now 24 open, free 9 "
		   "says:free_of_charge, kind 12 mark\n"},
	{"venues", "widget = open_now\n"},
	{"activities", "widget = timeline\n"},
	{"activities", "widget = timeline\naxis = days\ndays = 31\nlanes = 1\n"},
	{"lists", "widget = timeline\ntable = lists\nroom = list\nstarts = due\nends = done_on\naxis = days\n"},
	{"activities", "widget = table\ntable = activities\nday = coming\ncolumns = x 40 span, title 40, starts 20 clock, ends 20 brief\n"},
	{"ranking", "widget = standing\n"},
	{"standings", "widget = ranking\ntable = standings\nwhere = level subdistrict\nby = pages\nrank = category_rank\nrows = 1\n"},
	{"standings", "widget = ranking_key\ntable = standings\n"},
	{"venues", "widget = table\ntable = venues\ncolumns = name:venue_name 40, area 20 above, free:venue_charge 20 tile, kind 20 tile\n"
		   "totals = sites_with\n"},
	{"coverage", "widget = columns\ntable = coverage\nname = kind\nvalues = covered:coverage_with_team, blind:coverage_blind\n"},
	{"ranking", "widget = columns\ntable = ranking\nname = area\nvalues = score\nlow = low\nhigh = high\nmark = own\ntitle = trend_title\n"},
	{"volunteers_by_day", "widget = lines\ntable = volunteers_by_day\nname = date\nvalues = volunteers, target\narea = yes\n"},
	{"team_totals", "widget = gauge\ntable = team_totals\nlabel = teams_count\nunit = unit_teams\n"},
	{"activities", "widget = calendar\ndays = 14\n"},
	{"coverage", "widget = bars\ntable = coverage\nname = area\nvalues = covered, blind, share\ntarget = grids\nrows = 2\npages = 0\n"},
	{"ranking", "widget = bars\ntable = ranking\nname = area\nvalues = score\nlow = low\nhigh = high\ngoal = 80\nown_rows = 3\n"},
	{"rhythm", "widget = months\ntable = rhythm\ntitle = rhythm_five\nnote = rhythm_done_of\n"},
	{"rhythm", "widget = months\ntable = rhythm\nname = rhythm\nperiod = activity\n"},
	{"volunteers_by_day",
		"widget = number\ntable = team_totals\nspark = volunteers_by_day\nspark_value = volunteers\ncompare = compared_last_month\n"},
};

enum { SCENES = sizeof(scenes) / sizeof(scenes[0]), EXTREMES = 4 };

static const struct label no_label, odd_label = {{STR("\xd9\x80"), STR(""), STR(""), STR("*")}};
static struct choice odd_choice = {STR("odd"), {{STR("零")}}};

static struct cell cell_of(enum column_type type, int extreme)
{
	static const double numbers[EXTREMES] = {0, -1, 1.7e308, -4e-320};
	static const int64_t integers[EXTREMES] = {0, -1, INT64_MAX, INT64_MIN + 1};
	static const int64_t times[EXTREMES] = {0, -1, INT64_C(253402300799000), INT64_C(-62135596800000)};
	struct cell cell = {.present = true};

	switch (type) {
	case COLUMN_TEXT:
	case COLUMN_AREA:
		cell.text = extreme % 2 ? STR("") : STR("c1");
		break;
	case COLUMN_LABEL:
		cell.label = extreme % 2 ? &no_label : &odd_label;
		break;
	case COLUMN_INTEGER:
		cell.integer = integers[extreme];
		break;
	case COLUMN_DATE:
	case COLUMN_TIME:
		cell.time_ms = times[extreme];
		break;
	case COLUMN_CHOICE:
		cell.choice = &odd_choice;
		break;
	case COLUMN_FLAG:
		cell.flag = extreme % 2;
		break;
	default:
		cell.number = numbers[extreme];
		break;
	}
	return cell;
}

static void assert_on_screen(const struct wall *wall, struct rect box, const char *lines)
{
	for (size_t i = 0; i < wall->list.count; i++) {
		struct rect at = wall->list.commands[i].bounds, inside = rect_intersect(at, box);

		if (inside.x != at.x || inside.y != at.y || inside.width != at.width || inside.height != at.height)
			fail_msg("%d,%d %dx%d is not on the screen of\n%s", at.x, at.y, at.width, at.height, lines);
	}
}

static void draw_everywhere(struct wall *wall, const char *lines)
{
	static const struct rect boxes[] = {{60, 222, 1800, 780}, {0, 0, 300, 40}, {5, 5, 1, 1}};

	for (int i = 0; i < 3; i++) {
		wall_speak(wall, i == 1 ? LANGUAGE_UG : LANGUAGE_ZH);
		wall->view.portrait = i == 1;
		wall_draw(wall, lines, boxes[i]);
		assert_on_screen(wall, boxes[i], lines);
		assert_true(wall->until_ms > wall->view.now_ms);
	}
}

/* The tables of the test's own feed, which nobody else holds. */
static struct table *own_table(struct wall *wall, const char *name)
{
	return (struct table *)(uintptr_t)snapshot_table(wall->snapshot, str_from(name));
}

static void retype(struct table *table, size_t column, enum column_type type, int extreme)
{
	table->columns[column].type = type;
	table->columns[column].choices = &odd_choice;
	table->columns[column].choice_count = 1;
	table->columns[column].decimals = extreme;
	for (size_t row = 0; row < table->row_count; row++)
		table->cells[row * table->column_count + column] = cell_of(type, extreme);
}

static void every_column_in_every_type(void **state)
{
	struct wall *wall = *state;

	for (size_t i = 0; i < SCENES; i++) {
		size_t columns = own_table(wall, scenes[i].table)->column_count;

		for (size_t column = 0; column < columns; column++)
			for (int type = 0; type < COLUMN_TYPE_COUNT; type++) {
				wall_feed(wall, NULL, NULL);
				retype(own_table(wall, scenes[i].table), column, (enum column_type)type,
					type % EXTREMES);
				draw_everywhere(wall, scenes[i].lines);
			}
	}
}

static void numbers_without_measure(void **state)
{
	struct wall *wall = *state;

	for (size_t i = 0; i < SCENES; i++)
		for (int extreme = 0; extreme < EXTREMES; extreme++) {
			struct table *table;

			wall_feed(wall, NULL, NULL);
			table = own_table(wall, scenes[i].table);
			for (size_t column = 0; column < table->column_count; column++)
				if (table->columns[column].type == COLUMN_NUMBER ||
					table->columns[column].type == COLUMN_INTEGER ||
					table->columns[column].type == COLUMN_SHARE)
					retype(table, column, table->columns[column].type, extreme);
			draw_everywhere(wall, scenes[i].lines);
		}
}

static void no_rows_and_no_cells(void **state)
{
	struct wall *wall = *state;

	for (size_t i = 0; i < SCENES; i++) {
		struct table *table;

		wall_feed(wall, NULL, NULL);
		table = own_table(wall, scenes[i].table);
		for (size_t n = 0; n < table->column_count * table->row_count; n++)
			table->cells[n].present = false;
		draw_everywhere(wall, scenes[i].lines);
		table->row_count = 0;
		draw_everywhere(wall, scenes[i].lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_column_in_every_type, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(numbers_without_measure, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(no_rows_and_no_cells, wall_open, wall_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
