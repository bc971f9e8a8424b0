#include "kiosk/widget/map_frame.h"

#include <math.h>

#include "feed/base/arena.h"

enum {
	SCALE_MOST = 240,
	SCALE_HIGH = 60,
	SCALE_LINE = 4,
	SCALE_TICK = 16,
	SCALE_PX = 32,
	INSET_WIDE = 260,
	INSET_HIGH = 170,
	INSET_POINTS = 700
};

/* The longest of 1, 2, 5 times a power of ten that is not longer than this. */
static double round_down(double metres)
{
	double power = pow(10, floor(log10(metres)));

	return metres >= 5 * power ? 5 * power : metres >= 2 * power ? 2 * power : power;
}

static void draw_scale(const struct map_plate *plate, struct rect box)
{
	const struct view *view = plate->view;
	struct text_style style = kit_style(view, SCALE_PX, TEXT_REGULAR, ROLE_INK2);
	double most = plate->sheet.metres_per_px * kit_px(view, SCALE_MOST), metres = most > 0 ? round_down(most) : 0;
	int width = metres > 0 ? (int)lround(metres / plate->sheet.metres_per_px) : 0, thin = kit_px(view, SCALE_LINE);
	int tick = kit_px(view, SCALE_TICK);
	struct words_value n = {"n", kit_number(plate->list, metres >= 1000 ? metres / 1000 : metres, 0), false};
	struct rect at = rect_cut_bottom(&box, kit_px(view, SCALE_HIGH)), line;

	if (width <= 0 || metres < 1)
		return;
	line = (struct rect){box.x + box.width - width, at.y + at.height - thin, width, thin};
	draw_fill(plate->list, line, map_plate_color(plate, ROLE_INK2));
	draw_fill(plate->list, (struct rect){line.x, line.y + thin - tick, thin, tick},
		map_plate_color(plate, ROLE_INK2));
	draw_fill(plate->list, (struct rect){line.x + width - thin, line.y + thin - tick, thin, tick},
		map_plate_color(plate, ROLE_INK2));
	style.align = ALIGN_CENTER;
	text_paragraph(plate->list, view->metrics, &style, (struct rect){line.x, at.y, width, at.height - tick},
		kit_words(plate->list, view, metres >= 1000 ? "map_km" : "map_m", &n, 1));
}

static void fill(const struct map_plate *plate, const struct map_sheet *sheet, bool about, enum theme_role role)
{
	struct path_builder builder = path_begin(plate->list->arena);

	for (uint32_t i = 0; i < sheet->count; i++) {
		const struct map_cell *cell = &sheet->cells[i];
		bool inside =
			cell->area != AREA_NONE && areas_within(plate->about.areas, cell->area, plate->view->focus);

		if (about && !inside)
			continue;
		map_cell_add(&builder, cell);
		if (builder.point_count > INSET_POINTS) {
			draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, map_plate_color(plate, role));
			builder = path_begin(plate->list->arena);
		}
	}
	if (builder.point_count)
		draw_path(plate->list, path_seal(&builder), TRANSFORM_NONE, map_plate_color(plate, role));
}

/* The whole tree, small, with the area that the page is about. */
static void draw_inset(const struct map_plate *plate, struct rect box)
{
	const struct view *view = plate->view;
	struct map_about all = plate->about;
	struct map_sheet sheet;
	struct rect at = {box.x, box.y + box.height - kit_px(view, INSET_HIGH), kit_px(view, INSET_WIDE),
		kit_px(view, INSET_HIGH)};

	all.area = 0;
	map_sheet_lay(plate->scratch, snapshot_map(view->snapshot), &all, rect_inset(at, kit_px(view, 14)), &sheet);
	draw_rounded(plate->list, at, (float)kit_px(view, 8), map_plate_color(plate, ROLE_BG));
	fill(plate, &sheet, false, ROLE_SURFACE2);
	fill(plate, &sheet, true, ROLE_RULE);
}

void map_frame_draw(const struct widget *self, const struct map_plate *plate, struct rect box)
{
	bool part = plate->view->focus != 0 && plate->view->focus < plate->about.areas->count;

	if (part && widget_flag(self, "inset"))
		draw_inset(plate, box);
	if (widget_flag(self, "scale") && !snapshot_head(plate->view->snapshot)->demo)
		draw_scale(plate, box);
}
