#include "feed/centre/commands.h"

#include <unistd.h>

#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/coverage.h"
#include "feed/centre/import.h"

static enum command_status refuse(struct command_call *call, const char *found, struct str expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), expected);
	faults_print(&faults, call->err);
	return COMMAND_USAGE;
}

static bool find_frame(const char *word, enum import_frame *frame)
{
	static const struct {
		const char *word;
		enum import_frame frame;
	} frames[] = {{"wgs84", IMPORT_WGS84}, {"cgcs2000", IMPORT_CGCS2000}, {"gcj02", IMPORT_GCJ02}};

	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		if (!str_equal(str_from(frames[i].word), str_from(word)))
			continue;
		*frame = frames[i].frame;
		return true;
	}
	return false;
}

static bool is_terminal(FILE *file)
{
	int fd = fileno(file);

	return fd >= 0 && isatty(fd);
}

static void print_report(struct command_call *call, const struct import_request *request, const struct import_report *report)
{
	fprintf(call->out, STR_FMT ": %lld %s", STR_ARG(request->kind), (long long)report->rows, report->rows == 1 ? "row" : "rows");
	if (report->told.length)
		fprintf(call->out, " (" STR_FMT ")", STR_ARG(report->told));
	fputs(request->dry_run ? ", a dry run: nothing was changed\n" : "\n", call->out);
	for (size_t i = 0; i < report->note_count; i++)
		fprintf(call->out, STR_FMT "\n", STR_ARG(report->notes[i]));
}

enum command_status command_check(struct command_call *call)
{
	struct store *store = call->centre->store;
	struct coverage_count count;
	struct error error;

	if (!store_begin(store, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!coverage_check(store, &count, &error) || !store_commit(store, &error)) {
		store_rollback(store);
		return command_says(call, COMMAND_SYSTEM, &error);
	}
	fprintf(call->out, STR_FMT "\n", STR_ARG(coverage_text(call->arena, &count)));
	return COMMAND_OK;
}

enum command_status command_import(struct command_call *call)
{
	const char *frame = command_option(call, "--frame");
	struct import_request request = {
		.kind = str_from(call->arguments[1]),
		.path = call->arguments[2],
		.sheet = str_from(command_option(call, "--sheet")),
		.dry_run = command_option(call, "--dry-run"),
		.repair = command_option(call, "--repair"),
		.progress = is_terminal(call->err) ? call->err : NULL,
	};
	struct import_report report = {.arena = call->arena};
	struct faults faults;

	if (!import_kind_known(request.kind))
		return refuse(call, call->arguments[1], str_format(call->arena, "one of " STR_FMT, STR_ARG(import_kinds(call->arena))));
	if (frame && !find_frame(frame, &request.frame))
		return refuse(call, frame, STR("wgs84, cgcs2000 or gcj02"));
	request.frame_told = frame;
	faults_init(&faults, call->arena);
	if (!import_run(call->centre, &request, &faults, &report)) {
		faults_print(&faults, call->err);
		return file_exists(request.path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	print_report(call, &request, &report);
	return COMMAND_OK;
}
