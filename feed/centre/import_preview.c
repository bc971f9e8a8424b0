#include "feed/centre/import_preview.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/import_job.h"

enum { MOVES_TOLD_MAX = 12 /* of each table */ };

struct import_preview {
	struct import_job *job; /* borrowed */
	struct centre *centre;  /* borrowed */
	const char *table, *key; /* of the kind: "teams", "\"id\"" */
	struct table *before;    /* each published table */
};

/* The kind's rows in the store and what tells one from another; NULL where it has none. */
static void name_table(struct import_preview *preview)
{
	struct arena *arena = preview->job->long_arena;
	const struct import_kind *kind = import_kind_find(preview->job->request->kind);
	struct str key = STR("");

	if (!kind) {
		bool map = str_equal(preview->job->request->kind, STR("map"));

		preview->table = map ? "shapes" : NULL;
		preview->key = "\"area\"";
		return;
	}
	for (int i = 0; i < IMPORT_KEY_MAX && kind->key[i]; i++)
		key = str_format(arena, STR_FMT "%s\"%s\"", STR_ARG(key), i ? ", " : "", kind->key[i]);
	preview->table = kind->name;
	preview->key = key.bytes;
}

static bool keep_tables(struct import_preview *preview, struct table *tables, struct error *error)
{
	for (size_t i = 0; i < derive_table_count(); i++)
		if (!derive_table(preview->centre, preview->job->long_arena, derive_table_name(i), &tables[i], error))
			return false;
	return true;
}

struct import_preview *import_preview_begin(struct import_job *job, struct centre *centre, struct error *error)
{
	struct import_preview *preview = arena_new(job->long_arena, struct import_preview);

	*preview = (struct import_preview){.job = job, .centre = centre};
	name_table(preview);
	preview->before = arena_array(job->long_arena, struct table, derive_table_count());
	if (!keep_tables(preview, preview->before, error))
		return NULL;
	if (preview->table &&
		!store_run(job->store,
			str_format(job->long_arena,
				"CREATE TEMP TABLE import_before AS SELECT * FROM \"%s\";"
				"CREATE INDEX temp.import_before_key ON import_before(%s)",
				preview->table, preview->key)
				.bytes,
			error))
		return NULL;
	return preview;
}

static bool count_rows(struct import_preview *preview, const char *sql, int64_t *count, struct error *error)
{
	struct store_query *query = store_prepare(preview->job->store, sql, error);
	bool counted = query && store_step(query, error) == STORE_ROW;

	if (counted)
		*count = store_integer(query, 0);
	if (query)
		store_reset(query);
	return counted;
}

static bool tell_rows(struct import_preview *preview, struct error *error)
{
	struct arena *arena = preview->job->long_arena;
	const char *table = preview->table, *key = preview->key;
	int64_t added, removed, other;
	bool counted = count_rows(preview,
			       str_format(arena, "SELECT count(*) FROM \"%s\" WHERE (%s) NOT IN (SELECT %s FROM import_before)", table, key, key)
				       .bytes,
			       &added, error) &&
		       count_rows(preview,
			       str_format(arena, "SELECT count(*) FROM import_before WHERE (%s) NOT IN (SELECT %s FROM \"%s\")", key, key, table)
				       .bytes,
			       &removed, error) &&
		       count_rows(preview,
			       str_format(arena, "SELECT count(*) FROM (SELECT * FROM \"%s\" EXCEPT SELECT * FROM import_before)", table).bytes,
			       &other, error);

	if (counted)
		import_note(preview->job,
			str_format(arena, "would add %lld, change %lld and remove %lld rows", (long long)added, (long long)(other - added),
				(long long)removed));
	return counted;
}

static bool names_row(const struct column *column, bool labels)
{
	return column->type == COLUMN_AREA || column->type == COLUMN_CHOICE || column->type == COLUMN_TEXT || column->type == COLUMN_DATE ||
	       (column->type == COLUMN_LABEL && labels) || str_equal(column->name, STR("year"));
}

static struct str cell_name(struct arena *arena, const struct column *column, const struct cell *cell)
{
	if (!cell->present)
		return STR("-");
	if (column->type == COLUMN_CHOICE)
		return cell->choice->id;
	if (column->type == COLUMN_LABEL)
		return cell->label->text[LANGUAGE_ZH];
	if (column->type == COLUMN_INTEGER)
		return str_format(arena, "%lld", (long long)cell->integer);
	return column->type == COLUMN_DATE ? str_format(arena, "%lld", (long long)cell->time_ms) : cell->text;
}

/* "652301001001, all": what tells a row of a published table from the others. */
static struct str row_name(struct arena *arena, const struct table *table, size_t row, bool labels)
{
	struct str name = STR("");

	for (size_t i = 0; i < table->column_count; i++)
		if (names_row(&table->columns[i], labels))
			name = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(name), name.length ? ", " : "",
				STR_ARG(cell_name(arena, &table->columns[i], table_cell(table, row, (int)i))));
	return name;
}

/* Where two rows of a table are not told apart without them (departments of an area), labels name rows too. */
static bool wants_labels(struct arena *arena, const struct table *table)
{
	struct import_index names;
	bool made = true;

	import_index_init(&names, arena);
	for (size_t i = 0; i < table->row_count && made; i++)
		import_index_put(&names, row_name(arena, table, i, false), 0, &made);
	return !made;
}

/* The name, and of rows that share one (activities of a room) which of them it is. */
static struct str row_key(struct import_index *names, const struct table *table, size_t row, bool labels)
{
	struct str name = row_name(names->arena, table, row, labels);
	bool made;
	struct import_entry *entry = import_index_put(names, name, 0, &made);

	return entry->value++ ? str_format(names->arena, STR_FMT " #%d", STR_ARG(name), entry->value) : name;
}

static struct str figure_text(struct arena *arena, const struct column *column, bool present, double value)
{
	if (!present)
		return STR("none");
	if (column->type == COLUMN_SHARE)
		return str_format(arena, "%.1f %%", 100 * value);
	return str_format(arena, "%.*f", column->type == COLUMN_INTEGER || column->type == COLUMN_FLAG ? 0 : column->decimals, value);
}

/* before_row is -1 where the row is new. */
static int compare_row(struct import_preview *preview, const struct table *before, int before_row, const struct table *after,
	size_t row, struct str name, int told)
{
	struct arena *arena = preview->job->long_arena;
	int moved = 0;

	for (size_t i = 0; i < after->column_count; i++) {
		double old = 0, new = 0;
		bool had = before_row >= 0 && table_number(before, (size_t)before_row, (int)i, &old);
		bool has = table_number(after, row, (int)i, &new);

		if (had == has && (!had || fabs(old - new) < 1e-9))
			continue;
		if (told + moved++ >= MOVES_TOLD_MAX)
			continue;
		import_note(preview->job,
			str_format(arena, "  " STR_FMT " " STR_FMT " of " STR_FMT ": " STR_FMT " -> " STR_FMT, STR_ARG(after->name),
				STR_ARG(after->columns[i].name), STR_ARG(name),
				STR_ARG(figure_text(arena, &after->columns[i], had, old)),
				STR_ARG(figure_text(arena, &after->columns[i], has, new))));
	}
	return moved;
}

static void compare_table(struct import_preview *preview, const struct table *before, const struct table *after)
{
	struct arena *arena = preview->job->long_arena;
	struct import_index rows, names;
	bool labels = wants_labels(arena, before), made;
	int moved = 0, gone = (int)before->row_count;

	import_index_init(&rows, arena);
	import_index_init(&names, arena);
	for (size_t i = 0; i < before->row_count; i++)
		import_index_put(&rows, row_key(&names, before, i, labels), (int)i, &made);
	import_index_init(&names, arena);
	for (size_t i = 0; i < after->row_count; i++) {
		struct str key = row_key(&names, after, i, labels);
		const struct import_entry *entry = import_index_find(&rows, key);

		gone -= entry != NULL;
		moved += compare_row(preview, before, entry ? entry->value : -1, after, i, key, moved);
	}
	if (moved > MOVES_TOLD_MAX)
		import_note(preview->job, str_format(arena, "  " STR_FMT ": %d figures more", STR_ARG(after->name), moved - MOVES_TOLD_MAX));
	if (gone > 0)
		import_note(preview->job, str_format(arena, "  " STR_FMT ": %d rows would no longer be published", STR_ARG(after->name), gone));
}

bool import_preview_tell(struct import_preview *preview, struct error *error)
{
	struct table *after = arena_array(preview->job->long_arena, struct table, derive_table_count());
	size_t before_notes;

	if ((preview->table && !tell_rows(preview, error)) || !keep_tables(preview, after, error))
		return false;
	import_note(preview->job, STR("published figures that would move:"));
	before_notes = preview->job->report->note_count;
	for (size_t i = 0; i < derive_table_count(); i++)
		compare_table(preview, &preview->before[i], &after[i]);
	if (preview->job->report->note_count == before_notes)
		import_note(preview->job, STR("  none"));
	if (str_equal(preview->job->request->kind, STR("scores")) || str_equal(preview->job->request->kind, STR("areas")))
		import_note(preview->job, STR("  the ranking, when it is scored anew"));
	return true;
}
