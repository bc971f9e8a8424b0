#include "feed/centre/demo_words.h"

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/assets.h"
#include "feed/centre/read/csv.h"

bool demo_words_file(struct arena *arena, const char *name, struct str *bytes, struct error *error)
{
	char path[PATH_MAX];

	assets_path(path, str_format(arena, "demo/%s", name).bytes);
	return file_read(arena, path, DEMO_WORDS_BYTES_MAX, bytes, error);
}

static bool is_comment(const struct sheet_row *row)
{
	return str_starts(row->cells[0].text, STR("#"));
}

/* The header row as the caller wrote it: "kind,zh,ug,kk,en". */
static struct str header_of(struct arena *arena, const struct sheet_row *row)
{
	struct str text = STR("");

	for (size_t i = 0; i < row->count; i++)
		text = str_format(
			arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "," : "", STR_ARG(row->cells[i].text));
	return text;
}

static bool next_row(struct csv *csv, struct arena *arena, struct sheet_row *row)
{
	while (csv_next(csv, arena, row))
		if (!is_comment(row))
			return true;
	return false;
}

static bool read_rows(struct arena *arena, struct csv *csv, struct demo_words *words, struct error *error)
{
	struct sheet_row row;
	size_t capacity = 0;

	while (next_row(csv, arena, &row)) {
		if (row.count != words->column_count)
			return error_set(error, STR_FMT ":%d: found %zu cells, expected %zu", STR_ARG(csv->file),
				row.line, row.count, words->column_count);
		words->rows = arena_grow(arena, words->rows, words->row_count, &capacity, sizeof(*words->rows));
		words->rows[words->row_count] = arena_array(arena, struct str, row.count);
		for (size_t i = 0; i < row.count; i++)
			words->rows[words->row_count][i] = row.cells[i].text;
		words->row_count++;
	}
	return true;
}

bool demo_words_read(
	struct arena *arena, const char *name, const char *columns, struct demo_words *words, struct error *error)
{
	struct faults faults;
	struct csv csv;
	struct sheet_row header;
	struct str text;

	faults_init(&faults, arena);
	if (!demo_words_file(arena, name, &text, error))
		return false;
	if (!csv_open(&csv, str_from(name), text, &faults) || !next_row(&csv, arena, &header) ||
		!str_equal(header_of(arena, &header), str_from(columns)))
		return error_set(error, "%s: expected UTF-8 with the header row %s", name, columns);
	*words = (struct demo_words){.column_count = header.count};
	if (!read_rows(arena, &csv, words, error))
		return false;
	if (faults.total > 0)
		return error_set(error, "%s:%d: found " STR_FMT ", expected " STR_FMT, name, faults.items[0].line,
			STR_ARG(faults.items[0].found), STR_ARG(faults.items[0].expected));
	return true;
}

struct str demo_words_cell(const struct demo_words *words, size_t row, size_t column)
{
	REQUIRE(row < words->row_count && column < words->column_count);
	return words->rows[row][column];
}

int demo_words_integer(const struct demo_words *words, size_t row, size_t column)
{
	int64_t value;

	if (!str_integer(demo_words_cell(words, row, column), &value) || value < INT_MIN || value > INT_MAX)
		return 0;
	return (int)value;
}

struct label demo_words_label(const struct demo_words *words, size_t row, size_t first_column)
{
	struct label label;

	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		label.text[i] = demo_words_cell(words, row, first_column + i);
	return label;
}

static struct str fill(struct arena *arena, struct str pattern, struct str with)
{
	size_t at = str_find(pattern, STR("{}"));
	struct str before = str_part(pattern, 0, at), after = str_part(pattern, at + 2, pattern.length);

	return str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(with), STR_ARG(after));
}

struct label demo_words_fill(struct arena *arena, const struct label *pattern, const struct label *with)
{
	struct label label;

	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		label.text[i] = fill(arena, pattern->text[i], with->text[i]);
	return label;
}

struct label demo_words_number(struct arena *arena, const struct label *pattern, unsigned number)
{
	struct str digits = str_format(arena, "%u", number);
	struct label with = {{digits, digits, digits, digits}};

	return demo_words_fill(arena, pattern, &with);
}
