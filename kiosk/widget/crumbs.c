#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* The levels of the area tree and how many of each there are. */

static int64_t crumbs_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	static const char *const levels[] = {"county", "subdistrict", "community", "grid"};
	static const char *const words[] = {"area_county", "area_subdistrict", "area_community", "area_grid"};
	struct text_style chosen = kit_style(view, 36, TEXT_BOLD, ROLE_BG), style = kit_style(view, 36, TEXT_REGULAR, ROLE_INK2);
	int pad = kit_px(view, 22), width;
	struct rect pill;

	(void)self;
	if (!kit_area(view, 0))
		return WIDGET_FOREVER;
	width = text_measure(view->metrics, &chosen, box.width, kit_word(view, "area_all")).width + 2 * pad;
	pill = kit_cut_start(view, &box, width);
	draw_rounded(list, pill, (float)kit_px(view, 10), view->theme->color[ROLE_INK]);
	chosen.align = ALIGN_CENTER;
	text_paragraph(list, view->metrics, &chosen, pill, kit_word(view, "area_all"));
	style.strong_color = view->theme->color[ROLE_INK];
	for (int i = 0; i < 4; i++) {
		struct words_value values[] = {
			{"level", kit_word(view, words[i]), true},
			{"n", kit_number(list, kit_count_areas(view, str_from(levels[i]), AREA_NONE), 0), false},
		};

		kit_cut_start(view, &box, kit_px(view, 12));
		kit_icon_start(list, view, &box, STR("chev"), kit_px(view, 28), ROLE_LINE, kit_px(view, 12));
		kit_text_start(list, view, &box, &style, kit_words(list, view, "crumb_count", values, 2), 0);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_crumbs = {
	.name = "crumbs",
	.help = "the levels of the area tree and their numbers",
	.draw = crumbs_draw,
};
