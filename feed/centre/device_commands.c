#include "feed/centre/commands.h"

#include <stdlib.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/devices.h"
#include "feed/centre/record.h"
#include "feed/model/layout_text.h"

/* hallfeed device add, replace, list, revoke and group, and enrol. */

enum { CODES_MAX = 5000 };
#define GROUP_EXPECTED "a name of a-z, 0-9, _ and -, at most 31 of them"

static enum command_status refuse(struct command_call *call, const char *found, const char *expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), str_from(expected));
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

/* The names that layouts are sent to; empty: none. */
static bool is_group(struct str name)
{
	return name.length == 0 || layout_name_is_good(name);
}

/* Half and half, as people say it. */
static struct str spoken(struct arena *arena, const char *code)
{
	return str_format(arena, "%.5s-%s", code, code + 5);
}

static enum command_status print_code(struct command_call *call, const struct device_plan *plan)
{
	char code[ENROL_CODE_DIGITS + 1];
	int64_t until_ms;
	struct error error;

	if (!devices_make_code(call->centre, plan, code, &until_ms, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "%s until %s\n", spoken(call->arena, code).bytes, civil_format_utc(call->arena, until_ms).bytes);
	return COMMAND_OK;
}

/* Read to its end: *found says whether there is one. */
static bool has_area(struct command_call *call, struct str area, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(call->centre->store, "SELECT 1 FROM areas WHERE id = ?1", error);
	enum store_step step = STORE_FAILED;

	if (query) {
		store_bind_text(query, 1, area);
		step = store_step(query, error);
		store_reset(query);
	}
	*found = step == STORE_ROW;
	return step == STORE_ROW || step == STORE_DONE;
}

enum command_status command_device_add(struct command_call *call)
{
	struct device_plan plan = {
		.area = str_from(call->arguments[1]), .group = str_from(call->option ? call->option : ""), .replaces = STR(""), .valid_ms = DEVICES_CODE_MS};
	struct error error;
	bool found;

	if (!has_area(call, plan.area, &found, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (!found)
		return refuse(call, call->arguments[1], "the id of an area of this centre");
	if (!is_group(plan.group))
		return refuse(call, call->option, GROUP_EXPECTED);
	return print_code(call, &plan);
}

static enum command_status find(struct command_call *call, struct str *device)
{
	struct error error;

	switch (devices_find(call->centre->store, call->arena, str_from(call->arguments[1]), device, &error)) {
	case DEVICE_DONE:
		return COMMAND_OK;
	case DEVICE_REFUSED:
		return refuse(call, call->arguments[1], "the first digits of one device that hallfeed device list names");
	default:
		return command_says(call, COMMAND_SYSTEM, &error);
	}
}

enum command_status command_device_replace(struct command_call *call)
{
	struct device_plan plan = {.valid_ms = DEVICES_CODE_MS};
	struct str device;
	struct error error;
	enum command_status status = find(call, &device);

	if (status != COMMAND_OK)
		return status;
	if (!devices_plan_of(call->centre->store, call->arena, device, &plan, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	return print_code(call, &plan);
}

enum command_status command_device_list(struct command_call *call)
{
	struct error error;

	return devices_list(call->centre->store, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_device_revoke(struct command_call *call)
{
	struct str device;
	struct error error;
	enum command_status status = find(call, &device);

	if (status != COMMAND_OK)
		return status;
	if (!devices_revoke(call->centre->store, device, STR("revoked"), call->centre->clock->wall_ms(call->centre->clock), &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	record_row(call->centre, "devices", "device", device);
	fprintf(call->out, STR_FMT " is no longer trusted\n", STR_ARG(device));
	return COMMAND_OK;
}

enum command_status command_device_group(struct command_call *call)
{
	struct str device, given = str_from(call->arguments[2]), group = str_equal(given, STR("-")) ? STR("") : given;
	struct error error;
	enum command_status status = find(call, &device);

	if (status != COMMAND_OK)
		return status;
	if (!is_group(group))
		return refuse(call, call->arguments[2], GROUP_EXPECTED);
	if (!devices_set_group(call->centre->store, device, group, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	record_row(call->centre, "devices", "device", device);
	return COMMAND_OK;
}

/* Each hall of a level that has no screen yet. */
static bool read_halls(struct command_call *call, struct str level, struct str *areas, struct str *names, size_t *count, struct error *error)
{
	struct store_query *query = store_prepare(call->centre->store,
		"SELECT id, name_zh FROM areas WHERE level = ?1 AND id NOT IN (SELECT area FROM devices WHERE revoked_ms IS NULL) ORDER BY id LIMIT 5000",
		error);
	enum store_step step = STORE_FAILED;

	*count = 0;
	if (query)
		store_bind_text(query, 1, level);
	while (query && *count < CODES_MAX && (step = store_step(query, error)) == STORE_ROW) {
		areas[*count] = str_copy(call->arena, store_text(query, 0));
		names[(*count)++] = str_copy(call->arena, store_text(query, 1));
	}
	if (query)
		store_reset(query);
	return step == STORE_DONE || step == STORE_ROW;
}

static bool write_codes(struct command_call *call, const struct str *areas, const struct str *names, size_t count, struct device_plan plan,
	struct error *error)
{
	char *text;
	size_t length;
	FILE *memory = open_memstream(&text, &length);
	bool written = memory && store_begin(call->centre->store, error);

	if (written)
		fprintf(memory, "area,name,group,code,valid_until\n");
	for (size_t i = 0; written && i < count; i++) {
		char code[ENROL_CODE_DIGITS + 1];
		int64_t until_ms;

		plan.area = areas[i];
		written = devices_make_code(call->centre, &plan, code, &until_ms, error);
		if (written)
			fprintf(memory, STR_FMT ",\"" STR_FMT "\"," STR_FMT ",%s,%s\n", STR_ARG(areas[i]), STR_ARG(names[i]), STR_ARG(plan.group),
				spoken(call->arena, code).bytes, civil_format_utc(call->arena, until_ms).bytes);
	}
	if (memory)
		fclose(memory);
	/* The list before the codes are good: what cannot be handed out must not be lying about. */
	written = written && file_replace(call->arguments[1], (struct str){text, length}, 0600, error) && store_commit(call->centre->store, error);
	if (!written)
		store_rollback(call->centre->store);
	free(text);
	return written;
}

enum command_status command_enrol(struct command_call *call)
{
	const char *level = command_option(call, "--level"), *group = command_option(call, "--group");
	struct device_plan plan = {.group = str_from(group ? group : ""), .replaces = STR(""),
		.valid_ms = command_option(call, "--batch") ? DEVICES_BATCH_MS : DEVICES_CODE_MS};
	struct str *areas = arena_array(call->arena, struct str, CODES_MAX), *names = arena_array(call->arena, struct str, CODES_MAX);
	struct error error;
	size_t count;

	if (!is_group(plan.group))
		return refuse(call, group, GROUP_EXPECTED);
	if (!read_halls(call, str_from(level ? level : "community"), areas, names, &count, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (count == 0)
		return refuse(call, level ? level : "community", "a level such as community with halls that have no screen yet");
	if (!write_codes(call, areas, names, count, plan, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "%zu codes in %s, each for one screen; the file is as good as a key until they are used\n", count, call->arguments[1]);
	return COMMAND_OK;
}
