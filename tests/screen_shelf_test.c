#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "feed/base/arena.h"
#include "kiosk/paint/paint.h"
#include "kiosk/screen/screen.h"
#include "kiosk/screen/shelf.h"
#include "tests/support/land.h"

/* A map of 3,000 grids comes again without being recorded or painted again, until something about it changes. */

enum { SEED = 20261128, WIDTH = 960, HEIGHT = 540 };

struct desk {
	struct arena arena;
	struct theme theme;
	struct icons icons;
	struct words words;
	struct layout layout;
	struct screen *screen;
	struct snapshot *snapshot;
	struct painter *painter;
	struct pixels pixels;
	struct view view;
};

static const char layout_text[] =
	"[hallboard]\ntheme = night\nplaylist = map 20s, word 20s\n"
	"[map]\ntitle = no_data\n[map.map]\nwidget = map\nat = 0 0 1920 1080 px\n"
	"[word]\ntitle = no_data\n[word.text]\nwidget = text\nwords = no_data\nat = 0 0 640 480 px\n";

static void load(struct desk *desk)
{
	struct faults faults;
	bool ok;

	faults_init(&faults, &desk->arena);
	ok = theme_load(&desk->arena, "assets/themes/night.theme", &desk->theme, &faults) &&
	     icons_load(&desk->arena, "assets/icons/hallboard.icons", &desk->icons, &faults) &&
	     words_load(&desk->arena, "assets/words", &desk->words, &faults) &&
	     layout_parse(&desk->arena, STR("t.layout"), str_from(layout_text), NULL, &desk->layout, &faults) &&
	     screen_create(&desk->screen, &desk->layout, &faults);
	faults_print(&faults, stderr);
	assert_true(ok);
}

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	struct error error;

	assert_non_null(desk);
	arena_init(&desk->arena);
	load(desk);
	desk->snapshot = land_make(SEED);
	assert_true(painter_create(&desk->painter, &error));
	desk->pixels = (struct pixels){calloc(WIDTH * HEIGHT, 4), WIDTH, HEIGHT, WIDTH * 4};
	desk->view = (struct view){.snapshot = desk->snapshot,
		.theme = &desk->theme,
		.words = &desk->words,
		.icons = &desk->icons,
		.metrics = painter_metrics(desk->painter),
		.unit = 0.5,
		.screen = {0, 0, WIDTH, HEIGHT},
		.ground = {0, 0, WIDTH, HEIGHT},
		.area = 0,
		.now_ms = 1000,
		.layout = &desk->layout};
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	screen_destroy(desk->screen);
	painter_destroy(desk->painter);
	snapshot_unref(desk->snapshot);
	arena_finish(&desk->arena);
	free(desk->pixels.rows);
	free(desk);
	return 0;
}

/* The commands of the page's box. */
static const struct draw_command *show(struct desk *desk, size_t page, uint32_t focus)
{
	const struct draw_list *const *lists;
	struct rect damage[PAINT_DAMAGE_MAX];
	size_t count;

	desk->view.layout_screen = &desk->layout.screens[page];
	if (focus != desk->view.focus)
		screen_turn_all(desk->screen);
	desk->view.focus = focus;
	screen_update(desk->screen, &desk->view);
	lists = screen_lists(desk->screen, &count);
	painter_paint(desk->painter, desk->pixels, lists, count, damage);
	assert_int_equal(count, 2);
	assert_true(lists[1]->count > 0);
	return lists[1]->commands;
}

static void a_page_that_comes_again_is_there(void **state)
{
	struct desk *desk = *state;
	const struct draw_command *map = show(desk, 0, 0);
	struct paint_stats before, after;

	show(desk, 1, 0);
	show(desk, 0, 0); /* what is kept of a picture is kept when it is painted the second time */
	show(desk, 1, 0);
	before = painter_stats(desk->painter);
	assert_ptr_equal(show(desk, 0, 0), map);
	after = painter_stats(desk->painter);
	assert_true(after.cells > before.cells);
	assert_int_equal(after.cells - before.cells, after.restored - before.restored);
}

static void each_area_of_a_tour_is_there(void **state)
{
	struct desk *desk = *state;
	uint32_t county = areas_find(snapshot_areas(desk->snapshot), STR("p1"));
	const struct draw_command *whole = show(desk, 0, 0), *part = show(desk, 0, county);

	assert_ptr_not_equal(whole, part);
	assert_ptr_equal(show(desk, 0, 0), whole);
	assert_ptr_equal(show(desk, 0, county), part);
	desk->view.language = LANGUAGE_EN;
	screen_turn_all(desk->screen);
	assert_ptr_not_equal(show(desk, 0, county), part);
	desk->view.language = LANGUAGE_ZH;
	screen_turn_all(desk->screen);
	assert_ptr_equal(show(desk, 0, county), part);
}

static size_t count_hatched(const struct desk *desk)
{
	size_t count, hatched = 0;
	const struct draw_list *const *lists = screen_lists(desk->screen, &count);

	for (size_t i = 0; i < lists[1]->count; i++)
		hatched += lists[1]->commands[i].kind == DRAW_PATH && lists[1]->commands[i].ink.pattern == INK_HATCH;
	return hatched;
}

static void new_data_is_never_missed(void **state)
{
	struct desk *desk = *state;
	const struct table *coverage = snapshot_table(desk->snapshot, STR("coverage"));
	size_t before;

	show(desk, 0, 0);
	before = count_hatched(desk);
	show(desk, 1, 0);
	coverage->cells[4 + 2].integer = 0;
	screen_touch_all(desk->screen);
	show(desk, 0, 0);
	assert_int_equal(count_hatched(desk), before + 1);
}

static void it_holds_no_more_than_it_may(void **state)
{
	struct shelf shelf = {.count = 0};
	struct arena arena;
	struct draw_list list;
	int64_t until_ms;

	(void)state;
	arena_init(&arena);
	for (uint32_t i = 0; i < 3 * SHELF_ITEMS_MAX; i++) {
		struct shelf_key key = {.focus = i};
		size_t bytes = 0;

		draw_begin(&list, &arena, (struct rect){0, 0, 10, 10});
		arena_take(&arena, (size_t)SHELF_BYTES_MAX / 5);
		shelf_put(&shelf, &key, &arena, &list, 1000);
		for (size_t n = 0; n < shelf.count; n++)
			bytes += shelf.items[n].arena.taken_bytes;
		assert_true(shelf.count > 0 && shelf.count <= SHELF_ITEMS_MAX && bytes <= SHELF_BYTES_MAX);
	}
	assert_false(shelf_take(&shelf, &(struct shelf_key){.focus = 0}, 0, &arena, &list, &until_ms));
	assert_true(
		shelf_take(&shelf, &(struct shelf_key){.focus = 3 * SHELF_ITEMS_MAX - 1}, 0, &arena, &list, &until_ms));
	assert_false(shelf_take(
		&shelf, &(struct shelf_key){.focus = 3 * SHELF_ITEMS_MAX - 2}, 1000, &arena, &list, &until_ms));
	arena_finish(&arena);
	shelf_clear(&shelf);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(a_page_that_comes_again_is_there),
		DESK_TEST(each_area_of_a_tour_is_there),
		DESK_TEST(new_data_is_never_missed),
		cmocka_unit_test(it_holds_no_more_than_it_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
