#include "feed/centre/own_columns.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/import_cell.h"
#include "feed/centre/import_person.h"
#include "feed/centre/own_table.h"

enum { DECIMALS_MAX = 6, NAME_BYTES_MAX = 31 };

#define AMOUNT_MOST 1e15

/* What a column without a type is tried as, the narrowest first. Text is what remains. */
static const enum column_type guesses[] = {COLUMN_INTEGER, COLUMN_NUMBER, COLUMN_SHARE, COLUMN_DATE, COLUMN_TIME};

bool own_table_name_is_good(struct str name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(i && ((c >= '0' && c <= '9') || c == '_')))
			return false;
	}
	return name.length > 0 && name.length <= NAME_BYTES_MAX;
}

static bool type_find(struct str word, enum column_type *type)
{
	for (int i = 0; i < COLUMN_TYPE_COUNT; i++)
		if (i != COLUMN_CHOICE && str_equal(column_type_name(i), word)) {
			*type = (enum column_type)i;
			return true;
		}
	return false;
}

/* "title_zh" is the Chinese of the label "title". */
static bool read_language(struct str *name, enum language *language)
{
	struct str end = str_part(*name, name->length > 3 ? name->length - 3 : 0, 3);

	if (name->length < 4 || end.bytes[0] != '_' || !language_find(str_part(end, 1, 2), language))
		return false;
	name->length -= 3;
	return true;
}

static struct own_column *column_find(struct own_columns *columns, struct str name)
{
	for (size_t i = 0; i < columns->count; i++)
		if (str_equal(columns->items[i].name, name))
			return &columns->items[i];
	return NULL;
}

static void refuse(struct faults *faults, struct str file, const struct sheet_cell *cell, struct str expected)
{
	faults_add(faults, file, cell->line, cell->column, import_quote(faults->arena, cell->text), expected);
}

static void add_column(
	struct own_columns *columns, struct str file, const struct sheet_cell *cell, int place, struct faults *faults)
{
	struct str text = str_trim(cell->text), name = str_part(text, 0, str_find(text, STR(":")));
	struct str word = str_part(text, name.length + 1, text.length);
	enum language language = LANGUAGE_ZH;
	struct own_column made = {.name = name, .type = guesses[0], .places = {-1, -1, -1, -1}}, *old;
	bool label = word.length == 0 && read_language(&made.name, &language);

	if (import_person_header(name)) {
		refuse(faults, file, cell, STR("no column about a person"));
		return;
	}
	if (!own_table_name_is_good(made.name)) {
		refuse(faults, file, cell,
			STR("a name of a-z, 0-9 and _, at most 31 of them, and where wanted a type after a colon"));
		return;
	}
	made.given = label || word.length || str_equal(name, STR("area"));
	made.type = label ? COLUMN_LABEL : str_equal(name, STR("area")) ? COLUMN_AREA : made.type;
	if (word.length && (!type_find(word, &made.type) || made.type == COLUMN_LABEL)) {
		refuse(faults, file, cell,
			STR("one of the types text, integer, number, share, money, date, time, area, flag"));
		return;
	}
	old = column_find(columns, made.name);
	if (old && label && old->type == COLUMN_LABEL && old->places[language] < 0) {
		old->places[language] = place;
		return;
	}
	if (old || columns->count == TABLE_COLUMNS_MAX) {
		refuse(faults, file, cell, old ? STR("each column once") : STR("at most 64 columns"));
		return;
	}
	made.places[label ? language : 0] = place;
	columns->items[columns->count++] = made;
}

bool own_columns_read(struct own_columns *columns, struct str file, const struct sheet_row *header, struct faults *faults)
{
	size_t before = faults->total;

	*columns = (struct own_columns){.cell_count = header->count};
	for (size_t i = 0; i < header->count; i++)
		add_column(columns, file, &header->cells[i], (int)i, faults);
	return faults->total == before;
}

static bool is_amount(enum column_type type)
{
	return type == COLUMN_INTEGER || type == COLUMN_NUMBER || type == COLUMN_SHARE || type == COLUMN_MONEY;
}

/* 0.85 or 85%. */
static bool read_share(struct str text, double *value)
{
	if (!str_ends(text, STR("%")))
		return str_number(text, value) && *value >= 0 && *value <= 1;
	if (!str_number(str_trim(str_part(text, 0, text.length - 1)), value))
		return false;
	*value /= 100;
	return *value >= 0 && *value <= 1;
}

static bool read_date(struct str text, int64_t *time_ms)
{
	return text.length == 10 && civil_parse(text, time_ms);
}

static bool could_be(enum column_type type, struct str text)
{
	int64_t integer;
	double number;

	switch (type) {
	case COLUMN_INTEGER:
		return str_integer(text, &integer);
	case COLUMN_NUMBER:
		return str_number(text, &number) && fabs(number) <= AMOUNT_MOST;
	case COLUMN_SHARE:
		return str_ends(text, STR("%")) && read_share(text, &number);
	case COLUMN_DATE:
		return read_date(text, &integer);
	case COLUMN_TIME:
		return text.length > 10 && civil_parse(text, &integer);
	default:
		return true;
	}
}

enum { PER_CENT_PLACES = 2 /* 0.935 is read as 93.5 per cent */ };

/* As a plain number: 93.5% has three. */
static int decimals_of(struct str text)
{
	size_t point = str_find(text, STR(".")), end = text.length - (str_ends(text, STR("%")) ? 1 : 0);
	size_t count = (point < end ? end - point - 1 : 0) + (end < text.length ? PER_CENT_PLACES : 0);

	return count > DECIMALS_MAX ? DECIMALS_MAX : (int)count;
}

/* The first cell says what the column is; later ones may make whole numbers into numbers, and all else into text. */
static void narrow(struct own_column *column, struct str text)
{
	size_t count = sizeof(guesses) / sizeof(guesses[0]), at = 0;

	if (column->seen) {
		if (column->type == COLUMN_INTEGER && !could_be(COLUMN_INTEGER, text))
			column->type = COLUMN_NUMBER;
		column->type = could_be(column->type, text) ? column->type : COLUMN_TEXT;
		return;
	}
	while (at < count && !could_be(guesses[at], text))
		at++;
	column->type = at < count ? guesses[at] : COLUMN_TEXT;
}

void own_columns_see(struct own_columns *columns, const struct sheet_row *row)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct own_column *column = &columns->items[i];
		struct str text = column->places[0] >= 0 ? str_trim(row->cells[column->places[0]].text) : STR("");

		if (text.length == 0)
			continue;
		if (!column->given)
			narrow(column, text);
		column->seen = true;
		if (is_amount(column->type) && decimals_of(text) > column->decimals)
			column->decimals = decimals_of(text);
	}
}

void own_columns_settle(struct own_columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct own_column *column = &columns->items[i];

		if (!column->given && !column->seen)
			column->type = COLUMN_TEXT;
		if (column->type == COLUMN_SHARE)
			column->decimals = column->decimals > PER_CENT_PLACES ? column->decimals - PER_CENT_PLACES : 0;
		else if (column->type != COLUMN_NUMBER && column->type != COLUMN_MONEY)
			column->decimals = 0;
	}
}

static bool read_amount(const struct own_column *column, struct str text, struct cell *cell)
{
	if (column->type == COLUMN_INTEGER)
		return str_integer(text, &cell->integer);
	if (column->type == COLUMN_SHARE)
		return read_share(text, &cell->number);
	return str_number(text, &cell->number) && fabs(cell->number) <= AMOUNT_MOST;
}

static const char *expected_of(enum column_type type)
{
	switch (type) {
	case COLUMN_INTEGER:
		return "a whole number";
	case COLUMN_NUMBER:
	case COLUMN_MONEY:
		return "a number such as 1263 or 96.4";
	case COLUMN_SHARE:
		return "a share such as 0.85 or 85%";
	case COLUMN_DATE:
		return "a date such as 2018-10-25";
	case COLUMN_TIME:
		return "a time such as 2018-10-25T09:30:00+08:00";
	case COLUMN_FLAG:
		return "yes or no";
	case COLUMN_AREA:
		return "the id of an imported area";
	default:
		return "at most 400 bytes of text without numbers of persons";
	}
}

static bool read_text(struct arena *arena, struct str text, struct str *value)
{
	*value = str_copy(arena, text);
	return text.length <= OWN_TABLE_TEXT_BYTES_MAX && !import_person_text(text);
}

static bool read_label(struct arena *arena, const struct own_column *column, const struct sheet_cell *cells,
	struct cell *cell, int *place)
{
	struct label *label = arena_new(arena, struct label);

	cell->label = label;
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		struct str text = column->places[i] >= 0 ? str_trim(cells[column->places[i]].text) : STR("");

		if (text.length == 0)
			continue;
		*place = column->places[i];
		cell->present = true;
		if (!read_text(arena, text, &label->text[i]))
			return false;
	}
	return true;
}

static bool read_value(struct arena *arena, const struct own_column *column, const struct import_index *areas,
	struct str text, struct cell *cell)
{
	switch (column->type) {
	case COLUMN_DATE:
		return read_date(text, &cell->time_ms);
	case COLUMN_TIME:
		return civil_parse(text, &cell->time_ms);
	case COLUMN_FLAG:
		cell->flag = str_equal(text, STR("yes"));
		return cell->flag || str_equal(text, STR("no"));
	case COLUMN_AREA:
		cell->text = str_copy(arena, text);
		return import_index_find(areas, text);
	case COLUMN_TEXT:
		return read_text(arena, text, &cell->text);
	default:
		return read_amount(column, text, cell);
	}
}

bool own_cell_read(struct arena *arena, const struct own_column *column, const struct import_index *areas,
	const struct sheet_cell *cells, struct cell *cell, int *place, struct str *found, struct str *expected)
{
	struct str text;
	bool sound;

	*cell = (struct cell){0};
	*place = column->places[0];
	if (column->type == COLUMN_LABEL) {
		sound = read_label(arena, column, cells, cell, place);
		text = str_trim(cells[*place < 0 ? 0 : *place].text);
	} else {
		text = str_trim(cells[*place].text);
		cell->present = text.length > 0;
		sound = !cell->present || read_value(arena, column, areas, text, cell);
	}
	if (sound)
		return true;
	*found = import_quote(arena, text);
	*expected = str_from(expected_of(column->type));
	return false;
}
