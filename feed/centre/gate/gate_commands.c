#include "feed/centre/gate/gate_commands.h"

#include "feed/base/fault.h"
#include "feed/centre/gate/gate.h"

static enum command_status print_faults(struct command_call *call, const struct faults *faults)
{
	faults_print(faults, call->err);
	return COMMAND_REFUSED;
}

static struct gate_hand hand_of(struct command_call *call)
{
	return (struct gate_hand){
		.role = str_from(command_option(call, "--role")), .reason = str_from(command_option(call, "--reason"))};
}

static bool read_draft(struct command_call *call, int64_t *draft, struct faults *faults)
{
	if (str_integer(str_from(call->arguments[1]), draft) && *draft > 0)
		return true;
	faults_add(faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", call->arguments[1]),
		STR("the number of a draft, as hallfeed draft list shows it"));
	return false;
}

static enum command_status take(struct command_call *call, bool (*step)(struct centre *, int64_t, const struct gate_hand *, struct faults *),
	const char *done)
{
	struct gate_hand hand = hand_of(call);
	struct faults faults;
	int64_t draft;

	faults_init(&faults, call->arena);
	if (!read_draft(call, &draft, &faults) || !step(call->centre, draft, &hand, &faults))
		return print_faults(call, &faults);
	fprintf(call->out, "draft %lld is %s\n", (long long)draft, done);
	return COMMAND_OK;
}

enum command_status command_draft_list(struct command_call *call)
{
	struct error error;

	if (trail_list(call->centre->store, call->out, !command_option(call, "--all"), &error))
		return COMMAND_OK;
	return command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_draft_review(struct command_call *call)
{
	return take(call, gate_review, "reviewed");
}

enum command_status command_draft_refuse(struct command_call *call)
{
	return take(call, gate_refuse, "refused");
}

static void print_notes(struct command_call *call, const struct import_report *report)
{
	for (size_t i = 0; i < report->note_count; i++)
		fprintf(call->out, STR_FMT "\n", STR_ARG(report->notes[i]));
}

enum command_status command_draft_accept(struct command_call *call)
{
	struct import_report report = {.arena = call->arena};
	struct gate_hand hand = hand_of(call);
	struct faults faults;
	int64_t draft;

	faults_init(&faults, call->arena);
	if (!read_draft(call, &draft, &faults) || !gate_accept(call->centre, draft, &hand, &faults, &report))
		return print_faults(call, &faults);
	fprintf(call->out, "draft %lld counts now: %lld %s\n", (long long)draft, (long long)report.rows, report.rows == 1 ? "row" : "rows");
	print_notes(call, &report);
	return COMMAND_OK;
}

enum command_status command_draft_compare(struct command_call *call)
{
	struct import_report report = {.arena = call->arena};
	struct trail_step step;
	struct faults faults;
	int64_t draft;

	faults_init(&faults, call->arena);
	if (!read_draft(call, &draft, &faults) || !gate_compare(call->centre, draft, &faults, &report, &step))
		return print_faults(call, &faults);
	fprintf(call->out, "draft %lld, " STR_FMT " of " STR_FMT " with %lld %s, against today:\n", (long long)draft,
		STR_ARG(trail_step_name(step.kind)), STR_ARG(step.of), (long long)step.rows, step.rows == 1 ? "row" : "rows");
	print_notes(call, &report);
	return COMMAND_OK;
}

static void print_result(struct command_call *call, const struct gate_result *result)
{
	if (result->published)
		fprintf(call->out, "draft %lld counts now\n", (long long)result->draft);
	else
		fprintf(call->out, "draft %lld waits for review: hallfeed draft review DIR %lld --role ROLE --reason TEXT\n",
			(long long)result->draft, (long long)result->draft);
}

enum command_status command_draft_again(struct command_call *call)
{
	struct import_report report = {.arena = call->arena};
	struct gate_hand hand = hand_of(call);
	struct gate_result result;
	struct faults faults;
	int64_t draft;

	faults_init(&faults, call->arena);
	if (!read_draft(call, &draft, &faults) || !gate_again(call->centre, draft, &hand, &faults, &report, &result))
		return print_faults(call, &faults);
	print_result(call, &result);
	print_notes(call, &report);
	return COMMAND_OK;
}

/* What a row that was changed does to the whole is said in one sentence; status 1. */
static enum command_status judge(struct command_call *call, const struct trail_check *check, struct str wanted)
{
	struct error error;

	if (check->broken) {
		error_set(&error, "the trail is broken: row %lld %s", (long long)check->broken,
			check->missing ? "is missing" : "is not what was written");
		return command_says(call, COMMAND_REFUSED, &error);
	}
	if (wanted.length && !check->held) {
		error_set(&error, "the trail was written anew or cut: no row has the hash " STR_FMT, STR_ARG(wanted));
		return command_says(call, COMMAND_REFUSED, &error);
	}
	fprintf(call->out, "%lld %s, none of them changed; the last hash is %s\n", (long long)check->steps,
		check->steps == 1 ? "step" : "steps", check->end[0] ? check->end : "none");
	return COMMAND_OK;
}

enum command_status command_log(struct command_call *call)
{
	struct str wanted = str_from(call->option);
	struct trail_check check;
	struct error error;

	if (!trail_print(call->centre->store, call->out, wanted, &check, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fflush(call->out); /* the verdict comes last, also where both go to one place */
	return judge(call, &check, wanted);
}
