#include "kiosk/widget/rating.h"

/* The same place on every screen, in every language: it never mirrors. Languages each in their own script, then text size,
   contrast, position and back. In a high box (portrait) they stand in two rows. */

enum { TOOL_GAP = 20, TOOL_ROW = 108, ICON = 40 };

struct tool {
	enum intent_kind kind;
	const char *word, *icon;
};

static const struct tool tools[] = {
	{INTENT_LARGE, "large_text", "zoom"},
	{INTENT_CONTRAST, "high_contrast", "contrast"},
	{INTENT_LOWER, "lower", "lower"},
	{INTENT_BACK, "back", "back"},
};

enum { TOOL_COUNT = sizeof(tools) / sizeof(tools[0]) };

static bool is_on(const struct view *view, enum intent_kind kind)
{
	return (kind == INTENT_LARGE && view->visit->large) || (kind == INTENT_CONTRAST && view->visit->contrast) ||
	       (kind == INTENT_LOWER && view->visit->lower);
}

static void draw_tool(struct draw_list *list, const struct view *view, struct rect box, const struct tool *tool)
{
	bool on = is_on(view, tool->kind);
	struct intent intent = {tool->kind, 0};
	struct rect face = rating_button(list, view, box, on ? LOOK_INVERTED : LOOK_PLAIN, intent, str_from(tool->word));
	struct text_style style = rating_style(view, 40, 26, TEXT_REGULAR, on ? ROLE_BG : ROLE_BTN_INK);
	struct str words = kit_word(view, tool->word), icon = str_from(tool->icon);

	if (on) {
		icon = STR("check");
		style.weight = TEXT_BOLD;
	}
	style.lines_max = 2;
	style.line_factor = 1.3f;
	rating_caption(list, view, rect_inset(face, kit_px(view, 8)), icon, ICON, on ? ROLE_BG : ROLE_BTN_INK, &style, words);
}

static void draw_language(struct draw_list *list, const struct view *view, struct rect box, enum language language)
{
	static const char *const keys[] = {"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	bool chosen = language == view->language;
	struct text_style style = rating_style(view, 40, 28, chosen ? TEXT_BOLD : TEXT_REGULAR, chosen ? ROLE_BG : ROLE_BTN_INK);
	struct str name = words_find(view->words, language, str_from(keys[language]));

	style.language = language;
	if (chosen)
		draw_rounded(list, box, (float)kit_px(view, 18), view->theme->color[ROLE_INK]);
	rating_caption(list, view, rect_inset(box, kit_px(view, 8)), chosen ? STR("check") : STR(""), 32, ROLE_BG, &style, name);
	draw_target(list, box, INTENT_LANGUAGE, (int)language, str_format(list->arena, "language " STR_FMT, STR_ARG(language_code(language))));
}

static void draw_languages(struct draw_list *list, const struct view *view, struct rect box)
{
	struct rect inner = rect_inset(box, kit_px(view, 2));
	int before = LANGUAGE_COUNT;

	draw_rounded(list, box, (float)kit_px(view, 20), view->theme->color[ROLE_BTN_EDGE]);
	draw_rounded(list, inner, (float)kit_px(view, 18), view->theme->color[ROLE_BTN]);
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct rect at = {inner.x + inner.width * language / LANGUAGE_COUNT, inner.y, inner.width / LANGUAGE_COUNT, inner.height};
		bool chosen = language == (int)view->language;

		if (language > 0 && !chosen && before != (int)view->language)
			draw_fill(list, (struct rect){at.x, at.y, kit_px(view, 2), at.height}, view->theme->color[ROLE_BTN_EDGE]);
		draw_language(list, view, at, (enum language)language);
		before = language;
	}
}

/* What a tool would like: its icon and its words on one line. */
static int wanted_width(const struct view *view, const struct tool *tool)
{
	struct text_style style = rating_style(view, 40, 26, TEXT_REGULAR, ROLE_BTN_INK);

	return text_measure(view->metrics, &style, view->screen.width, kit_word(view, tool->word)).width + kit_px(view, ICON + 14 + 40);
}

/* The room is shared out by what each would like, so that long words shrink alike. */
static void draw_tools(struct draw_list *list, const struct view *view, struct rect box, int count)
{
	int gap = kit_px(view, TOOL_GAP), room = box.width - (count - 1) * gap, wanted = 0, before = 0;

	for (int i = 0; i < count; i++)
		wanted += wanted_width(view, &tools[i]);
	for (int i = 0; i < count; i++) {
		int after = before + wanted_width(view, &tools[i]), left = (int)((int64_t)room * before / wanted);
		struct rect tool = {box.x + left + i * gap, box.y, (int)((int64_t)room * after / wanted) - left, box.height};

		draw_tool(list, view, tool, &tools[i]);
		before = after;
	}
}

/* Back has a place of its own under the reasons, and nothing to go back to at the start. */
static int tool_count(const struct view *view)
{
	enum visit_place place = view->visit->place;

	return place == VISIT_SERVICE || place == VISIT_QUESTION || place == VISIT_SAVING ? TOOL_COUNT : TOOL_COUNT - 1;
}

static int64_t rating_tools_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int gap = kit_px(view, TOOL_GAP);
	bool two_rows = box.height >= 2 * kit_px(view, TOOL_ROW);

	(void)self;
	if (!view->visit)
		return WIDGET_FOREVER;
	if (two_rows) {
		draw_languages(list, view, rect_cut_top(&box, (box.height - gap) / 2));
		rect_cut_top(&box, gap);
	} else {
		draw_languages(list, view, rect_cut_left(&box, box.width * 45 / 100));
		rect_cut_left(&box, gap);
	}
	draw_tools(list, view, box, tool_count(view));
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_tools = {
	.name = "rating_tools",
	.help = "languages, text size, contrast, position, back",
	.draw = rating_tools_draw,
};
