#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/map_border.h"
#include "kiosk/widget/map_frame.h"
#include "kiosk/widget/map_marks.h"

/*
 * Areas as panes of a window: joints tell grid, community and county apart by their width; a blind spot is a missing
 * pane. The geography never mirrors.
 */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "coverage", NULL, "a table with a row for each shape of the map"},
	{"where", SETTING_TEXT, "level grid", NULL, "rows that count: COLUMN VALUE, COLUMN VALUE"},
	{"area", SETTING_TEXT, "area", NULL, "the column of the areas"},
	{"kind", SETTING_TEXT, "kind", NULL, "the column that fills: location, unit or employer"},
	{"covered", SETTING_TEXT, "covered", NULL, "the column that is 0 for a blind spot"},
	{"inner", SETTING_TEXT, "community", NULL, "the level of the middle borders"},
	{"outer", SETTING_TEXT, "county", NULL, "the level of the wide borders and of the names"},
	{"findings", SETTING_TEXT, "coverage_findings", NULL,
		"a table whose column shape names shapes of the map that are no areas but faults of their division"},
	{"pins", SETTING_TEXT, "blind_spots", NULL,
		"a table whose areas get pins with the number in its column sequence"},
	{"pin_count", SETTING_INTEGER, "4", "0..9", "up to which number"},
	{"scale", SETTING_FLAG, "yes", NULL,
		"a bar of so many metres; never on a demo, whose map is no map of anywhere"},
	{"inset", SETTING_FLAG, "yes", NULL, "where in the whole tree a page about one area is"},
	{0},
};

enum {
	FILL_POINTS_MAX = 800,  /* of one path: few commands, yet each stays in a part of the map */
	CELL_JOINT_TENTHS = 16, /* twice the half gaps of the visual language, base px / 10 */
	INNER_JOINT_TENTHS = 44,
	OUTER_JOINT_TENTHS = 76,
	INNER_LINE_PER_CENT = 62
};

static void fill_path(const struct map_plate *plate, struct path_builder *builder, enum theme_role role)
{
	const struct theme_pattern *pattern = &plate->view->theme->pattern[role];
	const struct path *path;

	if (builder->point_count == 0)
		return;
	path = path_seal(builder);
	draw_path_ink(plate->list, path, TRANSFORM_NONE, theme_ink(plate->view->theme, role, plate->view->unit));
	if (pattern->kind == THEME_EDGE)
		draw_stroke(plate->list, path, TRANSFORM_NONE,
			map_plate_tenths(plate, CELL_JOINT_TENTHS) +
				(float)(2 * pattern->edge_width * plate->view->unit),
			map_plate_color(plate, pattern->edge_role));
	*builder = path_begin(plate->list->arena);
}

static void fill_cells(const struct map_plate *plate, enum theme_role role)
{
	struct path_builder builder = path_begin(plate->list->arena);
	bool edged = plate->view->theme->pattern[role].kind == THEME_EDGE;
	size_t most = edged ? MAP_STROKE_POINTS_MAX : FILL_POINTS_MAX;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (plate->roles[i] != role || plate->blind[i] || plate->sheet.cells[i].around)
			continue;
		if (builder.point_count + map_cell_points(&plate->sheet.cells[i]) > most)
			fill_path(plate, &builder, role);
		map_cell_add(&builder, &plate->sheet.cells[i]);
	}
	fill_path(plate, &builder, role);
}

/* What lies beside: there, but of no matter now. */
static void fill_around(const struct map_plate *plate)
{
	struct path_builder builder = path_begin(plate->list->arena);

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (!plate->sheet.cells[i].around)
			continue;
		if (builder.point_count + map_cell_points(&plate->sheet.cells[i]) > FILL_POINTS_MAX)
			fill_path(plate, &builder, ROLE_SURFACE);
		map_cell_add(&builder, &plate->sheet.cells[i]);
	}
	fill_path(plate, &builder, ROLE_SURFACE);
}

static void draw_dots(const struct map_plate *plate)
{
	struct path_builder builder = path_begin(plate->list->arena);
	float radius = map_plate_tenths(plate, 40);

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (plate->roles[i] != ROLE_K3 || plate->blind[i] || plate->sheet.cells[i].around)
			continue;
		path_circle(&builder, plate->sheet.cells[i].middle.x, plate->sheet.cells[i].middle.y, radius);
		if (builder.point_count > FILL_POINTS_MAX) {
			draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, map_plate_color(plate, ROLE_KDOT));
			builder = path_begin(plate->list->arena);
		}
	}
	if (builder.point_count)
		draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, map_plate_color(plate, ROLE_KDOT));
}

struct lines {
	const struct path **paths;
	size_t count;
};

static struct lines lines_of(const struct map_plate *plate, enum map_border kind, uint32_t within)
{
	struct lines lines;

	lines.paths = map_borders_paths(plate->list->arena, &plate->borders, kind, within, &lines.count);
	return lines;
}

static void stroke(const struct map_plate *plate, struct lines lines, int width_tenths, uint32_t color)
{
	for (size_t i = 0; i < lines.count; i++)
		draw_stroke(plate->list, lines.paths[i], TRANSFORM_NONE, map_plate_tenths(plate, width_tenths), color);
}

/* Opaque, though it looks like 62 %: lines that cross would show their crossings; only the joint lies under them. */
static uint32_t mixed(uint32_t over, uint32_t under, unsigned per_cent)
{
	uint32_t color = 0xff000000;

	for (int shift = 0; shift < 24; shift += 8)
		color |= ((over >> shift & 0xff) * per_cent + (under >> shift & 0xff) * (100 - per_cent)) / 100
			 << shift;
	return color;
}

static void draw_borders(const struct map_plate *plate)
{
	struct lines inner = lines_of(plate, MAP_BORDER_INNER, AREA_NONE);
	struct lines outer = lines_of(plate, MAP_BORDER_OUTER, AREA_NONE);
	uint32_t ground = map_plate_color(plate, ROLE_MAP_GROUND);

	stroke(plate, lines_of(plate, MAP_BORDER_CELL, AREA_NONE), CELL_JOINT_TENTHS, ground);
	stroke(plate, inner, INNER_JOINT_TENTHS, ground);
	stroke(plate, outer, OUTER_JOINT_TENTHS, ground);
	stroke(plate, inner, 14, mixed(map_plate_color(plate, ROLE_OUTLINE2), ground, INNER_LINE_PER_CENT));
	stroke(plate, outer, 80, map_plate_color(plate, ROLE_BG));
	stroke(plate, outer, 24, map_plate_color(plate, ROLE_OUTLINE3));
}

/* The hall's own community has a line of its own, so that people find where they are. */
static void draw_own(const struct map_plate *plate)
{
	struct lines around;

	if (plate->own == AREA_NONE)
		return;
	around = lines_of(plate, MAP_BORDER_INNER, plate->own);
	stroke(plate, around, 120, map_plate_color(plate, ROLE_BG));
	stroke(plate, around, 60, map_plate_color(plate, ROLE_ACCENT));
}

/* Between panes the ground shows, and the area's own outline is a fine bright line. */
static void stroke_joints(const struct map_plate *plate)
{
	struct lines outer = lines_of(plate, MAP_BORDER_OUTER, AREA_NONE);

	stroke(plate, outer, 60, map_plate_color(plate, ROLE_MAP_GROUND));
}

/* Panes of their own: the kind's dark tint with an edge in its full colour, and a joint to the next. */
static void draw_details(const struct map_plate *plate)
{
	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		struct path_builder builder = path_begin(plate->list->arena);
		enum theme_role role = plate->roles[i];
		const struct path *path;

		if (plate->sheet.cells[i].around || plate->blind[i])
			continue;
		map_cell_add(&builder, &plate->sheet.cells[i]);
		path = path_seal(&builder);
		draw_path(plate->list, path, TRANSFORM_NONE,
			map_plate_color(plate, role >= ROLE_K1 && role <= ROLE_K3
						       ? (enum theme_role)(role - ROLE_K1 + ROLE_K1D)
						       : role));
		draw_stroke(
			plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 150), map_plate_color(plate, role));
	}
	stroke_joints(plate);
}

static void draw_missing(const struct map_plate *plate)
{
	const struct path **panes = arena_take_array(plate->scratch, plate->sheet.count, sizeof(*panes));
	struct ink bands = {map_plate_color(plate, ROLE_BLIND_HATCH), INK_HATCH, map_plate_tenths(plate, 80),
		map_plate_tenths(plate, 38)};
	struct lines all = {panes, 0};

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		struct path_builder builder = path_begin(plate->list->arena);

		if (!plate->blind[i] || plate->sheet.cells[i].around)
			continue;
		map_cell_add(&builder, &plate->sheet.cells[i]);
		panes[all.count++] = path_seal(&builder);
	}
	stroke(plate, all, 90, map_plate_color(plate, ROLE_BG));
	for (size_t i = 0; i < all.count; i++) {
		draw_path(plate->list, panes[i], TRANSFORM_NONE, map_plate_color(plate, ROLE_BLIND_GROUND));
		draw_path_ink(plate->list, panes[i], TRANSFORM_NONE, bands);
	}
	stroke(plate, all, 30, map_plate_color(plate, ROLE_BLIND_EDGE));
}

static int64_t map_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct arena scratch;
	struct map_plate plate;

	arena_init(&scratch);
	if (!map_plate_lay(self, view, box, list, &scratch, &plate)) {
		arena_finish(&scratch);
		return WIDGET_FOREVER;
	}
	map_borders_find(&scratch, &plate.sheet, &plate.borders);
	fill_around(&plate);
	if (plate.detail) {
		draw_details(&plate);
	} else {
		fill_cells(&plate, ROLE_SURFACE2);
		for (int i = 0; i < 3; i++)
			fill_cells(&plate, (enum theme_role)(ROLE_K1 + i));
		draw_borders(&plate);
		draw_dots(&plate);
		draw_own(&plate);
	}
	draw_missing(&plate);
	map_frame_draw(self, &plate, box);
	map_marks_draw(self, &plate);
	arena_finish(&scratch);
	return WIDGET_FOREVER;
}

const struct widget_class widget_map = {
	.name = "map",
	.help = "areas by kind, with blind spots as missing panes",
	.settings = settings,
	.lasting = true,
	.draw = map_draw,
};
