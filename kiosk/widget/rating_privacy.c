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

enum { BAR_WIDE = 160, BAR_HIGH = 12, GAP = 16, SHIELD = 44, TWO_LINES = 76, COUNTDOWN_HIGH = 52 };

static void draw_countdown(struct draw_list *list, const struct view *view, struct rect box, enum text_align align)
{
	int seconds = visit_countdown_s(view->visit, view->steady_ms);
	struct words_value value = {"n", str_format(list->arena, "%d", seconds), false};
	struct text_style style = rating_style(view, 36, 24, TEXT_REGULAR, ROLE_INK2);
	int width = kit_px(view, view->small ? BAR_WIDE * 5 / 8 : BAR_WIDE), height = kit_px(view, BAR_HIGH);
	struct rect bar, words = box;

	bar = align == ALIGN_END ? rect_cut_right(&words, width) : rect_cut_left(&words, width);
	bar = (struct rect){bar.x, box.y + (box.height - height) / 2, width, height};
	rating_bar(list, view, kit_place(view, box, bar), seconds * 1000.0 / (double)visit_limit_ms(view->visit));
	if (align == ALIGN_END)
		rect_cut_right(&words, kit_px(view, GAP));
	else
		rect_cut_left(&words, kit_px(view, GAP));
	style.align = align;
	rating_text(list, view, &style, kit_place(view, box, words), kit_words(list, view, "returns_in", &value, 1));
}

static void draw_promise(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style style = rating_style(view, 36, 24, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, SHIELD);
	struct rect icon = {box.x, box.y + (box.height - side) / 2, side, side}, words = box;

	rect_cut_left(&words, side + kit_px(view, GAP));
	kit_icon(list, view, STR("shield"), kit_place(view, box, icon), ROLE_OKAY, ROLE_BG);
	style.lines_max = box.height >= kit_px(view, TWO_LINES) ? 2 : 1;
	style.line_factor = rating_lines(view, TEXT_REGULAR);
	rating_text(list, view, &style, kit_place(view, box, words), kit_word(view, "anonymous_notice"));
}

/* Side by side; upright, one above the other. */
static int64_t rating_privacy_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct rect whole = box, time;

	(void)self;
	if (!counts_down(view)) {
		draw_promise(list, view, box);
		return WIDGET_FOREVER;
	}
	time = view->portrait ? rect_cut_bottom(&box, kit_px(view, COUNTDOWN_HIGH)) : rect_cut_right(&box, box.width * (view->small ? 31 : 38) / 100);
	draw_promise(list, view, kit_place(view, whole, box));
	draw_countdown(list, view, kit_place(view, whole, time), view->portrait ? ALIGN_START : ALIGN_END);
	return next_second(view);
}

const struct widget_class widget_rating_privacy = {
	.name = "rating_privacy",
	.help = "the promise of anonymity, and the time that is left",
	.draw = rating_privacy_draw,
};
