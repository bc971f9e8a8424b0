#include "kiosk/widget/bars.h"

#include <math.h>

#include "feed/base/arena.h"

/* Rows of a table as bars from zero that lie: one each, or pieces on end; with interval and target where the table
   knows them. The hall's own area comes first; pages turn where more is wanted than has room. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"name", SETTING_TEXT, "name", NULL, "the column of the names"},
	KIT_SERIES_SETTING,
	{"low", SETTING_TEXT, "", NULL, "the column of the lower end of an interval"},
	{"high", SETTING_TEXT, "", NULL, "the column of its upper end"},
	{"target", SETTING_TEXT, "", NULL, "the column of a target: a tick across the bar"},
	{"goal", SETTING_INTEGER, "0", "0..1000000000",
		"the target of all rows where no column says it; of a share in per cent"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key; {n} is the number of rows"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title"},
	KIT_WITHIN_SETTINGS,
	{"own", SETTING_CHOICE, "own", "none|own|community|subdistrict|county", "whose rows come first and are marked"},
	{"own_rows", SETTING_INTEGER, "1", "1..20", "how many of them come before the others"},
	{"rows", SETTING_INTEGER, "6", "1..20", "how many a page"},
	{"pages", SETTING_INTEGER, "1", "0..1000", "how many pages at most; 0: all"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page stays; 0: one page a showing"},
	{"grow", SETTING_FLAG, "no", NULL, "bars grow when they come, and on when they change"},
	{"name_px", SETTING_INTEGER, "214", "60..800", "width of the names"},
	{0},
};

enum { TITLE = 56, LEGEND = 52, PAGER = 44, VALUE = 116, ROW_MOST = 96, NAME_LEAST = 28 };

/* The bars of all pages share one scale. */
static void set_scale(struct bars *bars)
{
	double low, high;

	for (size_t i = 0; i < bars->rows.count; i++) {
		bars->least = fmin(bars->least, bars_below(bars, i));
		bars->most = fmax(bars->most, bars_above(bars, i));
		if (!isnan(bars_target(bars, i)))
			bars->most = fmax(bars->most, bars_target(bars, i));
		if (bars_range(bars, i, &low, &high)) {
			bars->least = fmin(bars->least, low);
			bars->most = fmax(bars->most, high);
		}
	}
	if (!(bars->most > bars->least))
		bars->most = bars->least + 1;
}

/* As wide as the longest name wants, from name_px up to half the box. */
static int width_of_names(const struct bars *bars, int room, size_t first, size_t count)
{
	const struct view *view = bars->view;
	int width = kit_px(view, widget_integer(bars->self, "name_px"));

	for (size_t i = first; i < first + count; i++) {
		int wanted = text_measure(view->metrics, &bars->names, 4 * room, bars_name(bars, i)).width + 1;

		width = wanted > width ? wanted : width;
	}
	return width > room / 2 ? room / 2 : width;
}

static int width_of_values(const struct bars *bars, int room, size_t first, size_t count)
{
	const struct view *view = bars->view;
	struct text_style style = kit_style(view, 40, TEXT_BOLD, ROLE_INK);
	int width = kit_px(view, VALUE);

	for (size_t i = first; i < first + count; i++) {
		int wanted = text_measure(view->metrics, &style, 4 * room, bars_value(bars, i)).width + 1;

		width = wanted > width ? wanted : width;
	}
	return width > room / 3 ? room / 3 : width;
}

static bool fits(const struct bars *bars, const struct text_style *style, struct str name, int high)
{
	struct text_size size = text_measure(bars->view->metrics, style, 1 << 14, name);

	return size.width <= bars->names_width && size.height <= high;
}

/* One size for all of them, at which the longest fits and the lines of two rows stay apart; what does not even then is set in two
   lines. */
static void even_names(struct bars *bars, size_t first, size_t count, int high)
{
	struct text_style one = bars->names;

	one.weight = TEXT_BOLD; /* as wide as it gets */
	one.least_px = 0;
	for (size_t i = first; i < first + count; i++)
		while (one.size_px > kit_px(bars->view, NAME_LEAST) && !fits(bars, &one, bars_name(bars, i), high))
			one.size_px--;
	bars->names.size_px = one.size_px;
}

static void draw_page(struct bars *bars, struct rect box, size_t first, size_t count)
{
	const struct view *view = bars->view;
	size_t down = (size_t)widget_integer(bars->self, "rows");
	int high = box.height / (int)(bars->rows.count < down ? bars->rows.count : down);

	high = high > kit_px(view, ROW_MOST) ? kit_px(view, ROW_MOST) : high;
	bars->names = kit_style(view, 40, TEXT_REGULAR, ROLE_INK);
	bars->names_width = width_of_names(bars, box.width, first, count);
	bars->values_width = width_of_values(bars, box.width, first, count);
	even_names(bars, first, count, high);
	for (size_t i = first; i < first + count; i++)
		bars_draw_row(bars, rect_cut_top(&box, high), i);
}

static void draw_pages(struct bars *bars, struct rect box, int64_t *until_ms)
{
	size_t down = (size_t)widget_integer(bars->self, "rows"), rows = bars->rows.count,
	       pages = (rows + down - 1) / down;
	size_t most = (size_t)widget_integer(bars->self, "pages"), number;
	struct rect pager = {0};

	pages = most && pages > most ? most : pages;
	if (pages > 1)
		pager = rect_cut_bottom(&box, kit_px(bars->view, PAGER));
	number = kit_turn(bars->view, widget_integer(bars->self, "turn"), pages, until_ms);
	draw_page(bars, box, number * down, rows - number * down < down ? rows - number * down : down);
	kit_pager(bars->list, bars->view, &pager, number, pages, BOARD_PIPS);
}

/* Where only one page is shown, {n} is how many rows that has in the table's own order. */
static void draw_title(const struct bars *bars, struct rect *panel)
{
	const struct view *view = bars->view;
	size_t down = (size_t)widget_integer(bars->self, "rows"), count = bars->rows.count;
	struct str title = widget_value(bars->self, "title"), note = widget_value(bars->self, "note");
	struct words_value n = {"n", STR(""), false};

	if (widget_integer(bars->self, "pages") == 1 && count > down)
		count = down - bars->lifted;
	n.text = kit_number(bars->list, (double)count, 0);
	kit_heading(bars->list, view, panel, TITLE, words_format(bars->list->arena, view->words, view->language, title, &n, 1),
		note.length ? words_find(view->words, view->language, note) : note);
}

/* Only so many of the hall's own rows go to the head; the others keep their places. */
static void put_own_first(struct bars *bars)
{
	struct kit_rows all = bars->rows;
	size_t wanted = (size_t)widget_integer(bars->self, "own_rows"), own, count = 0;
	size_t *rows = arena_array(bars->list->arena, size_t, bars->rows.count + 1);

	own = kit_put_own_first(bars->self, bars->view, bars->list, &all);
	bars->own = own < wanted ? own : wanted;
	for (size_t i = 0; i < bars->own; i++)
		rows[count++] = all.rows[i];
	for (size_t i = (size_t)widget_integer(bars->self, "rows"); i < bars->rows.count; i++)
		for (size_t n = 0; n < bars->own; n++)
			bars->lifted += rows[n] == bars->rows.rows[i];
	for (size_t i = 0; i < bars->rows.count; i++) {
		bool first = false;

		for (size_t n = 0; n < bars->own; n++)
			first = first || rows[n] == bars->rows.rows[i];
		if (!first)
			rows[count++] = bars->rows.rows[i];
	}
	bars->rows.rows = rows;
}

static bool read_bars(struct bars *bars)
{
	if (!kit_rows_find(bars->self, bars->view, bars->list, &bars->rows) || bars->rows.count == 0 ||
		!kit_need(bars->self, bars->view, bars->list, &bars->rows, "name", &bars->name) ||
		!kit_series_read(bars->self, bars->view, bars->list, &bars->rows, &bars->series))
		return false;
	kit_keep_within(bars->self, bars->view, &bars->rows);
	bars->low = kit_column(&bars->rows, bars->self, "low");
	bars->high = kit_column(&bars->rows, bars->self, "high");
	bars->target = kit_column(&bars->rows, bars->self, "target");
	put_own_first(bars);
	set_scale(bars);
	return bars->rows.count > 0;
}

static int64_t bars_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct bars bars = {.self = self, .view = view, .list = list};
	int64_t until_ms = WIDGET_FOREVER;
	struct rect legend;

	box.x += kit_px(view, BOARD_MARGIN);
	box.width -= 2 * kit_px(view, BOARD_MARGIN);
	if (!read_bars(&bars)) {
		kit_nothing(self, view, list, box, &bars.rows);
		return WIDGET_FOREVER;
	}
	if (widget_value(self, "title").length)
		draw_title(&bars, &box);
	if (bars.series.count > 1) {
		legend = rect_cut_top(&box, kit_px(view, LEGEND));
		kit_series_legend(list, view, legend, &bars.rows, &bars.series);
	}
	draw_pages(&bars, box, &until_ms);
	return until_ms;
}

const struct widget_class widget_bars = {
	.name = "bars",
	.help = "rows of a table as horizontal bars: single or stacked, with interval and target; the hall's own area "
		"first",
	.settings = settings,
	.draw = bars_draw,
};
