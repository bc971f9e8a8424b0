#include "feed/centre/commands.h"

#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/gateway.h"
#include "feed/centre/message.h"
#include "feed/centre/warning.h"

/* hallfeed warn, item, messages. */

static void print_report(struct command_call *call, const struct gateway *gateway, const struct warning_report *report)
{
	struct message_counts counts;
	struct error error;

	fprintf(call->out, "%lld first warnings, %lld second, %lld escalations", (long long)report->steps[STEP_FIRST],
		(long long)report->steps[STEP_SECOND], (long long)report->steps[STEP_ESCALATION]);
	if (report->opened)
		fprintf(call->out, ", %lld new items", (long long)report->opened);
	fputc('\n', call->out);
	if (!gateway->present)
		fputs("no gateway.conf: no messages\n", call->out);
	else if (message_count(call->centre, &counts, &error))
		fprintf(call->out, "messages: %lld sent, %lld waiting, %lld unsure, %lld failed\n", (long long)counts.sent,
			(long long)counts.waiting, (long long)counts.unsure, (long long)counts.failed);
}

/* A serving centre sends by itself: nobody waits for the gateway here. */
enum command_status command_warn(struct command_call *call)
{
	struct warning_report report;
	struct gateway gateway;
	struct faults faults;
	struct error error;

	faults_init(&faults, call->arena);
	if (!gateway_read(call->arena, call->centre->folder, &gateway, &faults)) {
		faults_print(&faults, call->err);
		return COMMAND_REFUSED;
	}
	if (!warning_step(call->centre, &gateway, call->out, &report, &error) ||
		(gateway.present && !call->serving && !message_send_all(call->centre, &gateway, &error)))
		return command_says(call, COMMAND_SYSTEM, &error);
	print_report(call, &gateway, &report);
	return COMMAND_OK;
}

static enum command_status refuse(struct command_call *call, const char *format, const char *expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "%s \"%s\"", format, call->arguments[1]), str_from(expected));
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

static enum command_status note(struct command_call *call, struct str what)
{
	struct error error;
	bool found;

	if (!warning_note(call->centre, str_from(call->arguments[1]), what, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found)
		return refuse(call, "no work item", "the id of one, as `hallfeed export DIR work_items FILE` tells them");
	fprintf(call->out, STR_FMT " %s\n", STR_ARG(what), call->arguments[1]);
	return COMMAND_OK;
}

enum command_status command_item_fault(struct command_call *call)
{
	return note(call, STR("fault"));
}

enum command_status command_item_progress(struct command_call *call)
{
	return note(call, STR("progress"));
}

enum command_status command_message_list(struct command_call *call)
{
	struct error error;

	return message_list(call->centre, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_message_again(struct command_call *call)
{
	struct error error;
	bool found;

	if (!message_again(call->centre, str_from(call->arguments[1]), &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found)
		return refuse(call, "no message", "the key of one that is unsure or failed, as `hallfeed message list` tells them");
	fputs("it goes out with the next hallfeed warn, or from a serving centre at once\n", call->out);
	return COMMAND_OK;
}
