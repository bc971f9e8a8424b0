#include "feed/centre/actions.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"

enum { SECOND_MS = 1000, SHOWN_DIGITS = 8, FILE_MODE = 0600, FORGET_AT_ONCE = 500 };

#define DAY_MS (INT64_C(24) * 3600 * 1000)

static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock);
}

/* The one number of a statement's one row. */
static bool ask(struct store_query *query, int64_t *number, struct error *error)
{
	bool found = query && store_step(query, error) == STORE_ROW;

	*number = found ? store_integer(query, 0) : 0;
	if (query)
		store_reset(query);
	return found;
}

static struct store_query *about(struct centre *centre, const char *sql, struct str device, int64_t number, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);

	if (query)
		store_bind_text(query, 1, device);
	if (query && store_parameter(query, "?2"))
		store_bind_integer(query, 2, number);
	return query;
}

static bool put(struct centre *centre, const struct action_order *order, int64_t number, struct error *error)
{
	struct store_query *query = about(centre,
		"INSERT INTO actions (device, number, kind, argument, given_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", order->device, number, error);

	if (!query)
		return false;
	store_bind_text(query, 3, action_kind_name(order->kind));
	store_bind_text(query, 4, order->argument);
	store_bind_integer(query, 5, now_of(centre));
	store_bind_integer(query, 6, order->expires_ms);
	return store_finish(query, error);
}

/* A file that is gone already is no trouble. */
static bool forget_old(struct centre *centre, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT file FROM actions WHERE given_ms < ?1 AND file IS NOT NULL LIMIT 500", error);
	int64_t before_ms = now_of(centre) - ACTIONS_KEPT_DAYS * DAY_MS;
	struct arena arena;
	size_t count = 0;

	arena_init(&arena);
	if (query)
		store_bind_integer(query, 1, before_ms);
	while (query && count < FORGET_AT_ONCE && store_step(query, error) == STORE_ROW) {
		unlink(str_format(&arena, "%s/" STR_FMT, centre->folder, STR_ARG(store_text(query, 0))).bytes);
		count++;
	}
	if (query)
		store_reset(query);
	arena_finish(&arena);
	if (count == FORGET_AT_ONCE)
		return true; /* the rest with the next one */
	query = store_prepare(centre->store, "DELETE FROM actions WHERE given_ms < ?1", error);
	if (query)
		store_bind_integer(query, 1, before_ms);
	return store_finish(query, error);
}

enum action_outcome actions_give(struct centre *centre, const struct action_order *order, int64_t *number, struct error *error)
{
	int64_t open, last;

	if (!forget_old(centre, error) ||
		!ask(about(centre, "SELECT count(*) FROM actions WHERE device = ?1 AND ended_ms IS NULL AND expires_ms > ?2", order->device, now_of(centre),
			     error),
			&open, error) ||
		!ask(store_prepare(centre->store, "SELECT ifnull(max(number), 0) FROM actions", error), &last, error))
		return ACTION_FAILED;
	if (open >= ACTIONS_OPEN_MAX) {
		error_set(error, "screen %.*s has not done %d actions yet, expected fewer: it does not answer", SHOWN_DIGITS, order->device.bytes,
			ACTIONS_OPEN_MAX);
		return ACTION_REFUSED;
	}
	*number = now_of(centre) / SECOND_MS > last ? now_of(centre) / SECOND_MS : last + 1;
	return put(centre, order, *number, error) ? ACTION_TAKEN : ACTION_FAILED;
}

static bool mark_handed(struct centre *centre, const char *device, const struct action_list *list, struct error *error)
{
	bool marked = true;

	for (size_t i = 0; marked && i < list->count; i++) {
		struct store_query *query = about(centre, "UPDATE actions SET handed_ms = ?3 WHERE device = ?1 AND number = ?2 AND handed_ms IS NULL",
			str_from(device), list->items[i].number, error);

		if (query)
			store_bind_integer(query, 3, now_of(centre));
		marked = store_finish(query, error);
	}
	return marked;
}

static void read_action(struct centre *centre, struct arena *arena, const char *device, struct store_query *query, struct action *action)
{
	*action = (struct action){
		.number = store_integer(query, 0),
		.kind = str_copy(arena, store_text(query, 1)),
		.argument = str_copy(arena, store_text(query, 2)),
		.expires_ms = store_integer(query, 3) / SECOND_MS * SECOND_MS, /* as it is written */
	};
	memcpy(action->device, device, sizeof(action->device));
	action_sign(action, &centre->secret);
}

bool actions_hand_out(struct centre *centre, struct arena *arena, const char *device, struct action_list *list, struct error *error)
{
	struct store_query *query = about(centre,
		"SELECT number, kind, argument, expires_ms FROM actions WHERE device = ?1 AND ended_ms IS NULL AND expires_ms > ?2 ORDER BY number LIMIT 4",
		str_from(device), now_of(centre), error);
	enum store_step step = STORE_FAILED;

	list->count = 0;
	while (query && list->count < ACTIONS_AT_ONCE && (step = store_step(query, error)) == STORE_ROW)
		read_action(centre, arena, device, query, &list->items[list->count++]);
	if (query)
		store_reset(query);
	return (step == STORE_DONE || step == STORE_ROW) && mark_handed(centre, device, list, error);
}

bool actions_wait(struct centre *centre, const char *device, bool *wait, struct error *error)
{
	int64_t count = 0;
	bool asked = ask(about(centre, "SELECT count(*) FROM actions WHERE device = ?1 AND ended_ms IS NULL AND handed_ms IS NULL AND expires_ms > ?2",
				 str_from(device), now_of(centre), error),
		&count, error);

	*wait = count > 0;
	return asked;
}

/* DIR/actions/NUMBER.png or .log; the row names it. */
static bool write_file(struct centre *centre, struct arena *arena, const struct action_result *result, struct str *name, struct error *error)
{
	bool picture = str_starts(result->file, STR("\x89PNG"));

	*name = STR("");
	if (result->file.length == 0)
		return true;
	*name = str_format(arena, "actions/%" PRId64 ".%s", result->number, picture ? "png" : "log");
	return file_make_folder(str_format(arena, "%s/actions", centre->folder).bytes, error) &&
	       file_replace(str_format(arena, "%s/" STR_FMT, centre->folder, STR_ARG(*name)).bytes, result->file, FILE_MODE, error);
}

static bool end(struct centre *centre, const struct action_result *result, struct str file, struct error *error)
{
	struct store_query *query = about(centre,
		"UPDATE actions SET ended_ms = ?3, done = ?4, reason = nullif(?5, ''), file = nullif(?6, '') WHERE device = ?1 AND number = ?2",
		str_from(result->device), result->number, error);

	if (!query)
		return false;
	store_bind_integer(query, 3, now_of(centre));
	store_bind_integer(query, 4, result->done);
	store_bind_text(query, 5, result->reason);
	store_bind_text(query, 6, file);
	return store_finish(query, error);
}

/* Somebody else said to a screen that it was ours. */
static bool note_strange(struct centre *centre, const struct action_result *result, struct error *error)
{
	struct store_query *query = about(centre, "INSERT OR REPLACE INTO action_faults (device, number, reason, told_ms) VALUES (?1, ?2, ?3, ?4)",
		str_from(result->device), result->number, error);

	if (!query)
		return false;
	store_bind_text(query, 3, result->reason);
	store_bind_integer(query, 4, now_of(centre));
	if (!store_finish(query, error))
		return false;
	query = about(centre,
		"DELETE FROM action_faults WHERE device = ?1 AND number NOT IN (SELECT number FROM action_faults WHERE device = ?1 ORDER BY told_ms DESC LIMIT 8)",
		str_from(result->device), 0, error);
	return store_finish(query, error);
}

static enum action_outcome end_open(struct centre *centre, const struct action_result *result, struct error *error)
{
	struct arena arena;
	struct str name;
	bool ended;

	arena_init(&arena);
	ended = write_file(centre, &arena, result, &name, error) && end(centre, result, name, error);
	arena_finish(&arena);
	return ended ? ACTION_TAKEN : ACTION_FAILED;
}

enum action_outcome actions_note(struct centre *centre, const struct action_result *result, struct error *error)
{
	struct store_query *query = about(centre, "SELECT ended_ms IS NOT NULL, kind IN ('screenshot', 'log') FROM actions WHERE device = ?1 AND number = ?2",
		str_from(result->device), result->number, error);
	enum store_step step = query ? store_step(query, error) : STORE_FAILED;
	bool over = step == STORE_ROW && store_integer(query, 0), gives_file = step == STORE_ROW && store_integer(query, 1);

	if (query)
		store_reset(query);
	if (step == STORE_FAILED)
		return ACTION_FAILED;
	if (step == STORE_ROW && result->file.length && !gives_file) {
		error_set(error, "found a file with an action that has none");
		return ACTION_REFUSED;
	}
	if (step == STORE_ROW && !over)
		return end_open(centre, result, error);
	if (!result->done && !note_strange(centre, result, error))
		return ACTION_FAILED;
	if (step == STORE_ROW)
		return ACTION_TAKEN;
	error_set(error, "found the number of an action that was not given to this screen");
	return ACTION_REFUSED;
}

static void print_time(struct arena *arena, struct store_query *query, int column, FILE *out)
{
	fprintf(out, "%-20s ", store_is_null(query, column) ? "-" : civil_format_utc(arena, store_integer(query, column) / SECOND_MS * SECOND_MS).bytes);
}

/* number, device, area, kind, given, ended, done, handed, reason, file, expired */
static void print_action(struct arena *arena, struct store_query *query, FILE *out)
{
	bool over = !store_is_null(query, 5), expired = store_integer(query, 10) != 0, handed = !store_is_null(query, 7);

	fprintf(out, "%-10" PRId64 " %.*s %-14.*s %-10.*s ", store_integer(query, 0), SHOWN_DIGITS, store_text(query, 1).bytes,
		STR_ARG(store_text(query, 2)), STR_ARG(store_text(query, 3)));
	print_time(arena, query, 4, out);
	print_time(arena, query, 5, out);
	if (over)
		fprintf(out, "%s" STR_FMT STR_FMT "\n", store_integer(query, 6) ? "done " : "refused: ", STR_ARG(store_text(query, 8)),
			STR_ARG(store_text(query, 9)));
	else
		fprintf(out, "%s\n", expired ? handed ? "unknown: the screen heard of it and did not say what became of it" : "expired: the screen did not hear of it"
			: handed ? "the screen knows" : "waiting");
}

static bool list_faults(struct centre *centre, struct arena *arena, FILE *out, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "SELECT device, number, reason, told_ms FROM action_faults ORDER BY told_ms DESC LIMIT 200", error);
	enum store_step step = STORE_FAILED;

	while (query && (step = store_step(query, error)) == STORE_ROW)
		fprintf(out, "screen %.*s at %s refused %" PRId64 ", which is not ours: " STR_FMT "\n", SHOWN_DIGITS, store_text(query, 0).bytes,
			civil_format_utc(arena, store_integer(query, 3)).bytes, store_integer(query, 1), STR_ARG(store_text(query, 2)));
	if (query)
		store_reset(query);
	return step == STORE_DONE;
}

bool actions_list(struct centre *centre, FILE *out, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT number, device, (SELECT area FROM devices WHERE devices.device = actions.device), kind, given_ms, ended_ms, done, handed_ms,"
		" ifnull(reason, ''), ifnull(file, ''), expires_ms <= ?1 FROM actions ORDER BY number DESC LIMIT 1000",
		error);
	enum store_step step = STORE_FAILED;
	struct arena arena;
	bool listed;

	arena_init(&arena);
	if (query)
		store_bind_integer(query, 1, now_of(centre));
	fprintf(out, "%-10s %-8s %-14s %-10s %-20s %-20s %s\n", "number", "screen", "area", "action", "given", "ended", "state");
	while (query && (step = store_step(query, error)) == STORE_ROW)
		print_action(&arena, query, out);
	if (query)
		store_reset(query);
	listed = step == STORE_DONE && list_faults(centre, &arena, out, error);
	arena_finish(&arena);
	return listed;
}
