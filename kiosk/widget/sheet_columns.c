#include "feed/base/arena.h"
#include "kiosk/widget/sheet.h"

/* What the columns of a sheet are: "title:list_title 46 bold, body under quiet, due:list_due 22 left end". */

static const struct {
	const char *word;
	enum sheet_kind kind;
} kinds[] = {
	{"mark", SHEET_MARK},
	{"shape", SHEET_SHAPE},
	{"left", SHEET_LEFT},
	{"duration", SHEET_DURATION},
	{"brief", SHEET_BRIEF},
	{"clock", SHEET_CLOCK},
	{"hours", SHEET_HOURS},
	{"open", SHEET_OPEN},
	{"span", SHEET_SPAN},
	{"above", SHEET_ABOVE},
	{"tile", SHEET_TILE},
	{"arrow", SHEET_ARROW},
};

static bool read_kind(struct str word, enum sheet_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_equal(word, str_from(kinds[i].word))) {
			*kind = kinds[i].kind;
			return true;
		}
	return false;
}

static bool read_word(struct sheet_column *column, struct str word)
{
	int64_t share;

	if (str_integer(word, &share) && share > 0 && share <= 100)
		column->share = (int)share;
	else if (str_equal(word, STR("bold")))
		column->bold = true;
	else if (str_equal(word, STR("quiet")))
		column->quiet = true;
	else if (str_equal(word, STR("stated")))
		column->stated = true;
	else if (str_equal(word, STR("under")))
		column->under = true;
	else if (str_equal(word, STR("end")))
		column->align = ALIGN_END;
	else if (str_equal(word, STR("center")))
		column->align = ALIGN_CENTER;
	else if (str_starts(word, STR("says:")))
		column->says = str_part(word, 5, word.length);
	else
		return read_kind(word, &column->kind);
	return true;
}

static bool read_column(struct sheet_column *column, struct str text)
{
	struct str word, rest = str_trim(text);

	*column = (struct sheet_column){.column = TABLE_NO_COLUMN};
	if (!str_next(&rest, ' ', &word))
		return false;
	column->name = str_part(word, 0, str_find(word, STR(":")));
	column->head = str_part(word, column->name.length + 1, word.length);
	while (str_next(&rest, ' ', &word))
		if (str_trim(word).length && !read_word(column, str_trim(word)))
			return false;
	return column->name.length && (column->share || column->under);
}

/* Arrows, hours, openings and spans look at no column of their own. */
static bool reads_own(const struct sheet_column *column)
{
	return column->kind != SHEET_ARROW && column->kind != SHEET_HOURS && column->kind != SHEET_OPEN &&
	       column->kind != SHEET_SPAN;
}

/* For --check: what a column is headed by, or says, is a word. */
static void check_word(const struct sheet *sheet, struct str key)
{
	if (key.length && !words_has(sheet->view->words, key))
		kit_fault(sheet->self, sheet->view, "columns", key, STR("a word's key of assets/words"));
}

static bool bind_column(struct sheet *sheet, struct sheet_column *column)
{
	check_word(sheet, column->head);
	check_word(sheet, column->says);
	if (!reads_own(column))
		return true;
	column->column = table_find_column(sheet->rows.table, column->name);
	if (column->column != TABLE_NO_COLUMN)
		return true;
	kit_missing(sheet->view, sheet->list, sheet->rows.table->name, column->name);
	kit_fault(sheet->self, sheet->view, "columns", column->name, STR("a column of the table"));
	sheet->rows.named = true;
	return false;
}

static void find_helpers(struct sheet *sheet)
{
	const struct table *table = sheet->rows.table;

	sheet->area = kit_column(&sheet->rows, sheet->self, "area");
	sheet->state = table_find_column(table, STR("state"));
	sheet->done_on = table_find_column(table, STR("done_on"));
	sheet->days = table_find_column(table, STR("days"));
	sheet->opens = table_find_column(table, STR("opens"));
	sheet->closes = table_find_column(table, STR("closes"));
	sheet->starts = table_find_column(table, STR("starts"));
	sheet->ends = table_find_column(table, STR("ends"));
}

static void refuse(struct sheet *sheet, struct str text)
{
	kit_fault(sheet->self, sheet->view, "columns", text,
		STR("NAME[:WORD] with a share of the width (1 to 100) or under, and any of bold, quiet, stated, end, center, says:WORD, mark, "
		    "shape, left, duration, brief, clock, hours, open, span, above, tile, arrow"));
}

bool sheet_read_columns(struct sheet *sheet)
{
	struct str text = widget_value(sheet->self, "upright"), piece;

	if (!sheet->view->portrait || text.length == 0)
		text = widget_value(sheet->self, "columns");
	find_helpers(sheet);
	while (sheet->column_count < SHEET_COLUMNS_MAX && str_next(&text, ',', &piece)) {
		struct sheet_column *column = &sheet->columns[sheet->column_count];

		if (!read_column(column, piece) || (column->under && sheet->column_count == 0)) {
			refuse(sheet, str_trim(piece));
			continue;
		}
		if (!bind_column(sheet, column))
			return false;
		sheet->second_lines = sheet->second_lines || column->under;
		sheet->column_count++;
	}
	return sheet->column_count > 0;
}

static int share_sum(const struct sheet *sheet)
{
	int sum = 0;

	for (size_t i = 0; i < sheet->column_count; i++)
		sum += sheet->columns[i].under ? 0 : sheet->columns[i].share;
	return sum;
}

struct rect sheet_place(const struct sheet *sheet, struct rect row, size_t column)
{
	int sum = share_sum(sheet), before = 0, gap = kit_px(sheet->view, 20), right;
	struct rect at = row;

	if (sheet->columns[column].under || sum == 0)
		return (struct rect){0};
	for (size_t i = 0; i < column; i++)
		before += sheet->columns[i].under ? 0 : sheet->columns[i].share;
	at.x = row.x + row.width * before / sum;
	right = row.x + row.width * (before + sheet->columns[column].share) / sum;
	at.width = right - at.x - (right < row.x + row.width ? gap : 0);
	return kit_place(sheet->view, row, at);
}
