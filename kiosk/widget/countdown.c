#include "feed/base/arena.h"
#include "kiosk/widget/kit_state.h"
#include "kiosk/widget/kit_text.h"

/* How long until a date or a time: days, and on the last one hours and minutes. */

enum { DAY_MS = 24 * 3600 * 1000, HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000, PAIRS_MAX = 2, LABEL = 52, FIGURE_FACTOR = 112 };

static const struct widget_setting settings[] = {
	{"to", SETTING_TEXT, "", NULL, "a date such as 2018-11-07, or a time such as 2018-11-07T09:00:00+08:00"},
	{"table", SETTING_TEXT, "", NULL, "where `to` is not given: a table of the feed, of which the next row counts"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"date", SETTING_TEXT, "starts", NULL, "its column of dates or times"},
	{"name", SETTING_TEXT, "", NULL, "its column that is said under the figure"},
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key above the figure"},
	{"over", SETTING_WORDS_KEY, "countdown_over", NULL, "a word's key for when that time has come"},
	{"px", SETTING_INTEGER, "104", "40..240", "size of the figure"},
	{"align", SETTING_CHOICE, "start", "start|center|end", "where it stands"},
	{0},
};

struct goal {
	int64_t at_ms;
	bool whole_day; /* a date: it lasts until midnight */
	struct str name;
};

/* A figure with its unit. */
struct pair {
	struct str figure, unit;
};

static bool is_over(const struct view *view, const struct goal *goal)
{
	return goal->whole_day ? kit_days_from_today(view, goal->at_ms) < 0 : goal->at_ms <= view->now_ms;
}

static bool read_row(const struct widget *self, const struct view *view, struct draw_list *list, const struct kit_rows *rows, size_t row,
	int date, struct goal *goal)
{
	const struct cell *cell = table_cell(rows->table, row, date);
	int name = kit_column(rows, self, "name");

	if (!cell->present)
		return false;
	*goal = (struct goal){.at_ms = cell->time_ms, .whole_day = rows->table->columns[date].type == COLUMN_DATE};
	if (name != TABLE_NO_COLUMN)
		goal->name = kit_cell(list, view, rows->table, row, name);
	return !is_over(view, goal);
}

/* The row that comes next. */
static bool find_row(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows, struct goal *goal)
{
	bool found = false;
	struct goal one;
	int date;

	if (!kit_rows_find(self, view, list, rows) || !kit_need(self, view, list, rows, "date", &date))
		return false;
	if (rows->table->columns[date].type != COLUMN_DATE && rows->table->columns[date].type != COLUMN_TIME) {
		kit_fault(self, view, "date", widget_value(self, "date"), STR("a column of dates or times"));
		return false;
	}
	for (size_t i = 0; i < rows->count; i++) {
		if (!read_row(self, view, list, rows, rows->rows[i], date, &one) || (found && one.at_ms >= goal->at_ms))
			continue;
		*goal = one;
		found = true;
	}
	return found;
}

static bool find_goal(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows, struct goal *goal)
{
	struct str to = widget_value(self, "to");

	*goal = (struct goal){0};
	*rows = (struct kit_rows){0};
	if (to.length == 0)
		return find_row(self, view, list, rows, goal);
	goal->whole_day = to.length == sizeof("2018-11-07") - 1;
	if (civil_parse(to, &goal->at_ms))
		return true;
	kit_fault(self, view, "to", to, STR("a date such as 2018-11-07, or a time such as 2018-11-07T09:00:00+08:00"));
	return false;
}

static struct pair pair_of(const struct view *view, struct draw_list *list, int64_t value, const char *one, const char *many)
{
	return (struct pair){kit_number(list, (double)value, 0), kit_word(view, value == 1 ? one : many)};
}

/* What is left, and until when that is right. The minute that runs counts as one. */
static size_t split(const struct view *view, struct draw_list *list, const struct goal *goal, struct pair pairs[PAIRS_MAX],
	int64_t *until_ms)
{
	int64_t left_ms = goal->at_ms - view->now_ms, minutes = (left_ms + MINUTE_MS - 1) / MINUTE_MS, midnight_ms;
	size_t count = 0;

	if (left_ms > DAY_MS || (goal->whole_day && left_ms > 0)) {
		midnight_ms = kit_next_midnight(view);
		*until_ms = !goal->whole_day && goal->at_ms - DAY_MS < midnight_ms ? goal->at_ms - DAY_MS : midnight_ms;
		pairs[0] = pair_of(view, list, kit_days_from_today(view, goal->at_ms), "unit_day", "unit_days");
		return 1;
	}
	*until_ms = goal->at_ms - (minutes - 1) * MINUTE_MS;
	if (minutes >= 60)
		pairs[count++] = pair_of(view, list, minutes / 60, "unit_h", "unit_h");
	if (minutes % 60 || minutes < 60)
		pairs[count++] = pair_of(view, list, minutes % 60, "unit_min", "unit_min");
	return count;
}

static int width_of(const struct view *view, const struct text_style *style, struct str text)
{
	return text_measure(view->metrics, style, 8 * view->screen.width, text).width + 1;
}

/* Figures and units on one baseline, in the order in which one reads; all smaller until they fit. */
static void draw_pairs(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct pair *pairs, size_t count)
{
	int px = widget_integer(self, "px"), least = px / 2, baseline = box.y + box.height * 86 / 100, gap, width;
	struct str align = widget_value(self, "align");
	struct text_style big, small;

	do {
		big = kit_style(view, px, TEXT_BOLD, ROLE_INK);
		small = kit_style(view, px > 90 ? 44 : px * 44 / 100, TEXT_REGULAR, ROLE_INK2);
		big.spacing_em = -0.02f;
		gap = kit_px(view, px / 8);
		width = 0;
		for (size_t i = 0; i < count; i++)
			width += width_of(view, &big, pairs[i].figure) + width_of(view, &small, pairs[i].unit) + gap + (i ? 2 * gap : 0);
		px -= 2;
	} while (width > box.width && px > least);
	if (!str_equal(align, STR("start")) && width < box.width)
		kit_cut_start(view, &box, (box.width - width) / (str_equal(align, STR("center")) ? 2 : 1));
	for (size_t i = 0; i < count; i++) {
		kit_text_on(list, view, &box, &big, pairs[i].figure, baseline, gap);
		kit_text_on(list, view, &box, &small, pairs[i].unit, baseline, 2 * gap);
	}
}

static struct text_style line_style(const struct widget *self, const struct view *view, int px, enum text_weight weight,
	enum theme_role role)
{
	struct text_style style = kit_style(view, px, weight, role);
	struct str align = widget_value(self, "align");

	style.align = str_equal(align, STR("center")) ? ALIGN_CENTER : str_equal(align, STR("end")) ? ALIGN_END : ALIGN_START;
	return style;
}

/* What it is about and when that is, under the figure. */
static void draw_goal(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, const struct goal *goal)
{
	struct text_style style = line_style(self, view, 36, TEXT_REGULAR, ROLE_INK2);
	struct str date = goal->whole_day ? kit_date(list, view, goal->at_ms) : kit_date_time(list, view, goal->at_ms);
	struct rect line = rect_cut_top(&box, kit_px(view, LABEL));

	if (goal->name.length) {
		style.color = view->theme->color[ROLE_INK];
		kit_text_fit(list, view, line, &style, goal->name);
		style.color = view->theme->color[ROLE_INK2];
		line = rect_cut_top(&box, kit_px(view, LABEL));
	}
	if (line.height >= kit_px(view, LABEL))
		kit_text_fit(list, view, line, &style, date);
}

static int64_t draw_left(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box,
	const struct goal *goal)
{
	struct rect line = rect_cut_top(&box, kit_px(view, widget_integer(self, "px") * FIGURE_FACTOR / 100));
	struct text_style words = line_style(self, view, widget_integer(self, "px") * 6 / 10, TEXT_BOLD, ROLE_INK);
	bool over = is_over(view, goal), today = goal->whole_day && kit_days_from_today(view, goal->at_ms) == 0;
	int64_t until_ms = today ? kit_next_midnight(view) : WIDGET_FOREVER;
	struct pair pairs[PAIRS_MAX];

	if (over || today)
		kit_text_fit(list, view, line, &words,
			over ? words_find(view->words, view->language, widget_value(self, "over")) : kit_word(view, "countdown_today"));
	else
		draw_pairs(self, view, list, line, pairs, split(view, list, goal, pairs, &until_ms));
	rect_cut_top(&box, kit_px(view, 8));
	draw_goal(self, view, list, box, goal);
	return until_ms;
}

static int64_t countdown_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct text_style label = line_style(self, view, 40, TEXT_REGULAR, ROLE_INK2);
	struct kit_rows rows;
	struct goal goal;

	if (widget_value(self, "label").length)
		kit_text_fit(list, view, rect_cut_top(&box, kit_px(view, LABEL)), &label,
			words_find(view->words, view->language, widget_value(self, "label")));
	if (find_goal(self, view, list, &rows, &goal))
		return draw_left(self, view, list, box, &goal);
	if (!rows.named)
		kit_empty(list, view, box, "countdown_none");
	return WIDGET_FOREVER;
}

const struct widget_class widget_countdown = {
	.name = "countdown",
	.help = "how long until a date or a time: days, and on the last one hours and minutes",
	.settings = settings,
	.draw = countdown_draw,
};
