#include "feed/centre/import_job.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/import_clean.h"
#include "feed/centre/import_fields.h"
#include "feed/centre/import_progress.h"
#include "feed/centre/import_seen.h"
#include "feed/centre/read/sheet.h"

/* The engine under every kind that comes as rows: header row to fields, cells to values, values to one INSERT. */

enum {
	HEADER_ROWS_MAX = 12, /* in which the header row is looked for: titles stand above it */
	PASSED_OVER_TOLD_MAX = 5
};

struct rows {
	struct import_job *job;
	const struct import_kind *kind;
	struct import_fields fields;
	struct import_seen seen;
	struct store_query *insert;
	struct sheet sheet;
	struct arena scratch; /* of one row */
	struct sheet_row *first; /* the rows that the header was looked for in */
	size_t first_count, first_next;
	int sums, notes;        /* rows that were passed over */
	int sum_lines[PASSED_OVER_TOLD_MAX];
};

static void row_fault(struct rows *rows, int line, int column, struct str found, struct str expected)
{
	import_fault(rows->job, line, column, found, expected, STR(""));
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
	int line;

	if (!key.bytes)
		return false;
	line = import_seen_put(&rows->seen, key, row->line);
	if (line == 0)
		return true;
	row_fault(rows, row->line, row->columns[header_place(rows->kind, rows->kind->key[0])],
		str_format(arena, "%s " STR_FMT " again", rows->kind->key[0], STR_ARG(import_quote(arena, key))),
		str_format(arena, "each once: it stands in %s %d already", rows->job->sheet.length ? "row" : "line", line));
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
	if (import_index_find(&rows->job->replaced, value))
		return true;
	import_index_put(&rows->job->replaced, str_copy(rows->job->long_arena, value), 0, &made);
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

/* Rows of a text that are too short have lost something; spreadsheets leave out what is empty. What stands beyond the header row or
   under no header belongs to nothing. */
static bool check_width(struct rows *rows, const struct sheet_row *cells)
{
	struct arena *arena = rows->job->arena;

	if (rows->job->sheet.length == 0 && cells->count < rows->fields.cell_count) {
		row_fault(rows, cells->line, 0, str_format(arena, "%zu cells", cells->count),
			str_format(arena, "%zu, as in the header row", rows->fields.cell_count));
		return false;
	}
	for (size_t i = rows->fields.cell_count; i < cells->count; i++) {
		if (str_trim(cells->cells[i].text).length == 0)
			continue;
		row_fault(rows, cells->line, 0, str_format(arena, "%zu cells", cells->count),
			str_format(arena, "%zu, as in the header row", rows->fields.cell_count));
		return false;
	}
	return true;
}

static bool check_row(
	struct rows *rows, const struct sheet_row *cells, struct import_value *values, struct import_row *row)
{
	bool sound, ordered, single;

	*row = (struct import_row){.line = cells->line};
	if (!check_width(rows, cells))
		return false;
	sound = import_fields_read(&rows->fields, rows->job, rows->kind, cells, values, row);
	ordered = check_orders(rows, row);
	single = check_key(rows, row);
	return sound && ordered && single;
}

/* A sum, a note below the table, or nothing at all. */
static bool is_passed_over(struct rows *rows, const struct sheet_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		struct str text = import_clean_width(rows->job->arena, row->cells[i].text);

		if (text.length == 0)
			continue;
		if (import_clean_is_sum(text)) {
			if (rows->sums < PASSED_OVER_TOLD_MAX)
				rows->sum_lines[rows->sums] = row->line;
			rows->sums++;
			return true;
		}
		rows->notes += import_clean_is_note(text);
		return import_clean_is_note(text);
	}
	return true;
}

static void tell_passed_over(struct rows *rows)
{
	struct arena *arena = rows->job->long_arena;
	struct str lines = STR("");

	for (int i = 0; i < rows->sums && i < PASSED_OVER_TOLD_MAX; i++)
		lines = str_format(arena, STR_FMT "%s%d", STR_ARG(lines), i ? ", " : "", rows->sum_lines[i]);
	if (rows->sums)
		import_note(rows->job, str_format(arena, "left out: %d %s of sums (%s " STR_FMT "%s)", rows->sums,
					       rows->sums == 1 ? "row" : "rows", rows->job->sheet.length ? "row" : "line", STR_ARG(lines),
					       rows->sums > PASSED_OVER_TOLD_MAX ? ", ..." : ""));
	if (rows->notes)
		import_note(rows->job, str_format(arena, "left out: %d %s below the table", rows->notes, rows->notes == 1 ? "note" : "notes"));
}

static bool next_row(struct rows *rows, struct sheet_row *row)
{
	if (rows->first_next < rows->first_count) {
		*row = rows->first[rows->first_next++];
		return true;
	}
	return sheet_next(&rows->sheet, &rows->scratch, row);
}

static void read_rows(struct rows *rows, void (*take)(void *self, const struct import_row *row, bool sound), void *self)
{
	struct import_job *job = rows->job;
	struct import_value values[IMPORT_FIELDS_MAX];
	struct import_progress progress;
	struct import_row read;
	struct sheet_row row;
	bool sound;

	import_progress_start(&progress, job);
	for (job->arena = &rows->scratch; next_row(rows, &row); arena_clear(&rows->scratch)) {
		if (is_passed_over(rows, &row))
			continue;
		if (job->rows == rows->kind->rows_max) {
			row_fault(rows, row.line, 0, STR("one row more"),
				str_format(job->arena, "at most %lld", (long long)rows->kind->rows_max));
			break;
		}
		job->rows++;
		import_progress_step(&progress, job, rows->sheet.done, rows->sheet.all);
		sound = check_row(rows, &row, values, &read);
		if (take)
			take(self, &read, sound);
		if (import_is_sound(job) && !store_row(rows, values, &read))
			break;
	}
	job->arena = job->long_arena;
	import_progress_end(&progress);
}

static void keep_row(struct rows *rows, const struct sheet_row *row)
{
	struct sheet_row *kept = &rows->first[rows->first_count++];

	*kept = *row;
	for (size_t i = 0; i < kept->count; i++)
		kept->cells[i].text = str_copy(rows->job->long_arena, row->cells[i].text);
}

/* The row, or two rows, among the first ones that name the most columns; the very first where none names any. false where there is
   no row at all, or its first one is broken. */
static bool find_header(struct rows *rows, struct sheet_row *header)
{
	struct arena *arena = rows->job->arena;
	size_t best = 0;
	int known, best_known = 0;
	bool two = false;
	struct sheet_row *row = arena_new(arena, struct sheet_row);

	while (rows->first_count < HEADER_ROWS_MAX && sheet_next(&rows->sheet, &rows->scratch, row)) {
		keep_row(rows, row);
		if (rows->first_count == 1 && !import_is_sound(rows->job))
			return false; /* what should be the header row is broken */
	}
	for (size_t i = 0; i < rows->first_count; i++) {
		known = import_fields_count_known(&rows->fields, arena, &rows->first[i], NULL);
		if (known > best_known) {
			best = i;
			best_known = known;
			two = false;
		}
		if (i + 1 == rows->first_count)
			break;
		known = import_fields_count_known(&rows->fields, arena, &rows->first[i], &rows->first[i + 1]);
		if (known > best_known && known > import_fields_count_known(&rows->fields, arena, &rows->first[i + 1], NULL)) {
			best = i;
			best_known = known;
			two = true;
		}
	}
	if (rows->first_count == 0)
		return false;
	*header = rows->first[best];
	if (two)
		import_fields_join(&rows->fields, arena, header, &rows->first[best + 1]);
	rows->first_next = best + (two ? 2 : 1);
	if (best > 0)
		import_note(rows->job, str_format(arena, "the header row is %s %d", rows->job->sheet.length ? "row" : "line", header->line));
	while (header->count && str_trim(header->cells[header->count - 1].text).length == 0)
		header->count--;
	return true;
}

static void read_sheet(struct rows *rows, void (*take)(void *self, const struct import_row *row, bool sound), void *self)
{
	struct import_job *job = rows->job;
	struct sheet_row *header = arena_new(job->arena, struct sheet_row);

	if (!find_header(rows, header)) {
		if (import_is_sound(job))
			row_fault(rows, 1, 1, STR("an empty file"),
				str_format(job->arena, "a header row: " STR_FMT,
					STR_ARG(import_fields_names(&rows->fields, job->arena))));
		return;
	}
	if (!import_fields_match(&rows->fields, job, header))
		return;
	read_rows(rows, take, self);
	tell_passed_over(rows);
	if (job->rows == 0 && import_is_sound(job))
		row_fault(rows, header->line + 1, 1, STR("no row after the header row"),
			STR("at least one: an empty file would remove all that is there"));
}

void import_rows(struct import_job *job, const struct import_kind *kind,
	void (*take)(void *self, const struct import_row *row, bool sound), void *self)
{
	struct rows *rows = arena_new(job->arena, struct rows);
	struct error error;

	*rows = (struct rows){.job = job, .kind = kind};
	import_fields_make(&rows->fields, job->arena, kind);
	rows->first = arena_array(job->arena, struct sheet_row, HEADER_ROWS_MAX);
	if (!prepare_insert(rows, &error) || !remove_all(rows, &error)) {
		import_trouble(job, &error);
		return;
	}
	if (!sheet_open(&rows->sheet, job->request->path, job->file, job->request->sheet, job->arena, job->faults))
		return;
	job->sheet = rows->sheet.name;
	job->report->told = str_copy(job->report->arena, rows->sheet.told);
	import_seen_init(&rows->seen);
	arena_init(&rows->scratch);
	read_sheet(rows, take, self);
	arena_finish(&rows->scratch);
	import_seen_finish(&rows->seen);
	sheet_close(&rows->sheet);
}
