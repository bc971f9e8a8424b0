#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/map_border.h"
#include "kiosk/widget/map_label.h"

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
	{"pins", SETTING_TEXT, "blind_spots", NULL, "a table whose first areas get numbered pins"},
	{"pin_count", SETTING_INTEGER, "4", "0..9", "how many"},
	{0},
};

enum {
	FILL_POINTS_MAX = 8000, /* of one path: few commands, yet each stays in a part of the map */
	RASTER_PX = 12,
	CELL_JOINT_TENTHS = 16, /* twice the half gaps of the visual language, base px / 10 */
	INNER_JOINT_TENTHS = 44,
	OUTER_JOINT_TENTHS = 76,
	INNER_LINE_PER_CENT = 62,
	PIN_SIDE = 52,
	LABEL_PX = 32,
	LABEL_WIDE = 200 /* a longer name takes two lines */
};

struct plate {
	const struct view *view;
	struct draw_list *list;
	struct map_sheet sheet;
	struct map_borders borders;
	struct map_raster raster;
	enum theme_role *roles; /* beside the cells */
	bool *blind;
	uint32_t own; /* the hall's inner area, or AREA_NONE */
};

static float tenths(const struct plate *plate, int base_tenths)
{
	return (float)(base_tenths * plate->view->unit / 10);
}

static uint32_t color_of(const struct plate *plate, enum theme_role role)
{
	return plate->view->theme->color[role];
}

static enum theme_role role_of(const struct table *table, size_t row, int kind)
{
	static const char *const kinds[] = {"location", "unit", "employer"};

	for (int i = 0; i < 3; i++)
		if (table_cell_is(table, row, kind, str_from(kinds[i])))
			return (enum theme_role)(ROLE_K1 + i);
	return ROLE_SURFACE2;
}

/* Rows find their cells through the tree: an index by area, then by cell. */
static bool read_cells(const struct widget *self, struct plate *plate, const struct areas *areas)
{
	struct kit_rows rows;
	int area, kind, covered;
	size_t *row_of = arena_array(plate->list->arena, size_t, areas->count);

	if (!kit_rows_find(self, plate->view, plate->list, &rows) ||
		!kit_need(self, plate->view, plate->list, &rows, "area", &area) ||
		!kit_need(self, plate->view, plate->list, &rows, "kind", &kind) ||
		!kit_need(self, plate->view, plate->list, &rows, "covered", &covered))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct cell *cell = table_cell(rows.table, rows.rows[i], area);
		uint32_t index = cell->present ? areas_find(areas, cell->text) : AREA_NONE;

		if (index != AREA_NONE)
			row_of[index] = rows.rows[i] + 1;
	}
	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		size_t row = plate->sheet.cells[i].area == AREA_NONE ? 0 : row_of[plate->sheet.cells[i].area];
		double count = 1;

		plate->roles[i] = row ? role_of(rows.table, row - 1, kind) : ROLE_SURFACE2;
		plate->blind[i] = row && table_number(rows.table, row - 1, covered, &count) && count == 0;
	}
	return true;
}

static void fill_path(const struct plate *plate, struct path_builder *builder, enum theme_role role)
{
	const struct theme_pattern *pattern = &plate->view->theme->pattern[role];
	const struct path *path;

	if (builder->point_count == 0)
		return;
	path = path_seal(builder);
	draw_path_ink(plate->list, path, TRANSFORM_NONE, theme_ink(plate->view->theme, role, plate->view->unit));
	if (pattern->kind == THEME_EDGE)
		draw_stroke(plate->list, path, TRANSFORM_NONE,
			tenths(plate, CELL_JOINT_TENTHS) + (float)(2 * pattern->edge_width * plate->view->unit),
			color_of(plate, pattern->edge_role));
	*builder = path_begin(plate->list->arena);
}

static void fill_cells(const struct plate *plate, enum theme_role role)
{
	struct path_builder builder = path_begin(plate->list->arena);
	bool edged = plate->view->theme->pattern[role].kind == THEME_EDGE;
	size_t most = edged ? MAP_STROKE_POINTS_MAX : FILL_POINTS_MAX;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (plate->roles[i] != role || plate->blind[i])
			continue;
		if (builder.point_count + map_cell_points(&plate->sheet.cells[i]) > most)
			fill_path(plate, &builder, role);
		map_cell_add(&builder, &plate->sheet.cells[i]);
	}
	fill_path(plate, &builder, role);
}

static void draw_dots(const struct plate *plate)
{
	struct path_builder builder = path_begin(plate->list->arena);
	float radius = tenths(plate, 40);

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (plate->roles[i] != ROLE_K3 || plate->blind[i])
			continue;
		path_circle(&builder, plate->sheet.cells[i].middle.x, plate->sheet.cells[i].middle.y, radius);
		if (builder.point_count > FILL_POINTS_MAX) {
			draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, color_of(plate, ROLE_KDOT));
			builder = path_begin(plate->list->arena);
		}
	}
	if (builder.point_count)
		draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, color_of(plate, ROLE_KDOT));
}

struct lines {
	const struct path **paths;
	size_t count;
};

static struct lines lines_of(const struct plate *plate, enum map_border kind, uint32_t within)
{
	struct lines lines;

	lines.paths = map_borders_paths(plate->list->arena, &plate->borders, kind, within, &lines.count);
	return lines;
}

static void stroke(const struct plate *plate, struct lines lines, int width_tenths, uint32_t color)
{
	for (size_t i = 0; i < lines.count; i++)
		draw_stroke(plate->list, lines.paths[i], TRANSFORM_NONE, tenths(plate, width_tenths), color);
}

/* Opaque, though it looks like 62 %: lines that cross would show their crossings, and only the joint lies under them. */
static uint32_t mixed(uint32_t over, uint32_t under, unsigned per_cent)
{
	uint32_t color = 0xff000000;

	for (int shift = 0; shift < 24; shift += 8)
		color |= ((over >> shift & 0xff) * per_cent + (under >> shift & 0xff) * (100 - per_cent)) / 100 << shift;
	return color;
}

static void draw_borders(const struct plate *plate)
{
	struct lines inner = lines_of(plate, MAP_BORDER_INNER, AREA_NONE), outer = lines_of(plate, MAP_BORDER_OUTER, AREA_NONE);
	uint32_t ground = color_of(plate, ROLE_MAP_GROUND);

	stroke(plate, lines_of(plate, MAP_BORDER_CELL, AREA_NONE), CELL_JOINT_TENTHS, ground);
	stroke(plate, inner, INNER_JOINT_TENTHS, ground);
	stroke(plate, outer, OUTER_JOINT_TENTHS, ground);
	stroke(plate, inner, 14, mixed(color_of(plate, ROLE_OUTLINE2), ground, INNER_LINE_PER_CENT));
	stroke(plate, outer, 80, color_of(plate, ROLE_BG));
	stroke(plate, outer, 24, color_of(plate, ROLE_OUTLINE3));
}

/* The hall's own community has a line of its own, so that people find where they are. */
static void draw_own(const struct plate *plate)
{
	struct lines around;

	if (plate->own == AREA_NONE)
		return;
	around = lines_of(plate, MAP_BORDER_INNER, plate->own);
	stroke(plate, around, 120, color_of(plate, ROLE_BG));
	stroke(plate, around, 60, color_of(plate, ROLE_ACCENT));
}

static void draw_missing(const struct plate *plate)
{
	struct path_builder *builders = arena_array(plate->list->arena, struct path_builder, plate->sheet.count);
	const struct path **panes = arena_take_array(plate->list->arena, plate->sheet.count, sizeof(*panes));
	struct ink bands = {color_of(plate, ROLE_BLIND_HATCH), INK_HATCH, tenths(plate, 80), tenths(plate, 38)};
	struct lines all = {panes, 0};

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		if (!plate->blind[i])
			continue;
		builders[i] = path_begin(plate->list->arena);
		map_cell_add(&builders[i], &plate->sheet.cells[i]);
		panes[all.count++] = path_seal(&builders[i]);
	}
	stroke(plate, all, 90, color_of(plate, ROLE_BG));
	for (size_t i = 0; i < all.count; i++) {
		draw_path(plate->list, panes[i], TRANSFORM_NONE, color_of(plate, ROLE_BLIND_GROUND));
		draw_path_ink(plate->list, panes[i], TRANSFORM_NONE, bands);
	}
	stroke(plate, all, 30, color_of(plate, ROLE_BLIND_EDGE));
}

static void draw_pin(const struct plate *plate, struct rect at, size_t number)
{
	struct text_style style = kit_style(plate->view, 32, TEXT_BOLD, ROLE_ON_PIN);
	const struct icon *icon = icons_find(plate->view->icons, STR("pin"));
	float scale = (float)at.width / ICON_BOX;
	struct transform transform = {scale, scale, (float)at.x, (float)at.y};

	if (!icon)
		return;
	draw_stroke(plate->list, icon->layers[0].path, transform, tenths(plate, 76), color_of(plate, ROLE_BG));
	draw_path(plate->list, icon->layers[0].path, transform, color_of(plate, ROLE_PIN));
	at.height = at.height * 76 / 100;
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, plate->view->metrics, &style, at, str_format(plate->list->arena, "%zu", number));
}

/* Each stands in the first blind cell of its area. Places are taken before any name is put. */
static size_t find_pins(const struct widget *self, struct plate *plate, const struct areas *areas, struct rect pins[9])
{
	const struct table *table = snapshot_table(plate->view->snapshot, widget_value(self, "pins"));
	int area = table ? table_find_column(table, STR("area")) : TABLE_NO_COLUMN, side = kit_px(plate->view, PIN_SIDE);
	size_t count = 0, most = (size_t)widget_integer(self, "pin_count");

	for (size_t row = 0; area != TABLE_NO_COLUMN && row < table->row_count && row < most; row++) {
		const struct cell *cell = table_cell(table, row, area);
		uint32_t wanted = cell->present ? areas_find(areas, cell->text) : AREA_NONE;

		pins[count] = (struct rect){0};
		for (uint32_t i = 0; wanted != AREA_NONE && i < plate->sheet.count && !pins[count].width; i++)
			if (plate->blind[i] && plate->sheet.cells[i].inner == wanted)
				pins[count] = (struct rect){(int)plate->sheet.cells[i].middle.x - side / 2,
					(int)plate->sheet.cells[i].middle.y - side, side, side};
		if (pins[count].width)
			map_raster_take(&plate->raster, pins[count]);
		count++;
	}
	return count;
}

static void draw_name(struct plate *plate, struct path_point middle, uint32_t outer, struct str name, enum theme_role ground,
	enum theme_role ink)
{
	struct text_style style = kit_style(plate->view, LABEL_PX, TEXT_BOLD, ink);
	int pad = kit_px(plate->view, 16), room = kit_px(plate->view, LABEL_WIDE), high = kit_px(plate->view, 50);
	struct text_size size;
	struct rect at;

	style.least_px = 0;
	style.lines_max = 2;
	style.line_factor = 1.35f;
	size = text_measure(plate->view->metrics, &style, room, name);
	if (size.cut)
		size = text_measure(plate->view->metrics, &style, 2 * room, name);
	high += size.lines > 1 ? size.height / 2 : 0;
	at = map_raster_place(&plate->raster, middle, outer, size.width + 2 * pad, high);

	draw_rounded(plate->list, at, (float)kit_px(plate->view, 8), (color_of(plate, ground) & 0xffffff) | 0xf5000000);
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, plate->view->metrics, &style, (struct rect){at.x + pad, at.y, at.width - 2 * pad + 1, at.height},
		name);
}

/* Of all cells that stand under an area by one of its two borders. */
static bool middle_of(const struct plate *plate, uint32_t area, bool inner, struct path_point *middle)
{
	double x = 0, y = 0;
	size_t count = 0;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if ((inner ? cell->inner : cell->outer) != area)
			continue;
		x += cell->middle.x;
		y += cell->middle.y;
		count++;
	}
	*middle = (struct path_point){(float)(x / (double)count), (float)(y / (double)count)};
	return count > 0;
}

static void draw_names(const struct widget *self, struct plate *plate, const struct areas *areas)
{
	struct path_point middle;

	if (plate->own != AREA_NONE && middle_of(plate, plate->own, true, &middle)) {
		struct path_point above = {middle.x, middle.y - (float)kit_px(plate->view, 70)};

		map_raster_take(&plate->raster, (struct rect){(int)middle.x - RASTER_PX, (int)middle.y - RASTER_PX, 2 * RASTER_PX,
			2 * RASTER_PX});
		draw_name(plate, above, areas_up_to(areas, plate->own, widget_value(self, "outer")),
			kit_word(plate->view, "this_community"), ROLE_ACCENT, ROLE_ON_ACCENT);
	}
	for (uint32_t i = 0; i < areas->count && plate->raster.taken_count < MAP_LABELS_MAX; i++)
		if (str_equal(areas->items[i].level, widget_value(self, "outer")) && middle_of(plate, i, false, &middle))
			draw_name(plate, middle, i, kit_label(plate->view, &areas->items[i].name), ROLE_BG, ROLE_INK);
}

static bool lay_plate(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list,
	struct plate *plate)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct map *map = view->snapshot ? snapshot_map(view->snapshot) : NULL;

	*plate = (struct plate){.view = view, .list = list, .own = AREA_NONE};
	if (!areas || !map || map->shape_count == 0 || !snapshot_table(view->snapshot, widget_value(self, "table"))) {
		kit_empty(list, view, box, "no_data");
		return false;
	}
	map_sheet_lay(list->arena, map, areas, widget_value(self, "inner"), widget_value(self, "outer"),
		rect_inset(box, kit_px(view, 8)), &plate->sheet);
	plate->roles = arena_array(list->arena, enum theme_role, plate->sheet.count);
	plate->blind = arena_array(list->arena, bool, plate->sheet.count);
	if (view->area != AREA_NONE && view->area < areas->count)
		plate->own = areas_up_to(areas, view->area, widget_value(self, "inner"));
	return read_cells(self, plate, areas);
}

static int64_t map_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct plate plate;
	struct rect pins[9];
	size_t pin_count;

	if (!lay_plate(self, view, box, list, &plate))
		return WIDGET_FOREVER;
	fill_cells(&plate, ROLE_SURFACE2);
	for (int i = 0; i < 3; i++)
		fill_cells(&plate, (enum theme_role)(ROLE_K1 + i));
	map_borders_find(list->arena, &plate.sheet, &plate.borders);
	draw_borders(&plate);
	draw_dots(&plate);
	draw_own(&plate);
	draw_missing(&plate);
	map_raster_make(list->arena, &plate.sheet, plate.blind, box, kit_px(view, RASTER_PX), &plate.raster);
	pin_count = find_pins(self, &plate, snapshot_areas(view->snapshot), pins);
	draw_names(self, &plate, snapshot_areas(view->snapshot));
	for (size_t i = 0; i < pin_count; i++)
		if (pins[i].width)
			draw_pin(&plate, pins[i], i + 1);
	return WIDGET_FOREVER;
}

const struct widget_class widget_map = {
	.name = "map",
	.help = "areas by kind, with blind spots as missing panes",
	.settings = settings,
	.draw = map_draw,
};
