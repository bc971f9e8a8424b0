#include "feed/centre/commands.h"

#include <inttypes.h>

#include <sodium.h>

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/actions.h"
#include "feed/centre/alert_template.h"
#include "feed/centre/devices.h"
#include "feed/centre/staff_secret.h"

/* hallfeed action and action list. */

#define VALID_MS (INT64_C(24) * 3600 * 1000)

enum { SCREENS_MAX = 5000 };

struct target {
	struct str device, area;
	uint8_t key[SIGN_PUBLIC_BYTES];
};

static enum command_status refuse(struct command_call *call, const char *found, struct str expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), expected);
	faults_print(&faults, call->err);
	return COMMAND_REFUSED;
}

static struct str kind_names(struct command_call *call)
{
	struct str names = STR("one of ");

	for (int kind = 0; kind < ACTION_KIND_COUNT; kind++)
		names = str_format(call->arena, STR_FMT "%s" STR_FMT, STR_ARG(names), kind ? ", " : "", STR_ARG(action_kind_name((enum action_kind)kind)));
	return names;
}

/* Trusted ones of a group or a hall, else the one whose id begins so. */
static bool find_targets(struct command_call *call, struct target *targets, size_t *count, struct error *error)
{
	static const char *const ways[] = {"device_group = ?1", "area = ?1", "substr(device, 1, length(?1)) = ?1"};
	enum store_step step = STORE_DONE;

	*count = 0;
	for (size_t way = 0; way < sizeof(ways) / sizeof(ways[0]) && *count == 0 && step == STORE_DONE; way++) {
		struct store_query *query = store_prepare(call->centre->store,
			str_format(call->arena, "SELECT device, area, key FROM devices WHERE revoked_ms IS NULL AND %s ORDER BY device LIMIT 5000", ways[way]).bytes,
			error);

		if (!query)
			return false;
		store_bind_text(query, 1, str_from(call->arguments[1]));
		while (*count < SCREENS_MAX && (step = store_step(query, error)) == STORE_ROW) {
			struct target *target = &targets[*count];
			struct str key = store_text(query, 2);

			*target = (struct target){str_copy(call->arena, store_text(query, 0)), str_copy(call->arena, store_text(query, 1)), {0}};
			*count += sodium_hex2bin(target->key, sizeof(target->key), key.bytes, key.length, NULL, NULL, NULL) == 0;
		}
		store_reset(query);
		if (way == 2 && *count > 1)
			*count = 0; /* which one of them is not said */
	}
	return step == STORE_DONE || step == STORE_ROW;
}

static bool read_expiry(struct command_call *call, int64_t *expires_ms)
{
	int64_t now_ms = call->centre->clock->wall_ms(call->centre->clock), length_ms;

	*expires_ms = now_ms + VALID_MS;
	if (!call->option)
		return true;
	if (!alert_duration(str_from(call->option), &length_ms) || length_ms > ACTION_VALID_MS_MAX)
		return false;
	*expires_ms = now_ms + length_ms;
	return true;
}

static enum command_status give(struct command_call *call, const struct target *target, enum action_kind kind, int64_t expires_ms)
{
	struct action_order order = {target->device, kind, STR(""), expires_ms};
	uint8_t secret[STAFF_SECRET_BYTES];
	char code[STAFF_CODE_DIGITS + 1];
	struct error error;
	int64_t number;

	if (kind == ACTION_STAFF_CODE) {
		if (!staff_secret_find(call->centre, call->arena, target->area, secret, &error))
			return command_says(call, COMMAND_SYSTEM, &error);
		order.argument = action_seal(call->arena, (struct str){(const char *)secret, sizeof(secret)}, target->key);
	}
	switch (actions_give(call->centre, &order, &number, &error)) {
	case ACTION_TAKEN:
		break;
	case ACTION_REFUSED:
		return command_says(call, COMMAND_REFUSED, &error);
	default:
		return command_says(call, COMMAND_SYSTEM, &error);
	}
	fprintf(call->out, "%" PRId64 " " STR_FMT, number, STR_ARG(target->device));
	if (kind == ACTION_STAFF_CODE) {
		staff_secret_code(call->centre, secret, 0, code);
		fprintf(call->out, " today's code: %.4s %s", code, code + 4);
	}
	fputc('\n', call->out);
	return COMMAND_OK;
}

enum command_status command_action(struct command_call *call)
{
	struct target *targets = arena_array(call->arena, struct target, SCREENS_MAX);
	enum command_status status = COMMAND_OK;
	enum action_kind kind;
	int64_t expires_ms;
	struct error error;
	size_t count;

	if (!action_kind_find(str_from(call->arguments[2]), &kind))
		return refuse(call, call->arguments[2], kind_names(call));
	if (!read_expiry(call, &expires_ms))
		return refuse(call, call->option, STR("a time such as 30m or 2h, at most 7d"));
	if (!find_targets(call, targets, &count, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	if (count == 0)
		return refuse(call, call->arguments[1], STR("a group, a hall or the first digits of one device that hallfeed device list calls trusted"));
	for (size_t i = 0; i < count; i++) {
		enum command_status one = give(call, &targets[i], kind, expires_ms);

		status = one > status ? one : status; /* the others are asked all the same */
	}
	return status;
}

enum command_status command_action_list(struct command_call *call)
{
	struct error error;

	return actions_list(call->centre, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}
