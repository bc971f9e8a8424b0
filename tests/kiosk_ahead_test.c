#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/civil.h"
#include "feed/wire/wire.h"
#include "kiosk/kiosk.h"
#include "kiosk/view.h"
#include "tests/support/golden.h"

/* The coming page is painted before its time, and the turn to it copies; what a running screen shows may be seen on its
 * way. */

enum { WIDTH = 640, HEIGHT = 360 };

#define NOW INT64_C(1540431001000)

static struct desk {
	struct arena arena;
	struct settings settings;
	struct stage stage;
	struct kiosk kiosk;
	struct glass *glass;
	struct moment now;
} desk;

static const struct snapshot *feed(void)
{
	struct str bytes = golden_text(&desk.arena, "wire/areas.json");
	struct error error;
	const struct document *areas = document_decode(DOCUMENT_AREAS, STR("areas"), "areas", bytes, &error);
	const struct head head = {
		.area = STR("all"), .version = 1, .issued_ms = NOW, .expires_ms = NOW + INT64_C(86400000)};
	const struct snapshot *snapshot = snapshot_create(&head, &areas, 1);

	document_unref(areas);
	return snapshot;
}

static void open_wall_of(char *layout, int count, const char *const *more)
{
	char *words[16] = {
		"hallboard", "--layout", layout, "--assets", ".", "--shift_px", "0"};
	struct faults faults;
	struct error error;
	bool usage;

	memset(&desk, 0, sizeof(desk));
	for (int i = 0; i < count; i++)
		words[7 + i] = (char *)(uintptr_t)more[i];
	faults_init(&faults, &desk.arena);
	assert_true(civil_zone_set("Asia/Shanghai"));
	desk.now = (struct moment){.wall_ms = NOW, .steady_ms = 1000000};
	assert_true(settings_read(&desk.arena, 7 + count, words, &desk.settings, &faults, &usage));
	assert_true(stage_open(&desk.stage, &desk.settings, &faults));
	assert_true(kiosk_start(&desk.kiosk, &desk.settings, &desk.stage, desk.now, &error));
	kiosk_join(&desk.kiosk, NULL, feed(), desk.now);
	assert_true(glass_memory_create(&desk.glass, WIDTH, HEIGHT, QUARTER_0, &error));
}

static void open_wall(int count, const char *const *more)
{
	open_wall_of("tests/data/two_full_pages.layout", count, more);
}

static int close_wall(void **state)
{
	(void)state;
	glass_destroy(desk.glass);
	kiosk_stop(&desk.kiosk);
	stage_close(&desk.stage);
	arena_finish(&desk.arena);
	return 0;
}

/* As the loop does: sleeps for as long as the turn allows. */
static void turn(void)
{
	int64_t until_ms = kiosk_show(&desk.kiosk, desk.glass, desk.now), step_ms = until_ms - desk.now.wall_ms;

	step_ms = step_ms < 16 ? 16 : step_ms > 60000 ? 60000 : step_ms;
	desk.now.wall_ms += step_ms;
	desk.now.steady_ms += step_ms;
}

static void the_turn_to_a_prepared_page_copies(void **state)
{
	const struct layout_screen *first;
	struct paint_stats before, after;

	(void)state;
	open_wall(0, NULL);
	turn();
	first = desk.kiosk.shown;
	do {
		before = painter_stats(desk.kiosk.painter);
		turn();
	} while (desk.kiosk.shown == first);
	after = painter_stats(desk.kiosk.painter);
	assert_true(before.prepared > 0);
	assert_true(after.cells > before.cells);
	assert_int_equal(after.restored - before.restored, after.cells - before.cells);
	assert_int_equal(after.prepared, before.prepared);
}

/* Once for each change, rows and parts of what is shown, and nothing is awake in between. */
static void a_still_wall_sleeps_but_for_one_round_of_rows(void **state)
{
	int turns = 0;

	(void)state;
	open_wall(0, NULL);
	turn();
	for (const struct layout_screen *first = desk.kiosk.shown; desk.kiosk.shown == first; turns++)
		turn();
	assert_in_range(turns, 1, HEIGHT / PIXELS_CELL_PX + 16);
}

static struct pixels canvas_now(void)
{
	struct pixels canvas;

	assert_true(glass_canvas(desk.glass, &canvas));
	return canvas;
}

/* Frames of a display while a page gives way to another; returns how many. */
static int pass_over(void)
{
	int frames = 0;

	for (; !glass_is_passing(desk.glass); frames++) {
		assert_true(frames < 2000);
		turn();
	}
	for (frames = 0; glass_is_passing(desk.glass); frames++) {
		desk.now.frame_us = desk.now.steady_ms * 1000;
		desk.now.wall_ms += frames == 12 ? 1000 : 0; /* pages turn at full seconds: the clock is set forward by one */
		turn();
	}
	desk.now.frame_us = 0;
	return frames;
}

/* A clock that ticks while the page fades shares its cells with what fades. */
static void what_changes_during_a_fade_leaves_no_trace(void **state)
{
	struct pixels canvas, kept;
	const struct draw_list *const *lists;
	struct rect damage[PAINT_DAMAGE_MAX];
	size_t count;

	(void)state;
	open_wall_of("tests/data/two_pages_with_clocks.layout", 0, NULL);
	turn();
	assert_true(pass_over() > 10);
	canvas = canvas_now();
	kept = canvas;
	kept.rows = malloc((size_t)canvas.stride_bytes * (size_t)canvas.height);
	assert_non_null(kept.rows);
	pixels_copy(canvas, kept, pixels_rect(canvas));
	painter_forget(desk.kiosk.painter);
	painter_set_budget(desk.kiosk.painter, 1); /* nothing comes from the cache */
	lists = kiosk_lists(&desk.kiosk, &count);
	painter_paint(desk.kiosk.painter, canvas, lists, count, damage);
	assert_memory_equal(kept.rows, canvas.rows, (size_t)canvas.stride_bytes * (size_t)canvas.height);
	free(kept.rows);
}

static struct view view_now(void)
{
	struct layout_now showing = {0};

	return view_of(&desk.kiosk, desk.now, showing, desk.kiosk.shown, view_whole(&desk.kiosk, LANGUAGE_ZH));
}

static void what_runs_may_be_seen_on_its_way(void **state)
{
	(void)state;
	open_wall(0, NULL);
	turn();
	assert_true(view_now().may_move);
}

static void pictures_and_people_who_ask_for_rest_see_what_has_arrived(void **state)
{
	static const char *const rest[] = {"--reduced_motion"}, *const picture[] = {"--picture", "x.png"};

	(void)state;
	open_wall(1, rest);
	turn();
	assert_false(view_now().may_move);
	close_wall(NULL);
	open_wall(2, picture);
	turn();
	assert_false(view_now().may_move);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_turn_to_a_prepared_page_copies, close_wall),
		cmocka_unit_test_teardown(a_still_wall_sleeps_but_for_one_round_of_rows, close_wall),
		cmocka_unit_test_teardown(what_changes_during_a_fade_leaves_no_trace, close_wall),
		cmocka_unit_test_teardown(what_runs_may_be_seen_on_its_way, close_wall),
		cmocka_unit_test_teardown(pictures_and_people_who_ask_for_rest_see_what_has_arrived, close_wall),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
