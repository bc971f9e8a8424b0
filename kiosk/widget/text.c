#include "kiosk/widget/kit_text.h"

/* Words of assets/words. */

static const struct widget_setting settings[] = {
	{"words", SETTING_WORDS_KEY, NULL, NULL, "a word's key"},
	{"px", SETTING_INTEGER, "40", "20..240", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"lines", SETTING_INTEGER, "1", "1..20", "lines at most"},
	{0},
};

static int64_t text_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style style = kit_style_of(self, view);

	style.lines_max = widget_integer(self, "lines");
	text_paragraph(
		list, view->metrics, &style, box, words_find(view->words, view->language, widget_value(self, "words")));
	return WIDGET_FOREVER;
}

const struct widget_class widget_text = {
	.name = "text",
	.help = "words of assets/words",
	.settings = settings,
	.draw = text_draw,
};
