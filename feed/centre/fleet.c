#include "feed/centre/fleet.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/wire/wire.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, SHOWN_DIGITS = 8 };

static const char *const names[FLEET_STATE_COUNT] = {
	"silent", "clock", "disk", "dark", "old", "waiting", "fault", "well"};

struct row {
	struct heartbeat beat;
	int64_t received_ms;
	enum fleet_state state;
};

const char *fleet_state_name(enum fleet_state state)
{
	return names[state];
}

static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock);
}

/* Ages of data are told by the screen's own clock alone, so that a wrong one does not make them wrong too. */
enum fleet_state fleet_judge(const struct heartbeat *beat, int64_t received_ms, int64_t now_ms)
{
	int64_t ahead_ms = beat->sent_ms - received_ms;

	if (now_ms - received_ms > beat->period_s * 1000 * FLEET_SILENT_PERIODS + MINUTE_MS)
		return FLEET_SILENT;
	if (ahead_ms > FLEET_CLOCK_MS || ahead_ms < -FLEET_CLOCK_MS || beat->clock == CLOCK_BEHIND)
		return FLEET_CLOCK;
	if (beat->storage_free_bytes < FLEET_DISK_BYTES)
		return FLEET_DISK;
	if (str_equal(beat->screen, STR("none")))
		return FLEET_DARK;
	if (beat->contact_ms == 0 || beat->sent_ms - beat->contact_ms > FLEET_OLD_MS)
		return FLEET_OLD;
	if (beat->outbox > 0)
		return FLEET_WAITING;
	return beat->fault.length ? FLEET_FAULT : FLEET_WELL;
}

static bool run(struct store_query *query, struct error *error)
{
	bool done = query && store_step(query, error) == STORE_DONE;

	if (query)
		store_reset(query);
	return done;
}

static bool count_others(struct centre *centre, const char *device, int64_t *count, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT count(*) FROM heartbeats WHERE device <> ?1", error);
	bool counted;

	if (!query)
		return false;
	store_bind_text(query, 1, str_from(device));
	counted = store_step(query, error) == STORE_ROW;
	*count = counted ? store_integer(query, 0) : 0;
	store_reset(query);
	return counted;
}

static bool run_with_time(struct centre *centre, const char *sql, int64_t time, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);

	if (query)
		store_bind_integer(query, 1, time);
	return run(query, error);
}

/* Those that were silent for a season make room. */
static bool forget(struct centre *centre, int64_t now_ms, struct error *error)
{
	return run_with_time(centre, "DELETE FROM heartbeats WHERE received_ms < ?1",
		       now_ms - FLEET_FORGET_DAYS * DAY_MS, error) &&
	       run_with_time(centre, "DELETE FROM heartbeat_hours WHERE hour < ?1", now_ms / HOUR_MS - FLEET_HOURS_KEPT,
		       error);
}

static bool put(struct centre *centre, const char *sql, const struct heartbeat *beat, struct str body, int64_t now_ms,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);

	if (query) {
		store_bind_text(query, 1, str_from(beat->device));
		store_bind_integer(query, 2, now_ms);
		store_bind_text(query, 3, body);
		if (store_parameter(query, ":hour"))
			store_bind_integer(query, store_parameter(query, ":hour"), now_ms / HOUR_MS);
	}
	return run(query, error);
}

static bool keep(
	struct centre *centre, const struct heartbeat *beat, struct str body, int64_t now_ms, struct error *error)
{
	return store_begin(centre->store, error) &&
	       put(centre, "INSERT OR REPLACE INTO heartbeats (device, received_ms, body) VALUES (?1, ?2, ?3)", beat,
		       body, now_ms, error) &&
	       put(centre,
		       "INSERT OR REPLACE INTO heartbeat_hours (device, received_ms, body, hour) VALUES (?1, ?2, ?3, "
		       ":hour)",
		       beat, body, now_ms, error) &&
	       run_with_time(centre, "DELETE FROM heartbeat_hours WHERE hour < ?1", now_ms / HOUR_MS - FLEET_HOURS_KEPT,
		       error) &&
	       store_commit(centre->store, error);
}

enum fleet_outcome fleet_note(
	struct centre *centre, struct arena *arena, const struct heartbeat *beat, struct error *error)
{
	int64_t now_ms = now_of(centre), others;

	if (!count_others(centre, beat->device, &others, error) ||
		(others >= FLEET_SCREENS_MAX &&
			(!forget(centre, now_ms, error) || !count_others(centre, beat->device, &others, error))))
		return FLEET_FAILED;
	if (others >= FLEET_SCREENS_MAX) {
		error_set(error, "found a screen more than %d, expected one that is known here", FLEET_SCREENS_MAX);
		return FLEET_REFUSED;
	}
	if (keep(centre, beat, heartbeat_encode(arena, beat), now_ms, error))
		return FLEET_NOTED;
	store_rollback(centre->store);
	return FLEET_FAILED;
}

static int by_state(const void *a, const void *b)
{
	const struct row *first = a, *second = b;

	if (first->state != second->state)
		return (int)first->state - (int)second->state;
	if (first->received_ms != second->received_ms)
		return first->received_ms < second->received_ms ? -1 : 1;
	return strcmp(first->beat.device, second->beat.device);
}

/* What an older version of this program kept and this one cannot read is passed over: the screen tells anew. */
static bool read_rows(struct centre *centre, struct arena *arena, struct row **rows, size_t *count, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT received_ms, body FROM heartbeats", error);
	enum store_step step = STORE_FAILED;
	int64_t now_ms = now_of(centre);

	*rows = arena_take_array(arena, FLEET_SCREENS_MAX, sizeof(**rows));
	*count = 0;
	while (query && *count < FLEET_SCREENS_MAX && (step = store_step(query, error)) == STORE_ROW) {
		struct row *row = &(*rows)[*count];

		row->received_ms = store_integer(query, 0);
		if (!heartbeat_decode(arena, store_text(query, 1), &row->beat, NULL))
			continue;
		row->state = fleet_judge(&row->beat, row->received_ms, now_ms);
		++*count;
	}
	if (query)
		store_reset(query);
	qsort(*rows, *count, sizeof(**rows), by_state);
	return step == STORE_DONE || step == STORE_ROW;
}

/* 45s, 12m, 3h, 5d. */
static struct str duration(struct arena *arena, int64_t ms)
{
	int64_t size_ms = ms < 0 ? -ms : ms;
	const char *sign = ms < 0 ? "-" : "";

	if (size_ms < MINUTE_MS)
		return str_format(arena, "%s%llds", sign, (long long)(size_ms / 1000));
	if (size_ms < HOUR_MS)
		return str_format(arena, "%s%lldm", sign, (long long)(size_ms / MINUTE_MS));
	if (size_ms < DAY_MS)
		return str_format(arena, "%s%lldh", sign, (long long)(size_ms / HOUR_MS));
	return str_format(arena, "%s%lldd", sign, (long long)(size_ms / DAY_MS));
}

static struct str size_text(struct arena *arena, int64_t bytes)
{
	const int64_t mib = 1024 * 1024;

	return bytes < 1024 * mib ? str_format(arena, "%lldM", (long long)(bytes / mib))
				  : str_format(arena, "%lldG", (long long)(bytes / (1024 * mib)));
}

static void print_row(const struct row *row, struct arena *arena, int64_t now_ms, FILE *out)
{
	const struct heartbeat *beat = &row->beat;
	struct str data = beat->contact_ms ? duration(arena, beat->sent_ms - beat->contact_ms) : STR("never");
	struct str ahead = duration(arena, beat->sent_ms - row->received_ms);

	fprintf(out, "%-8s %.*s %-14.*s %6s  %-20.*s %-10.*s %9lld %6s %7s %-14s %6s %7lld  " STR_FMT "\n",
		fleet_state_name(row->state), SHOWN_DIGITS, beat->device, STR_ARG(beat->area),
		duration(arena, now_ms - row->received_ms).bytes, STR_ARG(beat->screen), STR_ARG(beat->version),
		(long long)beat->feed_version, data.bytes, ahead.bytes, clock_trust_name(beat->clock).bytes,
		size_text(arena, beat->storage_free_bytes).bytes, (long long)beat->outbox, STR_ARG(beat->fault));
}

bool fleet_list(struct centre *centre, FILE *out, struct error *error)
{
	struct arena arena;
	struct row *rows;
	size_t count;
	bool read;

	arena_init(&arena);
	read = read_rows(centre, &arena, &rows, &count, error);
	fprintf(out, "%-8s %-8s %-14s %6s  %-20s %-10s %9s %6s %7s %-14s %6s %7s  %s\n", "todo", "screen", "area",
		"heard", "shows", "version", "feed", "data", "ahead", "clock", "free", "waiting", "fault");
	for (size_t i = 0; read && i < count; i++)
		print_row(&rows[i], &arena, now_of(centre), out);
	arena_finish(&arena);
	return read;
}

bool fleet_hours(struct centre *centre, struct str device, FILE *out, int64_t *found, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT received_ms, body, device FROM heartbeat_hours WHERE substr(device, 1, length(?1)) = ?1"
		" ORDER BY device, hour DESC",
		error);
	enum store_step step = STORE_FAILED;
	char last[SEEN_DEVICE_DIGITS + 1] = "";
	struct arena arena;

	*found = 0;
	arena_init(&arena);
	if (query)
		store_bind_text(query, 1, device);
	while (query && (step = store_step(query, error)) == STORE_ROW) {
		struct str whole = store_text(query, 2);

		if (!str_equal(whole, str_from(last)) && whole.length < sizeof(last)) {
			memcpy(last, whole.bytes, whole.length + 1);
			++*found;
		}
		fprintf(out, STR_FMT " " STR_FMT "\n", STR_ARG(civil_format_utc(&arena, store_integer(query, 0))),
			STR_ARG(store_text(query, 1)));
	}
	if (query)
		store_reset(query);
	arena_finish(&arena);
	return step == STORE_DONE;
}

bool fleet_count(struct centre *centre, int64_t counts[FLEET_STATE_COUNT], struct error *error)
{
	struct arena arena;
	struct row *rows;
	size_t count;
	bool read;

	memset(counts, 0, FLEET_STATE_COUNT * sizeof(*counts));
	arena_init(&arena);
	read = read_rows(centre, &arena, &rows, &count, error);
	for (size_t i = 0; read && i < count; i++)
		counts[rows[i].state]++;
	arena_finish(&arena);
	return read;
}
