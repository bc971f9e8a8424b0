#include "feed/centre/message.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"

enum { KEY_BYTES = 16, RETRY_MS_MAX = 3600 * 1000, TRIES_DOUBLED_MAX = 12 };

static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock);
}

static struct str make_key(struct centre *centre, char digits[2 * KEY_BYTES + 1])
{
	uint8_t bytes[KEY_BYTES];

	centre->random.fill(&centre->random, bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
	return str_from(digits);
}

bool message_put(struct centre *centre, struct str item, struct str step, struct str area, struct str text, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"INSERT INTO messages (key, item, step, area, text, state, tries, queued_ms, next_ms) "
		"VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', 0, ?6, ?6)",
		error);
	char digits[2 * KEY_BYTES + 1];

	if (!query)
		return false;
	store_bind_text(query, 1, make_key(centre, digits));
	store_bind_text(query, 2, item);
	store_bind_text(query, 3, step);
	store_bind_text(query, 4, area);
	store_bind_text(query, 5, text);
	store_bind_integer(query, 6, now_of(centre));
	return store_finish(query, error);
}

bool message_recover(struct centre *centre, const struct gateway *gateway, struct error *error)
{
	return store_run(centre->store,
		gateway->hold ? "UPDATE messages SET state = 'unsure' WHERE state = 'sending'"
			      : "UPDATE messages SET state = 'waiting', next_ms = 0 WHERE state = 'sending'",
		error);
}

/* Of the area or the nearest above it that has one. */
static bool find_number(struct centre *centre, const struct gateway *gateway, struct message *message, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"WITH RECURSIVE up(id, depth) AS (VALUES (?1, 0) UNION ALL SELECT areas.parent, depth + 1 FROM up JOIN areas USING (id) "
		"WHERE areas.parent IS NOT NULL) SELECT id FROM up ORDER BY depth",
		error);
	enum store_step step;

	message->number = STR("");
	if (!query)
		return false;
	store_bind_text(query, 1, message->area);
	while ((step = store_step(query, error)) == STORE_ROW)
		for (size_t i = 0; message->number.length == 0 && i < gateway->number_count; i++)
			if (str_equal(gateway->numbers[i].area, store_text(query, 0)))
				message->number = gateway->numbers[i].number;
	store_reset(query);
	return step == STORE_DONE;
}

static bool mark_sending(struct centre *centre, const struct message *message, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "UPDATE messages SET state = 'sending', tries = ?2 WHERE key = ?1", error);

	if (!query)
		return false;
	store_bind_text(query, 1, message->key);
	store_bind_integer(query, 2, message->tries);
	return store_finish(query, error);
}

bool message_take(struct centre *centre, struct arena *arena, const struct gateway *gateway, struct message *message, bool *found,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT key, item, area, text, tries FROM messages WHERE state = 'waiting' AND next_ms <= ?1 ORDER BY queued_ms, item LIMIT 1",
		error);
	enum store_step step;

	*found = false;
	if (!query)
		return false;
	store_bind_integer(query, 1, now_of(centre));
	step = store_step(query, error);
	*found = step == STORE_ROW;
	if (*found)
		*message = (struct message){.key = str_copy(arena, store_text(query, 0)),
			.item = str_copy(arena, store_text(query, 1)),
			.area = str_copy(arena, store_text(query, 2)),
			.text = str_copy(arena, store_text(query, 3)),
			.tries = (int)store_integer(query, 4) + 1};
	store_reset(query);
	if (!*found)
		return step == STORE_DONE;
	return find_number(centre, gateway, message, error) && mark_sending(centre, message, error);
}

bool message_send(struct arena *arena, const struct gateway *gateway, const struct message *message, const atomic_bool *stop,
	struct gateway_answer *answer)
{
	const struct gateway_value values[] = {{"to", message->number}, {"text", message->text}, {"key", message->key}, {"item", message->item},
		{"area", message->area}};

	*answer = (struct gateway_answer){
		.receipt = str_format(arena, "no number in [to] of gateway.conf for area " STR_FMT " or one above it", STR_ARG(message->area))};
	answer->asked = message->number.length > 0;
	return !answer->asked ||
	       gateway_post(arena, gateway, message->key, gateway_body(arena, gateway, values, sizeof(values) / sizeof(*values)), stop, answer);
}

/* Twice as long after each try. */
static int64_t wait_ms(const struct gateway *gateway, int tries, int64_t asked_s)
{
	int doubled = tries - 1 < TRIES_DOUBLED_MAX ? tries - 1 : TRIES_DOUBLED_MAX;
	int64_t wait = (int64_t)gateway->retry_s * 1000 << doubled, asked = asked_s < RETRY_MS_MAX / 1000 ? asked_s * 1000 : RETRY_MS_MAX;

	wait = wait < RETRY_MS_MAX ? wait : RETRY_MS_MAX;
	return wait > asked ? wait : asked;
}

bool message_note(struct centre *centre, const struct gateway *gateway, const struct message *message, const struct gateway_answer *answer,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"UPDATE messages SET state = ?2, next_ms = ?3, sent_ms = ?4, status = ?5, receipt = ?6 WHERE key = ?1", error);
	int64_t now_ms = now_of(centre);

	if (!query)
		return false;
	store_bind_text(query, 1, message->key);
	store_bind_text(query, 2, answer->sent ? STR("sent") : message->tries >= gateway->tries ? STR("failed") : STR("waiting"));
	store_bind_integer(query, 3, now_ms + wait_ms(gateway, message->tries, answer->retry_after_s));
	if (answer->sent)
		store_bind_integer(query, 4, now_ms);
	else
		store_bind_null(query, 4);
	store_bind_integer(query, 5, answer->status);
	store_bind_text(query, 6, answer->receipt);
	return store_finish(query, error);
}

bool message_next(struct centre *centre, int64_t *due_ms, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT min(next_ms) FROM messages WHERE state = 'waiting'", error);
	bool found = query && store_step(query, error) == STORE_ROW;

	if (found && !store_is_null(query, 0))
		*due_ms = store_integer(query, 0);
	if (query)
		store_reset(query);
	return found;
}

bool message_is_dead_line(const struct gateway_answer *answer)
{
	return !answer->sent && answer->status == 0 && answer->asked;
}

bool message_send_all(struct centre *centre, const struct gateway *gateway, struct error *error)
{
	struct arena arena;
	struct gateway_answer answer = {.sent = true};
	bool found = true, done = message_recover(centre, gateway, error);

	arena_init(&arena);
	gateway_begin();
	while (done && found && !message_is_dead_line(&answer)) {
		struct message message;

		arena_clear(&arena);
		done = message_take(centre, &arena, gateway, &message, &found, error);
		if (done && found)
			done = message_send(&arena, gateway, &message, NULL, &answer) &&
			       message_note(centre, gateway, &message, &answer, error);
	}
	gateway_end();
	arena_finish(&arena);
	return done;
}

bool message_count(struct centre *centre, struct message_counts *counts, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT ifnull(sum(state IN ('waiting', 'sending')), 0), ifnull(sum(state = 'sent'), 0), ifnull(sum(state = 'unsure'), 0), "
		"ifnull(sum(state = 'failed'), 0) FROM messages",
		error);
	bool found;

	if (!query)
		return false;
	found = store_step(query, error) == STORE_ROW;
	if (found)
		*counts = (struct message_counts){
			store_integer(query, 0), store_integer(query, 1), store_integer(query, 2), store_integer(query, 3)};
	store_reset(query);
	return found;
}

static void print_time(FILE *to, int64_t time_ms)
{
	struct civil local = civil_local(time_ms);

	fprintf(to, "%04d-%02d-%02d %02d:%02d", local.year, local.month, local.day, local.hour, local.minute);
}

bool message_list(struct centre *centre, FILE *to, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT key, item, step, area, state, tries, ifnull(status, 0), ifnull(receipt, ''), ifnull(sent_ms, queued_ms), text FROM messages "
		"ORDER BY queued_ms, item",
		error);
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		print_time(to, store_integer(query, 8));
		for (int column = 0; column < 5; column++)
			fprintf(to, "  " STR_FMT, STR_ARG(store_text(query, column)));
		fprintf(to, "  tried %lld", (long long)store_integer(query, 5));
		if (store_integer(query, 6))
			fprintf(to, "  %lld", (long long)store_integer(query, 6));
		fprintf(to, "  " STR_FMT "\n    " STR_FMT "\n", STR_ARG(store_text(query, 7)), STR_ARG(store_text(query, 9)));
	}
	store_reset(query);
	return step == STORE_DONE;
}

bool message_again(struct centre *centre, struct str key, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"UPDATE messages SET state = 'waiting', tries = 0, next_ms = 0 WHERE key = ?1 AND state IN ('unsure', 'failed') RETURNING key",
		error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, key);
	step = store_step(query, error);
	*found = step == STORE_ROW;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}
