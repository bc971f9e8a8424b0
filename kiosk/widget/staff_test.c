#include "kiosk/widget/staff.h"

/* Is the glass whole? Cells that light up where a finger was, colours that show dead spots, and the mark of test answers. */

static void draw_caption(struct draw_list *list, const struct view *view, const char *key)
{
	struct rect at = {view->screen.x + view->screen.width / 5, view->screen.y + view->screen.height * 9 / 20, view->screen.width * 3 / 5,
		view->screen.height / 10};
	struct text_style style = rating_style(view, 44, 28, TEXT_BOLD, ROLE_INK);

	style.align = ALIGN_CENTER;
	style.lines_max = 2;
	draw_rounded(list, at, (float)kit_px(view, 20), view->theme->color[ROLE_SURFACE]);
	text_paragraph(list, view->metrics, &style, rect_inset(at, kit_px(view, 12)), staff_word(view, key));
}

void staff_draw_touch(struct draw_list *list, const struct view *view)
{
	struct rect screen = view->screen, out;
	int gap = kit_px(view, 4);

	for (int i = 0; i < DOOR_CELLS_X * DOOR_CELLS_Y; i++) {
		int column = i % DOOR_CELLS_X, row = i / DOOR_CELLS_X;
		int left = screen.width * column / DOOR_CELLS_X, top = screen.height * row / DOOR_CELLS_Y;
		struct rect cell = {screen.x + left, screen.y + top, screen.width * (column + 1) / DOOR_CELLS_X - left,
			screen.height * (row + 1) / DOOR_CELLS_Y - top};
		bool touched = view->door->cells >> i & 1;

		draw_rounded(list, rect_inset(cell, gap), (float)kit_px(view, 12), view->theme->color[touched ? ROLE_OKAY : ROLE_SURFACE2]);
	}
	draw_caption(list, view, "staff_touch_help");
	out = (struct rect){screen.x + screen.width * 2 / 5, screen.y + screen.height * 3 / 5, screen.width / 5, kit_px(view, 110)};
	staff_button(list, view, out, LOOK_PRIMARY, "back", DOOR_BACK, 0);
}

void staff_draw_color(struct draw_list *list, const struct view *view)
{
	static const uint32_t colors[DOOR_COLORS] = {0xffffffff, 0xff000000, 0xffff0000, 0xff00ff00, 0xff0000ff, 0xff808080};

	draw_fill(list, view->screen, colors[view->door->color % DOOR_COLORS]);
	draw_target(list, view->screen, INTENT_STAFF, DOOR_ACT(DOOR_NEXT_COLOR, 0), STR("next colour"));
	if (view->door->color == 0)
		draw_caption(list, view, "staff_color_help");
}

void staff_draw_mark(struct draw_list *list, const struct view *view)
{
	struct text_style style = rating_style(view, 34, 24, TEXT_BOLD, ROLE_ON_STALE);
	struct rect at = view->screen;

	at = rect_cut_top(&at, kit_px(view, 52));
	style.align = ALIGN_CENTER;
	style.size_px = kit_px(view, 34);
	draw_fill(list, at, view->theme->color[ROLE_STALE]);
	text_paragraph(list, view->metrics, &style, at, staff_word(view, "staff_testing_mark"));
}
