#include "feed/centre/read/sheet_kinds.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/serial.h"
#include "feed/centre/read/xlsx_book.h"
#include "feed/centre/read/xlsx_part.h"
#include "feed/centre/read/xlsx_strings.h"

/* An XLSX sheet row by row. What its range declares is never asked: only the cells that are there cost anything. */

enum { CELL_BYTES_KEPT = SHEET_CELL_BYTES_MAX + 1, TYPE_BYTES = 12 };

struct cell {
	int column;
	size_t style;
	char type[TYPE_BYTES]; /* n, s, str, inlineStr, b, e, d */
	char text[CELL_BYTES_KEPT];
	size_t length;
};

struct body {
	struct sheet *sheet; /* borrowed */
	zip_t *zip;          /* owned */
	struct xlsx_book book;
	struct xlsx_strings *strings; /* owned */
	struct xlsx_part part;
	struct cell cell;      /* the one that is read */
	struct arena *arena;   /* borrowed: of the row that is asked for */
	struct sheet_row *row; /* borrowed: the row that is asked for */
	int line, column;      /* of what was read last */
	int phonetic;
	bool inside; /* a value or a text */
	bool wide;   /* a cell beyond the last column was told */
	bool sound;  /* the row so far */
};

static void cell_fault(struct body *body, struct str found, struct str expected, struct str mend)
{
	body->sound = false;
	sheet_fault(body->sheet, body->line, body->cell.column, found, expected, mend);
}

/* "C7": its column; 0 where it is none. */
static int column_of(const char *reference)
{
	int column = 0;

	for (; *reference >= 'A' && *reference <= 'Z' && column < 20000; reference++)
		column = column * 26 + *reference - 'A' + 1;
	return column;
}

static void start_row(struct body *body, const char *const *attributes)
{
	const char *line = xml_attribute(attributes, "r");
	long number = line ? strtol(line, NULL, 10) : body->line + 1;

	body->line = number > 0 && number < SHEET_LINES_MAX ? (int)number : body->line + 1;
	body->column = 0;
	body->row->count = 0;
	body->row->line = body->line;
	body->sound = true;
}

static void start_cell(struct body *body, const char *const *attributes)
{
	const char *reference = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
	const char *style = xml_attribute(attributes, "s");
	int column = reference ? column_of(reference) : 0;

	body->cell.column = body->column = column > body->column ? column : body->column + 1;
	body->cell.style = style ? strtoul(style, NULL, 10) : 0;
	body->cell.length = 0;
	snprintf(body->cell.type, TYPE_BYTES, "%s", type ? type : "n");
}

static void start(void *self, struct str name, const char *const *attributes)
{
	struct body *body = self;

	if (str_equal(name, STR("row")))
		start_row(body, attributes);
	else if (str_equal(name, STR("c")))
		start_cell(body, attributes);
	else if (str_equal(name, STR("rPh")))
		body->phonetic++;
	else if (str_equal(name, STR("v")) || str_equal(name, STR("t")))
		body->inside = true;
}

static void take_text(void *self, struct str text)
{
	struct body *body = self;

	if (!body->inside || body->phonetic)
		return;
	text = str_part(text, 0, CELL_BYTES_KEPT - body->cell.length);
	memcpy(body->cell.text + body->cell.length, text.bytes, text.length);
	body->cell.length += text.length;
}

static struct str number_text(struct body *body, struct str text)
{
	bool date = body->cell.style < body->book.style_count && body->book.style_is_date[body->cell.style];
	double value;
	struct str shown;

	if (!str_number(text, &value))
		return str_copy(body->arena, text);
	shown = date ? serial_text(body->arena, value, body->book.from_1904) : STR("");
	return shown.length ? shown : serial_number(body->arena, value);
}

static struct str shared_text(struct body *body, struct str text)
{
	struct str shared = STR("");
	int64_t number;

	if (!str_integer(text, &number) || number < 0 || !xlsx_strings_find(body->strings, (uint64_t)number, &shared))
		cell_fault(body, STR("a text that is not in the workbook"), STR("a whole workbook"),
			STR("open it in the spreadsheet program and save it again"));
	return shared;
}

/* A cell's text by its type; formulas stand there with the value that was computed last. */
static struct str cell_text(struct body *body)
{
	struct str text = {body->cell.text, body->cell.length};
	const char *type = body->cell.type;

	if (text.length == 0)
		return STR("");
	if (strcmp(type, "s") == 0)
		return shared_text(body, text);
	if (strcmp(type, "n") == 0)
		return number_text(body, text);
	if (strcmp(type, "b") == 0)
		return str_equal(text, STR("1")) ? STR("TRUE") : STR("FALSE");
	if (strcmp(type, "e") == 0)
		cell_fault(body, str_format(body->arena, "a formula's error " STR_FMT, STR_ARG(text)), STR("a value"),
			STR("mend the formula in the spreadsheet and save it again"));
	return str_copy(body->arena, text);
}

static void end_cell(struct body *body)
{
	struct sheet_row *row = body->row;
	struct str text = cell_text(body);

	if (text.length == 0)
		return;
	if (body->cell.column > SHEET_CELLS_MAX) {
		if (!body->wide)
			cell_fault(body, STR("a cell far to the right"), str_format(body->arena, "at most %d columns", SHEET_CELLS_MAX), STR(""));
		body->wide = true;
		return;
	}
	if (text.length > SHEET_CELL_BYTES_MAX)
		cell_fault(body, str_format(body->arena, "a cell of over %d bytes", SHEET_CELL_BYTES_MAX),
			str_format(body->arena, "at most %d bytes", SHEET_CELL_BYTES_MAX), STR(""));
	while ((int)row->count < body->cell.column) {
		row->cells[row->count] = (struct sheet_cell){STR(""), body->line, (int)row->count + 1};
		row->count++;
	}
	row->cells[body->cell.column - 1].text = text;
}

static void end(void *self, struct str name)
{
	struct body *body = self;

	if (str_equal(name, STR("c")))
		end_cell(body);
	else if (str_equal(name, STR("v")) || str_equal(name, STR("t")))
		body->inside = false;
	else if (str_equal(name, STR("rPh")))
		body->phonetic--;
	else if (str_equal(name, STR("row")) && body->row->count)
		xml_halt(body->part.xml);
}

static bool next_row(struct sheet *sheet, struct arena *arena, struct sheet_row *row)
{
	struct body *body = sheet->body;

	body->arena = arena;
	body->row = row;
	row->count = 0;
	while (xlsx_part_step(&body->part)) {
		sheet->done = body->part.inflated;
		if (body->sound)
			return true;
	}
	return false;
}

static void close_book(struct sheet *sheet)
{
	struct body *body = sheet->body;

	xlsx_part_close(&body->part);
	xlsx_strings_close(body->strings);
	if (body->zip)
		zip_discard(body->zip);
	free(body);
}

static const struct sheet_class xlsx_class = {next_row, close_book};

static bool open_zip(struct body *body, const char *path)
{
	struct sheet *sheet = body->sheet;
	zip_error_t error;
	int code;

	body->zip = zip_open(path, ZIP_RDONLY, &code);
	if (body->zip)
		return true;
	zip_error_init_with_code(&error, code);
	sheet_fault(sheet, 0, 0, str_format(sheet->arena, "a broken workbook: %s", zip_error_strerror(&error)), STR("an XLSX workbook"),
		STR("open it in the spreadsheet program and save it again"));
	zip_error_fini(&error);
	return false;
}

bool sheet_open_xlsx(struct sheet *sheet, const char *path, struct str wanted)
{
	struct body *body = calloc(1, sizeof(*body));
	struct xml_reader reader = {.start = start, .end = end, .text = take_text, .self = body};

	REQUIRE(body);
	body->sheet = sheet;
	sheet->body = body;
	sheet->class = &xlsx_class;
	if (open_zip(body, path) && xlsx_book_read(&body->book, sheet, body->zip, wanted) &&
		xlsx_strings_open(&body->strings, sheet, body->zip) &&
		xlsx_part_open(&body->part, sheet, body->zip, body->book.part, &reader)) {
		sheet->name = body->book.sheet;
		sheet->all = body->part.size;
		sheet->told = str_format(sheet->arena, "XLSX, sheet " STR_FMT "%s", STR_ARG(sheet->name),
			body->book.sheet_count > 1 ? str_format(sheet->arena, " of %zu", body->book.sheet_count).bytes : "");
		return true;
	}
	close_book(sheet);
	return false;
}
