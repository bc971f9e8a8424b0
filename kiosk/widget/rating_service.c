#include "kiosk/widget/rating.h"

/* Which service was it? */

enum { CARD_GAP = 24 };

static void draw_card(struct draw_list *list, const struct view *view, struct rect box, size_t index)
{
	const struct service *service = &rating_survey(view)->services[index];
	struct intent intent = {INTENT_SERVICE, (int)index};
	struct str name = str_format(list->arena, "service " STR_FMT, STR_ARG(service->id)), team = kit_label(view, &service->team);
	struct rect face = rating_button(list, view, box, LOOK_PLAIN, intent, name);
	struct text_style title = rating_style(view, 52, 34, TEXT_BOLD, ROLE_BTN_INK), by = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2);

	face = (struct rect){face.x + kit_px(view, 36), face.y + kit_px(view, 12), face.width - 2 * kit_px(view, 36), face.height - 2 * kit_px(view, 12)};
	title.lines_max = 2;
	if (team.length)
		text_paragraph(list, view->metrics, &by, rect_cut_bottom(&face, face.height * 4 / 10), team);
	text_paragraph(list, view->metrics, &title, face, kit_label(view, &service->name));
}

static int64_t rating_services_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct survey *survey = rating_survey(view);
	struct text_style title = rating_style(view, 76, 44, TEXT_TITLE, ROLE_INK);
	int gap = kit_px(view, CARD_GAP), columns = view->portrait ? 1 : 3, rows, count;

	(void)self;
	if (!survey || survey->service_count == 0)
		return WIDGET_FOREVER;
	count = (int)survey->service_count;
	if (count > 6)
		columns++;
	rows = (count + columns - 1) / columns;
	title.spacing_em = 0.04f;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&box, kit_px(view, 160)), kit_word(view, "choose_service"));
	for (int i = 0; i < count; i++) {
		struct rect at = {
			box.x + i % columns * (box.width + gap) / columns,
			box.y + i / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_card(list, view, kit_place(view, box, at), (size_t)i);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_services = {
	.name = "rating_services",
	.help = "the services to choose from",
	.draw = rating_services_draw,
};
