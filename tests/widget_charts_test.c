#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/* What bars, strips of months and small lines promise about any table. */

static const struct rect box = {0, 0, 900, 400};

/* Rows of area, name and two figures in place of the lists. */
static void feed_rows(struct wall *wall, const char *rows)
{
	wall_feed(wall, "lists",
		str_format(&wall->arena,
			"{\"table\":\"lists\",\"title\":{},\"as_of\":\"2018-10-24T16:00:00Z\",\"source\":{},"
			"\"columns\":["
			"{\"name\":\"area\",\"type\":\"area\",\"title\":{}},{\"name\":\"name\",\"type\":\"integer\","
			"\"title\":{}},"
			"{\"name\":\"a\",\"type\":\"number\",\"decimals\":0,\"title\":{\"zh\":\"甲\"}},"
			"{\"name\":\"b\",\"type\":\"number\",\"decimals\":0,\"title\":{\"zh\":\"乙\"}}],\"rows\":[%s]}",
			rows)
			.bytes);
}

static int width_of(const struct wall *wall, enum theme_role role, size_t which)
{
	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == DRAW_FILL &&
			wall->list.commands[i].ink.color == wall->theme.color[role] && which-- == 0)
			return wall->list.commands[i].bounds.width;
	return 0;
}

static int top_of(const struct wall *wall, const char *words)
{
	return wall_text(wall, words)->text.baseline_y;
}

static void the_own_area_comes_first_and_is_marked(void **state)
{
	struct wall *wall = *state;

	feed_rows(wall, "[\"c1\",2001,10,0],[\"c2\",2002,20,0],[\"c3\",2003,5,0],[\"c3\",2004,4,0]");
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\n", box);
	assert_true(top_of(wall, "2003") < top_of(wall, "2001")); /* a year has no comma */
	assert_true(top_of(wall, "2001") < top_of(wall, "2002"));
	assert_true(top_of(wall, "2002") < top_of(wall, "2004")); /* one row is enough */
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_RULE), 1);
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\nown_rows = 2\n", box);
	assert_true(top_of(wall, "2004") < top_of(wall, "2001"));
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\nown = none\n", box);
	assert_true(top_of(wall, "2001") < top_of(wall, "2003"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_RULE), 0);
}

static void pieces_stand_on_end_and_add_up(void **state)
{
	struct wall *wall = *state;

	feed_rows(wall, "[\"c1\",1,30,10],[\"c2\",2,20,0]");
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a, b\nname_px = 100\n", box);
	assert_true(wall_says(wall, "甲") && wall_says(wall, "乙") && wall_says(wall, "40"));
	/* the first of a colour is its swatch in the legend */
	assert_in_range(
		width_of(wall, ROLE_C1, 1), 3 * width_of(wall, ROLE_C2, 1) - 2, 3 * width_of(wall, ROLE_C2, 1) + 2);
	assert_in_range(width_of(wall, ROLE_C1, 1), width_of(wall, ROLE_C1, 2) * 3 / 2 - 2,
		width_of(wall, ROLE_C1, 2) * 3 / 2 + 2);
}

static void negative_and_missing_figures_have_their_places(void **state)
{
	struct wall *wall = *state;

	feed_rows(wall, "[\"c1\",1,30,0],[\"c2\",2,-30,0],[\"c2\",3,null,0],[\"c2\",4,0,0]");
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\n", box);
	assert_true(wall_says(wall, "-30") && wall_says(wall, "–"));
	assert_int_equal(width_of(wall, ROLE_RULE, 0), width_of(wall, ROLE_AZURE_FILL, 0));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_LINE), 4); /* zero is drawn in each row */
	feed_rows(wall, "[\"c1\",1,null,0]");
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\n", box);
	assert_true(wall_says(wall, "–"));
}

/* Every row of any number of them on one of the pages. */
static void pages_hold_thousands(void **state)
{
	struct wall *wall = *state;
	struct str rows = STR("");

	for (int i = 0; i < 3000; i++)
		rows = str_format(
			&wall->arena, STR_FMT "%s[\"c1\",%d,%d,0]", STR_ARG(rows), i ? "," : "", 10000 + i, i);
	feed_rows(wall, rows.bytes);
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\nrows = 10\npages = 0\n", box);
	assert_true(wall_says(wall, "10000") && wall_says(wall, "1 / 300"));
	wall->view.page = 299;
	wall_draw(wall, "widget = bars\ntable = lists\nvalues = a\nrows = 10\npages = 0\n", box);
	assert_true(wall_says(wall, "12999") && wall_says(wall, "300 / 300"));
}

#define STRIP "widget = months\ntable = rhythm\n"

/* The newest year alone; one shape a field where one area stands behind it. */
static void months_show_the_newest_year(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, STRIP "where = area @root\ntitle = rhythm_five\nnote = rhythm_done_of\n", box);
	assert_true(wall_says(wall, "安河州") && wall_says(wall, "完成 11/17"));
	assert_true(wall_says(wall, "办公室会议") && wall_says(wall, "述职评议"));
	assert_true(top_of(wall, "学习") < top_of(wall, "办公室会议"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 8 + 2 + 1); /* months, quarters, a half-year */
}

/* How many of several areas have it done, wherever not all have. */
static void months_count_areas(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, STRIP, box);
	assert_true(wall_says(wall, "1/2") && wall_says(wall, "0/2"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 8 + 2 + 1);
	wall_draw(wall, STRIP "where = area nowhere\n", box);
	assert_true(wall_says(wall, "暂无数据"));
}

static void months_leave_out_what_is_no_period(void **state)
{
	struct wall *wall = *state;

	wall_feed(wall, "rhythm",
		"{\"table\":\"rhythm\",\"title\":{},\"as_of\":\"2018-10-24T16:00:00Z\",\"source\":{},\"columns\":["
		"{\"name\":\"activity\",\"type\":\"choice\",\"title\":{},\"choices\":[{\"id\":\"x\",\"label\":{\"zh\":"
		"\"甲\"}}]},"
		"{\"name\":\"period\",\"type\":\"text\",\"title\":{}},"
		"{\"name\":\"state\",\"type\":\"choice\",\"title\":{},\"choices\":[{\"id\":\"done\",\"label\":{\"zh\":"
		"\"毕\"}}]}],"
		"\"rows\":[[\"x\",\"2018-13\",\"done\"],[\"x\",\"2018-Q5\",\"done\"],[\"x\",\"2018-H0\",\"done\"],["
		"\"x\",\"soon\",\"done\"],"
		"[\"x\",null,\"done\"],[null,\"2018-01\",\"done\"],[\"x\",\"2018-02\",null],[\"x\",\"2018-Q4\","
		"\"done\"]]}");
	wall_draw(wall, STRIP, box);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 1);
}

static void a_small_line_needs_two_figures(void **state)
{
	static const char lines[] =
		"widget = number\ntable = team_totals\nwhere = figure teams\nspark = lists\nspark_value = a\n";
	struct wall *wall = *state;

	feed_rows(wall, "[\"c1\",1,30,0]");
	wall_draw(wall, lines, box);
	assert_int_equal(wall_count(wall, DRAW_STROKE, ROLE_AZURE), 0);
	feed_rows(wall, "[\"c1\",1,30,0],[\"c1\",2,null,0],[\"c1\",3,31,0]");
	wall_draw(wall, lines, box);
	assert_int_equal(wall_count(wall, DRAW_STROKE, ROLE_AZURE), 1);
	assert_true(wall_says(wall, "2,340"));
}

#define WALL_TEST(test) cmocka_unit_test_setup_teardown(test, wall_open, wall_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WALL_TEST(the_own_area_comes_first_and_is_marked),
		WALL_TEST(pieces_stand_on_end_and_add_up),
		WALL_TEST(negative_and_missing_figures_have_their_places),
		WALL_TEST(pages_hold_thousands),
		WALL_TEST(months_show_the_newest_year),
		WALL_TEST(months_count_areas),
		WALL_TEST(months_leave_out_what_is_no_period),
		WALL_TEST(a_small_line_needs_two_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
