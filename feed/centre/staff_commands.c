#include "feed/centre/commands.h"

#include "feed/base/civil.h"
#include "feed/base/fault.h"
#include "feed/centre/rating_counts.h"
#include "feed/centre/rating_visits.h"
#include "feed/centre/staff_secret.h"

/* hallfeed staff-key, staff-code, counts and resend. */

enum { HOUR_MS = 3600 * 1000, CODE_NUMBER_MAX = 9 };

static enum command_status refuse(struct command_call *call, const char *found, struct str expected)
{
	struct faults faults;

	faults_init(&faults, call->arena);
	faults_add(&faults, STR("hallfeed"), 0, 0, str_format(call->arena, "\"%s\"", found), expected);
	faults_print(&faults, call->err);
	return COMMAND_USAGE;
}

static bool has_area(struct command_call *call)
{
	struct error error;
	struct store_query *query = store_prepare(call->centre->store, "SELECT 1 FROM areas WHERE id = ?1", &error);
	bool found = false;

	if (query) {
		store_bind_text(query, 1, str_from(call->arguments[1]));
		found = store_step(query, &error) == STORE_ROW;
		store_reset(query);
	}
	return found;
}

static enum command_status area_secret(struct command_call *call, uint8_t secret[STAFF_SECRET_BYTES])
{
	struct error error;

	if (!has_area(call))
		return refuse(call, call->arguments[1], STR("the id of an area of this centre"));
	if (!staff_secret_find(call->centre, call->arena, str_from(call->arguments[1]), secret, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	return COMMAND_OK;
}

enum command_status command_staff_key(struct command_call *call)
{
	uint8_t secret[STAFF_SECRET_BYTES];
	char digits[STAFF_SECRET_DIGITS + 1];
	enum command_status status = area_secret(call, secret);

	if (status != COMMAND_OK)
		return status;
	staff_secret_text(secret, digits);
	fprintf(call->out, "%s\n", digits);
	return COMMAND_OK;
}

enum command_status command_staff_code(struct command_call *call)
{
	uint8_t secret[STAFF_SECRET_BYTES];
	char code[STAFF_CODE_DIGITS + 1];
	enum command_status status;
	int64_t number = 1;

	if (call->option && (!str_integer(str_from(call->option), &number) || number < 1 || number > CODE_NUMBER_MAX))
		return refuse(call, call->option, str_format(call->arena, "a number from 1 to %d", CODE_NUMBER_MAX));
	status = area_secret(call, secret);
	if (status != COMMAND_OK)
		return status;
	staff_secret_code(call->centre, secret, (int)number - 1, code);
	fprintf(call->out, "%.4s %s\n", code, code + 4);
	return COMMAND_OK;
}

enum command_status command_counts(struct command_call *call)
{
	struct error error;

	return rating_counts_report(call->centre->store, call->out, &error) ? COMMAND_OK : command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_visits(struct command_call *call)
{
	struct error error;

	return rating_visits_report(call->centre->store, call->centre->settings.publish_min, call->out, &error)
		       ? COMMAND_OK
		       : command_says(call, COMMAND_SYSTEM, &error);
}

enum command_status command_resend(struct command_call *call)
{
	int64_t since_ms;
	struct error error;

	if (!civil_parse(str_from(call->arguments[1]), &since_ms) || since_ms < 0)
		return refuse(call, call->arguments[1], STR("a time such as 2018-10-25T09:30:00+08:00"));
	if (!rating_counts_resend(call->centre->store, since_ms / HOUR_MS, &error))
		return command_says(call, COMMAND_SYSTEM, &error);
	fprintf(call->out, "each screen is asked once for its ratings since then\n");
	return COMMAND_OK;
}
