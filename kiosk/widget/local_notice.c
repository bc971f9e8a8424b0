#include "kiosk/widget/local_notice.h"

#include "kiosk/widget/rating.h"
#include "kiosk/widget/kit_text.h"

/* What staff put up, in all four languages at once: whoever comes to a closed door reads it. The same page says that ratings are
   paused. */

enum { MARGIN = 96, GAP = 28 };

const char *local_notice_word(enum local_notice_kind kind)
{
	static const char *const keys[LOCAL_KIND_COUNT] = {
		[LOCAL_CLOSED] = "local_closed", [LOCAL_DESK] = "local_desk", [LOCAL_SOON] = "local_soon", [LOCAL_SERVICE] = "local_service"};

	return keys[kind] ? keys[kind] : "ratings_closed";
}

/* Home's own language first and largest. */
static void draw_language(struct draw_list *list, const struct view *view, struct rect box, enum language language, const char *key,
	int base_px, enum theme_role role)
{
	struct text_style style = kit_style(view, base_px, base_px > 90 ? TEXT_TITLE : TEXT_BOLD, role);

	style.language = language;
	style.least_px = kit_px(view, 36);
	style.lines_max = 2;
	style.align = ALIGN_CENTER;
	style.vertical = VERTICAL_MIDDLE;
	text_paragraph(list, view->metrics, &style, box, words_find(view->words, language, str_from(key)));
}

static void draw_until(struct draw_list *list, const struct view *view, struct rect box, int64_t until_ms)
{
	struct text_style style = kit_style(view, 44, TEXT_REGULAR, ROLE_INK2);
	struct words_value time = {"time", kit_date_time(list, view, until_ms), false};

	style.least_px = kit_px(view, 30);
	style.align = ALIGN_CENTER;
	style.vertical = VERTICAL_MIDDLE;
	text_paragraph(list, view->metrics, &style, box, kit_words(list, view, "local_until", &time, 1));
}

static int64_t local_notice_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	enum language first = view->language;
	bool closed = !view->staff || view->staff->notice.kind == LOCAL_NONE;
	const char *key = closed ? "ratings_closed" : local_notice_word(view->staff->notice.kind);
	struct rect rule;

	(void)self;
	box = rect_inset(box, kit_px(view, MARGIN));
	draw_frame(list, box, (float)kit_px(view, 28), (float)kit_px(view, 6), view->theme->color[ROLE_RULE]);
	box = rect_inset(box, kit_px(view, MARGIN / 2));
	if (!closed)
		draw_until(list, view, rect_cut_bottom(&box, kit_px(view, 80)), view->staff->notice.until_ms - 60000); /* 23:59 says it plainer than 00:00 */
	else
		draw_language(list, view, rect_cut_bottom(&box, kit_px(view, 150)), first, "ratings_closed_help", 44, ROLE_INK2);
	draw_language(list, view, rect_cut_top(&box, box.height * 4 / 10), first, key, 160, ROLE_INK);
	rule = rect_cut_top(&box, kit_px(view, 6));
	draw_fill(list, (struct rect){rule.x + rule.width / 3, rule.y, rule.width / 3, rule.height}, view->theme->color[ROLE_RULE]);
	rect_cut_top(&box, kit_px(view, GAP));
	for (int language = 0, left = LANGUAGE_COUNT - 1; language < LANGUAGE_COUNT; language++)
		if (language != (int)first)
			draw_language(list, view, rect_cut_top(&box, box.height / left--), (enum language)language, key, 76, ROLE_INK);
	return WIDGET_FOREVER;
}

const struct widget_class widget_local_notice = {
	.name = "local_notice",
	.help = "what staff put up, or that ratings are paused; shown by itself",
	.draw = local_notice_draw,
};
