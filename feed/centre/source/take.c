#include "feed/centre/source/take.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/gate/gate.h"
#include "feed/centre/source/cap_take.h"
#include "feed/centre/source/json_rows.h"
#include "feed/centre/source/news_rows.h"

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

static bool import_rows_of(struct centre *centre, struct arena *arena, const struct source *source, const char *answer, const char *rows,
	struct faults *faults, FILE *out)
{
	struct str kind = source->form == SOURCE_JSON ? source->kind : STR("notices");
	struct import_request request = {.kind = kind, .path = rows, .shown = str_format(arena, "source " STR_FMT, STR_ARG(source->name))};
	struct gate_hand hand = {.role = STR("source"), .source = true, .handed = answer};
	struct import_report report = {.arena = arena};
	struct gate_result result;
	size_t before = faults->kept;

	if (gate_import(centre, &request, &hand, faults, &report, &result)) {
		tell(source, kind, &report, &result, out);
		return true;
	}
	if (source->form == SOURCE_JSON)
		name_rows(source, faults, before);
	return false;
}

/* What a feed's items became beside the notices that were there. */
static void tell_news(const struct source *source, const struct news_count *count, FILE *out)
{
	fprintf(out, "source " STR_FMT ": %zu of its items, %zu other notices", STR_ARG(source->name), count->taken, count->others);
	if (count->over)
		fprintf(out, "; %zu over already", count->over);
	if (count->about_persons)
		fprintf(out, "; %zu left out, with what reads as a phone or identity number", count->about_persons);
	if (count->left_out)
		fprintf(out, "; %zu left out, double, without a title or too many", count->left_out);
	fputc('\n', out);
}

/* *none: there is nothing to import, and nothing wrong. */
static bool write_rows(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, FILE *to, bool *none,
	struct faults *faults, FILE *out)
{
	struct news_count count;

	*none = false;
	if (source->form == SOURCE_JSON)
		return json_rows_write(arena, source, bytes, to, faults);
	if (!news_rows_write(centre, arena, source, bytes, to, &count, faults))
		return false;
	tell_news(source, &count, out);
	*none = count.taken + count.others == 0;
	return true;
}

static bool refuse(struct faults *faults, struct str path, const struct error *error)
{
	faults_add(faults, path, 0, 0, str_from(error->text), STR("a folder that takes it"));
	return false;
}

static bool take_rows(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, const char *answer,
	struct faults *faults, FILE *out)
{
	struct str rows = source_path(arena, centre->folder, source->name, "rows");
	FILE *to = fopen(rows.bytes, "wbe");
	bool taken, none, closed;
	struct error error;

	error_set(&error, "cannot write %s: %s", rows.bytes, strerror(errno));
	if (!to)
		return refuse(faults, rows, &error);
	taken = write_rows(centre, arena, source, bytes, to, &none, faults, out);
	closed = fclose(to) == 0;
	error_set(&error, "cannot write %s: %s", rows.bytes, strerror(errno));
	if (taken && !closed)
		taken = refuse(faults, rows, &error);
	if (taken && !none)
		taken = import_rows_of(centre, arena, source, answer, rows.bytes, faults, out);
	unlink(rows.bytes);
	return taken;
}

bool take_answer(struct centre *centre, struct arena *arena, const struct source *source, const char *path, struct faults *faults, FILE *out)
{
	struct str bytes;
	struct error error;

	if (!file_read(arena, path, SOURCE_ANSWER_BYTES_MAX, &bytes, &error))
		return source_refuse(source, &error, STR("an answer that can be read"), faults);
	if (source->form == SOURCE_CAP)
		return cap_take(centre, arena, source, bytes, faults, out);
	return take_rows(centre, arena, source, bytes, path, faults, out);
}
