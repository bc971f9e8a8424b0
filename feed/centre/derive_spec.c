#include "feed/centre/derive_spec.h"

#include "feed/base/arena.h"

struct reading {
	struct arena *arena;
	struct derive_spec *spec;
	size_t column_capacity, choice_capacity;
};

/* "zh | ug | kk | en"; trailing ones may be missing. */
static struct label read_label(struct arena *arena, struct str text)
{
	struct label label = {{{NULL, 0}}};
	struct str piece;

	for (int language = 0; language < LANGUAGE_COUNT && str_next(&text, '|', &piece); language++)
		label.text[language] = str_copy(arena, str_trim(piece));
	return label;
}

static bool next_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	return rest->length && str_next(rest, ' ', word);
}

static bool find_type(struct str name, enum column_type *type)
{
	for (int i = 0; i < COLUMN_TYPE_COUNT; i++) {
		if (str_equal(column_type_name((enum column_type)i), name)) {
			*type = (enum column_type)i;
			return true;
		}
	}
	return false;
}

static bool read_column(struct reading *reading, struct str value)
{
	struct table *table = reading->spec->table;
	struct column column = {0};
	struct str head, name, type, decimals;
	int64_t number = 0;

	str_next(&value, '|', &head);
	if (!next_word(&head, &name) || !next_word(&head, &type) || !find_type(type, &column.type) ||
		table->column_count == TABLE_COLUMNS_MAX)
		return false;
	if (next_word(&head, &decimals) && !str_integer(decimals, &number))
		return false;
	column.name = str_copy(reading->arena, name);
	column.decimals = (int)number;
	column.title = read_label(reading->arena, value);
	table->columns = arena_grow(
		reading->arena, table->columns, table->column_count, &reading->column_capacity, sizeof(column));
	table->columns[table->column_count++] = column;
	reading->choice_capacity = 0;
	return true;
}

/* Choices follow their column. */
static bool read_choice(struct reading *reading, struct str value)
{
	struct table *table = reading->spec->table;
	struct column *column = table->column_count ? &table->columns[table->column_count - 1] : NULL;
	struct str head, name, id;

	str_next(&value, '|', &head);
	if (!next_word(&head, &name) || !next_word(&head, &id) || !column || column->type != COLUMN_CHOICE ||
		!str_equal(column->name, name) || column->choice_count == TABLE_CHOICES_MAX)
		return false;
	column->choices = arena_grow(reading->arena, column->choices, column->choice_count, &reading->choice_capacity,
		sizeof(*column->choices));
	column->choices[column->choice_count++] =
		(struct choice){str_copy(reading->arena, id), read_label(reading->arena, value)};
	return true;
}

static bool read_sources(struct reading *reading, struct str value)
{
	struct derive_spec *spec = reading->spec;
	struct str piece;

	while (str_next(&value, ',', &piece)) {
		if (spec->source_count == DERIVE_SOURCES_MAX)
			return false;
		spec->sources[spec->source_count++] = str_copy(reading->arena, str_trim(piece));
	}
	return true;
}

/* title_zh and its like. */
static bool read_text(struct reading *reading, struct str key, const char *noun, struct label *label, struct str value)
{
	struct str start = str_format(reading->arena, "%s_", noun);
	enum language language;

	if (!str_starts(key, start) || !language_find(str_part(key, start.length, key.length), &language))
		return false;
	label->text[language] = str_copy(reading->arena, value);
	return true;
}

enum outcome { OUTCOME_READ, OUTCOME_OTHER, OUTCOME_BAD };

static enum outcome read_line(struct reading *reading, struct str line)
{
	struct table *table = reading->spec->table;
	struct str rest = str_part(line, 3, line.length), key;

	if (!str_starts(line, STR("-- ")) || !str_next(&rest, ':', &key) || !rest.bytes)
		return OUTCOME_OTHER;
	rest = str_trim(rest);
	if (str_equal(key, STR("column")))
		return read_column(reading, rest) ? OUTCOME_READ : OUTCOME_BAD;
	if (str_equal(key, STR("choice")))
		return read_choice(reading, rest) ? OUTCOME_READ : OUTCOME_BAD;
	if (str_equal(key, STR("as_of")))
		return read_sources(reading, rest) ? OUTCOME_READ : OUTCOME_BAD;
	if (read_text(reading, key, "title", &table->title, rest) ||
		read_text(reading, key, "source", &table->source, rest))
		return OUTCOME_READ;
	return OUTCOME_OTHER;
}

bool derive_spec_read(
	struct arena *arena, const char *name, const char *text, struct derive_spec *spec, struct error *error)
{
	struct reading reading = {.arena = arena, .spec = spec};
	struct str rest = str_from(text), line;
	enum outcome outcome = OUTCOME_READ;
	int number = 0;

	spec->table->name = str_copy(arena, str_from(name));
	while (outcome == OUTCOME_READ && str_next(&rest, '\n', &line)) {
		outcome = read_line(&reading, line);
		number++;
	}
	if (outcome == OUTCOME_BAD)
		return error_set(error, "%s.sql:%d: found a column or choice that cannot be read", name, number);
	if (spec->table->column_count == 0 || spec->source_count == 0 ||
		spec->table->title.text[LANGUAGE_ZH].length == 0)
		return error_set(error,
			"%s.sql:%d: found the end of its head, expected title_zh, as_of and columns before", name,
			number);
	return true;
}
