#include "feed/centre/read/sheet_kinds.h"

#include "feed/base/arena.h"
#include "feed/centre/read/text.h"

/* CSV and its like as a sheet. */

struct text_body {
	struct text *text; /* owned */
	struct csv csv;
};

static bool next_row(struct sheet *sheet, struct arena *arena, struct sheet_row *row)
{
	struct text_body *body = sheet->body;

	return csv_next(&body->csv, arena, row);
}

static void close_text(struct sheet *sheet)
{
	struct text_body *body = sheet->body;

	text_close(body->text);
}

static const struct sheet_class text_class = {next_row, close_text};

bool sheet_open_text(struct sheet *sheet, const char *path)
{
	struct text_body *body = arena_new(sheet->arena, struct text_body);
	char separator;

	if (!text_open(&body->text, sheet, path))
		return false;
	separator = text_separator(body->text);
	csv_open_source(&body->csv, sheet->file, separator, text_start(body->text), text_source(body->text),
		sheet->faults);
	sheet->told = str_format(sheet->arena, "CSV, " STR_FMT ", %s", STR_ARG(text_encoding(body->text)),
		separator == ',' ? "commas" : separator == ';' ? "semicolons" : "tabs");
	sheet->class = &text_class;
	sheet->body = body;
	return true;
}
