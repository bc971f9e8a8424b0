#include "kiosk/widget/rating.h"

/* Screens that ask nothing: closed at this hour, and calm after hands that made no sense. */

static void draw_quiet(
	const struct view *view, struct rect box, struct draw_list *list, const char *title_key, const char *body_key)
{
	struct text_style title = rating_title(view, 92, 56),
			  body = rating_style(view, 52, 36, TEXT_REGULAR, ROLE_INK2);

	title.align = body.align = ALIGN_CENTER;
	title.lines_max = body.lines_max = 3;
	title.vertical = VERTICAL_BOTTOM;
	body.vertical = VERTICAL_TOP;
	rating_text(list, view, &title, rect_cut_top(&box, box.height / 2), kit_word(view, title_key));
	rect_cut_top(&box, kit_px(view, 24));
	rating_text(list, view, &body, box, kit_word(view, body_key));
}

static int64_t rating_closed_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	(void)self;
	draw_quiet(view, box, list, "rating_closed", "rating_closed_body");
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_closed = {
	.name = "rating_closed",
	.help = "no service that this screen asks about is open",
	.draw = rating_closed_draw,
};

static int64_t rating_calm_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	(void)self;
	draw_quiet(view, box, list, "calm_title", "calm_body");
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_calm = {
	.name = "rating_calm",
	.help = "a rest for a screen that was touched without sense for a minute",
	.draw = rating_calm_draw,
};
