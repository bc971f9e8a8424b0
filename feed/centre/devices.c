#include "feed/centre/devices.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/record.h"

enum { SECRET_DIGITS = 2 * ENROL_SECRET_BYTES };

static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock);
}

/* A statement with texts, and a time as its last parameter where it has one more. */
static struct store_query *bind(struct store *store, const char *sql, const struct str *texts, int count, int64_t time_ms, struct error *error)
{
	struct store_query *query = store_prepare(store, sql, error);

	for (int i = 0; query && i < count; i++)
		store_bind_text(query, i + 1, texts[i]);
	if (query && store_parameter(query, "?9"))
		store_bind_integer(query, store_parameter(query, "?9"), time_ms);
	return query;
}

bool devices_make_code(struct centre *centre, const struct device_plan *plan, char code[ENROL_CODE_DIGITS + 1], int64_t *until_ms,
	struct error *error)
{
	uint8_t secret[ENROL_SECRET_BYTES];
	char id[ENROL_ID_DIGITS + 1], digits[SECRET_DIGITS + 1];
	struct str texts[5];

	enrol_code_make(code);
	enrol_secret(code, secret);
	enrol_id(secret, id);
	sodium_bin2hex(digits, sizeof(digits), secret, sizeof(secret));
	*until_ms = now_of(centre) + plan->valid_ms;
	texts[0] = str_from(id);
	texts[1] = str_from(digits);
	texts[2] = plan->area;
	texts[3] = plan->group;
	texts[4] = plan->replaces;
	return store_finish(bind(centre->store,
			      "INSERT INTO enrolment_codes (code, secret, area, device_group, replaces, valid_until_ms)"
			      " VALUES (?1, ?2, ?3, ?4, nullif(?5, ''), ?9)",
			      texts, 5, *until_ms, error),
		error);
}

struct code {
	uint8_t secret[ENROL_SECRET_BYTES];
	struct str area, group, replaces, device;
	int64_t until_ms;
};

static enum device_outcome find_code(struct store *store, struct arena *arena, const char *id, struct code *code, struct error *error)
{
	struct str text = str_from(id);
	struct store_query *query = bind(store,
		"SELECT secret, area, device_group, ifnull(replaces, ''), ifnull(device, ''), valid_until_ms FROM enrolment_codes WHERE code = ?1",
		&text, 1, 0, error);
	enum store_step step = query ? store_step(query, error) : STORE_FAILED;
	size_t length;

	if (step == STORE_ROW) {
		sodium_hex2bin(code->secret, sizeof(code->secret), store_text(query, 0).bytes, store_text(query, 0).length, NULL, &length, NULL);
		code->area = str_copy(arena, store_text(query, 1));
		code->group = str_copy(arena, store_text(query, 2));
		code->replaces = str_copy(arena, store_text(query, 3));
		code->device = str_copy(arena, store_text(query, 4));
		code->until_ms = store_integer(query, 5);
	}
	if (query)
		store_reset(query);
	return step == STORE_ROW ? DEVICE_DONE : step == STORE_DONE ? DEVICE_REFUSED : DEVICE_FAILED;
}

/* A screen that is enrolled again keeps its key and goes to another hall. */
static bool put_device(struct centre *centre, const char *id, const char *key, const struct code *code, const char *used, struct error *error)
{
	struct store *store = centre->store;
	struct str texts[] = {str_from(id), str_from(key), code->area, code->group}, spent[] = {str_from(used), str_from(id)};
	int64_t now_ms = now_of(centre);

	return store_finish(bind(store,
			      "INSERT INTO devices (device, key, area, device_group, enrolled_ms) VALUES (?1, ?2, ?3, ?4, ?9)"
			      " ON CONFLICT (device) DO UPDATE SET area = excluded.area, device_group = excluded.device_group,"
			      " enrolled_ms = excluded.enrolled_ms, revoked_ms = NULL, reason = NULL",
			      texts, 4, now_ms, error),
		       error) &&
	       store_finish(bind(store, "INSERT OR IGNORE INTO device_areas (device, area) VALUES (?1, ?3)", texts, 3, 0, error), error) &&
	       store_finish(bind(store, "UPDATE enrolment_codes SET device = ?2, used_ms = ?9 WHERE code = ?1", spent, 2, now_ms, error), error) &&
	       (code->replaces.length == 0 || str_equal(code->replaces, str_from(id)) ||
		       devices_revoke(store, code->replaces, STR("replaced"), now_ms, error));
}

static bool refuse(struct error *error)
{
	return error_set(error, "found a code that is wrong, used or too old, expected a new one of this centre");
}

/* The second line of centre.pub. */
static struct str key_line(struct arena *arena, const struct sign_public *open)
{
	struct str text = sign_public_text(arena, open), line;

	str_next(&text, '\n', &line);
	str_next(&text, '\n', &line);
	return line;
}

enum device_outcome devices_enrol(struct centre *centre, struct arena *arena, const struct enrol_request *request, struct enrol_answer *answer,
	struct error *error)
{
	uint8_t key[CREDENTIAL_KEY_BYTES];
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct code code = {0};
	enum device_outcome found = find_code(centre->store, arena, request->id, &code, error);
	bool again;

	if (found == DEVICE_FAILED)
		return DEVICE_FAILED;
	sodium_hex2bin(key, sizeof(key), request->key, ENROL_KEY_DIGITS, NULL, NULL, NULL);
	credential_device(key, device);
	again = code.device.length > 0;
	if (found == DEVICE_REFUSED || now_of(centre) >= code.until_ms || !enrol_request_proven(request, code.secret) ||
		(again && !str_equal(code.device, str_from(device)))) {
		refuse(error);
		return DEVICE_REFUSED;
	}
	if (!again && (!store_begin(centre->store, error) || !put_device(centre, device, request->key, &code, request->id, error) ||
			      !store_commit(centre->store, error))) {
		store_rollback(centre->store);
		return DEVICE_FAILED;
	}
	if (!again) {
		record_row(centre, "devices", "device", str_from(device));
		record_row(centre, "device_areas", "device", str_from(device));
		record_row(centre, "enrolment_codes", "code", str_from(request->id));
		record_row(centre, "devices", "device", code.replaces);
	}
	*answer = (struct enrol_answer){code.area, code.group, key_line(arena, &centre->open), ""};
	enrol_answer_prove(answer, request->key, code.secret);
	return DEVICE_DONE;
}

enum device_outcome devices_find(struct store *store, struct arena *arena, struct str begins, struct str *device, struct error *error)
{
	struct store_query *query =
		bind(store, "SELECT device FROM devices WHERE substr(device, 1, length(?1)) = ?1 LIMIT 2", &begins, 1, 0, error);
	enum store_step step = STORE_FAILED;
	int count = 0;

	while (query && (step = store_step(query, error)) == STORE_ROW) {
		*device = str_copy(arena, store_text(query, 0));
		count++;
	}
	if (query)
		store_reset(query);
	return step != STORE_DONE ? DEVICE_FAILED : count == 1 ? DEVICE_DONE : DEVICE_REFUSED;
}

bool devices_plan_of(struct store *store, struct arena *arena, struct str device, struct device_plan *plan, struct error *error)
{
	struct store_query *query = bind(store, "SELECT area, device_group FROM devices WHERE device = ?1", &device, 1, 0, error);
	bool found = query && store_step(query, error) == STORE_ROW;

	if (found) {
		plan->area = str_copy(arena, store_text(query, 0));
		plan->group = str_copy(arena, store_text(query, 1));
		plan->replaces = device;
	}
	if (query)
		store_reset(query);
	return found;
}

bool devices_revoke(struct store *store, struct str device, struct str reason, int64_t now_ms, struct error *error)
{
	struct str texts[] = {device, reason};

	return store_finish(bind(store, "UPDATE devices SET revoked_ms = ?9, reason = ?2 WHERE device = ?1 AND revoked_ms IS NULL", texts, 2, now_ms, error),
		error);
}

bool devices_set_group(struct store *store, struct str device, struct str group, struct error *error)
{
	struct str texts[] = {device, group};

	return store_finish(bind(store, "UPDATE devices SET device_group = ?2 WHERE device = ?1", texts, 2, 0, error), error);
}

bool devices_note_copy(struct store *store, const char *device, int64_t now_ms, struct error *error)
{
	struct str text = str_from(device);

	return store_finish(bind(store,
			      "INSERT INTO device_faults (device, fault, first_ms, last_ms) VALUES (?1, 'copy', ?9, ?9)"
			      " ON CONFLICT (device, fault) DO UPDATE SET last_ms = excluded.last_ms",
			      &text, 1, now_ms, error),
		error);
}

static void print_device(struct store_query *query, struct arena *arena, FILE *out)
{
	struct str revoked = store_is_null(query, 4) ? STR("") : civil_format_utc(arena, store_integer(query, 4));
	struct str group = store_text(query, 2);

	fprintf(out, STR_FMT " %-14.*s %-12.*s %-20s ", STR_ARG(store_text(query, 0)), STR_ARG(store_text(query, 1)),
		STR_ARG(group.length ? group : STR("-")), civil_format_utc(arena, store_integer(query, 3)).bytes);
	if (revoked.length)
		fprintf(out, STR_FMT " since " STR_FMT, STR_ARG(store_text(query, 5)), STR_ARG(revoked));
	else
		fputs(store_integer(query, 6) ? "two boxes have its key: revoke it" : "trusted", out);
	fputc('\n', out);
}

bool devices_list(struct store *store, FILE *out, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT device, area, device_group, enrolled_ms, revoked_ms, reason,"
		" (SELECT count(*) FROM device_faults WHERE device_faults.device = devices.device AND last_ms >= enrolled_ms) AS copies"
		" FROM devices ORDER BY revoked_ms IS NOT NULL, copies = 0, area, device",
		error);
	enum store_step step = STORE_FAILED;
	struct arena arena;

	arena_init(&arena);
	fprintf(out, "%-32s %-14s %-12s %-20s %s\n", "device", "area", "group", "enrolled", "state");
	while (query && (step = store_step(query, error)) == STORE_ROW)
		print_device(query, &arena, out);
	if (query)
		store_reset(query);
	arena_finish(&arena);
	return step == STORE_DONE;
}

bool devices_serve_area(struct store *store, const char *device, struct str area, bool *serves, struct error *error)
{
	struct str texts[] = {str_from(device), area};
	struct store_query *query = bind(store, "SELECT 1 FROM device_areas WHERE device = ?1 AND area = ?2", texts, 2, 0, error);
	enum store_step step = query ? store_step(query, error) : STORE_FAILED;

	if (query)
		store_reset(query);
	*serves = step == STORE_ROW;
	return step == STORE_ROW || step == STORE_DONE;
}

bool devices_load(struct store *store, struct registry *registry, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT device, key, revoked_ms IS NOT NULL, EXISTS (SELECT 1 FROM actions WHERE actions.device = devices.device AND ended_ms IS NULL"
		" AND handed_ms IS NULL) FROM devices LIMIT 10000",
		error);
	struct registry_device *devices = calloc(REGISTRY_DEVICES_MAX, sizeof(*devices));
	enum store_step step = STORE_FAILED;
	size_t count = 0;

	REQUIRE(devices);
	while (query && count < REGISTRY_DEVICES_MAX && (step = store_step(query, error)) == STORE_ROW) {
		struct registry_device *device = &devices[count];
		struct str id = store_text(query, 0), key = store_text(query, 1);

		device->revoked = store_integer(query, 2) != 0;
		device->summoned = store_integer(query, 3) != 0;
		if (id.length != CREDENTIAL_DEVICE_DIGITS ||
			sodium_hex2bin(device->key, sizeof(device->key), key.bytes, key.length, NULL, NULL, NULL) != 0)
			continue;
		memcpy(device->device, id.bytes, id.length);
		count++;
	}
	if (query)
		store_reset(query);
	if (step == STORE_DONE || step == STORE_ROW)
		registry_set(registry, devices, count);
	free(devices);
	return step == STORE_DONE || step == STORE_ROW;
}
