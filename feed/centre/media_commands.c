#include "feed/centre/commands.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/media_shelf.h"
#include "feed/model/layout_text.h"

/* hallfeed media put, remove and list. */

static bool is_good(struct command_call *call, const char *name)
{
	struct faults faults;

	if (layout_name_is_good(str_from(name)))
		return true;
	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", name),
		STR("a name of a-z, 0-9, _ and -, at most 31 of them"));
	faults_print(&faults, call->err);
	return false;
}

static bool good_names(struct command_call *call, struct str *group)
{
	const char *name = command_option(call, "--group");

	*group = name ? str_from(name) : STR("");
	return is_good(call, call->arguments[1]) && (!name || is_good(call, name));
}

enum command_status command_media_put(struct command_call *call)
{
	static const char *const options[LANGUAGE_COUNT] = {
		[LANGUAGE_ZH] = "--zh", [LANGUAGE_UG] = "--ug", [LANGUAGE_KK] = "--kk", [LANGUAGE_EN] = "--en"};
	struct media_item item = {.name = str_from(call->arguments[1])};
	const char *path = call->arguments[2];
	struct faults faults;

	if (!good_names(call, &item.group))
		return COMMAND_USAGE;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (command_option(call, options[i]))
			item.caption.text[i] = str_trim(str_from(command_option(call, options[i])));
	faults_init(&faults, call->arena);
	if (!media_put(call->centre, &item, path, &faults)) {
		faults_print(&faults, call->err);
		return file_exists(path) ? COMMAND_REFUSED : COMMAND_SYSTEM;
	}
	fprintf(call->out, "media %s: %lld bytes, %s\n", call->arguments[1], (long long)item.size_bytes,
		item.group.length ? item.group.bytes : "all screens");
	return COMMAND_OK;
}

enum command_status command_media_remove(struct command_call *call)
{
	struct str group;
	struct error error;
	bool found;

	if (!good_names(call, &group))
		return COMMAND_USAGE;
	if (!media_remove(call->centre, str_from(call->arguments[1]), group, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (found) {
		fprintf(call->out, "media %s: removed\n", call->arguments[1]);
		return COMMAND_OK;
	}
	error_set(&error, "there is no picture \"%s\"%s" STR_FMT "; hallfeed media list tells them", call->arguments[1],
		group.length ? " of group " : "", STR_ARG(group));
	return command_says(call, COMMAND_REFUSED, &error);
}

enum command_status command_media_list(struct command_call *call)
{
	struct media_item *items;
	struct error error;
	int64_t total = 0;
	size_t count;

	if (!media_list(call->centre, call->arena, false, &items, &count, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	for (size_t i = 0; i < count; i++) {
		total += items[i].size_bytes;
		fprintf(call->out, STR_FMT "\t" STR_FMT "\t%lld\t" STR_FMT "\n", STR_ARG(items[i].name),
			STR_ARG(items[i].group.length ? items[i].group : STR("all")), (long long)items[i].size_bytes,
			STR_ARG(items[i].caption.text[LANGUAGE_ZH]));
	}
	fprintf(call->out, "%zu of %d pictures, %lld of %d bytes\n", count, MEDIA_MAX, (long long)total, MEDIA_TOTAL_BYTES_MAX);
	return COMMAND_OK;
}
