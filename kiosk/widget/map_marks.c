#include "kiosk/widget/map_marks.h"

#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/map_label.h"

enum {
	RASTER_PX = 12,
	PINS_MAX = 9,
	PIN_SIDE = 52,
	PIN_CASING = 4,
	LABEL_PX = 32,
	LABEL_WIDE = 200, /* a longer name takes two lines */
	HERE_PX = 12,     /* around the middle of the hall's own area that no name may cover */
	HERE_ABOVE = 70
};

struct marks {
	const struct map_plate *plate;
	struct map_raster raster;
	struct rect pins[PINS_MAX]; /* by number - 1; without width where there is none */
};

static void draw_pin(const struct map_plate *plate, struct rect at, int number)
{
	struct text_style style = kit_style(plate->view, 32, TEXT_BOLD, ROLE_ON_PIN);
	const struct icon *icon = icons_find(plate->view->icons, STR("pin"));
	float scale = (float)at.width / ICON_BOX;
	struct transform transform = {scale, scale, (float)at.x, (float)at.y};

	if (!icon)
		return;
	draw_stroke(plate->list, icon->layers[0].path, transform, map_plate_tenths(plate, 20 * PIN_CASING),
		map_plate_color(plate, ROLE_BG));
	draw_path(plate->list, icon->layers[0].path, transform, map_plate_color(plate, ROLE_PIN));
	at.height = at.height * 76 / 100;
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, plate->view->metrics, &style, at, str_format(plate->list->arena, "%d", number));
}

/* The topmost blind cell of an inner area, so that its pin hides none of the others; NULL where there is none. */
static const struct map_cell *find_topmost(const struct map_plate *plate, uint32_t inner)
{
	const struct map_cell *found = NULL;

	for (uint32_t i = 0; i < plate->sheet.count; i++) {
		const struct map_cell *cell = &plate->sheet.cells[i];

		if (plate->blind[i] && cell->inner == inner && (!found || cell->middle.y < found->middle.y))
			found = cell;
	}
	return found;
}

static int keep(int at, int low, int high)
{
	return at < low ? low : at > high ? high : at;
}

/* With its tip in a cell, and whole inside the box. */
static struct rect pin_at(const struct map_plate *plate, const struct map_cell *cell)
{
	int side = kit_px(plate->view, PIN_SIDE);
	struct rect room = rect_inset(plate->list->clip, kit_px(plate->view, PIN_CASING));

	return (struct rect){keep((int)lroundf(cell->middle.x) - side / 2, room.x, room.x + room.width - side),
		keep((int)lroundf(cell->middle.y) - side, room.y, room.y + room.height - side), side, side};
}

/* By the numbers that the table gives, so that they are those of the list beside the map. Places are taken before any
   name is put. */
static void find_pins(const struct widget *self, struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	const struct table *table = snapshot_table(plate->view->snapshot, widget_value(self, "pins"));
	int area = table ? table_find_column(table, STR("area")) : TABLE_NO_COLUMN;
	int sequence = table ? table_find_column(table, STR("sequence")) : TABLE_NO_COLUMN;
	double number;

	if (area == TABLE_NO_COLUMN || sequence == TABLE_NO_COLUMN)
		return;
	for (size_t row = 0; row < table->row_count; row++) {
		uint32_t inner = map_plate_area(plate, table, row, area);
		bool wanted = inner != AREA_NONE && table_number(table, row, sequence, &number) && number >= 1 &&
			      number <= widget_integer(self, "pin_count");
		const struct map_cell *cell = wanted ? find_topmost(plate, inner) : NULL;

		if (!cell)
			continue;
		marks->pins[(int)number - 1] = pin_at(plate, cell);
		map_raster_take(&marks->raster, marks->pins[(int)number - 1]);
	}
}

static void draw_name(struct marks *marks, struct path_point middle, uint32_t outer, struct str name,
	enum theme_role ground, enum theme_role ink)
{
	const struct map_plate *plate = marks->plate;
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
	at = map_raster_place(&marks->raster, middle, outer, size.width + 2 * pad, high);

	draw_rounded(plate->list, at, (float)kit_px(plate->view, 8),
		(map_plate_color(plate, ground) & 0xffffff) | 0xf5000000);
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, plate->view->metrics, &style,
		(struct rect){at.x + pad, at.y, at.width - 2 * pad + 1, at.height}, name);
}

/* Of all cells that stand under an area by one of its two borders. */
static bool middle_of(const struct map_plate *plate, uint32_t area, bool inner, struct path_point *middle)
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
	if (count > 0)
		*middle = (struct path_point){(float)(x / (double)count), (float)(y / (double)count)};
	return count > 0;
}

/* The hall's own inner area, named beside it. */
static void draw_here(const struct widget *self, struct marks *marks)
{
	const struct map_plate *plate = marks->plate;
	const struct areas *areas = snapshot_areas(plate->view->snapshot);
	int around = kit_px(plate->view, HERE_PX);
	struct path_point middle;

	if (plate->own == AREA_NONE || !middle_of(plate, plate->own, true, &middle))
		return;
	map_raster_take(
		&marks->raster, (struct rect){(int)middle.x - around, (int)middle.y - around, 2 * around, 2 * around});
	middle.y -= (float)kit_px(plate->view, HERE_ABOVE);
	draw_name(marks, middle, areas_up_to(areas, plate->own, widget_value(self, "outer")),
		kit_word(plate->view, "this_community"), ROLE_ACCENT, ROLE_ON_ACCENT);
}

static void draw_names(const struct widget *self, struct marks *marks)
{
	const struct areas *areas = snapshot_areas(marks->plate->view->snapshot);
	struct path_point middle;

	for (uint32_t i = 0; i < areas->count && marks->raster.taken_count < MAP_LABELS_MAX; i++)
		if (str_equal(areas->items[i].level, widget_value(self, "outer")) &&
			middle_of(marks->plate, i, false, &middle))
			draw_name(marks, middle, i, kit_label(marks->plate->view, &areas->items[i].name), ROLE_BG,
				ROLE_INK);
}

void map_marks_draw(const struct widget *self, const struct map_plate *plate)
{
	struct marks marks = {.plate = plate};

	map_raster_make(plate->list->arena, &plate->sheet, plate->blind, plate->list->clip,
		kit_px(plate->view, RASTER_PX), &marks.raster);
	find_pins(self, &marks);
	draw_here(self, &marks);
	draw_names(self, &marks);
	for (int i = 0; i < PINS_MAX; i++)
		if (marks.pins[i].width)
			draw_pin(plate, marks.pins[i], i + 1);
}
