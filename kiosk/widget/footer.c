#include "feed/base/arena.h"
#include "kiosk/widget/kit_text.h"

/* Where the figures come from, whether they are made up, and which page this is. */

enum { PIPS_MAX = 20 };

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "headline", NULL, "the table whose source is named"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key, said after the source"},
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key before the page dots"},
	{"pages", SETTING_CHOICE, "playlist", "playlist|subdistricts|none", "what the dots count"},
	{0},
};

static void draw_pips(struct draw_list *list, const struct view *view, struct rect *rest, size_t number, size_t count)
{
	int side = kit_px(view, 12), wide = kit_px(view, 36), gap = kit_px(view, 10);

	for (size_t i = count; i-- > 0;) {
		struct rect at = kit_cut_end(view, rest, i == number ? wide : side);

		at = (struct rect){at.x, at.y + (at.height - side) / 2, at.width, side};
		if (i == number)
			draw_rounded(list, at, (float)side / 2, view->theme->color[ROLE_INK]);
		else
			draw_frame(list, at, (float)side / 2, (float)kit_px(view, 2), view->theme->color[ROLE_LINE]);
		kit_cut_end(view, rest, gap);
	}
}

static void draw_pages(const struct widget *self, struct draw_list *list, const struct view *view, struct rect *rest)
{
	bool subdistricts = str_equal(widget_value(self, "pages"), STR("subdistricts"));
	struct kit_page page = subdistricts ? kit_page_of(view) : (struct kit_page){NULL, view->showing.position, view->showing.count};
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct str label = widget_value(self, "label"), pages;

	if (page.count < 2 || str_equal(widget_value(self, "pages"), STR("none")))
		return;
	pages = text_isolate_number(list->arena, str_format(list->arena, "%zu / %zu", page.number + 1, page.count));
	kit_text_end(list, view, rest, &style, pages, kit_px(view, 20));
	if (page.count <= PIPS_MAX)
		draw_pips(list, view, rest, page.number, page.count);
	kit_cut_end(view, rest, kit_px(view, 10));
	if (label.length)
		kit_text_end(list, view, rest, &style, words_find(view->words, view->language, label), kit_px(view, 24));
}

static int64_t footer_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	const struct table *table = view->snapshot ? snapshot_table(view->snapshot, widget_value(self, "table")) : NULL;
	struct words_value source = {"source", table ? kit_label(view, &table->source) : STR(""), true};
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3);
	struct str note = widget_value(self, "note");

	if (!view->snapshot)
		return WIDGET_FOREVER;
	draw_pages(self, list, view, &box);
	kit_cut_end(view, &box, kit_px(view, 24));
	if (snapshot_head(view->snapshot)->demo) {
		struct rect probe = box;
		struct str demo = kit_word(view, "demo_mark");
		int tag = text_measure(view->metrics, &style, box.width, demo).width + kit_px(view, 24 + 24);

		kit_cut_end(view, &probe, tag);
		if (source.text.length)
			kit_text_start(list, view, &probe, &style, kit_words(list, view, "source", &source, 1), kit_px(view, 28));
		if (note.length)
			kit_text_start(list, view, &probe, &style, words_find(view->words, view->language, note), kit_px(view, 28));
		kit_cut_start(view, &box, box.width - probe.width - tag);
		kit_tag(list, view, box, demo, ROLE_LINE, false);
		return WIDGET_FOREVER;
	}
	if (source.text.length)
		kit_text_start(list, view, &box, &style, kit_words(list, view, "source", &source, 1), kit_px(view, 28));
	if (note.length)
		kit_text_start(list, view, &box, &style, words_find(view->words, view->language, note), 0);
	return WIDGET_FOREVER;
}

const struct widget_class widget_footer = {
	.name = "footer",
	.help = "source, note, demo mark and page dots",
	.settings = settings,
	.draw = footer_draw,
};
