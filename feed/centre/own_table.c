#include "feed/centre/own_table.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/import.h"
#include "feed/centre/own_columns.h"
#include "feed/centre/read/sheet.h"
#include "feed/centre/store.h"
#include "feed/model/head.h"
#include "feed/wire/document.h"
#include "feed/wire/wire.h"

/* A file on its way to a table. */
struct reading {
	struct arena *arena;
	struct faults *faults;
	const char *path;
	struct str file;
	struct sheet sheet;
	struct arena scratch; /* of one row */
	struct own_columns columns;
	struct import_index areas;
	struct table *table;
};

static bool load_areas(struct centre *centre, struct reading *reading, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT id FROM areas", error);
	enum store_step step;
	bool made;

	if (!query)
		return false;
	import_index_init(&reading->areas, reading->arena);
	while ((step = store_step(query, error)) == STORE_ROW)
		import_index_put(&reading->areas, str_copy(reading->arena, store_text(query, 0)), 0, &made);
	store_reset(query);
	return step == STORE_DONE;
}

static void fault(struct reading *reading, int line, int column, struct str found, struct str expected)
{
	faults_add(reading->faults, reading->file, line, column, found, expected);
}

static bool open_sheet(struct reading *reading)
{
	return sheet_open(&reading->sheet, reading->path, reading->file, STR(""), reading->arena, reading->faults);
}

/* Spreadsheets leave out what is empty at the end of a row, and have empty cells beyond the table. */
static void fit(const struct reading *reading, struct sheet_row *row, size_t cells)
{
	while (row->count > cells && str_trim(row->cells[row->count - 1].text).length == 0)
		row->count--;
	for (; reading->sheet.name.length && row->count < cells; row->count++)
		row->cells[row->count] = (struct sheet_cell){STR(""), row->line, (int)row->count + 1};
}

static bool next_row(struct reading *reading, struct sheet_row *row)
{
	arena_clear(&reading->scratch);
	if (!sheet_next(&reading->sheet, &reading->scratch, row))
		return false;
	fit(reading, row, reading->columns.cell_count);
	return true;
}

/* The types of the columns and the number of rows, from a first look at everything. */
static bool look(struct reading *reading, size_t *rows)
{
	struct sheet_row *row = arena_new(reading->arena, struct sheet_row);
	size_t before = reading->faults->total;

	*rows = 0;
	if (!sheet_next(&reading->sheet, reading->arena, row)) {
		if (reading->faults->total == before)
			fault(reading, 1, 1, STR("an empty file"),
				STR("a header row such as area,planted:integer,title_zh"));
		return false;
	}
	fit(reading, row, 1);
	for (size_t i = 0; i < row->count; i++)
		row->cells[i].text = str_copy(reading->arena, row->cells[i].text); /* names outlive the row */
	if (!own_columns_read(&reading->columns, reading->file, row, reading->faults))
		return false;
	while (next_row(reading, row)) {
		if (row->count != reading->columns.cell_count)
			fault(reading, row->line, 0, str_format(reading->arena, "%zu cells", row->count),
				str_format(reading->arena, "%zu, as in the header row", reading->columns.cell_count));
		else
			own_columns_see(&reading->columns, row);
		if (++*rows > OWN_TABLE_ROWS_MAX) {
			fault(reading, row->line, 0, STR("one row more"), STR("at most 20000"));
			return false;
		}
	}
	own_columns_settle(&reading->columns);
	if (*rows == 0)
		fault(reading, 2, 1, STR("no row after the header row"), STR("at least one"));
	return reading->faults->total == before;
}

static void take_row(struct reading *reading, const struct sheet_row *row)
{
	struct table *table = reading->table;
	struct str found, expected;
	int place;

	for (size_t i = 0; i < table->column_count; i++)
		if (!own_cell_read(reading->arena, &reading->columns.items[i], &reading->areas, row->cells,
			    &table->cells[table->row_count * table->column_count + i], &place, &found, &expected))
			fault(reading, row->cells[place].line, row->cells[place].column, found, expected);
	table->row_count++;
}

static void make_columns(struct reading *reading)
{
	struct table *table = reading->table;

	table->column_count = reading->columns.count;
	table->columns = arena_array(reading->arena, struct column, table->column_count);
	for (size_t i = 0; i < table->column_count; i++) {
		const struct own_column *from = &reading->columns.items[i];

		table->columns[i] = (struct column){
			.name = str_copy(reading->arena, from->name), .type = from->type, .decimals = from->decimals};
	}
}

static bool read_table(struct reading *reading)
{
	struct sheet_row *row = arena_new(reading->arena, struct sheet_row);
	size_t rows, before = reading->faults->total;
	bool looked;

	if (!open_sheet(reading))
		return false;
	looked = look(reading, &rows);
	sheet_close(&reading->sheet);
	if (!looked)
		return false;
	make_columns(reading);
	reading->table->cells = arena_array(reading->arena, struct cell, rows * reading->table->column_count);
	if (!open_sheet(reading))
		return false;
	next_row(reading, row); /* the header row */
	while (reading->table->row_count < rows && next_row(reading, row) && row->count == reading->columns.cell_count)
		take_row(reading, row);
	sheet_close(&reading->sheet);
	return reading->faults->total == before;
}

static bool store_table(struct centre *centre, const struct table *table, struct str document, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"INSERT OR REPLACE INTO own_tables (name, time_ms, document) VALUES (?1, ?2, ?3)", error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, table->name);
	store_bind_integer(query, 2, table->as_of_ms);
	store_bind_text(query, 3, document);
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

/* How many there are beside this one. */
static bool count_others(struct centre *centre, struct str name, int64_t *count, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT count(*) FROM own_tables WHERE name != ?1", error);
	bool counted;

	if (!query)
		return false;
	store_bind_text(query, 1, name);
	counted = store_step(query, error) == STORE_ROW;
	*count = counted ? store_integer(query, 0) : 0;
	store_reset(query);
	return counted;
}

static bool keep(struct centre *centre, struct reading *reading)
{
	struct str document = table_encode(reading->arena, reading->table);
	struct error error;
	int64_t others = 0;

	if (document.length > HEAD_DOCUMENT_BYTES_MAX)
		fault(reading, 0, 0, str_format(reading->arena, "a table of %zu bytes", document.length),
			str_format(reading->arena, "at most %d", HEAD_DOCUMENT_BYTES_MAX));
	else if (!count_others(centre, reading->table->name, &others, &error) ||
		 (others < OWN_TABLES_MAX && !store_table(centre, reading->table, document, &error)))
		fault(reading, 0, 0, str_from(error.text), STR("a store that takes it"));
	else if (others >= OWN_TABLES_MAX)
		fault(reading, 0, 0, STR("one table more"), STR("at most 100 of them"));
	else
		return true;
	return false;
}

/* Faults of a spreadsheet name the sheet and the cell. */
static void name_sheet(struct reading *reading, size_t from)
{
	for (size_t i = from; i < reading->faults->kept; i++)
		if (reading->faults->items[i].line)
			reading->faults->items[i].sheet = reading->sheet.name;
}

bool own_table_import(struct centre *centre, struct arena *arena, struct str name, const char *path,
	struct faults *faults, struct table *table)
{
	const char *slash = strrchr(path, '/');
	struct reading *reading = arena_new(arena, struct reading);
	size_t before = faults->kept;
	struct error error;
	bool read;

	*reading = (struct reading){
		.arena = arena, .faults = faults, .path = path, .file = str_from(slash ? slash + 1 : path), .table = table};
	*table = (struct table){.name = str_copy(arena, name),
		.title = {{[LANGUAGE_ZH] = str_copy(arena, name)}},
		.source = centre->settings.source,
		.as_of_ms = centre->clock->wall_ms(centre->clock)};
	if (!load_areas(centre, reading, &error)) {
		fault(reading, 0, 0, str_from(error.text), STR("a store that answers"));
		return false;
	}
	arena_init(&reading->scratch);
	read = read_table(reading);
	arena_finish(&reading->scratch);
	name_sheet(reading, before);
	return read && keep(centre, reading);
}

bool own_table_drop(struct centre *centre, struct str name, bool *found, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "DELETE FROM own_tables WHERE name = ?1 RETURNING name", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, name);
	step = store_step(query, error);
	*found = step == STORE_ROW;
	while (step == STORE_ROW)
		step = store_step(query, error);
	store_reset(query);
	return step == STORE_DONE;
}

/* What the store holds was written by table_encode. Names its source anew, as the settings say today. */
static bool decode(
	struct centre *centre, struct arena *arena, struct store_query *query, struct table *table, struct error *error)
{
	struct str name = str_copy(arena, store_text(query, 0));
	struct json_reader reader = {
		.name = name, .arena = arena, .error = error, .bytes = str_copy(arena, store_text(query, 1))};
	bool decoded;

	*table = (struct table){.row_count = 0};
	decoded = table_read(&reader, table);

	json_close(&reader);
	table->source = centre->settings.source;
	return decoded;
}

bool own_tables(struct centre *centre, struct arena *arena, struct table **tables, size_t *count, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT name, document FROM own_tables ORDER BY name", error);
	enum store_step step = STORE_FAILED;

	*tables = arena_array(arena, struct table, OWN_TABLES_MAX);
	*count = 0;
	if (!query)
		return false;
	while (*count < OWN_TABLES_MAX && (step = store_step(query, error)) == STORE_ROW)
		if (!decode(centre, arena, query, &(*tables)[(*count)++], error)) {
			store_reset(query);
			return false;
		}
	store_reset(query);
	return step != STORE_FAILED;
}

bool own_table_find(struct centre *centre, struct arena *arena, struct str name, struct table *table, bool *found,
	struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT name, document FROM own_tables WHERE name = ?1", error);
	enum store_step step;
	bool decoded = true;

	*found = false;
	if (!query)
		return false;
	store_bind_text(query, 1, name);
	step = store_step(query, error);
	if (step == STORE_ROW) {
		decoded = decode(centre, arena, query, table, error);
		*found = decoded;
	}
	store_reset(query);
	return decoded && step != STORE_FAILED;
}
