#include "feed/centre/source/source_commands.h"

#include <string.h>
#include <unistd.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/source/source.h"
#include "feed/centre/source/take.h"

static enum command_status print_faults(struct command_call *call, const struct faults *faults)
{
	faults_print(faults, call->err);
	return COMMAND_REFUSED;
}

enum command_status command_source_add(struct command_call *call)
{
	struct str name = str_from(call->arguments[1]), file = str_from(call->arguments[2]), text;
	struct source source;
	struct faults faults;
	struct error error;

	faults_init(&faults, call->arena);
	if (!source_name_is_good(name)) {
		faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"" STR_FMT "\"", STR_ARG(name)),
			str_format(call->arena, "a name of a-z, 0-9, _ and -, at most %d of them", SOURCE_NAME_BYTES_MAX));
		return print_faults(call, &faults);
	}
	if (!file_read(call->arena, file.bytes, SOURCE_CONF_BYTES_MAX, &text, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!source_parse(call->arena, name, file, text, &source, &faults))
		return print_faults(call, &faults);
	if (!file_make_folder(str_format(call->arena, "%s/sources", call->arguments[0]).bytes, &error) ||
		!file_replace(source_path(call->arena, call->arguments[0], name, "conf").bytes, text, 0600, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	unlink(source_path(call->arena, call->arguments[0], name, "state").bytes);
	fprintf(call->out, "source " STR_FMT " is asked every %lld seconds while hallfeed serve runs; hallfeed source poll asks it now\n",
		STR_ARG(name), (long long)source.every_ms / 1000);
	return COMMAND_OK;
}

static void print_source(struct command_call *call, struct str name)
{
	struct source_state state;
	struct source source;
	struct faults faults;

	faults_init(&faults, call->arena);
	source_state_read(call->arena, call->arguments[0], name, &state);
	if (!source_read(call->arena, call->arguments[0], name, &source, &faults)) {
		faults_print(&faults, call->err);
		return;
	}
	fprintf(call->out, STR_FMT ": " STR_FMT ", every %lld s, ", STR_ARG(name), STR_ARG(source.url), (long long)source.every_ms / 1000);
	if (state.asked_ms)
		fprintf(call->out, "asked " STR_FMT ": " STR_FMT "\n", STR_ARG(civil_format_utc(call->arena, state.asked_ms)), STR_ARG(state.told));
	else
		fputs("not asked yet\n", call->out);
}

enum command_status command_source_list(struct command_call *call)
{
	struct str names[SOURCES_MAX];
	size_t count = source_names(call->arena, call->arguments[0], names);

	for (size_t i = 0; i < count; i++)
		print_source(call, names[i]);
	return COMMAND_OK;
}

enum command_status command_source_remove(struct command_call *call)
{
	const char *endings[] = {"conf", "state", "answer", "rows"};
	struct str name = str_from(call->arguments[1]);
	struct source source;
	struct faults faults;

	faults_init(&faults, call->arena);
	if (!source_name_is_good(name) || !file_exists(source_path(call->arena, call->arguments[0], name, "conf").bytes)) {
		source_read(call->arena, call->arguments[0], name, &source, &faults);
		return print_faults(call, &faults);
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		unlink(source_path(call->arena, call->arguments[0], name, endings[i]).bytes);
	fprintf(call->out, "source " STR_FMT " is not asked any more; what came from it stays\n", STR_ARG(name));
	return COMMAND_OK;
}

enum command_status command_source_take(struct command_call *call)
{
	const char *file = command_option(call, "--file"), *folder = call->centre->folder;
	struct str name = str_from(call->arguments[1]);
	struct source source;
	struct faults faults;

	faults_init(&faults, call->arena);
	if (source_read(call->arena, folder, name, &source, &faults) &&
		take_answer(call->centre, call->arena, &source, file ? file : source_path(call->arena, folder, name, "answer").bytes, &faults,
			call->out))
		return COMMAND_OK;
	return print_faults(call, &faults);
}
