#include "feed/centre/demo_words.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"

/* From the folder of the program: build/, build/asan/, build/asan/tests/, then an installed one. */
static const char *const beside_program[] = {
	"../assets", "../../assets", "../../../assets", "../share/hallboard/assets", "../share/hallboard"};

static bool path_beside(char path[PATH_MAX], const char *folder, const char *name)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (length <= 0)
		return false;
	program[length] = '\0';
	slash = strrchr(program, '/');
	*slash = '\0';
	return snprintf(path, PATH_MAX, "%s/%s/demo/%s", program, folder, name) < PATH_MAX && file_exists(path);
}

static void find_path(char path[PATH_MAX], const char *name)
{
	const char *assets = getenv("HALLBOARD_ASSETS");

	if (assets && snprintf(path, PATH_MAX, "%s/demo/%s", assets, name) < PATH_MAX && file_exists(path))
		return;
	for (size_t i = 0; i < sizeof(beside_program) / sizeof(*beside_program); i++)
		if (path_beside(path, beside_program[i], name))
			return;
	snprintf(path, PATH_MAX, "assets/demo/%s", name);
}

bool demo_words_file(struct arena *arena, const char *name, struct str *bytes, struct error *error)
{
	char path[PATH_MAX];

	find_path(path, name);
	return file_read(arena, path, DEMO_WORDS_BYTES_MAX, bytes, error);
}

static bool is_row(struct str line)
{
	return line.length > 0 && line.bytes[0] != '#';
}

static size_t count_pieces(struct str rest, char separator)
{
	struct str piece;
	size_t count = 0;

	while (str_next(&rest, separator, &piece))
		count++;
	return count;
}

static bool read_row(struct demo_words *words, struct str line)
{
	struct str cell, rest = line;
	struct str *row = words->cells + words->row_count * words->column_count;
	size_t count = 0;

	while (str_next(&rest, ',', &cell)) {
		if (count == words->column_count)
			return false;
		row[count++] = cell;
	}
	words->row_count++;
	return count == words->column_count && str_is_utf8(line);
}

bool demo_words_read(struct arena *arena, const char *name, const char *columns, struct demo_words *words,
	struct error *error)
{
	struct str text, line;
	bool header = false;
	size_t number = 0;

	if (!demo_words_file(arena, name, &text, error))
		return false;
	words->row_count = 0;
	words->column_count = count_pieces(str_from(columns), ',');
	REQUIRE(words->column_count <= DEMO_WORDS_COLUMNS_MAX);
	words->cells = arena_array(arena, struct str, words->column_count * count_pieces(text, '\n'));
	while (str_next(&text, '\n', &line)) {
		number++;
		if (!is_row(line))
			continue;
		if (!header && !str_equal(line, str_from(columns)))
			return error_set(error, "%s:%zu: expected the header row %s", name, number, columns);
		if (header && !read_row(words, line))
			return error_set(error, "%s:%zu: expected %zu cells of UTF-8", name, number, words->column_count);
		header = true;
	}
	return header || error_set(error, "%s has no header row", name);
}

struct str demo_words_cell(const struct demo_words *words, size_t row, size_t column)
{
	REQUIRE(row < words->row_count && column < words->column_count);
	return words->cells[row * words->column_count + column];
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
