#include "feed/centre/commands.h"

#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/import_person.h"
#include "feed/centre/topics.h"

/* hallfeed topic. */

enum { REPLY_BYTES_MAX = 300 };

static enum command_status refuse(struct command_call *call, struct str found, const char *expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, found, str_from(expected));
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

static enum command_status unknown(struct command_call *call)
{
	return refuse(call, str_format(call->arena, "no topic \"%s\"", call->arguments[1]),
		"the code of one that enough residents spoke of, as a screen shows it");
}

enum command_status command_topic_list(struct command_call *call)
{
	struct error error;

	return topics_list(call->centre, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_topic(struct command_call *call)
{
	struct error error;
	bool found;

	if (!topics_show(call->centre, str_from(call->arguments[1]), call->out, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	return found ? COMMAND_OK : unknown(call);
}

/* It is published as it stands. */
static bool is_fit(struct str text)
{
	return text.length <= REPLY_BYTES_MAX && str_is_utf8(text) && !import_person_text(text);
}

enum command_status command_topic_answer(struct command_call *call)
{
	const struct topic_reply reply = {.body = str_from(command_option(call, "--body")),
		.reply = str_from(command_option(call, "--reply")),
		.done = command_option(call, "--done") != NULL};
	struct error error;
	bool found;

	if (!is_fit(reply.body) || !is_fit(reply.reply))
		return refuse(call, STR("a body or reply that cannot be published"),
			"at most 300 bytes of text without a mobile or identity number");
	if (!topics_answer(call->centre, str_from(call->arguments[1]), &reply, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found)
		return unknown(call);
	return command_topic(call);
}
