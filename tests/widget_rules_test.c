#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "tests/support/golden.h"
#include "tests/support/wall.h"

/* What the boards promise, whatever they look like. */

#define BOARD "widget = ranking\n"
static const struct rect board_box = {60, 222, 1800, 780}, small_box = {60, 168, 532, 232},
			 line_box = {60, 36, 1800, 108};

/* A document of tests/data/wall with one place changed. */
static const char *changed(struct wall *wall, const char *document, const char *from, const char *to)
{
	struct str text;
	struct error error;

	if (!file_read(&wall->arena, str_format(&wall->arena, "tests/data/wall/%s.json", document).bytes, 1 << 20,
		    &text, &error))
		fail_msg("%s", error.text);
	return golden_variant(&wall->arena, text, from, to).bytes;
}

static size_t count_hatches(const struct wall *wall)
{
	size_t count = 0;

	for (size_t i = 0; i < wall->list.count; i++)
		count += wall->list.commands[i].ink.pattern == INK_HATCH;
	return count;
}

static void the_own_community_comes_first_and_is_marked(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, BOARD, board_box);
	assert_true(wall_text(wall, "北坪")->text.baseline_y < wall_text(wall, "文化路")->text.baseline_y);
	assert_true(wall_text(wall, "北坪")->text.face == FACE_SANS_BOLD);
	assert_true(wall_text(wall, "文化路")->text.face == FACE_SANS);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 1);
	assert_true(wall_says(wall, "本社区"));
	wall->view.area = 0;
	wall_draw(wall, BOARD, board_box);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_SURFACE2), 0);
	assert_false(wall_says(wall, "本社区"));
}

static void a_page_is_a_subdistrict(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, BOARD, board_box);
	assert_false(wall_says(wall, "渔湾"));
	wall->view.page = 1;
	wall_draw(wall, BOARD, board_box);
	assert_true(wall_says(wall, "渔湾"));
	assert_false(wall_says(wall, "文化路"));
	wall_draw(wall, BOARD "by = all\n", board_box);
	assert_true(wall_says(wall, "渔湾") && wall_says(wall, "文化路"));
}

static void what_is_not_sure_is_said_and_hatched(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, BOARD, board_box);
	assert_true(wall_says(wall, "暂定"));
	assert_true(wall_says(wall, "偏少"));
	assert_int_equal(count_hatches(wall), 1);
	wall_feed(wall, "ranking", changed(wall, "ranking", "78.4,89.9,26,", "78.4,89.9,30,"));
	wall_draw(wall, BOARD, board_box);
	assert_int_equal(count_hatches(wall), 0);
	wall_feed(wall, "ranking", changed(wall, "ranking", "\"good\",\"provisional\"", "\"good\",\"firm\""));
	wall_draw(wall, BOARD, board_box);
	assert_false(wall_says(wall, "暂定"));
}

static void too_few_answers_give_no_score(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, BOARD, board_box);
	assert_true(wall_says(wall, "评价偏少"));
	wall_feed(wall, "ranking", changed(wall, "ranking", "\"insufficient\",30.0", "\"incomplete\",30.0"));
	wall_draw(wall, BOARD, board_box);
	assert_true(wall_says(wall, "数据不全"));
	assert_false(wall_says(wall, "50.0"));
}

static void a_missing_column_is_named(void **state)
{
	struct wall *wall = *state;

	wall_feed(wall, "ranking", changed(wall, "ranking", "\"name\":\"tier\"", "\"name\":\"level\""));
	wall_draw(wall, BOARD, board_box);
	assert_true(wall_says(wall, "tier"));
	wall_draw(wall, "widget = number\ntable = team_totals\nwhere = figures teams\n", small_box);
	assert_true(wall_says(wall, "figures"));
	assert_false(wall_says(wall, "暂无数据"));
	wall_draw(wall, "widget = bars\ntable = teams\nvalues = hours_year\n", small_box);
	assert_true(wall_says(wall, "hours_year"));
	assert_int_equal(wall->list.count, 1);
}

static void a_missing_table_leaves_a_calm_board(void **state)
{
	static const char *const lines[] = {
		BOARD,
		"widget = bars\ntable = nothing\n",
		"widget = trend\ntable = nothing\n",
		"widget = donut\ntable = nothing\n",
		"widget = rows\ntable = nothing\n",
		"widget = figures\ntable = nothing\n",
		"widget = number\ntable = nothing\n",
		"widget = featured\ntable = nothing\n",
		"widget = ranking_key\n",
		"widget = sentence\ntable = nothing\nwords = no_data\n",
		"widget = header\n",
		"widget = footer\n",
		"widget = crumbs\n",
		"widget = freshness\n",
		"widget = ticker\n",
		"widget = waiting\n",
		"widget = map\n",
	};
	struct wall *wall = *state;

	wall_feed(wall, "ranking", NULL);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
			wall_draw(wall, lines[i], board_box);
		wall_draw(wall, BOARD, board_box);
		assert_int_equal(wall->list.count, 1);
		assert_true(wall_says(wall, "暂无数据"));
		wall->view.snapshot = NULL; /* and before the first data */
		wall->view.area = AREA_NONE;
	}
}

static void areas_of_the_hall_stand_in_filters(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall,
		"widget = rows\ntable = ranking\nname = area\nvalue = score\nwhere = subdistrict @subdistrict\n",
		board_box);
	assert_true(wall_says(wall, "北坪"));
	assert_false(wall_says(wall, "渔湾"));
	wall_draw(wall, "widget = rows\ntable = ranking\nname = area\nvalue = score\nwhere = area @own\n", board_box);
	assert_true(wall_says(wall, "北坪"));
	assert_false(wall_says(wall, "文化路"));
}

static void own_rows_come_first_with_their_numbers(void **state)
{
	static const char lines[] = "widget = rows\ntable = blind_spots\nname = area\nvalue = blind\nmark = numbers\nrows = 2\nown = own\n";
	struct wall *wall = *state;
	const struct draw_command *own;

	wall->view.area = areas_find(snapshot_areas(wall->snapshot), STR("c5"));
	wall_draw(wall, lines, board_box);
	own = wall_text(wall, "5");
	assert_true(own->bounds.y < wall_text(wall, "4")->bounds.y); /* what the first of the others has */
	assert_false(wall_says(wall, "2"));
	wall->view.area = AREA_NONE;
	wall_draw(wall, lines, board_box);
	assert_false(wall_says(wall, "5"));
}

/* The first bar takes its whole room, half as much half of it, nothing none; only the first is marked. */
static void bars_start_at_zero(void **state)
{
	struct wall *wall = *state;
	int width[2] = {0};

	wall_draw(wall, "widget = bars\ntable = teams\nwhere = featured no\nvalues = hours_week\n",
		(struct rect){0, 0, 600, 400});
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_RULE), 1);
	assert_int_equal(wall_count(wall, DRAW_FILL, ROLE_AZURE_FILL), 1);
	for (size_t i = 0; i < wall->list.count; i++) {
		const struct draw_command *command = &wall->list.commands[i];

		if (command->kind == DRAW_FILL)
			width[command->ink.color == wall->theme.color[ROLE_AZURE_FILL]] = command->bounds.width;
	}
	assert_int_equal(width[1], width[0] / 2);
}

static void shares_of_a_whole_add_up(void **state)
{
	struct wall *wall = *state;
	int sum = 0;

	wall_feed(wall, "teams_by_kind", changed(wall, "teams_by_kind", "\"elderly\",655", "\"elderly\",1"));
	wall_draw(wall, "widget = donut\ntable = teams_by_kind\nname = kind\nvalue = teams\n",
		(struct rect){0, 0, 528, 400});
	for (size_t i = 0; i < wall->list.count; i++) {
		const struct draw_command *command = &wall->list.commands[i];
		int64_t share;

		if (command->kind == DRAW_TEXT && str_ends(command->text.text, STR("%")) &&
			str_integer(str_part(command->text.text, 0, command->text.text.length - 1), &share))
			sum += (int)share;
	}
	assert_int_equal(sum, 100);
}

static void a_trend_is_read_against_its_target(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = trend\ntable = volunteers_by_day\nvalue = volunteers\nnote = trend_days_met\n",
		board_box);
	assert_true(wall_says(wall, "5,500") && wall_says(wall, "4,500") && wall_says(wall, "5,126"));
	assert_true(wall_says(wall, "10"));
	wall_draw(wall, "widget = trend\ntable = volunteers_by_day\nvalue = volunteers\ntarget = nothing\n", board_box);
	assert_int_equal(wall_count(wall, DRAW_STROKE, ROLE_AZURE), 1);
	wall_draw(
		wall, "widget = trend\ntable = volunteers_by_day\nvalue = volunteers\nwhere = date 2018\n", board_box);
	assert_true(wall_says(wall, "暂无数据"));
}

static void the_time_on_a_wall_is_that_of_its_data(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = header\n", line_box);
	assert_true(wall_says(wall, "09:30"));
	assert_true(wall->until_ms == WIDGET_FOREVER);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_STALE), 0);
	wall->view.freshness = (struct freshness){
		.contact_ms = WALL_NOW_MS - 75 * 60000, .failing_since_ms = WALL_NOW_MS - 74 * 60000};
	wall_draw(wall, "widget = header\n", line_box);
	assert_true(wall_says(wall, "08:15"));
	assert_true(wall_count(wall, DRAW_PATH, ROLE_STALE) > 0);
	assert_true(wall->until_ms == WALL_NOW_MS + 60000);
	wall->view.freshness.contact_ms -= INT64_C(3) * 24 * 3600 * 1000;
	wall_draw(wall, "widget = header\n", line_box);
	assert_true(wall_says(wall, "10月22日"));
}

static void the_band_comes_with_old_data_and_goes(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = freshness\n", line_box);
	assert_int_equal(wall->list.count, 0);
	assert_true(wall->until_ms == snapshot_head(wall->snapshot)->expires_ms);
	wall->view.freshness.failing_since_ms = WALL_NOW_MS - 10000; /* not yet worth a word */
	wall_draw(wall, "widget = freshness\n", line_box);
	assert_int_equal(wall->list.count, 0);
	assert_true(wall->until_ms <= WALL_NOW_MS + 60000);
	wall->view.freshness = (struct freshness){
		.contact_ms = WALL_NOW_MS - 75 * 60000, .failing_since_ms = WALL_NOW_MS - 74 * 60000};
	wall_draw(wall, "widget = freshness\n", line_box);
	assert_true(wall_says(wall, "连接中断") && wall_says(wall, "15"));
	assert_true(wall->until_ms == WALL_NOW_MS + 60000);
	wall->view.freshness = (struct freshness){.contact_ms = WALL_NOW_MS, .expired = true};
	wall_draw(wall, "widget = freshness\n", line_box);
	assert_true(wall_says(wall, "数据已过期"));
	wall->view.freshness = (struct freshness){.contact_ms = WALL_NOW_MS, .alerts_failing_since_ms = WALL_NOW_MS - 10000};
	wall_draw(wall, "widget = freshness\n", line_box);
	assert_int_equal(wall->list.count, 0);
	assert_true(wall->until_ms <= WALL_NOW_MS + 60000);
	wall->view.freshness.alerts_failing_since_ms = WALL_NOW_MS - 30 * 60000; /* the figures are fresh; an alert could be missed */
	wall_draw(wall, "widget = freshness\n", line_box);
	assert_true(wall_says(wall, "警报尚未核实") && wall_says(wall, "09:00"));
	wall_draw(wall, "widget = header\n", line_box);
	assert_int_equal(wall_count(wall, DRAW_PATH, ROLE_STALE), 0);
}

static void a_clock_asks_for_its_next_step(void **state)
{
	struct wall *wall = *state;

	wall->view.now_ms = WALL_NOW_MS + 12345;
	wall->view.local = civil_local(wall->view.now_ms);
	wall_draw(wall, "widget = clock\n", small_box);
	assert_true(wall_says(wall, "09:30"));
	assert_true(wall->until_ms == WALL_NOW_MS + 60000);
	wall_draw(wall, "widget = clock\nseconds = yes\n", small_box);
	assert_true(wall_says(wall, "09:30:12"));
	assert_true(wall->until_ms == WALL_NOW_MS + 13000);
}

/* Where the moving text stands at a time. */
static float moving_x(struct wall *wall, int64_t time_us)
{
	draw_advance(&wall->list, time_us);
	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == DRAW_MOVING)
			return wall->list.commands[i].moving.x;
	fail_msg("nothing moves");
	return 0;
}

static void a_ticker_runs_with_time_alone(void **state)
{
	struct wall *wall = *state;
	uint64_t hash;
	float x;

	wall_draw(wall, "widget = ticker\nspeed = 120\n", line_box);
	assert_true(wall->list.moves && wall_says(wall, "义诊"));
	x = moving_x(wall, 1000000);
	hash = draw_hash(&wall->list);
	assert_float_equal(moving_x(wall, 2000000), x - 120, 0.13f);
	assert_true(draw_hash(&wall->list) != hash);
	assert_float_equal(moving_x(wall, 1000000 + 16667), x - 2, 0.13f); /* a frame's way */
	assert_float_equal(moving_x(wall, 1000000 + 4167), x - 0.5f, 0.13f);
	moving_x(wall, 1000000);
	assert_true(draw_hash(&wall->list) == hash);
	wall_speak(wall, LANGUAGE_UG);
	wall_draw(wall, "widget = ticker\nspeed = 120\n", line_box);
	x = moving_x(wall, 9000000);
	assert_float_equal(moving_x(wall, 10000000), x + 120, 0.13f);
}

static void a_ticker_stands_where_nothing_may_move(void **state)
{
	struct wall *wall = *state;

	wall->view.still = true;
	wall_draw(wall, "widget = ticker\n", line_box);
	assert_false(wall->list.moves);
	assert_true(wall_says(wall, "义诊"));
	assert_true(wall_text(wall, "义诊")->bounds.x + wall_text(wall, "义诊")->bounds.width <= line_box.x + line_box.width);
	assert_true(wall->until_ms > WALL_NOW_MS);
}

static void a_ticker_tells_what_is_meant_for_this_hall_now(void **state)
{
	struct wall *wall = *state;
	const int64_t later_ms = WALL_NOW_MS + 90 * 60000; /* 11:00, when the next notice begins */

	wall->view.steady_ms = 7000;
	wall_draw(wall, "widget = ticker\n", (struct rect){0, 0, 4000, 80});
	assert_true(wall_says(wall, "义诊"));
	assert_false(wall_says(wall, "不在这里") || wall_says(wall, "还没有到"));
	wall->view.now_ms = later_ms;
	wall_draw(wall, "widget = ticker\n", (struct rect){0, 0, 4000, 80});
	assert_true(wall_says(wall, "还没有到"));
	wall->view.now_ms =
		WALL_NOW_MS - INT64_C(10) * 3600 * 1000; /* nothing is on yet: it rests until something is */
	wall_draw(wall, "widget = ticker\n", (struct rect){0, 0, 4000, 80});
	assert_int_equal(wall->list.count, 1);
	assert_true(wall->until_ms == WALL_NOW_MS - 90 * 60000);
}

/* Draws with things on their way, as of a time. */
static void draw_moving_at(struct wall *wall, struct motion *motion, const char *lines, struct rect box, int64_t time_us)
{
	wall->view.motion = motion;
	wall->view.frame_us = time_us;
	motion_begin(motion);
	wall_draw(wall, lines, box);
	motion_end(motion);
}

static void figures_count_up_where_a_layout_asks(void **state)
{
	static const char lines[] = "widget = number\ntable = team_totals\nwhere = figure teams\nroll = yes\n";
	struct wall *wall = *state;
	struct motion motion = {0};

	draw_moving_at(wall, &motion, lines, board_box, 1000000);
	assert_true(wall_says(wall, "0"));
	assert_true(motion.moving);
	draw_moving_at(wall, &motion, lines, board_box, 1000000 + MOTION_MS * 1000);
	assert_false(motion.moving);
	assert_true(wall_says(wall, "2,340"));
	motion_finish(&motion);
}

static int longest_bar(const struct wall *wall)
{
	int longest = 0;

	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == DRAW_FILL && wall->list.commands[i].fill.radius_px > 0 &&
			wall->list.commands[i].bounds.width > longest)
			longest = wall->list.commands[i].bounds.width;
	return longest;
}

static void bars_grow_where_a_layout_asks(void **state)
{
	static const char lines[] = "widget = bars\ntable = teams\nvalues = hours_week\ngrow = yes\n";
	struct wall *wall = *state;
	struct motion motion = {0};
	int half, whole;

	draw_moving_at(wall, &motion, lines, board_box, 1000000);
	assert_int_equal(longest_bar(wall), 0);
	draw_moving_at(wall, &motion, lines, board_box, 1000000 + MOTION_MS * 100);
	half = longest_bar(wall);
	draw_moving_at(wall, &motion, lines, board_box, 1000000 + MOTION_MS * 1000);
	whole = longest_bar(wall);
	assert_true(half > 0 && half < whole);
	assert_false(motion.moving);
	motion_finish(&motion);
}

/* The ranking of the small feed with its first and its last firm community in each other's places. */
static char *swapped_ranking(void)
{
	FILE *file = fopen("tests/data/wall/ranking.json", "r");
	char *text = calloc(1, 64 * 1024), *first, *last;

	assert_true(file && text && fread(text, 1, 64 * 1024 - 1, file) > 0);
	fclose(file);
	first = strstr(text, "[\"c2\"");
	last = strstr(text, "[\"c1\"");
	assert_true(first && last);
	first[3] = '1';
	last[3] = '2';
	return text;
}

/* A row that changes places is seen to go there. */
static void ranking_rows_go_to_their_new_places(void **state)
{
	struct wall *wall = *state;
	struct motion motion = {0};
	int before, between, after;
	char *text;

	draw_moving_at(wall, &motion, "widget = ranking\n", board_box, 1000000);
	assert_false(motion.moving); /* nothing comes flying in */
	before = wall_text(wall, "文化路")->text.baseline_y;
	text = swapped_ranking();
	wall_feed(wall, "ranking", text);
	draw_moving_at(wall, &motion, "widget = ranking\n", board_box, 2000000);
	assert_int_equal(wall_text(wall, "文化路")->text.baseline_y, before);
	assert_true(motion.moving);
	draw_moving_at(wall, &motion, "widget = ranking\n", board_box, 2000000 + MOTION_MS * 200);
	between = wall_text(wall, "文化路")->text.baseline_y;
	draw_moving_at(wall, &motion, "widget = ranking\n", board_box, 2000000 + MOTION_MS * 1000);
	after = wall_text(wall, "文化路")->text.baseline_y;
	assert_false(motion.moving);
	assert_true((before < between && between < after) || (before > between && between > after));
	free(text);
	motion_finish(&motion);
}

/* Signs stand where they stand in Chinese. */
static void numbers_read_from_the_left_in_every_language(void **state)
{
	static const char share[] = "widget = number\ntable = coverage\nwhere = area @root, kind all\nvalue = share\n";
	static const char of[] = "widget = number\ntable = team_totals\nwhere = figure grids_with_team\nof = target\n";
	struct wall *wall = *state;

	for (enum language language = LANGUAGE_ZH; language < LANGUAGE_COUNT; language++) {
		wall_speak(wall, language);
		wall_draw(wall, share, small_box);
		assert_true(wall_text(wall, "98.3")->text.x < wall_text(wall, "%")->text.x);
		wall_draw(wall, of, small_box);
		assert_true(wall_text(wall, "1,241")->text.x < wall_text(wall, "/ 1,263")->text.x);
		wall_draw(wall, "widget = figures\n", board_box);
		assert_true(wall_says(wall, "5,000+"));
	}
}

static void a_screen_that_reads_from_the_right_is_mirrored(void **state)
{
	struct wall *wall = *state;
	float rank, score;

	wall_draw(wall, BOARD, board_box);
	rank = wall_text(wall, "3")->text.x;
	score = wall_text(wall, "85.2")->text.x;
	assert_true(rank < score);
	wall_speak(wall, LANGUAGE_KK);
	wall_draw(wall, BOARD, board_box);
	assert_true(wall_text(wall, "85.2")->text.x < wall_text(wall, "3")->text.x);
}

/* Many languages have no unit for counted things; the Chinese one would only puzzle. */
static void a_unit_in_another_language_is_left_out(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = figures\n", board_box);
	assert_true(wall_says(wall, "家"));
	wall_speak(wall, LANGUAGE_UG);
	wall_draw(wall, "widget = figures\n", board_box);
	assert_false(wall_says(wall, "家"));
	assert_true(wall_says(wall, "قېتىم"));
}

static void figures_turn_their_pages(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = figures\nrows = 2\n", board_box);
	assert_true(wall_says(wall, "共建协议") && wall_says(wall, "召开会议") && !wall_says(wall, "免费开放"));
	wall->view.page = 1;
	wall_draw(wall, "widget = figures\nrows = 2\n", board_box);
	assert_true(!wall_says(wall, "共建协议") && wall_says(wall, "召开会议") && wall_says(wall, "免费开放"));
}

static void a_note_that_counts_nothing_is_not_said(void **state)
{
	static const char lines[] = "widget = footer\ntable = ranking\nnote = flagged_note\nnote_sum = flagged\n";
	struct wall *wall = *state;

	wall_draw(wall, lines, line_box);
	assert_true(wall_says(wall, "4"));
	assert_true(wall_says(wall, "演示数据"));
	wall_draw(wall, "widget = footer\ntable = ranking\nnote = flagged_note\nnote_sum = subdistrict\n", line_box);
	assert_false(wall_says(wall, "存疑"));
}

static void waiting_says_what_for(void **state)
{
	struct wall *wall = *state;

	wall->view.snapshot = NULL;
	wall->view.area = AREA_NONE;
	wall_draw(wall, "widget = waiting\n", board_box);
	assert_true(wall_says(wall, "正在等待第一批数据") && !wall_says(wall, "连接不上"));
	wall->view.freshness.failing_since_ms = WALL_NOW_MS;
	wall_draw(wall, "widget = waiting\n", board_box);
	assert_true(wall_says(wall, "连接不上"));
}

int main(void)
{
#define WALL_TEST(function) cmocka_unit_test_setup_teardown(function, wall_open, wall_close)
	const struct CMUnitTest tests[] = {
		WALL_TEST(the_own_community_comes_first_and_is_marked),
		WALL_TEST(a_page_is_a_subdistrict),
		WALL_TEST(own_rows_come_first_with_their_numbers),
		WALL_TEST(what_is_not_sure_is_said_and_hatched),
		WALL_TEST(too_few_answers_give_no_score),
		WALL_TEST(a_missing_column_is_named),
		WALL_TEST(a_missing_table_leaves_a_calm_board),
		WALL_TEST(areas_of_the_hall_stand_in_filters),
		WALL_TEST(bars_start_at_zero),
		WALL_TEST(shares_of_a_whole_add_up),
		WALL_TEST(a_trend_is_read_against_its_target),
		WALL_TEST(the_time_on_a_wall_is_that_of_its_data),
		WALL_TEST(the_band_comes_with_old_data_and_goes),
		WALL_TEST(a_clock_asks_for_its_next_step),
		WALL_TEST(figures_count_up_where_a_layout_asks),
		WALL_TEST(bars_grow_where_a_layout_asks),
		WALL_TEST(ranking_rows_go_to_their_new_places),
		WALL_TEST(a_ticker_runs_with_time_alone),
		WALL_TEST(a_ticker_stands_where_nothing_may_move),
		WALL_TEST(a_ticker_tells_what_is_meant_for_this_hall_now),
		WALL_TEST(numbers_read_from_the_left_in_every_language),
		WALL_TEST(a_screen_that_reads_from_the_right_is_mirrored),
		WALL_TEST(a_unit_in_another_language_is_left_out),
		WALL_TEST(figures_turn_their_pages),
		WALL_TEST(a_note_that_counts_nothing_is_not_said),
		WALL_TEST(waiting_says_what_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
