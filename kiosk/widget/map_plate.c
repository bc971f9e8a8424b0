#include "kiosk/widget/map_plate.h"

#include "feed/base/arena.h"

enum { DETAIL_CELLS_MAX = 40 };

float map_plate_tenths(const struct map_plate *plate, int base_tenths)
{
	return (float)(base_tenths * plate->view->unit / 10);
}

uint32_t map_plate_color(const struct map_plate *plate, enum theme_role role)
{
	return plate->view->theme->color[role];
}

uint32_t map_plate_area(const struct map_plate *plate, const struct table *table, size_t row, int column)
{
	enum column_type type = table->columns[column].type;
	const struct cell *cell = table_cell(table, row, column);

	if (!cell->present || (type != COLUMN_AREA && type != COLUMN_TEXT))
		return AREA_NONE;
	return areas_find(snapshot_areas(plate->view->snapshot), cell->text);
}

static enum theme_role role_of(const struct table *table, size_t row, int kind)
{
	static const char *const kinds[] = {"location", "unit", "employer"};

	for (int i = 0; i < 3; i++)
		if (table_cell_is(table, row, kind, str_from(kinds[i])))
			return (enum theme_role)(ROLE_K1 + i);
	return ROLE_SURFACE2;
}

static void read_kinds(struct map_plate *plate, const struct column *column)
{
	static const char *const ids[] = {"location", "unit", "employer"};

	for (size_t i = 0; column->type == COLUMN_CHOICE && i < column->choice_count; i++)
		for (int kind = 0; kind < 3; kind++)
			if (str_equal(column->choices[i].id, str_from(ids[kind])))
				plate->kinds[kind] = &column->choices[i].label;
}

/* Rows find their cells through the tree: an index by area, then by cell. */
static bool read_cells(const struct widget *self, struct map_plate *plate, const struct areas *areas)
{
	struct kit_rows rows;
	int area, kind, covered;
	size_t *row_of = arena_array(plate->scratch, size_t, areas->count);

	if (!kit_rows_find(self, plate->view, plate->list, &rows) ||
		!kit_need(self, plate->view, plate->list, &rows, "area", &area) ||
		!kit_need(self, plate->view, plate->list, &rows, "kind", &kind) ||
		!kit_need(self, plate->view, plate->list, &rows, "covered", &covered))
		return false;
	read_kinds(plate, &rows.table->columns[kind]);
	for (size_t i = 0; i < rows.count; i++) {
		uint32_t index = map_plate_area(plate, rows.table, rows.rows[i], area);

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

/* The whole tree has the levels of the settings; inside of it each area is parted by its children, and those by theirs.
 */
static struct map_about about_of(const struct widget *self, const struct view *view, const struct areas *areas)
{
	struct map_about about = {areas, view->focus, widget_value(self, "inner"), widget_value(self, "outer")};
	uint32_t child, grandchild;

	if (view->focus == 0 || view->focus >= areas->count)
		return about;
	child = areas->items[view->focus].first_child;
	if (child == AREA_NONE) {
		about.inner = about.outer = areas->items[view->focus].level;
		return about;
	}
	grandchild = areas->items[child].first_child;
	about.outer = about.inner = areas->items[child].level;
	if (grandchild != AREA_NONE && areas->items[grandchild].first_child != AREA_NONE)
		about.inner = areas->items[grandchild].level;
	return about;
}

uint32_t map_plate_next(const struct map_plate *plate, const struct map_cell *cell)
{
	const struct areas *areas = plate->about.areas;
	uint32_t next = cell->outer;

	if (cell->around || next == AREA_NONE || next == plate->view->focus ||
		areas->items[next].first_child == AREA_NONE)
		return AREA_NONE;
	return next;
}

/* Few cells, none of which is parted further, have room for their names. */
static bool is_detail(const struct map_plate *plate)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if (cell->around)
			continue;
		if (++count > DETAIL_CELLS_MAX || cell->area != cell->outer)
			return false;
	}
	return count > 0;
}

bool map_plate_lay(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list,
	struct arena *scratch, struct map_plate *plate)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct map *map = view->snapshot ? snapshot_map(view->snapshot) : NULL;

	*plate = (struct map_plate){.view = view, .list = list, .scratch = scratch, .own = AREA_NONE};
	if (!areas || !map || map->shape_count == 0 || !snapshot_table(view->snapshot, widget_value(self, "table"))) {
		kit_empty(list, view, box, "no_data");
		return false;
	}
	plate->about = about_of(self, view, areas);
	map_sheet_lay(scratch, map, &plate->about, rect_inset(box, kit_px(view, 8)), &plate->sheet);
	plate->detail = is_detail(plate);
	plate->roles = arena_array(scratch, enum theme_role, plate->sheet.count);
	plate->blind = arena_array(scratch, bool, plate->sheet.count);
	if (view->area != AREA_NONE && view->area < areas->count)
		plate->own = areas_up_to(areas, view->area, plate->about.inner);
	return read_cells(self, plate, areas);
}
