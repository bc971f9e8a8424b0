#include "feed/centre/commands.h"

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/alert_publish.h"
#include "feed/centre/alerts.h"

/* hallfeed alert raise, clear and list. */

static struct str template_names(struct command_call *call, const struct alert_templates *templates)
{
	struct str names = STR("one of ");

	for (size_t i = 0; i < templates->count; i++)
		names = str_format(call->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), i ? ", " : "",
			STR_ARG(templates->items[i].id));
	return names;
}

static bool refuse(struct faults *faults, const char *found, struct str expected)
{
	faults_add(faults, STR("hallfeed"), 0, 0, str_format(faults->arena, "\"%s\"", found), expected);
	return false;
}

/* A moment, or so long from now. */
static bool read_end(struct command_call *call, const char *text, int64_t *end_ms)
{
	int64_t length_ms;

	if (!alert_duration(str_from(text), &length_ms))
		return civil_parse(str_from(text), end_ms);
	*end_ms = call->centre->clock->wall_ms(call->centre->clock) + length_ms;
	return true;
}

static bool read_options(struct command_call *call, struct alert_wish *wish, struct faults *faults)
{
	const char *severity = command_option(call, "--severity"), *expires = command_option(call, "--expires"),
		   *area = command_option(call, "--area");

	wish->drill = command_option(call, "--drill") != NULL;
	wish->id = str_from(command_option(call, "--id"));
	wish->areas = area ? str_from(area) : STR("all");
	wish->severity = wish->template->severity;
	wish->expires_ms = call->centre->clock->wall_ms(call->centre->clock) + wish->template->valid_ms;
	if (severity && !alert_severity_find(str_from(severity), &wish->severity))
		return refuse(faults, severity, STR("extreme, severe, moderate or minor"));
	if (expires && !read_end(call, expires, &wish->expires_ms))
		return refuse(faults, expires, STR("a time such as 30m, 2h or 2018-10-25T09:30:00+08:00"));
	return true;
}

static bool read_wish(struct command_call *call, struct alert_wish *wish, struct faults *faults)
{
	const char *name = call->arguments[1];
	struct alert_templates *templates = arena_new(call->arena, struct alert_templates);

	*wish = (struct alert_wish){.template = NULL};
	if (!alert_templates_read(call->arena, call->centre->folder, templates, faults))
		return false;
	wish->template = alert_template_find(templates, str_from(name));
	if (!wish->template)
		return refuse(faults, name, template_names(call, templates));
	return read_options(call, wish, faults);
}

/* What the store says now goes out at once; the store is ahead of the halls where that fails, and says so. */
static enum command_status publish(struct command_call *call)
{
	struct error error;
	bool changed;

	if (alert_publish(call->centre, str_format(call->arena, "%s/feed", call->centre->folder).bytes, &changed, &error))
		return COMMAND_OK;
	return command_says(call, COMMAND_SYSTEM, &error);
}

static enum command_status ended(struct command_call *call, enum alert_outcome outcome, const struct error *error)
{
	if (outcome == ALERT_DONE)
		return publish(call);
	return command_says(call, outcome == ALERT_REFUSED ? COMMAND_REFUSED : COMMAND_SYSTEM, error);
}

enum command_status command_alert_raise(struct command_call *call)
{
	enum command_status status;
	struct alert_wish wish;
	struct faults faults;
	struct error error;
	struct str id;

	faults_init(&faults, call->arena);
	if (!read_wish(call, &wish, &faults)) {
		faults_print(&faults, call->err);
		return COMMAND_USAGE;
	}
	status = ended(call, alerts_raise(call->centre, call->arena, &wish, &id, &error), &error);
	if (status == COMMAND_OK)
		fprintf(call->out, STR_FMT " is raised%s\n", STR_ARG(id), wish.drill ? " as a drill" : "");
	return status;
}

enum command_status command_alert_clear(struct command_call *call)
{
	const char *length = command_option(call, "--for"), *id = call->arguments[1];
	int64_t shown_ms = ALERT_CLEAR_MS;
	enum command_status status;
	struct faults faults;
	struct error error;

	faults_init(&faults, call->arena);
	if (length && !alert_duration(str_from(length), &shown_ms)) {
		refuse(&faults, length, STR("a time such as 90s, 5m or 1h"));
		faults_print(&faults, call->err);
		return COMMAND_USAGE;
	}
	status = ended(call, alerts_clear(call->centre, str_from(id), shown_ms, &error), &error);
	if (status == COMMAND_OK)
		fprintf(call->out, "%s is cleared\n", id);
	return status;
}

enum command_status command_alert_list(struct command_call *call)
{
	struct error error;

	return alerts_list(call->centre, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}
