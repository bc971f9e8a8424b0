#include "feed/centre/read/csv.h"

#include <limits.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"

static int peek(const struct csv *csv)
{
	return csv->at < csv->text.length ? (unsigned char)csv->text.bytes[csv->at] : -1;
}

/* One byte on; a character counts once, at its first byte, and CRLF breaks the line once. */
static void advance(struct csv *csv)
{
	unsigned char byte = (unsigned char)csv->text.bytes[csv->at++];

	if (byte == '\n' || (byte == '\r' && peek(csv) != '\n')) {
		csv->line++;
		csv->column = 1;
	} else if ((byte & 0xc0) != 0x80) {
		csv->column++;
	}
}

static void fault_here(struct csv *csv, struct str found, struct str expected)
{
	faults_add(csv->faults, csv->file, csv->line, csv->column, found, expected);
}

/* Stops at the first broken byte, so that its place can be told. */
static bool check_text(struct csv *csv)
{
	while (csv->at < csv->text.length) {
		size_t next = csv->at;
		uint32_t code_point = str_code_point(csv->text, &next);

		if (code_point == 0) {
			fault_here(csv, STR("a zero byte"), STR("text"));
			return false;
		}
		if (code_point == 0xfffd && next - csv->at == 1) {
			fault_here(csv, STR("bytes that are not UTF-8"), STR("a file saved as \"CSV UTF-8\""));
			return false;
		}
		while (csv->at < next)
			advance(csv);
	}
	return true;
}

bool csv_open(struct csv *csv, struct str file, struct str text, struct faults *faults)
{
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_part(text, 3, text.length);
	*csv = (struct csv){.file = file, .text = text, .line = 1, .column = 1, .separator = ',', .faults = faults};
	if (text.length > INT_MAX) {
		faults_add(faults, file, 0, 0, STR("a file over 2 GB"), STR("a smaller one"));
		return false;
	}
	if (!check_text(csv))
		return false;
	csv->at = 0;
	csv->line = csv->column = 1;
	return true;
}

void csv_open_source(
	struct csv *csv, struct str file, char separator, struct str start, const struct csv_source *source, struct faults *faults)
{
	*csv = (struct csv){.file = file,
		.text = start,
		.line = 1,
		.column = 1,
		.separator = separator,
		.source = source,
		.faults = faults};
}

static bool at_cell_end(const struct csv *csv)
{
	int byte = peek(csv);

	return byte < 0 || byte == (unsigned char)csv->separator || byte == '\n' || byte == '\r';
}

static bool read_plain(struct csv *csv, struct sheet_cell *cell)
{
	size_t from = csv->at;

	while (!at_cell_end(csv)) {
		if (peek(csv) == '"') {
			fault_here(csv, STR("a quote inside a cell"),
				STR("the whole cell in quotes, and quotes in it doubled"));
			return false;
		}
		advance(csv);
	}
	cell->text = str_part(csv->text, from, csv->at - from);
	return true;
}

static struct str undouble(struct arena *arena, struct str text)
{
	char *out = arena_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		out[length++] = text.bytes[i];
		if (text.bytes[i] == '"')
			i++;
	}
	return (struct str){out, length};
}

static bool read_quoted(struct csv *csv, struct arena *arena, struct sheet_cell *cell)
{
	bool doubled = false;
	size_t from;

	advance(csv);
	for (from = csv->at; peek(csv) >= 0; advance(csv)) {
		if (peek(csv) != '"')
			continue;
		if (csv->at + 1 >= csv->text.length || csv->text.bytes[csv->at + 1] != '"')
			break;
		doubled = true;
		advance(csv);
	}
	if (peek(csv) < 0) {
		faults_add(csv->faults, csv->file, cell->line, cell->column, STR("a quote that is never closed"),
			STR("a closing quote"));
		return false;
	}
	cell->text = str_part(csv->text, from, csv->at - from);
	if (doubled)
		cell->text = undouble(arena, cell->text);
	advance(csv);
	if (at_cell_end(csv))
		return true;
	fault_here(csv, STR("text after a closing quote"), csv->separator == ',' ? STR("a comma or the end of the line")
				       : STR("a separator or the end of the line"));
	return false;
}

static bool read_cell(struct csv *csv, struct arena *arena, struct sheet_row *row)
{
	struct sheet_cell cell = {.line = csv->line, .column = csv->column};

	if (row->count == SHEET_CELLS_MAX) {
		fault_here(csv, STR("a row that goes on"),
			str_format(csv->faults->arena, "at most %d cells", SHEET_CELLS_MAX));
		return false;
	}
	if (!(peek(csv) == '"' ? read_quoted(csv, arena, &cell) : read_plain(csv, &cell)))
		return false;
	if (cell.text.length > SHEET_CELL_BYTES_MAX) {
		faults_add(csv->faults, csv->file, cell.line, cell.column,
			str_format(csv->faults->arena, "a cell of %zu bytes", cell.text.length),
			str_format(csv->faults->arena, "at most %d bytes", SHEET_CELL_BYTES_MAX));
		return false;
	}
	row->cells[row->count++] = cell;
	return true;
}

static void skip_line_end(struct csv *csv)
{
	if (peek(csv) == '\r')
		advance(csv);
	if (peek(csv) == '\n')
		advance(csv);
}

static void skip_line(struct csv *csv)
{
	while (peek(csv) >= 0 && peek(csv) != '\n')
		advance(csv);
}

static bool read_row(struct csv *csv, struct arena *arena, struct sheet_row *row)
{
	row->count = 0;
	row->line = csv->line;
	while (read_cell(csv, arena, row)) {
		if (peek(csv) != (unsigned char)csv->separator) {
			skip_line_end(csv);
			return true;
		}
		advance(csv);
	}
	skip_line(csv);
	return false;
}

/* A row that touches the end of a piece may go on in the next: it is read again with more behind it, and once more where there is
   no more, for its texts have moved. */
static bool read_again(struct csv *csv, const struct csv *before, size_t kept, size_t total)
{
	bool full = false;

	if (!csv->source || peek(csv) >= 0)
		return false;
	csv->at = before->at;
	csv->line = before->line;
	csv->column = before->column;
	csv->faults->kept = kept;
	csv->faults->total = total;
	if (csv->source->more(csv->source->self, csv, &full))
		return true;
	csv->source = NULL;
	if (!full)
		return true;
	csv->at = csv->text.length;
	faults_add(csv->faults, csv->file, before->line, before->column, STR("a row that never ends"),
		STR("a row of less than 1 MB, and every quote closed"));
	return false;
}

bool csv_next(struct csv *csv, struct arena *arena, struct sheet_row *row)
{
	for (;;) {
		struct csv before = *csv;
		size_t kept = csv->faults->kept, total = csv->faults->total;
		bool read = false, blank = peek(csv) == '\n' || peek(csv) == '\r', ended = peek(csv) < 0;

		if (blank)
			advance(csv);
		else if (!ended)
			read = read_row(csv, arena, row);
		if (read_again(csv, &before, kept, total))
			continue;
		if (read && csv->faults->total == total)
			return true;
		if (ended)
			return false;
	}
}
