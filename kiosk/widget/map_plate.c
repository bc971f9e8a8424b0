#include "kiosk/widget/map_plate.h"

#include "feed/base/arena.h"

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

/* Rows find their cells through the tree: an index by area, then by cell. */
static bool read_cells(const struct widget *self, struct map_plate *plate, const struct areas *areas)
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

bool map_plate_lay(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list,
	struct map_plate *plate)
{
	const struct areas *areas = view->snapshot ? snapshot_areas(view->snapshot) : NULL;
	const struct map *map = view->snapshot ? snapshot_map(view->snapshot) : NULL;

	*plate = (struct map_plate){.view = view, .list = list, .own = AREA_NONE};
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
