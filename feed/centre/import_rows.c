#include "feed/centre/import_job.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/csv.h"
#include "feed/centre/import_fields.h"

/* The engine under every CSV kind: header row to fields, cells to values, values to one INSERT. */

struct rows {
	struct import_job *job;
	const struct import_kind *kind;
	struct import_fields fields;
	struct import_index seen;    /* key -> line */
	struct import_index removed; /* values of kind->replaces that were deleted already */
	struct store_query *insert;
};

static void row_fault(struct rows *rows, int line, int column, struct str found, struct str expected)
{
	faults_add(rows->job->faults, rows->job->file, line, column, found, expected);
}

static int header_place(const struct import_kind *kind, const char *name)
{
	int count = (int)import_header_count(kind);

	for (int i = 0; i < count; i++)
		if (strcmp(kind->headers[i].name, name) == 0)
			return i;
	REQUIRE(!"rules name headers of their own kind");
	return 0;
}

static bool check_order(struct rows *rows, const struct import_row *row, const struct import_order *order)
{
	struct arena *arena = rows->job->arena;
	int low = header_place(rows->kind, order->low), high = header_place(rows->kind, order->high);
	const struct import_value *a = &row->values[low], *b = &row->values[high];
	int compared;

	if (a->form == IMPORT_ABSENT || b->form == IMPORT_ABSENT)
		return true;
	compared = import_value_compare(a, b);
	if (compared < 0 || (compared == 0 && !order->strict))
		return true;
	row_fault(rows, row->line, row->columns[low],
		str_format(arena, "%s " STR_FMT, order->low, STR_ARG(import_quote(arena, a->text))),
		str_format(arena, "%s %s " STR_FMT, order->strict ? "below" : "at most", order->high,
			STR_ARG(import_quote(arena, b->text))));
	return false;
}

static bool check_orders(struct rows *rows, const struct import_row *row)
{
	bool sound = true;

	for (int i = 0; i < IMPORT_ORDERS_MAX && rows->kind->orders[i].low; i++)
		if (!check_order(rows, row, &rows->kind->orders[i]))
			sound = false;
	return sound;
}

/* "a, b"; without bytes where a part is absent. */
static struct str key_text(struct rows *rows, const struct import_row *row)
{
	struct str key = {NULL, 0};

	for (int i = 0; i < IMPORT_KEY_MAX && rows->kind->key[i]; i++) {
		const struct import_value *part = &row->values[header_place(rows->kind, rows->kind->key[i])];

		if (part->form == IMPORT_ABSENT)
			return (struct str){NULL, 0};
		key = i == 0 ? part->text
			     : str_format(rows->job->arena, STR_FMT ", " STR_FMT, STR_ARG(key), STR_ARG(part->text));
	}
	return key;
}

static bool check_key(struct rows *rows, const struct import_row *row)
{
	struct arena *arena = rows->job->arena;
	struct str key = key_text(rows, row);
	const struct import_entry *entry;
	bool made;

	if (!key.bytes)
		return false;
	entry = import_index_put(&rows->seen, key, row->line, &made);
	if (made)
		return true;
	row_fault(rows, row->line, row->columns[header_place(rows->kind, rows->kind->key[0])],
		str_format(arena, "%s " STR_FMT " again", rows->kind->key[0], STR_ARG(import_quote(arena, key))),
		str_format(arena, "each once: it stands in line %d already", entry->value));
	return false;
}

/* INSERT INTO "teams" ("id", ...) VALUES (?, ...) */
static bool prepare_insert(struct rows *rows, struct error *error)
{
	struct arena *arena = rows->job->arena;
	struct str names = STR(""), marks = STR("");

	for (int i = 0; i < rows->fields.count; i++) {
		names = str_format(arena, STR_FMT "%s\"" STR_FMT "\"", STR_ARG(names), i ? ", " : "",
			STR_ARG(rows->fields.items[i].name));
		marks = str_format(arena, STR_FMT "%s?", STR_ARG(marks), i ? ", " : "");
	}
	rows->insert = store_prepare(rows->job->store,
		str_format(arena, "INSERT INTO \"%s\" (" STR_FMT ") VALUES (" STR_FMT ")", rows->kind->name,
			STR_ARG(names), STR_ARG(marks))
			.bytes,
		error);
	return rows->insert;
}

static bool remove_all(struct rows *rows, struct error *error)
{
	if (rows->kind->replaces)
		return true;
	return store_run(
		rows->job->store, str_format(rows->job->arena, "DELETE FROM \"%s\"", rows->kind->name).bytes, error);
}

/* Before the first row of a date or period: what was there of it goes. */
static bool remove_same(struct rows *rows, const struct import_row *row, struct error *error)
{
	struct store_query *query;
	struct str value;
	bool made, removed;

	if (!rows->kind->replaces)
		return true;
	value = row->values[header_place(rows->kind, rows->kind->replaces)].text;
	import_index_put(&rows->removed, value, 0, &made);
	if (!made)
		return true;
	query = store_prepare(rows->job->store,
		str_format(
			rows->job->arena, "DELETE FROM \"%s\" WHERE \"%s\" = ?", rows->kind->name, rows->kind->replaces)
			.bytes,
		error);
	if (!query)
		return false;
	store_bind_text(query, 1, value);
	removed = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return removed;
}

static void bind(struct store_query *query, int at, const struct import_value *value)
{
	if (value->form == IMPORT_AS_TEXT)
		store_bind_text(query, at, value->text);
	else if (value->form == IMPORT_AS_INTEGER)
		store_bind_integer(query, at, value->integer);
	else if (value->form == IMPORT_AS_NUMBER)
		store_bind_number(query, at, value->number);
	else
		store_bind_null(query, at);
}

static bool store_row(struct rows *rows, const struct import_value *values, const struct import_row *row)
{
	struct error error;
	bool stored = remove_same(rows, row, &error);

	if (stored) {
		for (int i = 0; i < rows->fields.count; i++)
			bind(rows->insert, i + 1, &values[i]);
		stored = store_step(rows->insert, &error) == STORE_DONE;
		store_reset(rows->insert);
	}
	if (!stored)
		import_trouble(rows->job, &error);
	return stored;
}

static bool check_row(
	struct rows *rows, const struct csv_row *cells, struct import_value *values, struct import_row *row)
{
	bool sound, ordered, single;

	*row = (struct import_row){.line = cells->line};
	if (cells->count != rows->fields.cell_count) {
		row_fault(rows, cells->line, 0, str_format(rows->job->arena, "%zu cells", cells->count),
			str_format(rows->job->arena, "%zu, as in the header row", rows->fields.cell_count));
		return false;
	}
	sound = import_fields_read(&rows->fields, rows->job, rows->kind, cells, values, row);
	ordered = check_orders(rows, row);
	single = check_key(rows, row);
	return sound && ordered && single;
}

static void read_rows(struct rows *rows, struct csv *csv,
	void (*take)(void *self, const struct import_row *row, bool sound), void *self)
{
	struct import_job *job = rows->job;
	struct import_value values[IMPORT_FIELDS_MAX];
	struct import_row read;
	struct csv_row row;
	bool sound;

	while (csv_next(csv, job->arena, &row)) {
		if (job->rows == rows->kind->rows_max) {
			row_fault(rows, row.line, 0, STR("one row more"),
				str_format(job->arena, "at most %lld", (long long)rows->kind->rows_max));
			return;
		}
		job->rows++;
		sound = check_row(rows, &row, values, &read);
		if (take)
			take(self, &read, sound);
		if (import_is_sound(job) && !store_row(rows, values, &read))
			return;
	}
}

void import_rows(struct import_job *job, const struct import_kind *kind,
	void (*take)(void *self, const struct import_row *row, bool sound), void *self)
{
	struct rows *rows = arena_new(job->arena, struct rows);
	struct csv_row *header = arena_new(job->arena, struct csv_row);
	struct error error;
	struct csv csv;
	bool started;

	*rows = (struct rows){.job = job, .kind = kind};
	import_fields_make(&rows->fields, job->arena, kind);
	import_index_init(&rows->seen, job->arena);
	import_index_init(&rows->removed, job->arena);
	if (!prepare_insert(rows, &error) || !remove_all(rows, &error)) {
		import_trouble(job, &error);
		return;
	}
	if (!csv_open(&csv, job->file, job->bytes, job->faults))
		return;
	started = csv_next(&csv, job->arena, header);
	if (!import_is_sound(job))
		return; /* the header row itself is broken */
	if (!started) {
		row_fault(rows, 1, 1, STR("an empty file"),
			str_format(job->arena, "a header row: " STR_FMT,
				STR_ARG(import_fields_names(&rows->fields, job->arena))));
		return;
	}
	if (!import_fields_match(&rows->fields, job, header))
		return;
	read_rows(rows, &csv, take, self);
	if (job->rows == 0)
		row_fault(rows, header->line + 1, 1, STR("no row after the header row"),
			STR("at least one: an empty file would remove all that is there"));
}
