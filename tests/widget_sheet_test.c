#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/* What boards of rows promise: every row once, the hall's own first, times that are right until the moment they say. */

enum { ROWS = 37, MINUTE = 60000 };

static const struct rect box = {40, 200, 1840, 800};

/* So many entries; each seventh is the hall's own. */
static const char *many_rows(struct wall *wall, int count)
{
	struct str text = STR("{\"table\":\"lists\",\"title\":{},\"as_of\":\"2018-10-24T16:00:00Z\",\"source\":{},\"columns\":["
			      "{\"name\":\"area\",\"type\":\"area\",\"title\":{}},{\"name\":\"name\",\"type\":\"text\",\"title\":{}}],"
			      "\"rows\":[");

	for (int i = 0; i < count; i++)
		text = str_format(&wall->arena, STR_FMT "%s[\"%s\",\"row%02dx\"]", STR_ARG(text), i ? "," : "",
			i % 7 == 3 ? "c3" : "c1", i);
	return str_format(&wall->arena, STR_FMT "]}", STR_ARG(text)).bytes;
}

static void count_rows(struct wall *wall, int seen[ROWS])
{
	for (int i = 0; i < ROWS; i++) {
		char name[16];

		snprintf(name, sizeof(name), "row%02dx", i);
		seen[i] += wall_says(wall, name);
	}
}

static void assert_each_once(struct wall *wall, const char *lines, struct rect at, size_t pages)
{
	int seen[ROWS] = {0};

	for (size_t page = 0; page < pages; page++) {
		wall->view.page = (int64_t)page;
		wall_draw(wall, lines, at);
		count_rows(wall, seen);
	}
	for (int i = 0; i < ROWS; i++)
		if (seen[i] != 1)
			fail_msg("row %d was shown %d times by\n%s", i, seen[i], lines);
	wall->view.page = 0;
}

static void pages_show_every_row_once(void **state)
{
	struct wall *wall = *state;

	wall_feed(wall, "lists", many_rows(wall, ROWS));
	assert_each_once(wall, "widget = table\ntable = lists\ncolumns = name 100\nrows = 5\n", box, 8);
	assert_each_once(wall, "widget = table\ntable = lists\ncolumns = name 100\nrows = 5\nacross = 3\n", box, 3);
	assert_each_once(wall, "widget = table\ntable = lists\ncolumns = name 100\n", (struct rect){40, 200, 900, 820}, 4);
	wall_speak(wall, LANGUAGE_UG);
	assert_each_once(wall, "widget = table\ntable = lists\ncolumns = name 100\nacross = 2\nleast = 100\n", box, 4);
	wall->view.portrait = true;
	assert_each_once(wall, "widget = table\ntable = lists\ncolumns = name 100\nacross = 2\nrows = 10\n",
		(struct rect){36, 200, 1008, 1500}, 4);
}

/* Within one showing the pages turn by themselves, and the next showing goes on where this one ended. */
static void pages_turn_within_a_showing(void **state)
{
	struct wall *wall = *state;
	int seen[ROWS] = {0};

	wall_feed(wall, "lists", many_rows(wall, ROWS));
	for (int64_t round = 0; round < 4; round++)
		for (int second = 0; second < 20; second += 10) {
			wall->view.page = round;
			wall->view.showing.since_ms = WALL_NOW_MS + round * 300000;
			wall->view.showing.until_ms = wall->view.showing.since_ms + 20000;
			wall->view.now_ms = wall->view.showing.since_ms + second * 1000;
			wall_draw(wall, "widget = table\ntable = lists\ncolumns = name 100\nrows = 5\nturn = 10\n", box);
			count_rows(wall, seen);
			if (second == 0)
				assert_true(wall->until_ms == wall->view.showing.since_ms + 10000);
		}
	for (int i = 0; i < ROWS; i++)
		assert_int_equal(seen[i], 1);
}

static void own_rows_come_first_and_are_marked(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = table\ntable = lists\ncolumns = name 100\nrows = 8\n";

	wall_feed(wall, "lists", many_rows(wall, ROWS));
	wall_draw(wall, lines, box);
	assert_true(wall_text(wall, "row03x")->text.baseline_y < wall_text(wall, "row00x")->text.baseline_y);
	assert_true(wall_text(wall, "row31x")->text.baseline_y < wall_text(wall, "row00x")->text.baseline_y);
	assert_true(wall_text(wall, "row03x")->text.baseline_y < wall_text(wall, "row10x")->text.baseline_y);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 5);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_ACCENT), 5); /* not by its ground alone */
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = name 100\nrows = 8\nown = none\n", box);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 0);
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = name 100\nrows = 8\nwithin = own\n", box);
	assert_false(wall_says(wall, "row00x"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 0); /* all are: nothing stands out */
}

static void where_takes_a_not(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = table\ntable = lists\nwhere = state !done, list problem\ncolumns = title 100\n", box);
	assert_true(wall_says(wall, "楼道堆物"));
	assert_false(wall_says(wall, "噪声扰民"));
	assert_false(wall_says(wall, "植树活动"));
}

static void days_left_turn_at_midnight(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = table\ntable = lists\ncolumns = title 60, due 40 left\n";

	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "2"));
	assert_true(wall_says(wall, "今天到期"));
	assert_true(wall_says(wall, "10月21日") || wall_says(wall, "21日")); /* done: when */
	assert_true(wall->until_ms == WALL_NOW_MS + INT64_C(870) * MINUTE); /* 09:30 to 24:00 */
}

static void move_to(struct wall *wall, int64_t now_ms)
{
	wall->view.now_ms = now_ms;
	wall->view.local = civil_local(now_ms);
}

static void venues_flip_at_the_minute(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = table\ntable = venues\nwhere = area c3\ncolumns = name 40, y 60 open\n";

	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "10:00"));
	assert_true(wall_says(wall, "星期六"));
	assert_true(wall_says(wall, "20:00")); /* closed at 09:30 sharp */
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_OKAY), 0);
	assert_true(wall->until_ms == WALL_NOW_MS + 30 * MINUTE);
	move_to(wall, wall->until_ms - 1);
	wall_draw(wall, lines, box);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_OKAY), 0);
	move_to(wall, WALL_NOW_MS + 30 * MINUTE);
	wall_draw(wall, lines, box);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_OKAY), 1);
	wall_draw(wall, "widget = open_now\nlabel = venue_now\n", box);
	assert_true(wall_says(wall, "3") && wall_says(wall, "6"));
	assert_true(wall->until_ms == WALL_NOW_MS + 630 * MINUTE); /* 20:00 */
}

static void activities_of_today_until_they_end(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = table\ntable = activities\nwithin = own\nday = coming\ncolumns = x 40 span, title 60\n";

	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "健康体操") && wall_says(wall, "亲子阅读"));
	assert_false(wall_says(wall, "早操") || wall_says(wall, "明天的事") || wall_says(wall, "别处的舞"));
	assert_true(wall->until_ms == WALL_NOW_MS + 30 * MINUTE); /* reading begins */
	move_to(wall, WALL_NOW_MS + 60 * MINUTE);
	wall_draw(wall, lines, box);
	assert_false(wall_says(wall, "健康体操"));
}

static void the_line_of_now_moves_every_minute(void **state)
{
	struct wall *wall = *state;

	move_to(wall, WALL_NOW_MS + 12345);
	wall_draw(wall, "widget = timeline\nwithin = own\n", box);
	assert_true(wall->until_ms == WALL_NOW_MS + MINUTE);
	assert_true(wall_says(wall, "09:30"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_CINNABAR_FILL), 2);
	move_to(wall, WALL_NOW_MS + INT64_C(810) * MINUTE); /* 23:00: after the last hour */
	wall_draw(wall, "widget = timeline\nwithin = own\n", box);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_CINNABAR_FILL), 0);
	wall_feed(wall, "activities", NULL);
	wall_draw(wall, "widget = timeline\nwithin = own\n", box);
	assert_true(wall_says(wall, "暂无数据"));
}

static void days_hold_what_falls_on_them(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = timeline\ntable = lists\nroom = list\nstarts = due\naxis = days\ndays = 3\n";

	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "今日") && wall_says(wall, "植树活动"));
	assert_true(wall_says(wall, "楼道堆物"));      /* on the 27th */
	assert_false(wall_says(wall, "供暖不足"));     /* on the 20th */
	assert_true(wall_text(wall, "植树活动")->text.x < wall_text(wall, "楼道堆物")->text.x);
	assert_true(wall->until_ms == WALL_NOW_MS + INT64_C(870) * MINUTE);
	wall_draw(wall, "widget = timeline\ntable = lists\nroom = list\nstarts = due\naxis = days\ndays = 2\n", box);
	assert_false(wall_says(wall, "楼道堆物"));
}

/* Two things in one room at the same time stand beside each other. */
static void what_meets_in_a_room_stands_apart(void **state)
{
	struct wall *wall = *state;
	const struct draw_command *one, *other;

	wall_draw(wall, "widget = timeline\nroom = area\n", box);
	one = wall_text(wall, "健康体操");
	other = wall_text(wall, "亲子阅读"); /* 09:00-10:30 and 10:00-12:00, both in c3 */
	assert_true(one->text.baseline_y != other->text.baseline_y);
}

static const char two_notices[] =
	"{\"notices\":["
	"{\"id\":\"a\",\"area\":\"65\",\"title\":{\"zh\":\"较新\"},\"text\":{},\"from\":\"2018-10-25T01:00:00Z\",\"until\":"
	"\"2018-10-25T02:00:00Z\"},"
	"{\"id\":\"b\",\"area\":\"65\",\"title\":{\"zh\":\"紧急\"},\"text\":{},\"from\":\"2018-10-20T00:00:00Z\",\"until\":"
	"\"2018-10-26T00:00:00Z\",\"urgent\":true}]}";

static void urgent_notices_first_and_none_past_its_time(void **state)
{
	struct wall *wall = *state;

	wall_feed(wall, "notices", two_notices);
	wall_draw(wall, "widget = notices\n", box);
	assert_true(wall_text(wall, "紧急")->text.baseline_y < wall_text(wall, "较新")->text.baseline_y);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_WARN), 1);
	assert_true(wall->until_ms == WALL_NOW_MS + 30 * MINUTE);
	move_to(wall, WALL_NOW_MS + 30 * MINUTE);
	wall_draw(wall, "widget = notices\n", box);
	assert_false(wall_says(wall, "较新"));
	wall_feed(wall, "notices", "{\"notices\":[]}");
	wall_draw(wall, "widget = notices\n", box);
	assert_true(wall_says(wall, "目前没有通知"));
}

static void states_have_shapes_of_their_own(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = states\ntable = lists\norder = overdue, in_hand, done\n", box);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_OVER), 1);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_AZURE), 1);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_OKAY), 1);
	assert_false(wall_says(wall, "待办"));
	wall_draw(wall, "widget = states\ntable = lists\nwithin = own\norder = overdue\n", box);
	assert_true(wall_says(wall, "0"));
}

/* A missing column is named; what is badly written is a fault, and never more than that. */
static void says_what_is_wrong(void **state)
{
	struct wall *wall = *state;
	struct faults faults;

	faults_init(&faults, &wall->arena);
	wall->view.faults = &faults;
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = nothing 100\n", box);
	assert_true(wall_says(wall, "nothing"));
	assert_int_equal(faults.total, 1);
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = title 60 loud, due 40\n", box);
	assert_int_equal(faults.total, 2);
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = title:no_such_word 60, due 40\n", box);
	assert_int_equal(faults.total, 3);
	wall_draw(wall, "widget = table\ntable = lists\ncolumns = under under\n", box);
	wall_draw(wall, "widget = table\ntable = missing\ncolumns = title 100\n", box);
	assert_true(wall_says(wall, "暂无数据"));
	wall->view.faults = NULL;
}

static void rankings_of_another_level(void **state)
{
	struct wall *wall = *state;
	static const char lines[] = "widget = ranking\ntable = standings\nwhere = level subdistrict, span now\nby = pages\nrows = 1\n";

	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "和平街道")); /* the hall's own first, though it is second */
	assert_false(wall_says(wall, "南滩镇"));
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 1);
	assert_false(wall_says(wall, "本社区"));
	wall->view.page = 1;
	wall_draw(wall, lines, box);
	assert_true(wall_says(wall, "南滩镇"));
	assert_false(wall_says(wall, "和平街道"));
	wall_draw(wall, "widget = ranking\ntable = standings\nwhere = level community, span year\nby = all\n", box);
	assert_true(wall_says(wall, "84.5"));
	wall->view.page = 0;
	wall_draw(wall, "widget = ranking\ntable = standings\nwhere = span year, category subdistrict\nby = pages\nrank = category_rank\n",
		box);
	assert_true(wall_says(wall, "84.5") && !wall_says(wall, "91.5"));
	assert_true(wall_text(wall, "1")->text.size_px == 48); /* second of all, first of its kind */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, wall_open, wall_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_show_every_row_once),
		TEST(pages_turn_within_a_showing),
		TEST(own_rows_come_first_and_are_marked),
		TEST(where_takes_a_not),
		TEST(days_left_turn_at_midnight),
		TEST(venues_flip_at_the_minute),
		TEST(activities_of_today_until_they_end),
		TEST(the_line_of_now_moves_every_minute),
		TEST(days_hold_what_falls_on_them),
		TEST(what_meets_in_a_room_stands_apart),
		TEST(urgent_notices_first_and_none_past_its_time),
		TEST(states_have_shapes_of_their_own),
		TEST(says_what_is_wrong),
		TEST(rankings_of_another_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
