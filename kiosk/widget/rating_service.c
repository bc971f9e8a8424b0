#include "kiosk/widget/rating.h"

/* Which service was it? */

enum { CARD_GAP = 24, CARD_MOST = 200, TEAM_LEAST = 130, TITLE = 160, ROUNDEL = 320 };

static void draw_card(struct draw_list *list, const struct view *view, struct rect box, size_t index)
{
	const struct service *service = &rating_survey(view)->services[index];
	struct intent intent = {INTENT_SERVICE, (int)index};
	struct str name = str_format(list->arena, "service " STR_FMT, STR_ARG(service->id)), team = kit_label(view, &service->team);
	struct rect face = rating_button(list, view, box, LOOK_PLAIN, intent, name);
	struct text_style title = rating_needed(view, 52, 34, TEXT_BOLD, ROLE_BTN_INK), by = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2);

	face = (struct rect){face.x + kit_px(view, view->small ? 16 : 36), face.y + kit_px(view, 12), face.width - 2 * kit_px(view, view->small ? 16 : 36), face.height - 2 * kit_px(view, 12)};
	title.lines_max = by.lines_max = 2;
	by.line_factor = rating_lines(view, TEXT_REGULAR);
	title.line_factor = rating_lines(view, TEXT_BOLD);
	if (team.length && face.height >= kit_px(view, TEAM_LEAST))
		rating_text(list, view, &by, rect_cut_bottom(&face, face.height * 4 / 10), team);
	rating_text(list, view, &title, face, kit_label(view, &service->name));
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
	int columns = view->portrait ? 1 + (count > 3) : 3;

	if (count > 6)
		columns++;
	if (count > 16)
		columns++;
	return columns;
}

/* On an upright screen cards stand low, within reach, and no higher than they need be. */
static int title_height(const struct view *view, int height, int rows, int gap)
{
	int least = kit_px(view, TITLE), cards = rows * kit_px(view, CARD_MOST) + (rows - 1) * gap;

	return view->portrait && !view->small && height - cards > least ? height - cards : least;
}

/* With the roundel above it where there is room. */
static void draw_title(struct draw_list *list, const struct view *view, struct rect box)
{
	struct text_style title = rating_title(view, view->portrait ? 88 : 76, 44);
	int side = kit_px(view, ROUNDEL);

	if (box.height > side + kit_px(view, TITLE + 60)) {
		struct rect round = rect_cut_top(&box, side + kit_px(view, 40));

		rating_roundel(list, view,
			(struct rect){round.x + (round.width - side * 740 / 700) / 2, round.y + kit_px(view, 20), side * 740 / 700, side});
	}
	title.lines_max = 2;
	rating_text(list, view, &title, box, kit_word(view, "choose_service"));
}

static int64_t rating_services_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int gap = rating_gap(view, CARD_GAP), columns, rows, count;
	size_t open[SURVEY_SERVICES_MAX];

	(void)self;
	if (!rating_survey(view))
		return WIDGET_FOREVER;
	count = open_services(view, open);
	columns = columns_for(view, count);
	rows = (count + columns - 1) / columns;
	draw_title(list, view, rect_cut_top(&box, title_height(view, box.height, rows, gap)));
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
