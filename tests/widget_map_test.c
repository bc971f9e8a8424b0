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
#include "kiosk/widget/widget.h"
#include "tests/support/golden.h"
#include "tests/support/test_metrics.h"

/*
 * A map of six squares, two in each of three communities, side by side: a | b in county p, c in county q.
 *
 *     a1 location | b1 employer | c1 employer
 *     a2 unit     | b2 blind    | c2 location
 */

enum { COLUMNS = 3, ROWS = 2, CELLS = COLUMNS * ROWS, POINTS = 4 };

static const struct {
	const char *id, *parent, *level;
} tree[] = {
	{"root", "", "prefecture"},
	{"p", "root", "county"},
	{"q", "root", "county"},
	{"a", "p", "community"},
	{"b", "p", "community"},
	{"c", "q", "community"},
	{"a1", "a", "grid"},
	{"a2", "a", "grid"},
	{"b1", "b", "grid"},
	{"b2", "b", "grid"},
	{"c1", "c", "grid"},
	{"c2", "c", "grid"},
};

enum { AREAS = sizeof(tree) / sizeof(tree[0]) };

static const struct {
	const char *id, *kind;
	int covered;
} grids[CELLS] = {
	{"a1", "location", 1},
	{"a2", "unit", 1},
	{"b1", "employer", 1},
	{"b2", "unit", 0},
	{"c1", "employer", 1},
	{"c2", "location", 1},
};

struct wall {
	struct arena arena;
	struct theme theme;
	struct icons icons;
	struct words words;
	struct layout layout;
	struct widget widget;
	struct snapshot *snapshot;
	struct map *map; /* of the snapshot; a test may move its points before it draws */
	struct table *coverage, *blind_spots;
	struct view view;
	struct draw_list list;
};

static void need(const struct faults *faults, bool ok)
{
	faults_print(faults, stderr);
	assert_true(ok);
}

static const struct areas *make_areas(struct arena *arena)
{
	struct area items[AREAS] = {0};
	struct str parents[AREAS];
	struct areas *areas = arena_new(arena, struct areas);
	struct error error;

	for (size_t i = 0; i < AREAS; i++) {
		items[i].id = str_from(tree[i].id);
		items[i].level = str_from(tree[i].level);
		items[i].name.text[LANGUAGE_ZH] = str_from(tree[i].id);
		parents[i] = str_from(tree[i].parent);
	}
	if (!areas_seal(arena, items, parents, AREAS, areas, &error))
		fail_msg("%s", error.text);
	return areas;
}

static struct map_shape make_square(struct arena *arena, int column, int row, struct str area)
{
	static const int corners[POINTS][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
	struct map_ring *ring = arena_new(arena, struct map_ring);

	ring->points = arena_array(arena, struct map_point, POINTS);
	ring->count = POINTS;
	for (int i = 0; i < POINTS; i++) {
		ring->points[i].longitude = 87 + 0.01 * (column + corners[i][0]);
		ring->points[i].latitude = 44 + 0.01 * (row + corners[i][1]);
	}
	return (struct map_shape){area, ring, 1};
}

static struct map *make_map(struct arena *arena)
{
	struct map *map = arena_new(arena, struct map);

	map->shapes = arena_array(arena, struct map_shape, CELLS);
	map->south_west = (struct map_point){87, 44};
	map->north_east = (struct map_point){87 + 0.01 * COLUMNS, 44 + 0.01 * ROWS};
	for (int i = 0; i < CELLS; i++)
		map->shapes[map->shape_count++] = make_square(arena, i / ROWS, 1 - i % ROWS, str_from(grids[i].id));
	return map;
}

static struct table *make_table(struct arena *arena, const char *name, size_t columns, size_t rows)
{
	struct table *table = arena_new(arena, struct table);

	table->name = str_from(name);
	table->columns = arena_array(arena, struct column, columns);
	table->column_count = columns;
	table->row_count = rows;
	table->cells = arena_array(arena, struct cell, columns * rows);
	return table;
}

static struct table *make_coverage(struct arena *arena)
{
	struct table *table = make_table(arena, "coverage", 4, CELLS);

	table->columns[0] = (struct column){.name = STR("area"), .type = COLUMN_AREA};
	table->columns[1] = (struct column){.name = STR("kind"), .type = COLUMN_TEXT};
	table->columns[2] = (struct column){.name = STR("covered"), .type = COLUMN_INTEGER};
	table->columns[3] = (struct column){.name = STR("level"), .type = COLUMN_TEXT};
	for (size_t i = 0; i < CELLS; i++) {
		table->cells[4 * i] = (struct cell){.present = true, .text = str_from(grids[i].id)};
		table->cells[4 * i + 1] = (struct cell){.present = true, .text = str_from(grids[i].kind)};
		table->cells[4 * i + 2] = (struct cell){.present = true, .integer = grids[i].covered};
		table->cells[4 * i + 3] = (struct cell){.present = true, .text = STR("grid")};
	}
	return table;
}

static struct table *make_blind_spots(struct arena *arena)
{
	struct table *table = make_table(arena, "blind_spots", 2, 1);

	table->columns[0] = (struct column){.name = STR("area"), .type = COLUMN_AREA};
	table->columns[1] = (struct column){.name = STR("sequence"), .type = COLUMN_INTEGER};
	table->cells[0] = (struct cell){.present = true, .text = STR("b")};
	table->cells[1] = (struct cell){.present = true, .integer = 3};
	return table;
}

/* Of shapes that the map has only where a test puts them there. */
static struct table *make_findings(struct arena *arena)
{
	static const char *const findings[][2] = {{"overlap", "finding:1"}, {"gap", "finding:2"}};
	struct table *table = make_table(arena, "coverage_findings", 2, 2);

	struct choice *choices = arena_array(arena, struct choice, 2);

	table->columns[0] = (struct column){.name = STR("finding"), .type = COLUMN_CHOICE, .choices = choices, .choice_count = 2};
	table->columns[1] = (struct column){.name = STR("shape"), .type = COLUMN_TEXT};
	for (size_t i = 0; i < 2; i++) {
		choices[i].id = choices[i].label.text[LANGUAGE_ZH] = str_from(findings[i][0]);
		table->cells[2 * i] = (struct cell){.present = true, .choice = &choices[i]};
		table->cells[2 * i + 1] = (struct cell){.present = true, .text = str_from(findings[i][1])};
	}
	return table;
}

static void make_snapshot(struct wall *wall)
{
	static const struct head head = {.area = STR("all"), .version = 1, .demo = true};
	struct document *documents[] = {
		document_create(DOCUMENT_AREAS, STR("areas"), "1"),
		document_create(DOCUMENT_MAP, STR("map"), "2"),
		document_create(DOCUMENT_TABLE, STR("coverage"), "3"),
		document_create(DOCUMENT_TABLE, STR("blind_spots"), "4"),
		document_create(DOCUMENT_TABLE, STR("coverage_findings"), "5"),
	};

	documents[0]->areas = make_areas(&documents[0]->arena);
	documents[1]->map = wall->map = make_map(&documents[1]->arena);
	documents[2]->table = wall->coverage = make_coverage(&documents[2]->arena);
	documents[3]->table = wall->blind_spots = make_blind_spots(&documents[3]->arena);
	documents[4]->table = make_findings(&documents[4]->arena);
	wall->snapshot = snapshot_create(&head, (const struct document *const *)documents, 5);
	for (int i = 0; i < 5; i++)
		document_unref(documents[i]);
}

static int wall_open(void **state)
{
	static const char layout[] =
		"[hallboard]\ntheme = night\nplaylist = one 20s\n[one]\ntitle = no_data\n[one.map]\nwidget = map\n"
		"at = 0 0 640 480 px\n";
	struct wall *wall = calloc(1, sizeof(*wall));
	struct faults faults;

	assert_non_null(wall);
	arena_init(&wall->arena);
	faults_init(&faults, &wall->arena);
	make_snapshot(wall);
	need(&faults, theme_load(&wall->arena, "assets/themes/night.theme", &wall->theme, &faults));
	need(&faults, icons_load(&wall->arena, "assets/icons/hallboard.icons", &wall->icons, &faults));
	need(&faults, words_load(&wall->arena, "assets/words", &wall->words, &faults));
	need(&faults, layout_parse(&wall->arena, STR("t.layout"), str_from(layout), NULL, &wall->layout, &faults));
	need(&faults, widget_bind(&wall->arena, &wall->layout.screens[0].boxes[0], &wall->widget, &faults));
	wall->view = (struct view){.snapshot = wall->snapshot,
		.theme = &wall->theme,
		.words = &wall->words,
		.icons = &wall->icons,
		.metrics = test_metrics(),
		.unit = 1,
		.screen = {0, 0, 640, 480},
		.area = AREA_NONE};
	*state = wall;
	return 0;
}

static int wall_close(void **state)
{
	struct wall *wall = *state;

	snapshot_unref(wall->snapshot);
	arena_finish(&wall->arena);
	free(wall);
	return 0;
}

static void draw(struct wall *wall)
{
	draw_begin(&wall->list, &wall->arena, wall->view.screen);
	assert_int_equal(
		wall->widget.class->draw(&wall->widget, &wall->view, wall->view.screen, &wall->list), WIDGET_FOREVER);
}

/* The n-th command of a kind in a role's colour, or NULL. */
static const struct draw_command *find(const struct wall *wall, enum draw_kind kind, enum theme_role role, int n)
{
	for (size_t i = 0; i < wall->list.count; i++) {
		const struct draw_command *command = &wall->list.commands[i];

		if (command->kind == kind && command->ink.color == wall->theme.color[role] && n-- == 0)
			return command;
	}
	return NULL;
}

/* The stroke of this width in tenths of a pixel. */
static const struct draw_command *find_stroke(const struct wall *wall, enum theme_role role, int width_tenths)
{
	const struct draw_command *command;

	for (int n = 0; (command = find(wall, DRAW_STROKE, role, n)); n++)
		if ((int)(command->path.width_px * 10 + 0.5f) == width_tenths)
			return command;
	return NULL;
}

static struct str dump(struct wall *wall)
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&bytes, &length);
	struct str text;

	assert_non_null(to);
	draw_dump(&wall->list, to);
	fclose(to);
	text = str_copy(&wall->arena, (struct str){bytes, length});
	free(bytes);
	return text;
}

static void looks_as_it_was_accepted(void **state)
{
	struct wall *wall = *state;
	struct str text;
	struct error error;

	wall->view.area = areas_find(snapshot_areas(wall->snapshot), STR("a"));
	draw(wall);
	text = dump(wall);
	if (getenv("ACCEPT"))
		assert_true(file_replace("tests/golden/widget_map.txt", text, 0644, &error));
	assert_string_equal(text.bytes, golden_text(&wall->arena, "widget_map.txt").bytes);
}

/* Three squares by two, each 0.7192 times as wide as high at this latitude, in the middle of the box. */
static void the_shape_of_the_land_is_kept(void **state)
{
	struct wall *wall = *state;
	const struct path *outline;

	draw(wall);
	outline = find_stroke(wall, ROLE_OUTLINE3, 24)->path.path;
	assert_float_equal((outline->high.x - outline->low.x) / (outline->high.y - outline->low.y), 1.0788f, 0.005f);
	assert_float_equal(outline->low.x + outline->high.x, 640, 0.6f);
	assert_float_equal(outline->low.y + outline->high.y, 480, 0.6f);
}

/* One edge between the two grids of each community, two between a and b, and those of the counties with the outline. */
static void a_border_is_as_wide_as_what_it_parts(void **state)
{
	struct wall *wall = *state;
	const struct path *cell, *inner, *outer;

	draw(wall);
	cell = find_stroke(wall, ROLE_MAP_GROUND, 16)->path.path;
	inner = find_stroke(wall, ROLE_MAP_GROUND, 44)->path.path;
	outer = find_stroke(wall, ROLE_MAP_GROUND, 76)->path.path;
	assert_int_equal(cell->verb_count, 3 * 2);
	assert_float_equal(cell->low.y, 240, 0.3f);
	assert_float_equal(cell->high.y, 240, 0.3f);
	assert_float_equal(inner->low.x, inner->high.x, 0.3f);
	assert_float_equal(inner->high.y - inner->low.y, outer->high.y - outer->low.y, 0.3f);
	assert_true(outer->low.x < inner->low.x && inner->high.x < outer->high.x);
}

static void only_employers_that_are_covered_have_dots(void **state)
{
	struct wall *wall = *state;
	uint32_t circle, dots;

	draw(wall);
	dots = find(wall, DRAW_PATH, ROLE_KDOT, 0)->path.path->verb_count;
	wall->coverage->cells[4 * 2 + 2].integer = 0;
	draw(wall);
	circle = find(wall, DRAW_PATH, ROLE_KDOT, 0)->path.path->verb_count;
	assert_int_equal(dots, 2 * circle);
}

static void a_blind_spot_is_hatched_and_its_pin_has_its_number(void **state)
{
	struct wall *wall = *state;
	const struct draw_command *hatch, *pin, *number;

	draw(wall);
	hatch = find(wall, DRAW_PATH, ROLE_BLIND_HATCH, 0);
	pin = find(wall, DRAW_PATH, ROLE_PIN, 0);
	number = find(wall, DRAW_TEXT, ROLE_ON_PIN, 0);
	assert_int_equal(hatch->ink.pattern, INK_HATCH);
	assert_int_equal(hatch[-1].ink.color, wall->theme.color[ROLE_BLIND_GROUND]);
	assert_ptr_equal(hatch[-1].path.path, hatch->path.path);
	assert_true(rect_contains(hatch->bounds, (struct point){pin->bounds.x + 26, pin->bounds.y + 51}));
	assert_true(str_equal(number->text.text, STR("3")));
	wall->blind_spots->cells[1].integer = 5;
	draw(wall);
	assert_null(find(wall, DRAW_PATH, ROLE_PIN, 0));
	wall->view.area = areas_find(snapshot_areas(wall->snapshot), STR("b")); /* the hall's own has one whatever its number */
	draw(wall);
	number = find(wall, DRAW_TEXT, ROLE_ON_PIN, 0);
	assert_true(number && str_equal(number->text.text, STR("5")));
}

/* So that the pin hides none of the others. */
static void a_pin_stands_in_the_topmost_blind_spot(void **state)
{
	struct wall *wall = *state;
	const struct draw_command *pin;

	wall->coverage->cells[4 * 2 + 2].integer = 0;
	draw(wall);
	pin = find(wall, DRAW_PATH, ROLE_PIN, 0);
	assert_true(pin->bounds.y + pin->bounds.height < 240);
}

static void names_leave_blind_spots_and_each_other_in_sight(void **state)
{
	struct wall *wall = *state;
	struct rect plates[CELLS];
	size_t count = 0;

	draw(wall);
	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == DRAW_FILL)
			plates[count++] = wall->list.commands[i].bounds;
	assert_int_equal(count, 2);
	assert_false(rect_overlap(plates[0], plates[1]));
	for (size_t i = 0; i < count; i++) {
		assert_false(rect_overlap(plates[i], find(wall, DRAW_PATH, ROLE_BLIND_HATCH, 0)->bounds));
		assert_false(rect_overlap(plates[i], find(wall, DRAW_PATH, ROLE_PIN, 0)->bounds));
	}
}

static void the_hall_finds_its_own_community(void **state)
{
	struct wall *wall = *state;
	const struct draw_command *around;

	draw(wall);
	assert_null(find(wall, DRAW_STROKE, ROLE_ACCENT, 0));
	wall->view.area = areas_find(snapshot_areas(wall->snapshot), STR("c2"));
	draw(wall);
	around = find(wall, DRAW_STROKE, ROLE_ACCENT, 0);
	assert_non_null(around);
	assert_true(around->path.path->low.x > 400);
	assert_non_null(find(wall, DRAW_TEXT, ROLE_ON_ACCENT, 0));
}

/* Rings that share no vertex, lie on each other or shrink to nothing: every edge is then an outline, and nothing falls.
 */
static void broken_borders_are_outlines(void **state)
{
	struct wall *wall = *state;
	struct map_shape *shapes = wall->map->shapes;

	shapes[0].rings[0].points[1].longitude -= 0.002;
	shapes[0].rings[0].points[2].longitude -= 0.002;
	draw(wall);
	assert_true(find_stroke(wall, ROLE_MAP_GROUND, 44)->path.path->high.y > 240);
	assert_true(find_stroke(wall, ROLE_MAP_GROUND, 44)->path.path->low.y >= 239);
	shapes[1].rings[0] = shapes[3].rings[0];
	shapes[2].rings[0].count = 2;
	for (int i = 0; i < POINTS; i++)
		shapes[4].rings[0].points[i] = (struct map_point){87.005, 44.005};
	draw(wall);
	for (int i = 0; i < CELLS; i++)
		shapes[i].rings[0].count = 0;
	draw(wall);
	wall->map->north_east = wall->map->south_west;
	draw(wall);
}

static bool says(const struct wall *wall, const char *words)
{
	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == DRAW_TEXT &&
			str_equal(wall->list.commands[i].text.text, str_from(words)))
			return true;
	return false;
}

static uint32_t index_of(const struct wall *wall, const char *id)
{
	return areas_find(snapshot_areas(wall->snapshot), str_from(id));
}

static size_t count_targets(const struct wall *wall, const char *id)
{
	size_t count = 0;

	for (size_t i = 0; i < wall->list.count; i++)
		count += wall->list.commands[i].kind == DRAW_TARGET &&
			 wall->list.commands[i].target.action == INTENT_AREA &&
			 wall->list.commands[i].target.argument == (int)index_of(wall, id);
	return count;
}

/* What a page is about fills the map; what lies beside it has no name and leads nowhere. */
static void a_page_about_a_county_shows_it_alone(void **state)
{
	struct wall *wall = *state;
	struct layout_screen screen = {.tour_s = 8};

	wall->view.layout_screen = &screen;
	draw(wall);
	assert_true(count_targets(wall, "p") > 0 && count_targets(wall, "q") > 0);
	assert_int_equal(count_targets(wall, "a"), 0);
	wall->view.focus = index_of(wall, "p");
	draw(wall);
	assert_true(count_targets(wall, "a") > 0 && count_targets(wall, "b") > 0);
	assert_int_equal(count_targets(wall, "q") + count_targets(wall, "c") + count_targets(wall, "p"), 0);
}

/* Panes with their names and kinds, the missing one with its words; nothing is below them. */
static void a_page_about_a_community_names_its_grids(void **state)
{
	struct wall *wall = *state;
	struct layout_screen screen = {.tour_s = 8};

	wall->view.layout_screen = &screen;
	wall->view.focus = index_of(wall, "b");
	draw(wall);
	assert_int_equal(count_targets(wall, "b1") + count_targets(wall, "b2") + count_targets(wall, "a"), 0);
	assert_true(says(wall, "b1") && says(wall, "b2") && says(wall, "无服务队"));
	assert_false(says(wall, "a1"));
}

/* A map of somewhere says how long a metre is on it: here 1 km, by the degrees of its squares. */
static void a_real_map_has_a_scale(void **state)
{
	struct wall *wall = *state;

	draw(wall);
	assert_false(says(wall, "1 公里"));
	((struct head *)(uintptr_t)snapshot_head(wall->snapshot))->demo = false;
	draw(wall);
	assert_true(says(wall, "1 公里"));
}

static size_t count_kind(const struct wall *wall, enum draw_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < wall->list.count; i++)
		count += wall->list.commands[i].kind == kind;
	return count;
}

/* Faults of the division are no areas: fills and borders stay as they are, and each fault has dots and a sign of its own form. A fault
   too small to be seen has its sign. Ground that needs no grid is left out. */
static void faults_of_the_division_have_signs(void **state)
{
	static const char *const ids[] = {"finding:1", "finding:2", "exempt:9"};
	struct wall *wall = *state;
	struct map_shape *shapes = arena_array(&wall->arena, struct map_shape, CELLS + 3);
	const struct draw_command *signs;
	size_t names;

	draw(wall);
	assert_null(find_stroke(wall, ROLE_INK, 50));
	names = count_kind(wall, DRAW_TEXT);
	memcpy(shapes, wall->map->shapes, CELLS * sizeof(*shapes));
	wall->map->shapes = shapes;
	for (int i = 0; i < 3; i++)
		shapes[CELLS + i] = make_square(&wall->arena, i, 0, str_from(ids[i]));
	for (int i = 0; i < POINTS; i++)
		shapes[CELLS + 1].rings[0].points[i] = (struct map_point){87.015, 44.005};
	wall->map->shape_count = CELLS + 3;
	draw(wall);
	signs = find_stroke(wall, ROLE_INK, 50);
	assert_non_null(signs);
	assert_true(signs[2].kind == DRAW_STROKE && signs[2].ink.color == signs->ink.color);
	assert_int_equal(signs->path.path->verb_count, 2 * signs[2].path.path->verb_count);
	assert_non_null(find(wall, DRAW_PATH, ROLE_WARN, 0));
	assert_null(find(wall, DRAW_PATH, ROLE_WARN, 1));
	assert_null(find(wall, DRAW_PATH, ROLE_SURFACE2, 0));
	assert_true(says(wall, "overlap") && says(wall, "gap"));
	assert_int_equal(count_kind(wall, DRAW_TEXT), names + 2);
}

static void without_data_it_says_so(void **state)
{
	struct wall *wall = *state;
	struct str said;

	wall->view.snapshot = NULL;
	draw(wall);
	said = wall->list.commands[0].text.text;
	assert_int_equal(wall->list.count, 1);
	assert_true(str_equal(said, words_find(&wall->words, LANGUAGE_ZH, STR("no_data"))));
	wall->view.snapshot = wall->snapshot;
	wall->map->shape_count = 0;
	draw(wall);
	assert_true(str_equal(wall->list.commands[0].text.text, said));
}

/* A table that means something else by a column of that name is not read as if it meant the same. */
static void a_column_of_another_type_fills_nothing(void **state)
{
	struct wall *wall = *state;

	wall->coverage->columns[0].type = COLUMN_INTEGER;
	wall->blind_spots->columns[0].type = COLUMN_INTEGER;
	draw(wall);
	assert_null(find(wall, DRAW_PATH, ROLE_K1, 0));
	assert_null(find(wall, DRAW_PATH, ROLE_PIN, 0));
	assert_non_null(find(wall, DRAW_PATH, ROLE_SURFACE2, 0));
}

#define WALL_TEST(test) cmocka_unit_test_setup_teardown(test, wall_open, wall_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WALL_TEST(looks_as_it_was_accepted),
		WALL_TEST(the_shape_of_the_land_is_kept),
		WALL_TEST(a_border_is_as_wide_as_what_it_parts),
		WALL_TEST(only_employers_that_are_covered_have_dots),
		WALL_TEST(a_blind_spot_is_hatched_and_its_pin_has_its_number),
		WALL_TEST(a_pin_stands_in_the_topmost_blind_spot),
		WALL_TEST(names_leave_blind_spots_and_each_other_in_sight),
		WALL_TEST(the_hall_finds_its_own_community),
		WALL_TEST(broken_borders_are_outlines),
		WALL_TEST(a_page_about_a_county_shows_it_alone),
		WALL_TEST(a_page_about_a_community_names_its_grids),
		WALL_TEST(a_real_map_has_a_scale),
		WALL_TEST(faults_of_the_division_have_signs),
		WALL_TEST(without_data_it_says_so),
		WALL_TEST(a_column_of_another_type_fills_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
