#include "feed/centre/read/sheet_kinds.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <freexl.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/serial.h"

/* The older workbook (BIFF8 and before), whole in memory as libfreexl reads it. */

enum { XLS_BYTES_MAX = 64 * 1024 * 1024 };

struct body {
	const void *book; /* owned */
	unsigned int rows, at;
	unsigned short columns;
};

static const char mend_saved[] = "open it in the spreadsheet program and save it as XLSX, without a password";

static bool book_fault(struct sheet *sheet, const char *found)
{
	sheet_fault(sheet, 0, 0, str_from(found), STR("an XLS workbook"), str_from(mend_saved));
	return false;
}

static struct str cell_text(struct arena *arena, const FreeXL_CellValue *value)
{
	switch (value->type) {
	case FREEXL_CELL_INT:
		return serial_number(arena, value->value.int_value);
	case FREEXL_CELL_DOUBLE:
		return serial_number(arena, value->value.double_value);
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		return str_from(value->value.text_value);
	default:
		return STR("");
	}
}

static bool read_row(struct sheet *sheet, struct body *body, struct arena *arena, struct sheet_row *row)
{
	int line = (int)body->at + 1;
	bool sound = true;

	row->count = 0;
	row->line = line;
	for (unsigned short column = 0; column < body->columns; column++) {
		FreeXL_CellValue value;
		struct str text = STR("");

		if (freexl_get_cell_value(body->book, body->at, column, &value) == FREEXL_OK)
			text = cell_text(arena, &value);
		if (text.length > SHEET_CELL_BYTES_MAX || (text.length && column >= SHEET_CELLS_MAX) || !str_is_utf8(text)) {
			sheet_fault(sheet, line, column + 1, STR("a cell that is too long, too far to the right or no text"),
				str_format(arena, "at most %d bytes in %d columns", SHEET_CELL_BYTES_MAX, SHEET_CELLS_MAX), STR(""));
			sound = false;
		} else if (column < SHEET_CELLS_MAX) {
			row->cells[row->count++] = (struct sheet_cell){text, line, column + 1};
		}
	}
	return sound;
}

static bool next_row(struct sheet *sheet, struct arena *arena, struct sheet_row *row)
{
	struct body *body = sheet->body;

	while (body->at < body->rows) {
		bool sound = read_row(sheet, body, arena, row);

		body->at++;
		sheet->done = body->at;
		if (sound)
			return true;
	}
	return false;
}

static void close_book(struct sheet *sheet)
{
	struct body *body = sheet->body;

	if (body->book)
		freexl_close(body->book);
	free(body);
}

static const struct sheet_class xls_class = {next_row, close_book};

static struct str sheet_name(struct sheet *sheet, const void *book, unsigned short place)
{
	const char *name;

	return freexl_get_worksheet_name(book, place, &name) == FREEXL_OK ? str_copy(sheet->arena, str_from(name)) : STR("");
}

/* By name; without one the first that holds anything. */
static bool choose_sheet(struct sheet *sheet, struct body *body, struct str wanted)
{
	struct str names = STR("");
	unsigned int count = 0;

	freexl_get_info(body->book, FREEXL_BIFF_SHEET_COUNT, &count);
	for (unsigned int i = 0; i < count; i++) {
		struct str name = sheet_name(sheet, body->book, (unsigned short)i);

		names = str_format(sheet->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "", STR_ARG(name));
		if ((wanted.length && !str_equal(name, wanted)) ||
			freexl_select_active_worksheet(body->book, (unsigned short)i) != FREEXL_OK ||
			freexl_worksheet_dimensions(body->book, &body->rows, &body->columns) != FREEXL_OK ||
			(body->rows == 0 && !wanted.length))
			continue;
		sheet->name = name;
		sheet->told = str_format(sheet->arena, "XLS, sheet " STR_FMT "%s", STR_ARG(name),
			count > 1 ? str_format(sheet->arena, " of %u", count).bytes : "");
		return true;
	}
	if (!wanted.length)
		return book_fault(sheet, "a workbook that holds nothing");
	sheet_fault(sheet, 0, 0, str_format(sheet->arena, "no sheet \"" STR_FMT "\"", STR_ARG(wanted)),
		str_format(sheet->arena, "one of " STR_FMT, STR_ARG(names)), STR(""));
	return false;
}

bool sheet_open_xls(struct sheet *sheet, const char *path, struct str wanted)
{
	struct body *body = calloc(1, sizeof(*body));
	struct stat info;

	REQUIRE(body);
	sheet->body = body;
	sheet->class = &xls_class;
	if (stat(path, &info) != 0 || info.st_size > XLS_BYTES_MAX) {
		book_fault(sheet, "an XLS workbook of over 64 MB");
	} else if (freexl_open(path, &body->book) != FREEXL_OK) {
		body->book = NULL;
		book_fault(sheet, "a broken workbook, or one with a password");
	} else if (choose_sheet(sheet, body, wanted)) {
		sheet->all = body->rows;
		return true;
	}
	close_book(sheet);
	return false;
}
