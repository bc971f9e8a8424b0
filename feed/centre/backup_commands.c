#include "feed/centre/commands.h"

#include <stdlib.h>
#include <unistd.h>

#include "feed/base/civil.h"
#include "feed/base/clock.h"
#include "feed/centre/backup.h"
#include "feed/centre/publish.h"

/* hallfeed backup and restore. */

static void print_restored(struct command_call *call, const struct backup_restored *restored)
{
	fprintf(call->out, "the copy is of %s\n", civil_format_utc(call->arena, restored->made_ms).bytes);
	if (restored->recorded)
		fprintf(call->out, "the record put back %lld entries%s\n", (long long)restored->replay.rows,
			restored->replay.damaged ? "; some of its lines are damaged or not this centre's" : "");
	else
		fprintf(call->out, "no record: who was enrolled or revoked and which alerts were sent since then is not known; give it with --record\n");
	if (restored->replay.frozen.length)
		fprintf(call->out, "frozen periods that the copy may not hold: " STR_FMT "; freeze them again once their data is there\n",
			STR_ARG(restored->replay.frozen));
	fprintf(call->out, "each screen is asked once for its ratings since %s\n", civil_format_utc(call->arena, restored->since_ms).bytes);
}

/* Into a folder that goes again: what a restore would give, as a feed. */
static bool rehearse(struct command_call *call, const char *file, struct error *error)
{
	char folder[] = "/tmp/hallfeed-rehearsal-XXXXXX";
	struct backup_restored restored;
	enum centre_obstacle obstacle;
	struct centre centre;
	struct str command;
	bool ok, published;

	if (!mkdtemp(folder))
		return error_set(error, "cannot make a folder for the rehearsal");
	ok = backup_restore(file, str_format(call->arena, "%s/centre", folder).bytes, NULL, NULL, call->clock, &restored, error);
	if (ok && centre_open(&centre, str_format(call->arena, "%s/centre", folder).bytes, call->clock, &obstacle, error)) {
		centre.recorded_versions[0] = centre.recorded_versions[1] = INT64_MAX; /* its versions are nobody's */
		ok = publish_run(&centre, str_format(call->arena, "%s/feed", folder).bytes, &published, error);
		centre_close(&centre);
	} else {
		ok = false;
	}
	command = str_format(call->arena, "rm -rf '%s'", folder);
	return system(command.bytes) == 0 && ok;
}

enum command_status command_backup(struct command_call *call)
{
	const char *folder = call->arguments[0], *file = call->arguments[1];
	struct error error;

	if (!backup_make(call->arena, folder, file, call->clock->wall_ms(call->clock), &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "%s: whole, with the keys of this centre: keep it where nobody else reads it\n", file);
	if (!command_option(call, "--rehearse"))
		return COMMAND_OK;
	if (!rehearse(call, file, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "the rehearsal went well: a centre was made from it and published its feed\n");
	return COMMAND_OK;
}

enum command_status command_restore(struct command_call *call)
{
	const char *file = call->arguments[0], *folder = call->arguments[1];
	struct backup_restored restored;
	struct error error;

	if (!backup_restore(file, folder, command_option(call, "--record"), command_option(call, "--mirror"), call->clock, &restored, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	print_restored(call, &restored);
	return COMMAND_OK;
}
