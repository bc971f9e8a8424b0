#include "feed/centre/read/sheet_kinds.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/xls_apart.h"

/* The older workbook (BIFF8 and before), as a process apart tells it. What that says is held to the same limits as a file. */

enum { XLS_BYTES_MAX = 64 * 1024 * 1024, XLS_ROWS_MAX = 65536, XLS_COLUMNS_MAX = 256, XLS_NAMES_BYTES_MAX = 4000 };

struct body {
	struct xls_apart apart;
	unsigned int rows, at;
	bool broken; /* it was told */
};

static const char mend_saved[] = "open it in the spreadsheet program and save it as XLSX, without a password";

static bool book_fault(struct sheet *sheet, const char *found)
{
	struct body *body = sheet->body;

	if (!body->broken)
		sheet_fault(sheet, 0, 0, str_from(found), STR("an XLS workbook"), str_from(mend_saved));
	body->broken = true;
	return false;
}

static bool broken(struct sheet *sheet)
{
	return book_fault(sheet, "a broken workbook, or one with a password");
}

static bool read_number(struct body *body, uint32_t most, uint32_t *number)
{
	return fread(number, sizeof(*number), 1, body->apart.from) == 1 && *number <= most;
}

static bool is_text(struct str text)
{
	return text.length == 0 || (str_is_utf8(text) && !memchr(text.bytes, 0, text.length));
}

/* What is longer than a text may be is read over; *too_long says so. */
static bool read_text(struct body *body, struct arena *arena, uint32_t most, struct str *text, bool *too_long)
{
	uint32_t length;
	char *bytes;

	*text = STR("");
	if (!read_number(body, XLS_BYTES_MAX, &length))
		return false;
	*too_long = length > most;
	for (; *too_long && length; length--)
		if (fgetc(body->apart.from) == EOF)
			return false;
	if (length == 0)
		return true;
	bytes = arena_take(arena, length);
	*text = (struct str){bytes, length};
	return fread(bytes, 1, length, body->apart.from) == length;
}

/* *sound is false where a cell was told as a fault; false where nothing more can be read. */
static bool read_row(struct sheet *sheet, struct body *body, struct arena *arena, struct sheet_row *row, bool *sound)
{
	uint32_t line, cells;

	*sound = true;
	row->count = 0;
	if (!read_number(body, XLS_ROWS_MAX, &line) || !read_number(body, XLS_COLUMNS_MAX, &cells))
		return false;
	row->line = (int)line;
	for (uint32_t column = 0; column < cells; column++) {
		struct str text;
		bool too_long;

		if (!read_text(body, arena, SHEET_CELL_BYTES_MAX, &text, &too_long))
			return false;
		if (too_long || (text.length && column >= SHEET_CELLS_MAX) || !is_text(text)) {
			sheet_fault(sheet, (int)line, (int)column + 1, STR("a cell that is too long, too far to the right or no text"),
				str_format(arena, "at most %d bytes in %d columns", SHEET_CELL_BYTES_MAX, SHEET_CELLS_MAX), STR(""));
			*sound = false;
		} else if (column < SHEET_CELLS_MAX) {
			row->cells[row->count++] = (struct sheet_cell){text, (int)line, (int)column + 1};
		}
	}
	return true;
}

static bool next_row(struct sheet *sheet, struct arena *arena, struct sheet_row *row)
{
	struct body *body = sheet->body;
	bool sound;
	int what;

	while (!body->broken && (what = fgetc(body->apart.from)) != 'Z') {
		if (what != 'R' || body->at++ >= body->rows || !read_row(sheet, body, arena, row, &sound))
			return broken(sheet);
		sheet->done = body->at;
		if (sound)
			return true;
	}
	if (!body->broken)
		ungetc('Z', body->apart.from); /* the end stays the end */
	return false;
}

static void close_book(struct sheet *sheet)
{
	struct body *body = sheet->body;

	xls_apart_stop(&body->apart);
	free(body);
}

static const struct sheet_class xls_class = {next_row, close_book};

static bool read_sheet(struct sheet *sheet, struct body *body)
{
	uint32_t count, rows;
	struct str name;
	bool too_long;

	if (!read_number(body, XLS_ROWS_MAX, &count) || !read_text(body, sheet->arena, XLS_NAMES_BYTES_MAX, &name, &too_long) || too_long ||
		!is_text(name) || name.length == 0 || !read_number(body, XLS_ROWS_MAX, &rows))
		return broken(sheet);
	sheet->name = name;
	sheet->told = str_format(sheet->arena, "XLS, sheet " STR_FMT "%s", STR_ARG(name),
		count > 1 ? str_format(sheet->arena, " of %u", count).bytes : "");
	sheet->all = body->rows = rows;
	return true;
}

static bool refuse_name(struct sheet *sheet, struct body *body, struct str wanted)
{
	struct str names;
	bool too_long;

	if (!read_text(body, sheet->arena, XLS_NAMES_BYTES_MAX, &names, &too_long) || too_long || !is_text(names))
		return broken(sheet);
	sheet_fault(sheet, 0, 0, str_format(sheet->arena, "no sheet \"" STR_FMT "\"", STR_ARG(wanted)),
		str_format(sheet->arena, "one of " STR_FMT, STR_ARG(names)), STR(""));
	return false;
}

static bool open_book(struct sheet *sheet, struct body *body, const char *path, struct str wanted)
{
	struct stat info;

	if (stat(path, &info) != 0 || info.st_size > XLS_BYTES_MAX)
		return book_fault(sheet, "an XLS workbook of over 64 MB");
	xls_apart_start(&body->apart, path, wanted);
	if (!body->apart.from)
		return book_fault(sheet, "no room for a process that reads it");
	switch (fgetc(body->apart.from)) {
	case 'S':
		return read_sheet(sheet, body);
	case 'N':
		return refuse_name(sheet, body, wanted);
	case 'H':
		return book_fault(sheet, "a workbook that holds nothing");
	default:
		return broken(sheet);
	}
}

bool sheet_open_xls(struct sheet *sheet, const char *path, struct str wanted)
{
	struct body *body = calloc(1, sizeof(*body));

	REQUIRE(body);
	sheet->body = body;
	sheet->class = &xls_class;
	if (open_book(sheet, body, path, wanted))
		return true;
	close_book(sheet);
	return false;
}
