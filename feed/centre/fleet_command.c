#include "feed/base/fault.h"
#include "feed/centre/commands.h"
#include "feed/centre/fleet.h"

/* hallfeed fleet. */

enum command_status command_fleet(struct command_call *call)
{
	const char *device = call->option;
	struct faults faults;
	struct error error;
	int64_t found = 1;

	if (!(device ? fleet_hours(call->centre, str_from(device), call->out, &found, &error)
		     : fleet_list(call->centre, call->out, &error)))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (found)
		return COMMAND_OK;
	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", device),
		STR("the first digits of a screen that hallfeed fleet names"));
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}
