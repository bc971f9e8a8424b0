#include "kiosk/widget/rating.h"

/* The same place on every screen, in every language: it never mirrors, and what a screen lacks leaves its place free.
   Languages each in their own script, then text size, contrast, position, more time, reading aloud and back. In a high
   box (portrait) they stand in two rows. */

enum { TOOL_GAP = 16, TOOL_ROW = 108, TWO_LINES = 66, ICON = 40, LANGUAGES_PARTS = 38 /* of a hundred of the width */ };

struct tool {
	enum intent_kind kind;
	const char *word, *icon;
};

static const struct tool tools[] = {
	{INTENT_LARGE, "large_text", "zoom"},
	{INTENT_CONTRAST, "high_contrast", "contrast"},
	{INTENT_LOWER, "lower", "lower"},
	{INTENT_PAUSE, "pause", "pause"},
	{INTENT_ALOUD, "read_aloud", "sound"},
	{INTENT_BACK, "back", "back"},
};

enum { TOOL_COUNT = sizeof(tools) / sizeof(tools[0]) };

static bool is_on(const struct view *view, enum intent_kind kind)
{
	return (kind == INTENT_LARGE && view->visit->large) || (kind == INTENT_CONTRAST && view->visit->contrast) ||
	       (kind == INTENT_LOWER && view->visit->lower) || (kind == INTENT_PAUSE && view->visit->paused) ||
	       (kind == INTENT_ALOUD && view->visit->aloud);
}

static void draw_tool(struct draw_list *list, const struct view *view, struct rect box, const struct tool *tool)
{
	bool on = is_on(view, tool->kind);
	struct intent intent = {tool->kind, 0};
	struct rect face =
		rating_button(list, view, box, on ? LOOK_INVERTED : LOOK_PLAIN, intent, str_from(tool->word));
	struct text_style style =
		rating_style(view, 34, 20, on ? TEXT_BOLD : TEXT_REGULAR, on ? ROLE_BG : ROLE_BTN_INK);
	int side = kit_px(view, ICON);
	struct rect icon;

	face = (struct rect){face.x + 1, face.y + kit_px(view, 6), face.width - 2, face.height - 2 * kit_px(view, 6)};
	icon = rect_cut_top(&face, side);
	icon = (struct rect){icon.x + (icon.width - side) / 2, icon.y, side, side};
	kit_icon(list, view, on ? STR("check") : str_from(tool->icon), icon, on ? ROLE_BG : ROLE_BTN_INK, ROLE_BG);
	style.align = ALIGN_CENTER;
	style.lines_max = face.height >= kit_px(view, TWO_LINES) ? 2 : 1;
	style.line_factor = rating_lines(view, on ? TEXT_BOLD : TEXT_REGULAR);
	rating_text(list, view, &style, face, kit_word(view, tool->word));
}

static void draw_language(struct draw_list *list, const struct view *view, struct rect box, enum language language)
{
	static const char *const keys[] = {"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	bool chosen = language == view->language;
	struct view own = *view;
	struct text_style style;
	struct str name = words_find(view->words, language, str_from(keys[language]));
	struct rect face = rect_inset(box, kit_px(view, 6)), icon;
	int side = kit_px(view, 32);

	own.language = language;
	style = rating_style(&own, 40, 28, chosen ? TEXT_BOLD : TEXT_REGULAR, chosen ? ROLE_BG : ROLE_BTN_INK);
	style.align = ALIGN_CENTER;
	if (chosen) {
		draw_rounded(list, box, (float)kit_px(view, 18), view->theme->color[ROLE_INK]);
		icon = rect_cut_top(&face, side);
		icon = (struct rect){icon.x + (icon.width - side) / 2, icon.y + kit_px(view, 4), side, side};
		kit_icon(list, view, STR("check"), icon, ROLE_BG, ROLE_INK);
	}
	rating_text(list, view, &style, face, name);
	draw_target(list, box, INTENT_LANGUAGE, (int)language,
		str_format(list->arena, "language " STR_FMT, STR_ARG(language_code(language))));
}

static void draw_languages(struct draw_list *list, const struct view *view, struct rect box)
{
	struct rect inner = rect_inset(box, kit_px(view, 2));
	int before = LANGUAGE_COUNT;

	draw_rounded(list, box, (float)kit_px(view, 20), view->theme->color[ROLE_BTN_EDGE]);
	draw_rounded(list, inner, (float)kit_px(view, 18), view->theme->color[ROLE_BTN]);
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct rect at = {inner.x + inner.width * language / LANGUAGE_COUNT, inner.y,
			inner.width / LANGUAGE_COUNT, inner.height};
		bool chosen = language == (int)view->language;

		if (language > 0 && !chosen && before != (int)view->language)
			draw_fill(list, (struct rect){at.x, at.y, kit_px(view, 2), at.height},
				view->theme->color[ROLE_BTN_EDGE]);
		draw_language(list, view, at, (enum language)language);
		before = language;
	}
}

static bool has_tool(const struct view *view, enum intent_kind kind)
{
	enum visit_place place = view->visit->place;

	if (kind == INTENT_BACK && view->small && view->portrait)
		return false; /* it stands among the actions, as large as these */
	if (kind == INTENT_BACK)
		return place != VISIT_ATTRACT && place != VISIT_THANKS && place != VISIT_SORRY;
	return kind != INTENT_ALOUD || view->speaks;
}

static void draw_tools(struct draw_list *list, const struct view *view, struct rect box)
{
	int gap = rating_gap(view, TOOL_GAP), count = TOOL_COUNT, at = 0;

	if (view->small)
		count -= view->portrait ? 2 : 1;
	for (int i = 0; i < TOOL_COUNT; i++) {
		int left = at * (box.width + gap) / count, right = (at + 1) * (box.width + gap) / count;

		if (view->small && tools[i].kind == INTENT_LOWER)
			continue; /* there is no lower place on it */
		at++;
		if (has_tool(view, tools[i].kind))
			draw_tool(list, view, (struct rect){box.x + left, box.y, right - left - gap, box.height},
				&tools[i]);
	}
}

static int64_t rating_tools_draw(
	const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int gap = rating_gap(view, TOOL_GAP);
	bool two_rows = box.height >= 2 * kit_px(view, TOOL_ROW);
	struct rect languages;

	(void)self;
	if (!view->visit)
		return WIDGET_FOREVER;
	languages = two_rows ? rect_cut_top(&box, kit_px(view, TOOL_ROW))
			     : rect_cut_left(&box, box.width * LANGUAGES_PARTS / 100);
	if (two_rows)
		rect_cut_top(&box, gap);
	else
		rect_cut_left(&box, gap);
	if (view->visit->place == VISIT_ATTRACT) /* the first screen has large buttons for them */
		rating_results(list, view, languages);
	else
		draw_languages(list, view, languages);
	draw_tools(list, view, box);
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_tools = {
	.name = "rating_tools",
	.help = "languages, text size, contrast, position, more time, reading aloud, back",
	.draw = rating_tools_draw,
};
