#include "feed/centre/explain.h"

#include <math.h>

#include "feed/base/arena.h"

/* An explanation as text that a store keeps: a line a row, tabs between kind, id, four labels and three numbers. */

enum { FIELDS = 3 + LANGUAGE_COUNT + 2 };

static const char *const words[EXPLAIN_KINDS] = {"total", "interval", "rank", "rank_span", "previous", "tier", "state",
	"system", "imported", "item", "points", "subdistrict", "mark", "given", "neighbours", "all_marks", "residents",
	"mean", "answers", "level", "service", "all_means", "reliability", "flagged", "with_flagged", "veto", "dark",
	"objection", "correction"};

const char *explain_word(enum explain_kind kind)
{
	return words[kind];
}

/* No tab or line end goes into a field. */
static struct str plain(struct arena *arena, struct str text)
{
	char *copy = (char *)str_copy(arena, text).bytes;

	for (size_t i = 0; i < text.length; i++)
		if (copy[i] == '\t' || copy[i] == '\n')
			copy[i] = ' ';
	return (struct str){copy, text.length};
}

static struct str number_text(struct arena *arena, double number)
{
	return isnan(number) ? STR("-") : str_format(arena, "%.17g", number);
}

struct str explain_write(struct arena *arena, const struct explanation *explanation)
{
	struct str text = STR("");

	for (size_t i = 0; i < explanation->count; i++) {
		const struct explain_row *row = &explanation->rows[i];
		struct str line = str_format(arena, "%s\t" STR_FMT, words[row->kind], STR_ARG(plain(arena, row->id)));

		for (int language = 0; language < LANGUAGE_COUNT; language++)
			line = str_format(arena, STR_FMT "\t" STR_FMT, STR_ARG(line),
				STR_ARG(plain(arena, row->label.text[language])));
		text = str_format(arena, STR_FMT STR_FMT "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\n", STR_ARG(text),
			STR_ARG(line), STR_ARG(number_text(arena, row->value)),
			STR_ARG(number_text(arena, row->weight)), STR_ARG(number_text(arena, row->points)));
	}
	return text;
}

static bool read_number(struct str text, double *number)
{
	*number = NAN;
	return str_equal(text, STR("-")) || str_number(text, number);
}

static bool read_row(struct arena *arena, struct str line, struct explain_row *row)
{
	struct str fields[FIELDS];
	size_t count = 0;

	while (count < FIELDS && str_next(&line, '\t', &fields[count]))
		count++;
	if (count != FIELDS)
		return false;
	for (row->kind = EXPLAIN_TOTAL; row->kind < EXPLAIN_KINDS; row->kind++)
		if (str_equal(fields[0], str_from(words[row->kind])))
			break;
	row->id = str_copy(arena, fields[1]);
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		row->label.text[language] = str_copy(arena, fields[2 + language]);
	return row->kind < EXPLAIN_KINDS && read_number(fields[FIELDS - 3], &row->value) &&
	       read_number(fields[FIELDS - 2], &row->weight) && read_number(fields[FIELDS - 1], &row->points);
}

bool explain_read(struct arena *arena, struct str text, struct explanation *explanation)
{
	size_t capacity = 0;
	struct str line;

	explanation->rows = NULL;
	explanation->count = 0;
	while (str_next(&text, '\n', &line)) {
		if (line.length == 0)
			continue;
		explanation->rows =
			arena_grow(arena, explanation->rows, explanation->count, &capacity, sizeof(*explanation->rows));
		if (!read_row(arena, line, &explanation->rows[explanation->count++]))
			return false;
	}
	return true;
}
