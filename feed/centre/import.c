#include "feed/centre/import.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/import_job.h"
#include "feed/model/head.h"
#include "feed/wire/wire.h"

/* Kinds that are no rows of a table of their own. */
static const struct {
	const char *name;
	void (*run)(struct import_job *job);
	bool needs_areas;
} documents[] = {
	{"map", import_map, true},
	{"survey", import_survey, false},
};

enum { DOCUMENT_KINDS = sizeof(documents) / sizeof(documents[0]) };

static int document_find(struct str kind)
{
	for (int i = 0; i < DOCUMENT_KINDS; i++)
		if (str_equal(str_from(documents[i].name), kind))
			return i;
	return -1;
}

bool import_kind_known(struct str kind)
{
	return import_kind_find(kind) || document_find(kind) >= 0;
}

struct str import_kinds(struct arena *arena)
{
	struct str text = STR("");
	const struct import_kind *kind;

	for (size_t i = 0; (kind = import_kind_at(i)); i++)
		text = str_format(arena, STR_FMT "%s%s", STR_ARG(text), i ? ", " : "", kind->name);
	for (int i = 0; i < DOCUMENT_KINDS; i++)
		text = str_format(arena, STR_FMT ", %s", STR_ARG(text), documents[i].name);
	return text;
}

static bool load_areas(struct import_job *job, struct error *error)
{
	struct store_query *query = store_prepare(job->store, "SELECT id, level FROM areas", error);
	enum store_step step;
	bool made;

	if (!query)
		return false;
	import_index_init(&job->areas, job->arena);
	while ((step = store_step(query, error)) == STORE_ROW)
		import_index_put(&job->areas, str_copy(job->arena, store_text(query, 0)),
			import_word_find(IMPORT_LEVELS, store_text(query, 1)), &made);
	store_reset(query);
	return step == STORE_DONE;
}

static bool kind_needs_areas(const struct import_kind *kind)
{
	size_t count = import_header_count(kind);

	for (size_t i = 0; i < count; i++)
		if (kind->headers[i].type == IMPORT_AREA)
			return true;
	return false;
}

static void run_kind(struct import_job *job, struct str name)
{
	const struct import_kind *kind = import_kind_find(name);
	int document = document_find(name);
	bool needs_areas = kind ? kind_needs_areas(kind) : documents[document].needs_areas;

	if (needs_areas && job->areas.count == 0)
		faults_add(
			job->faults, job->file, 0, 0, STR("no areas in the centre"), STR("areas to be imported first"));
	else if (!kind)
		documents[document].run(job);
	else if (str_equal(name, STR("areas")))
		import_areas(job, kind);
	else
		import_rows(job, kind, NULL, NULL);
}

/* Areas that went away while rows of this table still speak of them. */
static bool check_used(struct import_job *job, const char *table, struct error *error)
{
	struct store_query *query = store_prepare(job->store,
		str_format(job->arena,
			"SELECT area, count(*) FROM \"%s\" WHERE area NOT IN (SELECT id FROM areas) GROUP BY area",
			table)
			.bytes,
		error);
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW)
		faults_add(job->faults, job->file, 0, 0,
			str_format(job->arena, "no area " STR_FMT,
				STR_ARG(import_quote(job->arena, store_text(query, 0)))),
			str_format(job->arena, "it, as %lld of the imported %s belong to it",
				(long long)store_integer(query, 1), table));
	store_reset(query);
	return step == STORE_DONE;
}

static void check_all_used(struct import_job *job)
{
	const struct import_kind *kind;
	struct error error;
	bool checked = check_used(job, "shapes", &error);

	for (size_t i = 0; checked && (kind = import_kind_at(i)); i++)
		if (!kind->historic && kind_needs_areas(kind))
			checked = check_used(job, kind->name, &error);
	if (!checked)
		import_trouble(job, &error);
}

static bool run_with(struct import_job *job, const char *sql, struct str kind, int64_t now_ms, const char *sha256,
	struct error *error)
{
	struct store_query *query = store_prepare(job->store, sql, error);
	bool stored;

	if (!query)
		return false;
	store_bind_text(query, 1, kind);
	store_bind_integer(query, 2, now_ms);
	if (sha256) {
		store_bind_text(query, 3, str_from(sha256));
		store_bind_integer(query, 4, job->rows);
	}
	stored = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return stored;
}

static bool note_import(struct import_job *job, struct str kind, int64_t now_ms, struct error *error)
{
	char sha256[SHA256_DIGITS + 1];

	sha256_hex(job->bytes, sha256);
	return run_with(job, "INSERT INTO imports (kind, time_ms, sha256, rows) VALUES (?1, ?2, ?3, ?4)", kind, now_ms,
		       sha256, error) &&
	       run_with(job, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES (?1, ?2)", kind, now_ms, NULL,
		       error);
}

static bool run_job(struct import_job *job, struct str kind, int64_t now_ms)
{
	struct error error;

	if (!store_begin(job->store, &error) || !load_areas(job, &error)) {
		import_trouble(job, &error);
	} else {
		run_kind(job, kind);
		if (import_is_sound(job) && str_equal(kind, STR("areas")))
			check_all_used(job);
		if (import_is_sound(job) &&
			!(note_import(job, kind, now_ms, &error) && store_commit(job->store, &error)))
			import_trouble(job, &error);
	}
	if (!import_is_sound(job))
		store_rollback(job->store);
	return import_is_sound(job);
}

bool import_file(struct centre *centre, struct str kind, const char *path, struct faults *faults, int64_t *rows)
{
	struct arena arena;
	struct import_job job = {.store = centre->store, .arena = &arena, .faults = faults, .file = str_from(path)};
	struct error error;
	bool imported = false;

	job.faults_before = faults->total;
	arena_init(&arena);
	if (!import_kind_known(kind))
		faults_add(faults, job.file, 0, 0,
			str_format(&arena, "kind " STR_FMT, STR_ARG(import_quote(&arena, kind))),
			str_format(&arena, "one of " STR_FMT, STR_ARG(import_kinds(&arena))));
	else if (!file_read(&arena, path, IMPORT_BYTES_MAX, &job.bytes, &error))
		faults_add(faults, job.file, 0, 0, str_from(error.text), STR("a file that can be read"));
	else
		imported = run_job(&job, kind, centre->clock->wall_ms(centre->clock));
	*rows = imported ? job.rows : 0;
	arena_finish(&arena);
	return imported;
}
