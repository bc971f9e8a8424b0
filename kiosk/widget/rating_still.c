#include "kiosk/widget/rating.h"

/* "Are you still there?" over whatever is on. One tap anywhere goes on. */

static int64_t next_second(const struct view *view)
{
	int64_t left_ms = visit_due_ms(view->visit) - view->steady_ms;

	return view->now_ms + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 1000);
}

static int64_t rating_still_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = rating_title(view, 92, 56), body = rating_style(view, 44, 32, TEXT_REGULAR, ROLE_INK2);
	struct text_style go_on = rating_needed(view, 52, 36, TEXT_BOLD, ROLE_ON_ACCENT);
	struct intent stay = {INTENT_STAY, 0};
	struct words_value seconds = {"n", STR(""), false};
	struct rect card, button;
	int left;

	(void)self;
	if (!view->visit || !view->visit->asking_still_there)
		return WIDGET_FOREVER;
	left = visit_countdown_s(view->visit, view->steady_ms);
	seconds.text = str_format(list->arena, "%d", left);
	draw_fill(list, box, 0xe6000000 | (view->theme->color[ROLE_BG] & 0xffffff));
	draw_target(list, box, INTENT_STAY, 0, STR("stay"));
	card = (struct rect){box.x + box.width / 10, box.y + box.height / 4, box.width * 8 / 10, box.height / 2};
	draw_rounded(list, card, (float)kit_px(view, 24), view->theme->color[ROLE_BTN_EDGE]);
	draw_rounded(list, rect_inset(card, kit_px(view, 3)), (float)kit_px(view, 21), view->theme->color[ROLE_SURFACE]);
	card = rect_inset(card, kit_px(view, 48));
	title.align = body.align = ALIGN_CENTER;
	button = rect_cut_bottom(&card, kit_px(view, view->small ? 180 : 132));
	rating_text(list, view, &title, rect_cut_top(&card, card.height / 2), kit_word(view, "still_there"));
	rating_text(list, view, &body, rect_cut_top(&card, kit_px(view, 84)), kit_words(list, view, "still_there_discard", &seconds, 1));
	rating_bar(list, view, rect_cut_top(&card, kit_px(view, 16)), left * 1000.0 / VISIT_COUNTDOWN_MS);
	rating_caption(list, view, rating_button(list, view, button, LOOK_PRIMARY, stay, STR("stay")), STR(""), 0, ROLE_ON_ACCENT, &go_on,
		kit_word(view, "still_there_continue"));
	return next_second(view);
}

const struct widget_class widget_rating_still = {
	.name = "rating_still",
	.help = "asks whether somebody is there before a visit is given up",
	.draw = rating_still_draw,
};
