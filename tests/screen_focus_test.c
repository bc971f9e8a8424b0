#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kiosk/screen/focus.h"
#include "tests/support/wall.h"

/* Which area a page that tours is about: the hall's own path first, then the others; a finger's choice holds for a minute. */

enum { TOUR_S = 8, DWELL_MS = 80000 };

static const struct areas *areas_of(const struct wall *wall)
{
	return snapshot_areas(wall->snapshot);
}

static uint32_t at_step(const struct wall *wall, int step, int64_t *until_ms)
{
	const struct layout_now showing = {.since_ms = WALL_NOW_MS, .until_ms = WALL_NOW_MS + DWELL_MS};

	*until_ms = WIDGET_FOREVER;
	return focus_tour(areas_of(wall), wall->view.area, TOUR_S, &showing, WALL_NOW_MS + step * TOUR_S * 1000, until_ms);
}

static void the_own_path_comes_first(void **state)
{
	struct wall *wall = *state;
	const struct areas *areas = areas_of(wall);
	uint32_t before = 0, area, own_county = areas_up_to(areas, wall->view.area, STR("county"));
	int64_t until_ms;
	int step = 1;

	assert_int_equal(at_step(wall, 0, &until_ms), 0);
	assert_true(until_ms == WALL_NOW_MS + TOUR_S * 1000);
	while ((area = at_step(wall, step, &until_ms)) != wall->view.area) {
		assert_int_equal(areas->items[area].parent, before);
		assert_true(areas_within(areas, wall->view.area, area));
		before = area;
		assert_true(++step < 8);
	}
	for (uint32_t child = areas->items[0].first_child; child != AREA_NONE; child = areas->items[child].next_sibling)
		if (child != own_county)
			assert_int_equal(at_step(wall, ++step, &until_ms), child);
}

static void nothing_to_tour(void **state)
{
	struct wall *wall = *state;
	const struct layout_now showing = {.since_ms = WALL_NOW_MS, .until_ms = WALL_NOW_MS + DWELL_MS};
	int64_t until_ms = WIDGET_FOREVER;

	assert_int_equal(focus_tour(NULL, AREA_NONE, TOUR_S, &showing, WALL_NOW_MS, &until_ms), 0);
	assert_int_equal(focus_tour(areas_of(wall), wall->view.area, 0, &showing, WALL_NOW_MS + 20000, &until_ms), 0);
	assert_true(until_ms == WIDGET_FOREVER);
}

static void a_choice_holds_for_a_minute(void **state)
{
	struct wall *wall = *state;
	struct focus focus = {0};

	assert_false(focus_is_held(&focus, 1000));
	focus_choose(&focus, areas_of(wall), wall->view.area, 1000);
	assert_true(focus_is_held(&focus, 1000 + FOCUS_IDLE_MS - 1));
	assert_false(focus_is_held(&focus, 1000 + FOCUS_IDLE_MS));
	focus_choose(&focus, areas_of(wall), AREA_NONE, 2000);
	assert_false(focus_is_held(&focus, 2000));
}

/* The way down, each part of it to be touched but the last. */
static void the_crumbs_lead_back(void **state)
{
	struct wall *wall = *state;
	size_t targets = 0;

	wall->view.focus = wall->view.area;
	wall_draw(wall, "widget = crumbs\n", (struct rect){60, 172, 1236, 56});
	for (size_t i = 0; i < wall->list.count; i++)
		targets += wall->list.commands[i].kind == DRAW_TARGET && wall->list.commands[i].target.action == INTENT_AREA;
	assert_int_equal(targets, areas_of(wall)->items[wall->view.area].depth);
	wall_accept(wall, "crumbs-path-zh");
}

static void rows_follow(void **state)
{
	struct wall *wall = *state;

	wall->view.focus = areas_up_to(areas_of(wall), wall->view.area, STR("county"));
	wall_draw(wall, "widget = rows\ntable = blind_spots\nwhere = area in @here\nname = area\nvalue = blind\nempty = blind_none\n",
		(struct rect){1316, 690, 544, 310});
	wall_accept(wall, "rows-here-zh");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_own_path_comes_first, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(nothing_to_tour, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(a_choice_holds_for_a_minute, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(the_crumbs_lead_back, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(rows_follow, wall_open, wall_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
