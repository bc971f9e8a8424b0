#include "feed/centre/import.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/import_job.h"
#include "feed/centre/import_preview.h"
#include "feed/centre/import_record.h"

/* Kinds that are no rows of a table of their own. */
static const struct {
	const char *name;
	void (*run)(struct import_job *job);
	bool needs_areas;
} documents[] = {
	{"map", import_map, true},
	{"exempt", import_exempt, false},
	{"survey", import_survey, false},
};

enum { REVIEWED_BYTES_MAX = 1024 * 1024 };

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
	import_index_init(&job->areas, job->long_arena);
	while ((step = store_step(query, error)) == STORE_ROW)
		import_index_put(&job->areas, str_copy(job->long_arena, store_text(query, 0)),
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

/* Names that read as a person's and are none, one a line, as an officer has reviewed them. */
static bool load_reviewed(struct import_job *job, const char *folder, struct error *error)
{
	const char *path = str_format(job->long_arena, "%s/reviewed-names.txt", folder).bytes;
	struct str text, line;
	bool made;

	import_index_init(&job->reviewed, job->long_arena);
	if (!file_exists(path))
		return true;
	if (!file_read(job->long_arena, path, REVIEWED_BYTES_MAX, &text, error))
		return false;
	while (str_next(&text, '\n', &line)) {
		line = str_trim(line);
		if (line.length && line.bytes[0] != '#')
			import_index_put(&job->reviewed, line, 0, &made);
	}
	return true;
}

/* Sheets are read a row at a time, documents member by member from what is mapped here. */
static bool load_document(struct import_job *job, const char *folder, struct error *error)
{
	return document_find(job->request->kind) < 0 || file_map(job->request->path, folder, IMPORT_BYTES_MAX, &job->bytes, error);
}

static bool ask_begin(struct import_job *job)
{
	const struct import_witness *witness = job->request->witness;
	struct error error;

	if (!witness || witness->begin(witness->self, job, &error))
		return true;
	import_trouble(job, &error);
	return false;
}

static void finish_job(struct import_job *job, int64_t now_ms)
{
	const struct import_witness *witness = job->request->witness;
	struct error error;

	if (import_is_sound(job) && str_equal(job->request->kind, STR("areas")))
		check_all_used(job);
	if (import_is_sound(job) && import_word_find("areas|map|exempt", job->request->kind) >= 0)
		import_check_coverage(job);
	if (import_is_sound(job) && !import_record(job, now_ms, &error))
		import_trouble(job, &error);
	if (import_is_sound(job) && witness && !witness->end(witness->self, job, &error))
		import_trouble(job, &error);
	if (import_is_sound(job) && !job->request->dry_run && !store_commit(job->store, &error))
		import_trouble(job, &error);
}

static bool run_job(struct import_job *job, struct centre *centre)
{
	struct import_preview *preview = NULL;
	struct error error;
	bool opened = load_document(job, centre->folder, &error);

	if (!opened) {
		import_fault(job, 0, 0, str_from(error.text), STR("a file that can be read"), STR(""));
		return false;
	}
	if (!load_reviewed(job, centre->folder, &error) || !store_begin(job->store, &error) || !load_areas(job, &error) ||
		(job->request->dry_run && !(preview = import_preview_begin(job, centre, &error)))) {
		import_trouble(job, &error);
	} else {
		import_index_init(&job->replaced, job->long_arena);
		if (ask_begin(job))
			run_kind(job, job->request->kind);
		finish_job(job, centre->clock->wall_ms(centre->clock));
		if (preview && import_is_sound(job) && !import_preview_tell(preview, &error))
			import_trouble(job, &error);
	}
	if (!import_is_sound(job) || job->request->dry_run)
		store_rollback(job->store);
	file_unmap(job->bytes);
	return import_is_sound(job);
}

bool import_run(struct centre *centre, const struct import_request *request, struct faults *faults, struct import_report *report)
{
	struct arena arena;
	struct import_job job = {.store = centre->store, .arena = &arena, .long_arena = &arena, .faults = faults,
		.file = request->shown.length ? request->shown : str_from(request->path), .request = request, .report = report, .faults_before = faults->total};
	bool imported = false;

	arena_init(&arena);
	if (!import_kind_known(request->kind))
		import_fault(&job, 0, 0, str_format(&arena, "kind " STR_FMT, STR_ARG(import_quote(&arena, request->kind))),
			str_format(&arena, "one of " STR_FMT, STR_ARG(import_kinds(&arena))), STR(""));
	else
		imported = run_job(&job, centre);
	report->rows = imported ? job.rows : 0;
	arena_finish(&arena);
	return imported;
}

bool import_file(struct centre *centre, struct str kind, const char *path, struct faults *faults, int64_t *rows)
{
	struct import_request request = {.kind = kind, .path = path};
	struct import_report report = {.arena = faults->arena};
	bool imported = import_run(centre, &request, faults, &report);

	*rows = report.rows;
	return imported;
}
