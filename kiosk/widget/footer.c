#include "feed/base/arena.h"
#include "kiosk/widget/kit_board.h"

/* Where the figures come from, whether they are made up, and which page this is. */

enum { PIPS_MAX = 20, SAYINGS = 3, TWO_LINES = 70, SAYING_GAP = 28, PAGES_GAP = 24 };

/* Sizes of the sayings: rather without dots than below the second. */
enum { PX_MOST = 28, PX_GOOD = 24, PX_LEAST = 22 };

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, "headline", NULL, "the table whose source is named"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"period", SETTING_TEXT, "", NULL,
		"a column of that table with 2018-Q3, 2018-09 or 2018, said after the source"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key, said after the source"},
	{"note_sum", SETTING_TEXT, "", NULL, "a column whose sum is {n} of the note; nothing is said where it is 0"},
	{"label", SETTING_WORDS_KEY, "", NULL, "a word's key before the page dots"},
	{"pages", SETTING_CHOICE, "playlist", "playlist|subdistricts|none", "what the dots count"},
	{0},
};

/* What of the page stands beside the sayings: all of it, or less where they would not fit. */
enum pages_manner { PAGES_DOTS, PAGES_LABEL, PAGES_NUMBER, PAGES_MANNERS };

static void draw_pages(const struct widget *self, struct draw_list *list, const struct view *view, struct rect *rest,
	enum pages_manner manner)
{
	bool subdistricts = str_equal(widget_value(self, "pages"), STR("subdistricts"));
	struct kit_page page =
		subdistricts ? kit_page_of(view) : (struct kit_page){NULL, view->showing.position, view->showing.count};
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK2);
	struct str label = widget_value(self, "label");

	if (page.count < 2 || str_equal(widget_value(self, "pages"), STR("none")))
		return;
	kit_pager(list, view, rest, page.number, page.count, manner == PAGES_DOTS ? PIPS_MAX : 0);
	if (label.length && manner <= PAGES_LABEL)
		kit_text_end(
			list, view, rest, &style, words_find(view->words, view->language, label), kit_px(view, 24));
}

/* "2018-Q3", "2018-09", "2018" in words. */
static struct str period_words(struct draw_list *list, const struct view *view, struct str period)
{
	struct str year = str_part(period, 0, str_find(period, STR("-")));
	struct str rest = str_part(period, year.length + 1, period.length);
	struct str month = str_starts(rest, STR("0")) ? str_part(rest, 1, rest.length) : rest;
	struct words_value values[] = {
		{"year", year, false},
		{"quarter", str_part(rest, 1, rest.length), false},
		{"month",
			words_find(
				view->words, view->language, str_format(list->arena, "month_" STR_FMT, STR_ARG(month))),
			true},
	};

	if (rest.length == 0)
		return kit_words(list, view, "period_year", values, 1);
	return kit_words(list, view, str_starts(rest, STR("Q")) ? "period_quarter" : "period_month", values, 3);
}

static double sum_of(const struct kit_rows *rows, int column)
{
	double sum = 0, value;

	for (size_t i = 0; i < rows->count; i++)
		if (table_number(rows->table, rows->rows[i], column, &value))
			sum += value;
	return sum;
}

/* What stands at the reading side: source, period and note. */
struct sayings {
	struct str says[SAYINGS];
	size_t count;
};

static void add_period(struct draw_list *list, const struct view *view, const struct kit_rows *rows, int column,
	struct sayings *sayings)
{
	if (column != TABLE_NO_COLUMN && rows->count && table_cell(rows->table, rows->rows[0], column)->present)
		sayings->says[sayings->count++] =
			period_words(list, view, kit_cell(list, view, rows->table, rows->rows[0], column));
}

static struct sayings gather_sayings(const struct widget *self, struct draw_list *list, const struct view *view)
{
	struct sayings sayings = {.count = 0};
	struct kit_rows rows = {.table = snapshot_table(view->snapshot, widget_value(self, "table"))};
	bool found = rows.table && kit_rows_find(self, view, list, &rows);
	int summed = found ? kit_column(&rows, self, "note_sum") : TABLE_NO_COLUMN;
	struct words_value source = {"source", rows.table ? kit_label(view, &rows.table->source) : STR(""), true};
	struct words_value n = {"n", STR(""), false};
	struct str note = widget_value(self, "note");

	if (source.text.length)
		sayings.says[sayings.count++] = kit_words(list, view, "source", &source, 1);
	if (found)
		add_period(list, view, &rows, kit_column(&rows, self, "period"), &sayings);
	if (summed != TABLE_NO_COLUMN)
		n.text = kit_number(list, sum_of(&rows, summed), 0);
	if (note.length && !str_equal(n.text, STR("0")))
		sayings.says[sayings.count++] = words_format(list->arena, view->words, view->language, note, &n, 1);
	return sayings;
}

static int width_of(const struct view *view, const struct text_style *style, const struct sayings *sayings)
{
	int width = 0;

	for (size_t i = 0; i < sayings->count; i++)
		width += text_measure(view->metrics, style, 8 * view->screen.width, sayings->says[i]).width + 1 +
			 kit_px(view, SAYING_GAP);
	return width;
}

/* As large as all of them fit, but not below a least size. */
static struct text_style saying_style(const struct view *view, const struct sayings *sayings, int px_least, int width)
{
	struct text_style style = kit_style(view, PX_MOST, TEXT_REGULAR, ROLE_INK3);

	style.least_px = 0;
	while (style.size_px > kit_px(view, px_least) && width_of(view, &style, sayings) > width)
		style.size_px--;
	return style;
}

/* Where even the smallest is too large, the last ones are left out: a saying is never cut. */
static void draw_sayings(struct draw_list *list, const struct view *view, struct rect *box, struct sayings sayings)
{
	struct text_style style = saying_style(view, &sayings, PX_LEAST, box->width);

	while (sayings.count && width_of(view, &style, &sayings) > box->width)
		sayings.count--;
	style.least_px = style.size_px * 9 / 10; /* words set apart may be wider than the whole was measured */
	for (size_t i = 0; i < sayings.count; i++)
		kit_text_start(list, view, box, &style, sayings.says[i], kit_px(view, SAYING_GAP));
}

static void draw_demo(struct draw_list *list, const struct view *view, struct rect box)
{
	if (snapshot_head(view->snapshot)->demo)
		kit_tag(list, view, box, kit_word(view, "demo_mark"), ROLE_LINE, false);
}

/* What the demo mark takes at the end of the sayings. */
static int demo_width(const struct view *view, int room)
{
	struct text_style style = kit_style(view, 28, TEXT_REGULAR, ROLE_INK3);

	if (!snapshot_head(view->snapshot)->demo)
		return 0;
	return text_measure(view->metrics, &style, room, kit_word(view, "demo_mark")).width + kit_px(view, 26);
}

/* The first manner in which all sayings stand beside the pages large enough to be read. */
static enum pages_manner manner_of(const struct widget *self, struct draw_list *list, const struct view *view, struct rect box,
	const struct sayings *sayings)
{
	enum pages_manner manner = PAGES_DOTS;

	for (; manner + 1 < PAGES_MANNERS; manner++) {
		struct draw_list tried;
		struct rect rest = box;
		struct text_style style;
		int room;

		draw_begin(&tried, list->arena, box);
		draw_pages(self, &tried, view, &rest, manner);
		room = rest.width - kit_px(view, PAGES_GAP) - demo_width(view, rest.width);
		style = saying_style(view, sayings, PX_GOOD, room);
		if (width_of(view, &style, sayings) <= room)
			break;
	}
	return manner;
}

static void draw_one_line(const struct widget *self, struct draw_list *list, const struct view *view, struct rect box,
	const struct sayings *sayings)
{
	struct rect tag;
	int room;

	draw_pages(self, list, view, &box, manner_of(self, list, view, box, sayings));
	kit_cut_end(view, &box, kit_px(view, PAGES_GAP));
	tag = box;
	kit_cut_end(view, &box, demo_width(view, box.width));
	room = box.width;
	draw_sayings(list, view, &box, *sayings);
	kit_cut_start(view, &tag, room - box.width);
	draw_demo(list, view, tag);
}

static int64_t footer_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct sayings sayings;
	struct rect upper;

	if (!view->snapshot)
		return WIDGET_FOREVER;
	sayings = gather_sayings(self, list, view);
	if (box.height < kit_px(view, TWO_LINES)) {
		draw_one_line(self, list, view, box, &sayings);
		return WIDGET_FOREVER;
	}
	upper = rect_cut_top(&box, box.height / 2); /* the sayings have a line of their own */
	draw_sayings(list, view, &upper, sayings);
	draw_pages(self, list, view, &box, PAGES_DOTS);
	draw_demo(list, view, box);
	return WIDGET_FOREVER;
}

const struct widget_class widget_footer = {
	.name = "footer",
	.help = "source, note, demo mark and page dots",
	.settings = settings,
	.reads = "",
	.draw = footer_draw,
};
