#include "kiosk/widget/kit_text.h"

/* Words of assets/words: *strong*, _accent_, and what a backslash stands before as it is. */

static const struct widget_setting settings[] = {
	{"words", SETTING_WORDS_KEY, NULL, NULL, "a word's key; {area} is the hall's own area, {root} the whole tree"},
	{"px", SETTING_INTEGER, "40", "20..240", "size"},
	{"weight", SETTING_CHOICE, "regular", "regular|bold|title", "weight"},
	{"role", SETTING_ROLE, "ink", NULL, "colour"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"lines", SETTING_INTEGER, "1", "1..20", "lines at most"},
	{0},
};

static struct str name_of(const struct view *view, uint32_t index)
{
	const struct area *area = kit_area(view, index);

	return area ? kit_label(view, &area->name) : STR("");
}

static int64_t text_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct words_value values[] = {{"area", name_of(view, view->area), true}, {"root", name_of(view, 0), true}};
	struct text_style style = kit_style_of(self, view);

	style.lines_max = widget_integer(self, "lines");
	style.accent_color = view->theme->color[ROLE_ACCENT];
	text_paragraph(list, view->metrics, &style, box,
		words_format(list->arena, view->words, view->language, widget_value(self, "words"), values, 2));
	return WIDGET_FOREVER;
}

const struct widget_class widget_text = {
	.name = "text",
	.help = "words of assets/words: *strong*, _accent_; a backslash before a sign keeps it",
	.settings = settings,
	.draw = text_draw,
};
