#include "feed/centre/source/json_rows.h"

#include <math.h>

#include <jansson.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/gate/kept_form.h"

#define COLUMNS STR("columns")

enum { COLUMNS_MAX = 80, PATH_PARTS_MAX = 8, SECOND_MS = 1000 };

static const double EPOCH_MOST = 253402300799.0; /* the last second of 9999 */

enum column_form { FORM_PLAIN, FORM_EPOCH_S, FORM_EPOCH_MS };

struct column {
	const struct ini_entry *entry; /* borrowed */
	struct str path, constant, words; /* path or constant is empty; words: the section of its words */
	enum column_form form;
	bool date; /* the day alone, the centre's */
	size_t found; /* rows that have it */
};

struct writing {
	struct arena *arena; /* borrowed; of the whole */
	struct arena scratch; /* of one row */
	const struct source *source;
	struct faults *faults;
	FILE *to;
	struct column columns[COLUMNS_MAX];
	size_t column_count;
	size_t row;
};

static bool refuse(struct writing *writing, struct str place, struct str found, struct str expected)
{
	faults_add(writing->faults,
		str_format(writing->arena, "source " STR_FMT "%s" STR_FMT, STR_ARG(writing->source->name), place.length ? ": " : "",
			STR_ARG(place)),
		0, 0, found, expected);
	return false;
}

static struct str row_place(struct writing *writing)
{
	return str_format(writing->arena, STR_FMT "[%zu]", STR_ARG(writing->source->rows), writing->row);
}

/* Brackets within brackets, outside of texts: a tree that deep is not built. */
static bool is_shallow(struct str bytes)
{
	int depth = 0;
	bool text = false;

	for (size_t i = 0; i < bytes.length; i++) {
		char c = bytes.bytes[i];

		if (text && c == '\\')
			i++;
		else if (c == '"')
			text = !text;
		else if (!text && (c == '[' || c == '{') && ++depth > JSON_ROWS_DEPTH_MAX)
			return false;
		else if (!text && (c == ']' || c == '}'))
			depth--;
	}
	return true;
}

static const json_t *find(const json_t *value, struct str path)
{
	struct str part;
	int64_t index;

	for (int parts = 0; value && path.length && parts < PATH_PARTS_MAX && str_next(&path, '.', &part); parts++) {
		char name[128];

		if (part.length >= sizeof(name))
			return NULL;
		snprintf(name, sizeof(name), STR_FMT, STR_ARG(part));
		if (json_is_array(value))
			value = str_integer(part, &index) && index >= 0 ? json_array_get(value, (size_t)index) : NULL;
		else
			value = json_object_get(value, name);
	}
	return value;
}

static bool is_date(const struct source *source, struct str name)
{
	const struct import_kind *kind = import_kind_find(source->kind);
	size_t count = kind ? import_header_count(kind) : 0;

	for (size_t i = 0; i < count; i++)
		if (str_equal(str_from(kind->headers[i].name), name))
			return kind->headers[i].type == IMPORT_DATE;
	return false;
}

/* grid.code, "a constant", raised as epoch_ms */
static void read_column(struct writing *writing, const struct ini_entry *entry)
{
	struct column *column = &writing->columns[writing->column_count++];
	struct str value = entry->value;
	size_t as = str_find(value, STR(" as "));
	struct str form = str_trim(str_part(value, as + 4, value.length));

	*column = (struct column){.entry = entry, .date = is_date(writing->source, entry->key),
		.words = str_format(writing->arena, "words." STR_FMT, STR_ARG(entry->key))};
	if (value.length >= 2 && str_starts(value, STR("\"")) && str_ends(value, STR("\""))) {
		column->constant = str_part(value, 1, value.length - 2);
		return;
	}
	column->path = str_trim(str_part(value, 0, as));
	if (as == value.length)
		return;
	column->form = str_equal(form, STR("epoch_ms")) ? FORM_EPOCH_MS : FORM_EPOCH_S;
	if (column->form == FORM_EPOCH_S && !str_equal(form, STR("epoch_s")))
		faults_add(writing->faults, writing->source->file, entry->line, entry->value_column,
			str_format(writing->arena, "\"" STR_FMT "\"", STR_ARG(form)), STR("epoch_s or epoch_ms after as"));
}

static bool read_columns(struct writing *writing)
{
	const struct ini *ini = &writing->source->ini;
	size_t before = writing->faults->total;

	for (size_t i = 0; i < ini->count && writing->column_count < COLUMNS_MAX; i++)
		if (str_equal(ini->entries[i].section, COLUMNS))
			read_column(writing, &ini->entries[i]);
	return writing->faults->total == before;
}

static bool time_text(struct writing *writing, const struct column *column, const json_t *value, struct str *text)
{
	double seconds = json_number_value(value) / (column->form == FORM_EPOCH_MS ? SECOND_MS : 1);

	if (!json_is_number(value) || !(seconds >= 0 && seconds <= EPOCH_MOST))
		return false;
	*text = civil_format_utc(&writing->scratch, (int64_t)floor(seconds) * SECOND_MS);
	if (column->date) {
		struct civil day = civil_local((int64_t)floor(seconds) * SECOND_MS);

		*text = str_format(&writing->scratch, "%04d-%02d-%02d", day.year, day.month, day.day);
	}
	return true;
}

/* false: it is a list or an object, or no time. */
static bool value_text(struct writing *writing, const struct column *column, const json_t *value, struct str *text)
{
	if (json_is_null(value))
		*text = STR("");
	else if (column->form != FORM_PLAIN)
		return time_text(writing, column, value, text);
	else if (json_is_string(value))
		*text = (struct str){json_string_value(value), json_string_length(value)};
	else if (json_is_integer(value))
		*text = str_format(&writing->scratch, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		*text = str_format(&writing->scratch, "%.15g", json_real_value(value));
	else if (json_is_boolean(value))
		*text = json_is_true(value) ? STR("yes") : STR("no");
	else
		return false;
	return true;
}

static void write_value(struct writing *writing, struct column *column, const json_t *row)
{
	const json_t *value = column->constant.length ? NULL : find(row, column->path);
	struct str text = column->constant;
	const struct ini_entry *word;

	column->found += value != NULL;
	if (value && !value_text(writing, column, value, &text)) {
		refuse(writing, str_format(writing->arena, STR_FMT "." STR_FMT, STR_ARG(row_place(writing)), STR_ARG(column->path)),
			json_is_object(value) ? STR("an object") : json_is_array(value) ? STR("a list") : STR("no such time"),
			column->form == FORM_PLAIN ? STR("a text, a number, true, false or null") : STR("a number of seconds since 1970"));
		return;
	}
	word = text.length ? ini_find(&writing->source->ini, column->words, text) : NULL;
	kept_put_cell(writing->to, word ? word->value : text);
}

static void write_row(struct writing *writing, const json_t *row)
{
	if (!json_is_object(row)) {
		refuse(writing, row_place(writing), STR("no object"), STR("an object, a row of the table"));
		return;
	}
	for (size_t i = 0; i < writing->column_count; i++) {
		if (i)
			fputc(',', writing->to);
		write_value(writing, &writing->columns[i], row);
	}
	fputc('\n', writing->to);
	arena_clear(&writing->scratch);
}

/* A path that no row has was written wrongly, or the other system has changed. */
static void check_paths(struct writing *writing, size_t rows)
{
	for (size_t i = 0; i < writing->column_count && rows; i++) {
		const struct column *column = &writing->columns[i];

		if (!column->constant.length && !column->found)
			faults_add(writing->faults, writing->source->file, column->entry->line, column->entry->value_column,
				str_format(writing->arena, "no \"" STR_FMT "\" in any row", STR_ARG(column->path)), STR("a member of the rows"));
	}
}

static void write_rows(struct writing *writing, const json_t *list)
{
	size_t count = json_array_size(list);

	if (count == 0) {
		refuse(writing, writing->source->rows, STR("an empty list"), STR("at least one row: none would remove all that is there"));
		return;
	}
	if (count > JSON_ROWS_MAX) {
		refuse(writing, writing->source->rows, str_format(writing->arena, "%zu rows", count),
			str_format(writing->arena, "at most %d", JSON_ROWS_MAX));
		return;
	}
	for (size_t i = 0; i < writing->column_count; i++)
		fprintf(writing->to, "%s" STR_FMT, i ? "," : "", STR_ARG(writing->columns[i].entry->key));
	fputc('\n', writing->to);
	for (writing->row = 0; writing->row < count; writing->row++)
		write_row(writing, json_array_get(list, writing->row));
	check_paths(writing, count);
}

static void write_root(struct writing *writing, struct str bytes)
{
	json_error_t trouble;
	json_t *root;
	const json_t *list;

	if (!is_shallow(bytes)) {
		refuse(writing, STR(""), STR("lists and objects within each other, too deep"),
			str_format(writing->arena, "at most %d", JSON_ROWS_DEPTH_MAX));
		return;
	}
	root = json_loadb(bytes.bytes ? bytes.bytes : "", bytes.length, JSON_REJECT_DUPLICATES, &trouble);
	list = find(root, writing->source->rows);
	if (!root)
		refuse(writing, STR(""), str_format(writing->arena, "no JSON: %s at line %d, column %d", trouble.text, trouble.line, trouble.column),
			STR("an answer in JSON"));
	else if (!json_is_array(list))
		refuse(writing, writing->source->rows, list ? STR("no list") : STR("nothing"), STR("the list of rows; mend rows in the source"));
	else
		write_rows(writing, list);
	json_decref(root);
}

bool json_rows_write(struct arena *arena, const struct source *source, struct str bytes, FILE *to, struct faults *faults)
{
	struct writing *writing = arena_new(arena, struct writing);
	size_t before = faults->total;

	*writing = (struct writing){.arena = arena, .source = source, .faults = faults, .to = to};
	arena_init(&writing->scratch);
	if (read_columns(writing))
		write_root(writing, bytes);
	arena_finish(&writing->scratch);
	return faults->total == before;
}
