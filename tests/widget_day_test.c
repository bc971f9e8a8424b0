#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/* Days, then hours and minutes, and when the picture is no longer right. It is 2018-10-25 09:30 in Shanghai. */

enum { MINUTE_MS = 60000, HOUR_MS = 60 * MINUTE_MS, DAY_MS = 24 * HOUR_MS };

static const struct rect box = {0, 0, 700, 300};
#define MIDNIGHT_MS (WALL_NOW_MS + 14 * HOUR_MS + 30 * MINUTE_MS)

static void draw_to(struct wall *wall, const char *to, int64_t now_ms)
{
	wall->view.now_ms = now_ms;
	wall->view.local = civil_local(now_ms);
	wall_draw(wall, str_format(&wall->arena, "widget = countdown\nto = %s\n", to).bytes, box);
}

static void days_are_those_of_the_calendar(void **state)
{
	struct wall *wall = *state;

	draw_to(wall, "2018-11-07", WALL_NOW_MS);
	assert_true(wall_says(wall, "13") && wall_says(wall, "天"));
	assert_int_equal(wall->until_ms, MIDNIGHT_MS);
	draw_to(wall, "2018-10-26", WALL_NOW_MS);
	assert_true(wall_says(wall, "1") && wall_says(wall, "天"));
	draw_to(wall, "2018-10-25", WALL_NOW_MS);
	assert_true(wall_says(wall, "就在今天"));
	assert_int_equal(wall->until_ms, MIDNIGHT_MS);
	draw_to(wall, "2018-10-25", MIDNIGHT_MS);
	assert_true(wall_says(wall, "时间已到"));
	assert_int_equal(wall->until_ms, WIDGET_FOREVER);
}

static void the_last_day_is_in_hours_and_minutes(void **state)
{
	struct wall *wall = *state;

	draw_to(wall, "2018-10-26T10:00:00+08:00", WALL_NOW_MS);
	assert_true(wall_says(wall, "天"));
	assert_int_equal(wall->until_ms, WALL_NOW_MS + 30 * MINUTE_MS);
	draw_to(wall, "2018-10-26T10:00:00+08:00", wall->until_ms);
	assert_true(wall_says(wall, "24") && wall_says(wall, "小时") && !wall_says(wall, "天"));
	assert_int_equal(wall->until_ms, WALL_NOW_MS + 31 * MINUTE_MS);
	draw_to(wall, "2018-10-25T12:45:30+08:00", WALL_NOW_MS);
	assert_true(wall_says(wall, "3") && wall_says(wall, "小时") && wall_says(wall, "16"));
	assert_int_equal(wall->until_ms, WALL_NOW_MS + 30000);
	draw_to(wall, "2018-10-25T09:31:00+08:00", WALL_NOW_MS);
	assert_true(wall_says(wall, "1") && wall_says(wall, "分") && !wall_says(wall, "小时"));
	draw_to(wall, "2018-10-25T09:31:00+08:00", wall->until_ms);
	assert_true(wall_says(wall, "时间已到"));
}

/* Every picture is right until the time that it names. */
static void the_picture_changes_when_it_says(void **state)
{
	struct wall *wall = *state;
	int64_t now_ms = WALL_NOW_MS, end_ms = WALL_NOW_MS + 2 * DAY_MS;
	int steps = 0;

	while (now_ms < end_ms) {
		uint64_t hash;

		draw_to(wall, "2018-10-27T08:15:00+08:00", now_ms);
		if (wall->until_ms == WIDGET_FOREVER)
			break;
		hash = draw_hash(&wall->list);
		now_ms = wall->until_ms;
		draw_to(wall, "2018-10-27T08:15:00+08:00", now_ms - 1);
		assert_true(draw_hash(&wall->list) == hash);
		draw_to(wall, "2018-10-27T08:15:00+08:00", now_ms);
		assert_true(draw_hash(&wall->list) != hash);
		steps++;
	}
	assert_int_equal(steps, 2 + 24 * 60);
}

static void the_next_row_counts(void **state)
{
	struct wall *wall = *state;

	wall_feed(wall, "lists",
		"{\"table\": \"lists\", \"title\": {\"zh\": \"x\"}, \"as_of\": \"2018-10-25T00:00:00Z\", \"source\": {\"zh\": \"x\"}, \"columns\": "
		"[{\"name\": \"id\", \"type\": \"text\"}, {\"name\": \"due\", \"type\": \"date\"}], \"rows\": [[\"late\", \"2018-12-01\"], "
		"[\"past\", \"2018-10-24\"], [\"next\", \"2018-10-30\"], [\"none\", null]]}");
	wall_draw(wall, "widget = countdown\ntable = lists\ndate = due\nname = id\n", box);
	assert_true(wall_says(wall, "next") && wall_says(wall, "5"));
	wall_draw(wall, "widget = countdown\ntable = lists\ndate = due\nwhere = id past\n", box);
	assert_true(wall_says(wall, "近期没有安排"));
	wall_draw(wall, "widget = countdown\ntable = lists\ndate = nothing\n", box);
	assert_true(wall_says(wall, "nothing") && !wall_says(wall, "近期没有安排"));
}

static void what_is_no_date_is_named(void **state)
{
	struct wall *wall = *state;
	struct faults faults;

	faults_init(&faults, &wall->arena);
	wall->view.faults = &faults;
	draw_to(wall, "2018-13-01", WALL_NOW_MS);
	assert_int_equal(faults.total, 1);
	assert_true(wall_says(wall, "近期没有安排"));
	wall_draw(wall, "widget = countdown\ntable = lists\ndate = id\n", box);
	assert_int_equal(faults.total, 2);
}

/* The date changes at midnight, with the moon's and the term's; both are for Chinese. */
static void the_date_is_that_of_the_day(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = date\n", (struct rect){0, 0, 1160, 260});
	assert_true(wall_says(wall, "10月25日 星期四") && wall_says(wall, "农历戊戌狗年 九月十七") && wall_says(wall, "立冬 11月7日，还有 13 天"));
	assert_int_equal(wall->until_ms, MIDNIGHT_MS);
	wall->view.local = (struct civil){.year = 2020, .month = 6, .day = 21};
	wall_draw(wall, "widget = date\nterms = day\n", (struct rect){0, 0, 1160, 260});
	assert_true(wall_says(wall, "农历庚子鼠年 五月初一") && wall_says(wall, "夏至"));
	wall->view.local = (struct civil){.year = 2020, .month = 5, .day = 23};
	wall_draw(wall, "widget = date\nterms = day\n", (struct rect){0, 0, 1160, 260});
	assert_true(wall_says(wall, "闰四月初一") && !wall_says(wall, "芒种"));
	wall->view.local = (struct civil){.year = 2200, .month = 5, .day = 23};
	wall_draw(wall, "widget = date\n", (struct rect){0, 0, 1160, 260});
	assert_false(wall_says(wall, "农历"));
	wall_speak(wall, LANGUAGE_EN);
	wall->view.local = civil_local(WALL_NOW_MS);
	wall_draw(wall, "widget = date\nyear = yes\n", (struct rect){0, 0, 1160, 260});
	assert_true(wall_says(wall, "Thursday 25 October 2018") && !wall_says(wall, "农历"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(days_are_those_of_the_calendar, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(the_last_day_is_in_hours_and_minutes, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(the_picture_changes_when_it_says, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(the_next_row_counts, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(what_is_no_date_is_named, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(the_date_is_that_of_the_day, wall_open, wall_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
