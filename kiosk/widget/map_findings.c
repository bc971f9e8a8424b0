#include "kiosk/widget/map_findings.h"

#include <math.h>

enum {
	SIGNS_MAX = 48, /* more would cover the map; the list beside it has all */
	SIGN_RADIUS = 14,
	SIGN_LINE = 5,
	SIGN_CASING = 11,
	DOT_PITCH_TENTHS = 90,
	DOT_TENTHS = 40
};

enum sign { SIGN_RING, SIGN_RINGS, SIGN_SQUARE };

struct finding {
	const struct map_cell *cell;
	enum sign sign;
	bool beside; /* one of the same sign, whose sign stands for both */
};

struct findings {
	struct finding items[SIGNS_MAX];
	size_t count;
};

static const struct map_cell *find_shape(const struct map_sheet *sheet, struct str id)
{
	for (uint32_t i = 0; i < sheet->finding_count; i++)
		if (str_equal(sheet->findings[i].id, id))
			return &sheet->findings[i];
	return NULL;
}

/* Ground in no grid is a ring, in two grids two of them, ground of another community a square. */
static enum sign sign_of(const struct table *table, size_t row, int finding)
{
	if (table_cell_is(table, row, finding, STR("overlap")))
		return SIGN_RINGS;
	if (table_cell_is(table, row, finding, STR("outside")) ||
		table_cell_is(table, row, finding, STR("two_communities")))
		return SIGN_SQUARE;
	return SIGN_RING;
}

static bool is_beside(const struct findings *findings, const struct map_cell *cell, enum sign sign, float near)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct path_point other = findings->items[i].cell->middle;

		if (!findings->items[i].beside && findings->items[i].sign == sign &&
			hypotf(other.x - cell->middle.x, other.y - cell->middle.y) < near)
			return true;
	}
	return false;
}

static void put(struct findings *findings, const struct map_cell *cell, enum sign sign, float near)
{
	bool beside = is_beside(findings, cell, sign, near);

	findings->items[findings->count++] = (struct finding){cell, sign, beside};
}

static struct findings find_all(const struct widget *self, const struct map_plate *plate)
{
	const struct table *table = snapshot_table(plate->view->snapshot, widget_value(self, "findings"));
	int shape = table ? table_find_column(table, STR("shape")) : TABLE_NO_COLUMN;
	int finding = table ? table_find_column(table, STR("finding")) : TABLE_NO_COLUMN;
	struct findings findings = {.count = 0};

	if (shape == TABLE_NO_COLUMN || finding == TABLE_NO_COLUMN || table->columns[shape].type != COLUMN_TEXT)
		return findings;
	for (size_t row = 0; row < table->row_count && findings.count < SIGNS_MAX; row++) {
		const struct cell *id = table_cell(table, row, shape);
		const struct map_cell *cell = id->present ? find_shape(&plate->sheet, id->text) : NULL;

		if (cell)
			put(&findings, cell, sign_of(table, row, finding), (float)kit_px(plate->view, 4 * SIGN_RADIUS));
	}
	return findings;
}

void map_findings_take(const struct widget *self, const struct map_plate *plate, struct map_raster *raster)
{
	struct findings findings = find_all(self, plate);
	int radius = kit_px(plate->view, SIGN_RADIUS + SIGN_CASING);

	for (size_t i = 0; i < findings.count; i++) {
		struct path_point middle = findings.items[i].cell->middle;

		map_raster_take(
			raster, (struct rect){(int)middle.x - radius, (int)middle.y - radius, 2 * radius, 2 * radius});
	}
}

static void fill_shape(const struct map_plate *plate, const struct map_cell *cell)
{
	struct ink dots = {map_plate_color(plate, ROLE_WARN), INK_DOTS, map_plate_tenths(plate, DOT_PITCH_TENTHS),
		map_plate_tenths(plate, DOT_TENTHS)};
	struct path_builder builder = path_begin(plate->list->arena);
	const struct path *path;

	if (cell->ring_count == 0)
		return;
	map_cell_add(&builder, cell);
	path = path_seal(&builder);
	draw_path(plate->list, path, TRANSFORM_NONE, map_plate_color(plate, ROLE_BG));
	draw_path_ink(plate->list, path, TRANSFORM_NONE, dots);
	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 30), map_plate_color(plate, ROLE_WARN));
}

static const struct path *sign_path(const struct map_plate *plate, const struct finding *finding)
{
	struct path_builder builder = path_begin(plate->list->arena);
	float radius = map_plate_tenths(plate, 10 * SIGN_RADIUS), x = finding->cell->middle.x,
	      y = finding->cell->middle.y;

	if (finding->sign == SIGN_SQUARE) {
		path_rounded(&builder, x - radius, y - radius, 2 * radius, 2 * radius, 0);
	} else if (finding->sign == SIGN_RINGS) {
		path_circle(&builder, x - radius * 0.5f, y, radius * 0.8f);
		path_circle(&builder, x + radius * 0.5f, y, radius * 0.8f);
	} else {
		path_circle(&builder, x, y, radius);
	}
	return path_seal(&builder);
}

static void draw_sign(const struct map_plate *plate, const struct finding *finding)
{
	const struct path *path = sign_path(plate, finding);

	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 10 * SIGN_CASING),
		map_plate_color(plate, ROLE_BG));
	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 10 * SIGN_LINE),
		map_plate_color(plate, ROLE_INK));
}

void map_findings_draw(const struct widget *self, const struct map_plate *plate)
{
	struct findings findings = find_all(self, plate);

	for (size_t i = 0; i < findings.count; i++)
		fill_shape(plate, findings.items[i].cell);
	for (size_t i = 0; i < findings.count; i++)
		if (!findings.items[i].beside)
			draw_sign(plate, &findings.items[i]);
}
