#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "kiosk/layout/layout.h"

static struct arena arena;

static struct layout read_good(const char *text)
{
	struct faults faults;
	struct layout layout;

	faults_init(&faults, &arena);
	if (!layout_parse(&arena, STR("t.layout"), str_from(text), NULL, &layout, &faults)) {
		faults_print(&faults, stdout);
		fail_msg("a good layout was refused");
	}
	return layout;
}

/* All faults of a bad layout as they print. */
static void assert_faults(const char *text, const char *expected)
{
	struct faults faults;
	struct layout layout;
	char *printed;
	size_t length;
	FILE *memory = open_memstream(&printed, &length);

	faults_init(&faults, &arena);
	assert_false(layout_parse(&arena, STR("t.layout"), str_from(text), NULL, &layout, &faults));
	faults_print(&faults, memory);
	fclose(memory);
	assert_string_equal(printed, expected);
	free(printed);
}

static const char wall[] =
	"[hallboard]\ntheme = night\nplaylist = map 20s, teams 15s\ngrid = 12x8\n"
	"[map.left]\nwidget = map\nat = 1 1 8 8\ntable = coverage\n"
	"[map.right]\nwidget = rows\nat = 9 1 4 8\nportrait = none\n"
	"[teams]\ntitle = teams_title\n"
	"[teams.big]\nwidget = number\nat = 60 168 1800 216 px\nportrait = 56 204 968 156 px\n";

static void reads_screens_and_boxes(void **state)
{
	struct layout layout = read_good(wall);
	const struct layout_screen *map = layout_find(&layout, STR("map"));

	(void)state;
	assert_int_equal(layout.screen_count, 2);
	assert_int_equal(map->box_count, 2);
	assert_int_equal(map->boxes[0].entry_count, 1);
	assert_true(str_equal(map->boxes[0].entries[0].value, STR("coverage")));
	assert_int_equal(map->boxes[1].portrait.kind, PLACE_HIDDEN);
	assert_true(str_equal(layout_find(&layout, STR("teams"))->title, STR("teams_title")));
	assert_null(layout_find(&layout, STR("nothing")));
}

static void assert_rect(struct rect at, int x, int y, int width, int height)
{
	assert_int_equal(at.x, x);
	assert_int_equal(at.y, y);
	assert_int_equal(at.width, width);
	assert_int_equal(at.height, height);
}

static void places_fill_every_screen(void **state)
{
	struct layout layout = read_good(wall);
	const struct layout_box *left = &layout.screens[0].boxes[0], *right = &layout.screens[0].boxes[1];
	const struct layout_box *big = &layout.screens[1].boxes[0];
	struct rect a, b;

	(void)state;
	assert_rect(layout_place(&layout, left, 1920, 1080, false, LAYOUT_USUAL), 0, 0, 1280, 1080);
	assert_rect(layout_place(&layout, left, 1920, 1080, true, LAYOUT_USUAL), 640, 0, 1280, 1080);
	a = layout_place(&layout, left, 1366, 768, false, LAYOUT_USUAL);
	b = layout_place(&layout, right, 1366, 768, false, LAYOUT_USUAL);
	assert_int_equal(a.x + a.width, b.x); /* neighbours meet after rounding */
	assert_int_equal(b.x + b.width, 1366);
	assert_rect(layout_place(&layout, big, 3840, 2160, false, LAYOUT_USUAL), 120, 336, 3600, 432);
	assert_rect(layout_place(&layout, big, 1080, 1920, false, LAYOUT_USUAL), 56, 204, 968, 156);
	assert_true(rect_is_empty(layout_place(&layout, right, 1080, 1920, false, LAYOUT_USUAL)));
}

static void type_follows_size_and_distance(void **state)
{
	(void)state;
	assert_float_equal(layout_unit(1920, 1080, 0, 3000), 1, 1e-12);
	assert_float_equal(layout_unit(3840, 2160, 0, 3000), 2, 1e-12);
	assert_float_equal(layout_unit(1080, 1920, 0, 3000), 1, 1e-12);
	assert_float_equal(layout_unit(1920, 1080, 1210, 3000), 1, 1e-12); /* 55 inches: 23 mm already */
	assert_true(layout_unit(1920, 1080, 700, 3000) > 1.1);               /* 32 inches: larger type */
	assert_float_equal(layout_unit(1920, 1080, 200, 3000), 1.2, 1e-12);
}

static void names_every_fault_and_what_is_understood(void **state)
{
	(void)state;
	assert_faults("[hallboard]\ntheme = night\ngird = 12x8\ngrid = 12by8\n[a.b]\nwidget = map\nat = 1 1 13 1\n",
		"t.layout:3:1: found gird, expected theme, language, languages, include, playlist, grid, touch or transition\n"
		"t.layout:4:8: found \"12by8\", expected COLUMNSxROWS such as 12x8, each from 1 to 48\n"
		"t.layout:6: found [a.b], expected a box with widget and at, at most 64 on a screen\n"
		"t.layout:7:6: found \"1 1 13 1\", expected a place within the grid of [hallboard] grid\n");
	assert_faults("[hallboard]\nplaylist = map 20s, tems 15s\n[map.a]\nwidget = map\nat = 1 1 1 1\n[teams]\ntitle = x\n",
		"t.layout:2:21: found \"tems 15s\", expected SCREEN SECONDSs with SCREEN one of map, teams and 3 to 3600 seconds\n");
	assert_faults("[a.b]\nwidget = map\nat = 1 1 1\n[schedule.x]\nplaylist = a\nwhen = mon-fry 18:00-22:00\n",
		"t.layout:2: found [a.b], expected a box with widget and at, at most 64 on a screen\n"
		"t.layout:3:6: found \"1 1 1\", expected COLUMN ROW WIDTH HEIGHT in grid cells from 1, X Y WIDTH HEIGHT px, or none\n"
		"t.layout:5: found [schedule.x], expected a schedule with playlist and when, at most 64 of them\n"
		"t.layout:6:8: found \"mon-fry 18:00-22:00\", expected DAYS HH:MM-HH:MM such as mon-fri 18:00-22:00, sat,sun "
		"22:00-02:00, daily 08:00-12:00 or 2026-10-01..2026-10-07 08:00-20:00\n");
	assert_faults("", "t.layout: found no screen, expected at least one [hallboard], [schedule.NAME], [ages], [SCREEN] or [SCREEN.BOX]\n");
}

static bool find_board(const struct layout_shelf *shelf, struct arena *into, struct str name, struct str *file, struct str *text)
{
	(void)shelf;
	*file = str_format(into, "shelf/" STR_FMT ".layout", STR_ARG(name));
	*text = str_equal(name, STR("boards/map")) ? STR("[map]\ntitle = map_title\n[map.left]\nwidget = x\nat = 1 1 1 1\n"
							  "[map.right]\nwidget = y\nat = 1 2 1 1\n")
						   : STR("[hallboard]\ntheme = night\n");
	return str_starts(name, STR("boards/"));
}

static const struct layout_shelf board_shelf = {find_board};

static void an_included_board_gives_way_to_the_layouts_own_box(void **state)
{
	struct faults faults;
	struct layout layout;

	(void)state;
	faults_init(&faults, &arena);
	assert_true(layout_parse(&arena, STR("own.layout"),
		STR("[hallboard]\ninclude = boards/map\nplaylist = map 20s\n[map.left]\nwidget = mine\nat = 2 2 2 2\n"),
		&board_shelf, &layout, &faults));
	assert_int_equal(layout.screen_count, 1);
	assert_true(str_equal(layout.screens[0].title, STR("map_title")));
	assert_int_equal(layout.screens[0].box_count, 2);
	assert_true(str_equal(layout.screens[0].boxes[0].widget, STR("mine")));
	assert_true(str_equal(layout.screens[0].boxes[0].file, STR("own.layout")));
	assert_true(str_equal(layout.screens[0].boxes[1].file, STR("shelf/boards/map.layout")));
}

static void names_what_cannot_be_included(void **state)
{
	struct faults faults;
	struct layout layout;

	(void)state;
	faults_init(&faults, &arena);
	assert_false(layout_parse(&arena, STR("own.layout"),
		STR("[hallboard]\ninclude = boards/map, boards/bad, absent\n"), &board_shelf, &layout, &faults));
	assert_int_equal(faults.total, 2);
	assert_true(str_equal(faults.items[0].file, STR("shelf/boards/bad.layout")));
	assert_true(str_equal(faults.items[1].found, STR("\"absent\"")));
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_screens_and_boxes),
		cmocka_unit_test(places_fill_every_screen),
		cmocka_unit_test(type_follows_size_and_distance),
		cmocka_unit_test(names_every_fault_and_what_is_understood),
		cmocka_unit_test(an_included_board_gives_way_to_the_layouts_own_box),
		cmocka_unit_test(names_what_cannot_be_included),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
