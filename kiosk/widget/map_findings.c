#include "kiosk/widget/map_findings.h"

#include <math.h>

enum {
	SIGNS_MAX = 48, /* more would cover the map; the list beside it has all */
	LEGEND_LINES_MAX = 4,
	LEGEND_WIDE = 400,
	LEGEND_HIGH = 52,
	LEGEND_PAD = 16,
	LEGEND_PX = 32,
	LEGEND_ABOVE = 72, /* the scale is below */
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
	const struct label *label; /* what the feed calls it, or NULL */
	bool beside;               /* one of the same sign, whose sign stands for both */
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

static void put(struct findings *findings, struct finding finding, float near)
{
	finding.beside = is_beside(findings, finding.cell, finding.sign, near);
	findings->items[findings->count++] = finding;
}

static const struct label *label_of(const struct table *table, size_t row, int finding)
{
	const struct cell *cell = table_cell(table, row, finding);

	return cell->present && table->columns[finding].type == COLUMN_CHOICE ? &cell->choice->label : NULL;
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
			put(&findings,
				(struct finding){
					cell, sign_of(table, row, finding), label_of(table, row, finding), false},
				(float)kit_px(plate->view, 4 * SIGN_RADIUS));
	}
	return findings;
}

/* One finding of each kind that has a name. */
static size_t list_kinds(const struct findings *findings, const struct finding *kinds[LEGEND_LINES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count && count < LEGEND_LINES_MAX; i++) {
		bool known = !findings->items[i].label;

		for (size_t k = 0; k < count; k++)
			known = known || kinds[k]->label == findings->items[i].label;
		if (!known)
			kinds[count++] = &findings->items[i];
	}
	return count;
}

static struct text_style legend_style(const struct map_plate *plate)
{
	return kit_style(plate->view, LEGEND_PX, TEXT_REGULAR, ROLE_INK);
}

/* In the corner of the scale, as wide as its longest line. */
static struct rect legend_place(const struct map_plate *plate, const struct finding *const *kinds, size_t lines)
{
	struct rect box = plate->list->clip;
	struct text_style style = legend_style(plate);
	int most = kit_px(plate->view, LEGEND_WIDE), high = kit_px(plate->view, LEGEND_HIGH), wide = 0;
	int above = snapshot_head(plate->view->snapshot)->demo ? 0 : kit_px(plate->view, LEGEND_ABOVE);

	for (size_t i = 0; i < lines; i++) {
		int width =
			text_measure(plate->view->metrics, &style, most, kit_label(plate->view, kinds[i]->label)).width;

		wide = width > wide ? width : wide;
	}
	wide += high + 2 * kit_px(plate->view, LEGEND_PAD) + 1;
	return (struct rect){
		box.x + box.width - wide, box.y + box.height - above - (int)lines * high, wide, (int)lines * high};
}

void map_findings_take(const struct widget *self, const struct map_plate *plate, struct map_raster *raster)
{
	struct findings findings = find_all(self, plate);
	const struct finding *kinds[LEGEND_LINES_MAX];
	size_t lines = list_kinds(&findings, kinds);
	int radius = kit_px(plate->view, SIGN_RADIUS + SIGN_CASING);

	if (lines)
		map_raster_take(raster, legend_place(plate, kinds, lines));
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

static const struct path *sign_path(const struct map_plate *plate, enum sign sign, float x, float y)
{
	struct path_builder builder = path_begin(plate->list->arena);
	float radius = map_plate_tenths(plate, 10 * SIGN_RADIUS);

	if (sign == SIGN_SQUARE) {
		path_rounded(&builder, x - radius, y - radius, 2 * radius, 2 * radius, 0);
	} else if (sign == SIGN_RINGS) {
		path_circle(&builder, x - radius * 0.5f, y, radius * 0.8f);
		path_circle(&builder, x + radius * 0.5f, y, radius * 0.8f);
	} else {
		path_circle(&builder, x, y, radius);
	}
	return path_seal(&builder);
}

static void draw_sign(const struct map_plate *plate, enum sign sign, float x, float y)
{
	const struct path *path = sign_path(plate, sign, x, y);

	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 10 * SIGN_CASING),
		map_plate_color(plate, ROLE_BG));
	draw_stroke(plate->list, path, TRANSFORM_NONE, map_plate_tenths(plate, 10 * SIGN_LINE),
		map_plate_color(plate, ROLE_INK));
}

/* What the signs mean, in the feed's words. */
static void draw_legend(const struct map_plate *plate, const struct findings *findings)
{
	const struct finding *kinds[LEGEND_LINES_MAX];
	size_t lines = list_kinds(findings, kinds);
	struct rect at = legend_place(plate, kinds, lines);
	struct text_style style = legend_style(plate);
	int pad = kit_px(plate->view, LEGEND_PAD), high = kit_px(plate->view, LEGEND_HIGH);

	if (lines == 0)
		return;
	draw_rounded(plate->list, at, (float)kit_px(plate->view, 8), map_plate_color(plate, ROLE_BG));
	for (size_t i = 0; i < lines; i++) {
		struct rect line = rect_cut_top(&at, high), sign;

		line = (struct rect){line.x + pad, line.y, line.width - 2 * pad, line.height};
		sign = plate->view->mirrored ? rect_cut_right(&line, high) : rect_cut_left(&line, high);
		draw_sign(
			plate, kinds[i]->sign, (float)sign.x + (float)sign.width / 2, (float)sign.y + (float)high / 2);
		kit_text_fit(plate->list, plate->view, line, &style, kit_label(plate->view, kinds[i]->label));
	}
}

void map_findings_draw(const struct widget *self, const struct map_plate *plate)
{
	struct findings findings = find_all(self, plate);

	for (size_t i = 0; i < findings.count; i++)
		fill_shape(plate, findings.items[i].cell);
	for (size_t i = 0; i < findings.count; i++)
		if (!findings.items[i].beside)
			draw_sign(plate, findings.items[i].sign, findings.items[i].cell->middle.x,
				findings.items[i].cell->middle.y);
	draw_legend(plate, &findings);
}
