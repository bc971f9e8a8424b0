#include "feed/centre/source/take.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/gate/gate.h"
#include "feed/centre/source/json_rows.h"

/* What is told by lines of the rows that were made of the answer is told by its rows. */
static void name_rows(const struct source *source, struct faults *faults, size_t from)
{
	for (size_t i = from; i < faults->kept; i++) {
		struct fault *fault = &faults->items[i];

		if (fault->line >= 2)
			fault->file = str_format(faults->arena, "source " STR_FMT ": " STR_FMT "[%d]", STR_ARG(source->name),
				STR_ARG(source->rows), fault->line - 2);
		else if (fault->line == 1)
			fault->file = str_format(faults->arena, STR_FMT ": [columns]", STR_ARG(source->file));
		if (fault->line >= 1)
			fault->line = fault->column = 0;
	}
}

static void tell(const struct source *source, struct str kind, const struct import_report *report, const struct gate_result *result, FILE *out)
{
	fprintf(out, "source " STR_FMT ": " STR_FMT ", %lld %s, ", STR_ARG(source->name), STR_ARG(kind), (long long)report->rows,
		report->rows == 1 ? "row" : "rows");
	fprintf(out, result->published ? "draft %lld counts now\n" : "draft %lld waits for review\n", (long long)result->draft);
	for (size_t i = 0; i < report->note_count; i++)
		fprintf(out, STR_FMT "\n", STR_ARG(report->notes[i]));
}

static bool import_rows_of(struct centre *centre, struct arena *arena, const struct source *source, struct str kind, const char *answer,
	const char *rows, struct faults *faults, FILE *out)
{
	struct import_request request = {.kind = kind, .path = rows, .shown = str_format(arena, "source " STR_FMT, STR_ARG(source->name))};
	struct gate_hand hand = {.role = STR("source"), .source = true, .handed = answer};
	struct import_report report = {.arena = arena};
	struct gate_result result;
	size_t before = faults->kept;

	if (gate_import(centre, &request, &hand, faults, &report, &result)) {
		tell(source, kind, &report, &result, out);
		return true;
	}
	name_rows(source, faults, before);
	return false;
}

static bool write_rows(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, FILE *to,
	struct faults *faults)
{
	(void)centre;
	return json_rows_write(arena, source, bytes, to, faults);
}

static bool refuse(struct faults *faults, struct str path, const struct error *error)
{
	faults_add(faults, path, 0, 0, str_from(error->text), STR("a folder that takes it"));
	return false;
}

bool take_answer(struct centre *centre, struct arena *arena, const struct source *source, const char *path, struct faults *faults, FILE *out)
{
	struct str rows = source_path(arena, centre->folder, source->name, "rows"), bytes;
	struct error error;
	bool taken;
	FILE *to;

	if (!file_read(arena, path, SOURCE_ANSWER_BYTES_MAX, &bytes, &error))
		return refuse(faults, str_from(path), &error);
	to = fopen(rows.bytes, "wbe");
	if (!to) {
		error_set(&error, "cannot write %s: %s", rows.bytes, strerror(errno));
		return refuse(faults, rows, &error);
	}
	taken = write_rows(centre, arena, source, bytes, to, faults);
	if (fclose(to) != 0 && taken) {
		error_set(&error, "cannot write %s: %s", rows.bytes, strerror(errno));
		taken = refuse(faults, rows, &error);
	}
	taken = taken && import_rows_of(centre, arena, source, source->kind, path, rows.bytes, faults, out);
	unlink(rows.bytes);
	return taken;
}
