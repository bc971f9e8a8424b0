#include "kiosk/widget/rating.h"

/* What is rated, and the one question. */

static void draw_service(struct draw_list *list, const struct view *view, struct rect box, const struct service *service)
{
	struct text_style name = rating_needed(view, 52, 36, TEXT_BOLD, ROLE_INK), team = rating_style(view, 40, 24, TEXT_REGULAR, ROLE_INK2);
	struct str words = kit_label(view, &service->name), by = kit_label(view, &service->team);
	int gap = kit_px(view, 24), bar = kit_px(view, 3), high = kit_px(view, 44);
	struct rect at;
	int width;

	rating_fit(view, &name, box.width * 6 / 10, box.height, words);
	width = text_measure(view->metrics, &name, box.width * 6 / 10, words).width + 1;
	at = (struct rect){box.x, box.y, width, box.height};
	rating_text(list, view, &name, kit_place(view, box, at), words);
	if (by.length == 0)
		return;
	at = (struct rect){box.x + width + gap, box.y + (box.height - high) / 2, bar, high};
	draw_fill(list, kit_place(view, box, at), view->theme->color[ROLE_LINE]);
	at = box;
	rect_cut_left(&at, width + 2 * gap + bar);
	rating_text(list, view, &team, kit_place(view, box, at), by);
}

static int64_t rating_question_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	const struct service *service = rating_service(view);
	struct text_style style = rating_title(view, 92, 48);

	(void)self;
	if (!survey || !service)
		return WIDGET_FOREVER;
	draw_service(list, view, rect_cut_top(&box, kit_px(view, view->small ? 66 : 76)), service);
	rect_cut_top(&box, kit_px(view, view->small ? 2 : 8));
	style.lines_max = view->portrait ? 3 : 1;
	if (!view->portrait && style.size_px > box.height * 10 / 14) /* large text has no more height than there is */
		style.size_px = box.height * 10 / 14;
	style.vertical = view->portrait ? VERTICAL_MIDDLE : VERTICAL_TOP;
	rating_text(list, view, &style, box, kit_label(view, &survey->question));
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_question = {
	.name = "rating_question",
	.help = "the service that is rated, and the question",
	.draw = rating_question_draw,
};
