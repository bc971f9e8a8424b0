#include "feed/base/arena.h"
#include "feed/base/lunar.h"
#include "kiosk/widget/kit_state.h"
#include "kiosk/widget/kit_text.h"

/* Today's date; in Chinese with that of the moon's calendar and the solar term. */

enum { LINES_MAX = 3, LINE_FACTOR = 150, SMALL_FACTOR = 165 }; /* heights in parts of a hundred of the size */

static const struct widget_setting settings[] = {
	{"px", SETTING_INTEGER, "72", "28..240", "size of the date"},
	{"small", SETTING_INTEGER, "40", "20..160", "size of the lines under it"},
	{"year", SETTING_FLAG, "no", NULL, "with the year"},
	{"weight", SETTING_CHOICE, "bold", "regular|bold|title", "weight of the date"},
	{"role", SETTING_ROLE, "ink", NULL, "colour of the date"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{"lunar", SETTING_FLAG, "yes", NULL, "with the date of the moon's calendar; in Chinese only"},
	{"terms", SETTING_CHOICE, "next", "no|day|next",
		"the solar term: on its day, or on other days the one that comes next; in Chinese only"},
	{0},
};

struct line {
	struct text_style style;
	struct str text;
	int height;
};

static struct str date_text(const struct widget *self, const struct view *view, struct draw_list *list)
{
	struct civil day = view->local;
	struct words_value values[] = {
		{"month", words_find(view->words, view->language, str_format(list->arena, "month_%d", day.month)), true},
		{"day", str_format(list->arena, "%d", day.day), false},
		{"weekday", words_find(view->words, view->language, str_format(list->arena, "weekday_%d", day.weekday)), true},
		{"year", str_format(list->arena, "%d", day.year), false},
	};

	return kit_words(list, view, widget_flag(self, "year") ? "date_full_weekday" : "date_weekday", values, 4);
}

/* The nth of words that stand with spaces in one entry. */
static struct str word_at(const struct view *view, const char *key, int n)
{
	struct str rest = kit_word(view, key), word = STR("");

	while (n-- >= 0)
		if (!str_next(&rest, ' ', &word))
			return STR("");
	return word;
}

static struct str lunar_text(const struct view *view, struct draw_list *list)
{
	struct words_value values[6];
	struct lunar_date date;

	if (!lunar_date_of(view->local.year, view->local.month, view->local.day, &date))
		return STR("");
	values[0] = (struct words_value){"stem", word_at(view, "zh_lunar_stems", (date.year + 6) % 10), true};
	values[1] = (struct words_value){"branch", word_at(view, "zh_lunar_branches", (date.year + 8) % 12), true};
	values[2] = (struct words_value){"animal", word_at(view, "zh_lunar_animals", (date.year + 8) % 12), true};
	values[3] = (struct words_value){"leap", date.leap ? kit_word(view, "zh_lunar_leap") : STR(""), true};
	values[4] = (struct words_value){"month", word_at(view, "zh_lunar_months", date.month - 1), true};
	values[5] = (struct words_value){"day", word_at(view, "zh_lunar_days", date.day - 1), true};
	return kit_words(list, view, "zh_lunar_date", values, 6);
}

static struct str term_text(const struct view *view, struct draw_list *list, bool next)
{
	struct civil day = view->local;
	struct words_value values[] = {{"term", STR(""), true}, {"date", STR(""), true}, {"n", STR(""), false}};
	struct lunar_term term;
	int64_t days;

	if (!lunar_term_from(day.year, day.month, day.day, &term))
		return STR("");
	days = civil_day_number(term.year, term.month, term.day) - civil_day_number(day.year, day.month, day.day);
	values[0].text = word_at(view, "zh_terms", term.term);
	values[1].text = kit_date(list, view,
		civil_from_local((struct civil){.year = term.year, .month = term.month, .day = term.day, .hour = 12}));
	values[2].text = str_format(list->arena, "%d", (int)days);
	if (days && !next)
		return STR("");
	return kit_words(list, view, days ? "zh_term_next" : "zh_term_today", values, 3);
}

static struct line small_line(const struct widget *self, const struct view *view, const struct text_style *like, struct str text)
{
	int px = widget_integer(self, "small");
	struct line line = {kit_style(view, px, TEXT_REGULAR, ROLE_INK2), text, kit_px(view, px * SMALL_FACTOR / 100)};

	line.style.align = like->align;
	return line;
}

static size_t put_lines(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	struct line lines[LINES_MAX])
{
	struct text_style style = kit_style_of(self, view);
	struct str terms = widget_value(self, "terms"), text;
	size_t count = 0;

	lines[count++] = (struct line){style, date_text(self, view, list), kit_px(view, widget_integer(self, "px") * LINE_FACTOR / 100)};
	if (view->language != LANGUAGE_ZH) {
		lines[0].height = box.height; /* room for two lines of long words */
		return count;
	}
	text = widget_flag(self, "lunar") ? lunar_text(view, list) : STR("");
	if (text.length)
		lines[count++] = small_line(self, view, &style, text);
	text = str_equal(terms, STR("no")) ? STR("") : term_text(view, list, str_equal(terms, STR("next")));
	if (text.length)
		lines[count++] = small_line(self, view, &style, text);
	return count;
}

static int64_t date_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct line lines[LINES_MAX];
	size_t count = put_lines(self, view, list, box, lines);
	int height = 0;

	for (size_t i = 0; i < count; i++)
		height += lines[i].height;
	while (count > 1 && height > box.height)
		height -= lines[--count].height;
	rect_cut_top(&box, (box.height - height) / 2);
	for (size_t i = 0; i < count; i++)
		kit_text_fit(list, view, rect_cut_top(&box, lines[i].height), &lines[i].style, lines[i].text);
	return kit_next_midnight(view);
}

const struct widget_class widget_date = {
	.name = "date",
	.help = "today's date; in Chinese with the date of the moon's calendar and the solar term",
	.settings = settings,
	.draw = date_draw,
};
