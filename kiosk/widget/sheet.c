#include "kiosk/widget/sheet.h"

#include "feed/base/arena.h"

/* Any table as rows of chosen columns: the hall's own area first, in pages that turn, each row exactly once. */

static const struct widget_setting settings[] = {
	{"table", SETTING_TEXT, NULL, NULL, "a table of the feed, in its own order"},
	{"where", SETTING_TEXT, "", NULL, "rows that count: COLUMN VALUE, COLUMN !VALUE"},
	{"columns", SETTING_TEXT, NULL, NULL,
		"NAME[:WORD] SHARE with any of bold, quiet, stated, end, center, says:WORD (a flag that is set) and one of mark, shape "
		"(a state), left (days to a date), duration (hours), brief (date), clock, hours, "
		"open (of days, opens, closes), span (of starts, ends), above (the area that an area lies in), tile (of a matrix), arrow; NAME under: "
		"a second line below the one before"},
	{"upright", SETTING_TEXT, "", NULL, "the columns of an upright screen, where they differ"},
	{"title", SETTING_WORDS_KEY, "", NULL, "a word's key over the rows; {n} is how many there are"},
	{"note", SETTING_WORDS_KEY, "", NULL, "a word's key at the far side of the title; {n} is how many there are"},
	{"empty", SETTING_WORDS_KEY, "no_data", NULL, "what is said where there is no row"},
	{"totals", SETTING_WORDS_KEY, "", NULL, "a word's key before a first line that sums the tiles of each column up"},
	KIT_WITHIN_SETTINGS,
	{"own", SETTING_CHOICE, "own", "none|own|community|subdistrict|county", "whose rows come first and are marked"},
	{"day", SETTING_CHOICE, "all", "all|today|coming", "rows of any time, that start today, or that start today and are not over"},
	{"rows", SETTING_INTEGER, "0", "0..40", "how many a page; 0: as many as have room"},
	{"pages", SETTING_INTEGER, "0", "0..1000", "how many pages at most; 0: all"},
	{"across", SETTING_INTEGER, "1", "1..4", "rows stand in so many columns of the board (upright: one fewer)"},
	{"turn", SETTING_INTEGER, "12", "0..600", "seconds a page stays; 0: one page a showing"},
	{"px", SETTING_INTEGER, "40", "28..64", "size of the text"},
	{"least", SETTING_INTEGER, "64", "40..300", "the least height of a row"},
	{"most", SETTING_INTEGER, "88", "40..400", "the greatest height of a row"},
	{0},
};

enum {
	HEAD = 48,
	HEAD_PX = 32,
	HEAD_TILES = 84,
	TILE_HEAD_LEAST = 18,
	TILE_HEAD_SHORT = 4 * 3, /* bytes: four Chinese characters */
	 TOTALS = 64,
	TITLE = 64,
	PAGER = 44,
	ACROSS_GAP = 64,
	LINE_RTL = 118,
	LINE_USUAL = 100,
	TWO_LINES = 235,
	COVERS = 2
};

/* How the rows stand in the box. */
struct pages {
	size_t across, down, count, number;
	int height; /* of a row */
};

static bool is_of_day(struct sheet *sheet, size_t row, bool coming)
{
	int64_t starts_ms, ends_ms;

	if (!sheet_time(sheet, row, sheet->starts, &starts_ms) || kit_days_from_today(sheet->view, starts_ms) != 0)
		return false;
	if (!coming || !sheet_time(sheet, row, sheet->ends, &ends_ms))
		return true;
	sheet_changes_at(sheet, ends_ms);
	return ends_ms > sheet->view->now_ms;
}

static void keep_day(struct sheet *sheet)
{
	struct str day = widget_value(sheet->self, "day");
	size_t kept = 0;

	if (str_equal(day, STR("all")))
		return;
	for (size_t i = 0; i < sheet->rows.count; i++)
		if (is_of_day(sheet, sheet->rows.rows[i], str_equal(day, STR("coming"))))
			sheet->rows.rows[kept++] = sheet->rows.rows[i];
	sheet->rows.count = kept;
	sheet_changes_at(sheet, kit_next_midnight(sheet->view));
}

static bool read_sheet(struct sheet *sheet)
{
	if (!kit_rows_find(sheet->self, sheet->view, sheet->list, &sheet->rows) || !sheet_read_columns(sheet))
		return false;
	kit_keep_within(sheet->self, sheet->view, &sheet->rows);
	keep_day(sheet);
	return true;
}

/* The height of the line of heads in base pixels; 0 where no column has one. */
static int heads_px(const struct sheet *sheet)
{
	int height = 0;

	for (size_t i = 0; i < sheet->column_count; i++)
		if (sheet->columns[i].head.length && height < HEAD_TILES)
			height = sheet->columns[i].kind == SHEET_TILE ? HEAD_TILES : HEAD;
	return height;
}

/* Arabic script needs a taller row for the same size, and a second line its own room. */
static int row_px(const struct sheet *sheet, const char *setting)
{
	int factor = language_is_rtl(sheet->view->language) ? LINE_RTL : LINE_USUAL;
	int px = widget_integer(sheet->self, setting), two = sheet->px * TWO_LINES / 100;

	px = sheet->second_lines && px < two ? two : px;
	return kit_px(sheet->view, px * factor / 100);
}

static size_t rows_down(const struct sheet *sheet, int height)
{
	int least = row_px(sheet, "least"), down = height / (least > 0 ? least : 1);
	int most = widget_integer(sheet->self, "rows");

	down = down < 1 ? 1 : down;
	down = down > SHEET_ROWS_MAX ? SHEET_ROWS_MAX : down;
	return (size_t)(most && most < down ? most : down);
}

static size_t pages_of(size_t rows, size_t capacity)
{
	return rows ? (rows + capacity - 1) / capacity : 1;
}

static int height_of(const struct sheet *sheet, int height, size_t down)
{
	int most = row_px(sheet, "most"), even = height / (int)down;

	return even > most ? most : even;
}

/* Where all rows do not fit on one page, the pager takes its line. A given number of rows stands on the same lines
   whether they are many or few, so that boards beside each other agree; else few rows share the room. */
static struct pages lay_out(struct sheet *sheet, struct rect *box, struct rect *pager)
{
	struct pages pages = {.across = (size_t)widget_integer(sheet->self, "across")};
	size_t most = (size_t)widget_integer(sheet->self, "pages"), needed;
	bool given = widget_integer(sheet->self, "rows") > 0;

	if (sheet->view->portrait && pages.across > 1)
		pages.across--;
	pages.down = rows_down(sheet, box->height);
	*pager = (struct rect){box->x, box->y + box->height, box->width, 0};
	if (most != 1 && (given || pages_of(sheet->rows.count, pages.across * pages.down) > 1)) {
		*pager = rect_cut_bottom(box, kit_px(sheet->view, PAGER));
		pages.down = rows_down(sheet, box->height);
	}
	pages.count = pages_of(sheet->rows.count, pages.across * pages.down);
	pages.count = most && pages.count > most ? most : pages.count;
	pages.number = kit_turn(sheet->view, widget_integer(sheet->self, "turn"), pages.count, &sheet->until_ms);
	needed = pages_of(sheet->rows.count, pages.across);
	if (!given && needed < pages.down)
		pages.down = needed;
	pages.height = height_of(sheet, box->height, pages.down);
	return pages;
}

static struct rect column_of(const struct sheet *sheet, struct rect box, size_t at, size_t across)
{
	int gap = kit_px(sheet->view, ACROSS_GAP);
	struct rect column = box;

	column.x = box.x + (int)at * (box.width + gap) / (int)across;
	column.width = (box.width + gap) / (int)across - gap;
	return kit_place(sheet->view, box, column);
}

static struct str head_of(const struct sheet *sheet, const struct sheet_column *column)
{
	return words_find(sheet->view->words, sheet->view->language, column->head);
}

/* Chinese breaks anywhere, so that a short head would: it stays on its line. */
static bool tile_head_fits(const struct sheet *sheet, const struct text_style *style, int width, struct str head)
{
	struct text_style one = *style;

	one.least_px = 0;
	return kit_words_fit(sheet->view, style, width, head) &&
	       (style->language != LANGUAGE_ZH || head.length > TILE_HEAD_SHORT ||
		       text_measure(sheet->view->metrics, &one, 8 * width, head).width <= width);
}

/* Tiles are narrow: what they stand for is said in two lines where it must be, all of it in one size. */
static struct text_style style_of_tile_heads(const struct sheet *sheet, struct rect line)
{
	struct text_style style = kit_style(sheet->view, 32, TEXT_REGULAR, ROLE_INK2);
	int least = kit_px(sheet->view, TILE_HEAD_LEAST);

	style.align = ALIGN_CENTER;
	for (size_t i = 0; i < sheet->column_count; i++)
		while (sheet->columns[i].kind == SHEET_TILE && style.size_px > least &&
			!tile_head_fits(sheet, &style, sheet_place(sheet, line, i).width, head_of(sheet, &sheet->columns[i])))
			style.size_px--;
	return style;
}

static void draw_heads(struct sheet *sheet, struct rect line)
{
	struct text_style tiles = style_of_tile_heads(sheet, line);

	for (size_t i = 0; i < sheet->column_count; i++) {
		const struct sheet_column *column = &sheet->columns[i];
		bool tile = column->kind == SHEET_TILE;
		struct text_style style = kit_style(sheet->view, HEAD_PX, TEXT_REGULAR, ROLE_INK3);
		struct rect at = sheet_place(sheet, line, i);

		if (column->under || column->head.length == 0 || rect_is_empty(at))
			continue;
		style.align = column->align;
		if (tile)
			kit_text_fit(sheet->list, sheet->view, at, &tiles, head_of(sheet, column));
		else
			kit_text_fit(sheet->list, sheet->view, at, &style, head_of(sheet, column));
	}
}

static void draw_row(struct sheet *sheet, struct rect line, size_t row, bool marked)
{
	struct rect place = {0};

	if (marked)
		kit_raise(sheet->list, sheet->view, line, kit_px(sheet->view, BOARD_MARGIN));
	draw_fill(sheet->list, (struct rect){line.x, line.y, line.width, kit_px(sheet->view, 2)},
		sheet->view->theme->color[ROLE_HAIR]);
	for (size_t i = 0; i < sheet->column_count; i++) {
		place = sheet_place(sheet, line, i);
		if (!sheet->columns[i].under && !rect_is_empty(place))
			sheet_draw_cell(sheet, place, row, i);
	}
}

static void draw_rows(struct sheet *sheet, struct rect box, const struct pages *pages, size_t own)
{
	size_t first = pages->number * pages->across * pages->down, left = sheet->rows.count - first;
	size_t shown = left < pages->across * pages->down ? left : pages->across * pages->down;
	bool mark = own && own < sheet->rows.count; /* where all rows are the hall's own, nothing stands out */

	sheet_even(sheet, column_of(sheet, box, 0, pages->across), &sheet->rows.rows[first], shown);
	for (size_t i = 0; i < shown; i++) {
		struct rect line = column_of(sheet, box, i / pages->down, pages->across);

		line.y += (int)(i % pages->down) * pages->height;
		line.height = pages->height;
		draw_row(sheet, line, sheet->rows.rows[first + i], mark && first + i < own);
	}
}

static void draw_title(const struct sheet *sheet, struct rect *panel)
{
	struct words_value n = {"n", kit_number(sheet->list, (double)sheet->rows.count, 0), false};
	struct str note = widget_value(sheet->self, "note");

	if (note.length)
		note = words_format(sheet->list->arena, sheet->view->words, sheet->view->language, note, &n, 1);
	kit_heading(sheet->list, sheet->view, panel, TITLE,
		words_format(sheet->list->arena, sheet->view->words, sheet->view->language, widget_value(sheet->self, "title"), &n, 1),
		note);
}

static int64_t sheet_draw(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list)
{
	struct sheet sheet = {.self = self, .view = view, .list = list, .px = widget_integer(self, "px"), .until_ms = WIDGET_FOREVER};
	struct rect pager, heads = {0};
	struct pages pages;
	size_t own;

	box.x += kit_px(view, BOARD_MARGIN);
	box.width -= COVERS * kit_px(view, BOARD_MARGIN);
	if (!read_sheet(&sheet) || sheet.rows.count == 0) {
		if (widget_value(self, "title").length && sheet.rows.table && !sheet.rows.named)
			draw_title(&sheet, &box);
		if (!sheet.rows.named)
			kit_empty(list, view, box, sheet.rows.table ? str_copy(list->arena, widget_value(self, "empty")).bytes : "no_data");
		return sheet.until_ms;
	}
	if (widget_value(self, "title").length)
		draw_title(&sheet, &box);
	if (heads_px(&sheet))
		heads = rect_cut_top(&box, kit_px(view, heads_px(&sheet)));
	if (widget_value(self, "totals").length)
		sheet_draw_totals(&sheet, rect_cut_top(&box, kit_px(view, TOTALS)),
			words_find(view->words, view->language, widget_value(self, "totals")));
	own = kit_put_own_first(self, view, list, &sheet.rows);
	pages = lay_out(&sheet, &box, &pager);
	for (size_t i = 0; i < pages.across && !rect_is_empty(heads); i++)
		draw_heads(&sheet, column_of(&sheet, heads, i, pages.across));
	draw_rows(&sheet, box, &pages, own);
	kit_pager(list, view, &pager, pages.number, pages.count, BOARD_PIPS);
	return sheet.until_ms;
}

const struct widget_class widget_table = {
	.name = "table",
	.help = "rows of a table with chosen columns, in pages; the hall's own area first",
	.settings = settings,
	.draw = sheet_draw,
};
