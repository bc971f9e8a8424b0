#include "kiosk/widget/rating.h"

/* The first screen: what this is, what is kept, and four languages, each in its own script. */

enum { BUTTON_GAP = 24 };

static void draw_promise(struct draw_list *list, const struct view *view, struct rect box, const char *key)
{
	struct text_style style = rating_style(view, 40, 30, TEXT_REGULAR, ROLE_INK2);
	int side = kit_px(view, 40);
	struct rect icon = {box.x, box.y + (box.height - side) / 2, side, side}, words = box;

	rect_cut_left(&words, side + kit_px(view, 20));
	kit_icon(list, view, STR("check"), kit_place(view, box, icon), ROLE_OKAY, ROLE_BG);
	style.lines_max = view->portrait ? 3 : 2;
	style.least_px = kit_px(view, 24);
	text_paragraph(list, view->metrics, &style, kit_place(view, box, words), kit_word(view, key));
}

static int64_t rating_welcome_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	static const char *const promises[] = {"voluntary", "anonymous_notice", "what_is_kept"};
	struct text_style title = rating_style(view, 92, 56, TEXT_TITLE, ROLE_INK), how = rating_style(view, 52, 36, TEXT_REGULAR, ROLE_INK2);
	struct rect whole = box, round;
	int side = kit_px(view, view->portrait ? 360 : 400);

	(void)self;
	round = view->portrait ? rect_cut_top(&box, side) : rect_cut_right(&box, side * 740 / 700);
	if (view->portrait)
		round.x += (round.width - side * 740 / 700) / 2;
	round.width = side * 740 / 700;
	rating_roundel(list, view, kit_place(view, whole, round));
	box = kit_place(view, whole, box);
	title.spacing_em = 0.04f;
	title.lines_max = how.lines_max = 2;
	text_paragraph(list, view->metrics, &title, rect_cut_top(&box, kit_px(view, view->portrait ? 180 : 140)), kit_word(view, "welcome_title"));
	text_paragraph(list, view->metrics, &how, rect_cut_top(&box, kit_px(view, 76)), kit_word(view, "welcome_how"));
	for (int i = 0; i < 3; i++)
		draw_promise(list, view, rect_cut_top(&box, kit_px(view, view->portrait ? 110 : 62)), promises[i]);
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_welcome = {
	.name = "rating_welcome",
	.help = "what rating is, and what is kept",
	.draw = rating_welcome_draw,
};

static void draw_language(struct draw_list *list, const struct view *view, struct rect box, enum language language)
{
	static const char *const keys[] = {"lang_name_zh", "lang_name_ug", "lang_name_kk", "lang_name_en"};
	struct intent intent = {INTENT_LANGUAGE, (int)language};
	struct str code = str_format(list->arena, "language " STR_FMT, STR_ARG(language_code(language)));
	struct rect face = rect_inset(rating_button(list, view, box, LOOK_PLAIN, intent, code), kit_px(view, 16));
	struct text_style name = rating_style(view, 64, 44, TEXT_BOLD, ROLE_BTN_INK), begin = rating_style(view, 36, 28, TEXT_REGULAR, ROLE_INK2);

	name.language = begin.language = language;
	name.align = begin.align = ALIGN_CENTER;
	begin.lines_max = 2;
	text_paragraph(list, view->metrics, &name, rect_cut_top(&face, face.height * 6 / 10), words_find(view->words, language, str_from(keys[language])));
	text_paragraph(list, view->metrics, &begin, face, words_find(view->words, language, STR("start_here")));
}

/* Never mirrored: each language has its place on every screen. */
static int64_t rating_languages_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	int gap = kit_px(view, BUTTON_GAP), columns = view->portrait ? 2 : 4, rows = LANGUAGE_COUNT / columns;

	(void)self;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct rect at = {
			box.x + language % columns * (box.width + gap) / columns,
			box.y + language / columns * (box.height + gap) / rows,
			(box.width + gap) / columns - gap,
			(box.height + gap) / rows - gap,
		};

		draw_language(list, view, at, (enum language)language);
	}
	return WIDGET_FOREVER;
}

const struct widget_class widget_rating_languages = {
	.name = "rating_languages",
	.help = "four large buttons to begin in a language",
	.draw = rating_languages_draw,
};
