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

/* Those that are open now, by index. */
static int open_services(const struct view *view, size_t open[SURVEY_SERVICES_MAX])
{
	uint32_t mask = survey_open_services(rating_survey(view), view->local);
	int count = 0;

	for (size_t i = 0; i < rating_survey(view)->service_count; i++)
		if (mask >> i & 1)
			open[count++] = i;
	return count;
}

static int columns_for(const struct view *view, int count)
{
	int columns = view->portrait ? 1 : 3;

	if (count > 6)
		columns++;
	if (count > 16)
		columns++;
	return columns;
}

static int64_t rating_services_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style title = rating_style(view, 76, 44, TEXT_TITLE, ROLE_INK);
	int gap = kit_px(view, CARD_GAP), columns, rows, count;
	size_t open[SURVEY_SERVICES_MAX];

	(void)self;
	if (!rating_survey(view))
		return WIDGET_FOREVER;
	title.spacing_em = 0.04f;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&box, kit_px(view, 160)), kit_word(view, "choose_service"));
	count = open_services(view, open);
	columns = columns_for(view, count);
	rows = (count + columns - 1) / columns;
	for (int i = 0; i < count; i++) {
		struct rect at = {
			box.x + i % columns * (box.width + gap) / columns,
			box.y + i / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_card(list, view, kit_place(view, box, at), open[i]);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_services = {
	.name = "rating_services",
	.help = "the services to choose from",
	.draw = rating_services_draw,
};
