#include "feed/centre/gate/gate_commands.h"

#include <unistd.h>

#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/gate/gate.h"

/* hallfeed import: at once, or as a draft where the settings want review. */

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

/* Where nothing is reviewed, the first of the roles hands in, unless another is named. */
static struct gate_hand hand_of(struct command_call *call)
{
	const char *role = command_option(call, "--role");
	struct str roles = str_from(call->centre->settings.roles), first;
	struct gate_hand hand = {.role = str_from(role), .reason = str_from(command_option(call, "--reason"))};

	if (!role && call->centre->settings.review_roles == 0 && str_next(&roles, ',', &first))
		hand.role = str_trim(first);
	return hand;
}

static bool run(struct command_call *call, const struct import_request *request, struct faults *faults, struct import_report *report,
	struct gate_result *result)
{
	struct gate_hand hand = hand_of(call);

	*result = (struct gate_result){.published = true};
	if (request->dry_run)
		return import_run(call->centre, request, faults, report);
	return gate_import(call->centre, request, &hand, faults, report, result);
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
	struct gate_result result;
	struct faults faults;

	if (!import_kind_known(request.kind))
		return refuse(call, call->arguments[1], str_format(call->arena, "one of " STR_FMT, STR_ARG(import_kinds(call->arena))));
	if (frame && !find_frame(frame, &request.frame))
		return refuse(call, frame, STR("wgs84, cgcs2000 or gcj02"));
	request.frame_told = frame;
	faults_init(&faults, call->arena);
	if (!run(call, &request, &faults, &report, &result)) {
		faults_print(&faults, call->err);
		return file_exists(request.path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	print_report(call, &request, &report);
	if (!result.published)
		fprintf(call->out, "this is draft %lld, and nothing was changed yet: it waits for hallfeed draft review\n",
			(long long)result.draft);
	return COMMAND_OK;
}
