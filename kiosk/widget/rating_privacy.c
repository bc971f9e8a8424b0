#include "kiosk/widget/rating.h"

/* The promise never leaves the screen; beside it what is left of the time, where time runs out. */

static bool counts_down(const struct view *view)
{
	return view->visit && (view->visit->place == VISIT_THANKS || view->visit->place == VISIT_SORRY);
}

/* The right moment to draw again is when the next whole second is gone. */
static int64_t next_second(const struct view *view)
{
	int64_t left_ms = visit_due_ms(view->visit) - view->steady_ms;

	return view->now_ms + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 1000);
}

static int draw_countdown(struct draw_list *list, const struct view *view, struct rect box)
{
	int seconds = visit_countdown_s(view->visit, view->steady_ms);
	struct words_value value = {"n", str_format(list->arena, "%d", seconds), false};
	struct text_style style = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2);
	int width = kit_px(view, 160), height = kit_px(view, 12), gap = kit_px(view, 16), room = box.width * (view->portrait ? 48 : 40) / 100;
	struct rect bar = {box.x + box.width - width, box.y + (box.height - height) / 2, width, height};
	struct rect words = {bar.x - gap - (room - width), box.y, room - width, box.height};

	rating_bar(list, view, kit_place(view, box, bar), seconds * 1000.0 / (double)visit_limit_ms(view->visit));
	style.align = ALIGN_END;
	style.least_px = kit_px(view, 24);
	text_paragraph(list, view->metrics, &style, kit_place(view, box, words), kit_words(list, view, "returns_in", &value, 1));
	return room + gap;
}

static int64_t rating_privacy_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = rating_style(view, 36, 26, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, 44);
	struct rect icon = {box.x, box.y + (box.height - side) / 2, side, side}, words = box;

	(void)self;
	rect_cut_left(&words, side + kit_px(view, 16));
	if (counts_down(view))
		rect_cut_right(&words, draw_countdown(list, view, box));
	kit_icon(list, view, STR("shield"), kit_place(view, box, icon), ROLE_OKAY, ROLE_BG);
	style.least_px = kit_px(view, 24);
	style.lines_max = view->portrait ? 3 : 1;
	text_paragraph(list, view->metrics, &style, kit_place(view, box, words), kit_word(view, "anonymous_notice"));
	return counts_down(view) ? next_second(view) : WIDGET_FOREVER;
}

const struct widget_class widget_rating_privacy = {
	.name = "rating_privacy",
	.help = "the promise of anonymity, and the time that is left",
	.draw = rating_privacy_draw,
};
