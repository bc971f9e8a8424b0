#include "feed/base/arena.h"
#include "kiosk/pixels/runs.h"
#include "kiosk/widget/kit_text.h"

/* For technicians: where the display has been bright for longest. The picture's cells, brighter for more hours. */

static double most_hours(const struct wear *wear, int64_t now_us)
{
	double most = 0, hours;

	for (int row = 0; row < wear->rows; row++)
		for (int column = 0; column < wear->columns; column++)
			if ((hours = wear_hours(wear, column, row, now_us)) > most)
				most = hours;
	return most;
}

static void draw_cells(const struct view *view, struct draw_list *list, struct rect box, double most)
{
	const struct wear *wear = view->wear;
	uint32_t low = view->theme->color[ROLE_SUNK], high = view->theme->color[ROLE_ACCENT];

	for (int row = 0; row < wear->rows; row++)
		for (int column = 0; column < wear->columns; column++) {
			int left = box.x + box.width * column / wear->columns, top = box.y + box.height * row / wear->rows;
			int right = box.x + box.width * (column + 1) / wear->columns;
			int bottom = box.y + box.height * (row + 1) / wear->rows;
			double share = most > 0 ? wear_hours(wear, column, row, view->frame_us) / most : 0;

			draw_fill(list, (struct rect){left, top, right - left, bottom - top},
				0xff000000 | runs_mix_color(low, high, (unsigned)(share * 255)));
		}
}

static int64_t wear_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = kit_style(view, 52, TEXT_BOLD, ROLE_INK), note = kit_style(view, 40, TEXT_REGULAR, ROLE_INK2);
	struct words_value n = {"n", STR(""), false};
	double most;

	(void)self;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&box, kit_px(view, 80)), kit_word(view, "wear_title"));
	if (!view->wear || view->wear->columns == 0) {
		kit_empty(list, view, box, "no_data");
		return WIDGET_FOREVER;
	}
	most = most_hours(view->wear, view->frame_us);
	n.text = kit_number(list, most, most < 10 ? 2 : 0);
	text_paragraph(list, view->metrics, &note, rect_cut_top(&box, kit_px(view, 80)), kit_words(list, view, "wear_most", &n, 1));
	draw_cells(view, list, box, most);
	return WIDGET_FOREVER;
}

const struct widget_class widget_wear = {
	.name = "wear",
	.help = "how bright each part of the display has been, for how long",
	.draw = wear_draw,
};
