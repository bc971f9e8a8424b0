#include "feed/sync/actions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/base/log.h"
#include "feed/wire/action.h"

enum {
	WAITING_MAX = 2 * ACTIONS_AT_ONCE,
	RESULTS_MAX = 16,
	TOLD_MAX = 16, /* numbers that were not believed */
	FILE_BYTES_MAX = 16 * 1024,
	PATH_BYTES = 4096,
	RETRY_FIRST_MS = 2000,
	RETRY_DOUBLINGS_MAX = 7,
	ANSWER_BYTES_MAX = 4096,
	DEADLINE_MS = 20000,
	FILE_MODE = 0600
};

/* One that is over, until the centre has heard of it. */
struct over {
	struct arena arena; /* owned: its texts */
	struct action_result result;
	bool believed; /* kept on disk; one that was not believed is told once and that is all */
};

struct waiting {
	struct arena arena;
	struct action action;
};

struct actions {
	struct actions_settings settings;
	char path[PATH_BYTES];
	struct transport *transport; /* borrowed, as the next */
	struct random *random;
	int64_t last; /* number that was begun last */
	bool unkept;  /* that it was begun cannot be written: nothing is done then */
	struct waiting waiting[WAITING_MAX];
	size_t waiting_count;
	bool begun; /* the first of them */
	struct over *results[RESULTS_MAX]; /* owned; the oldest first */
	size_t result_count;
	int64_t told[TOLD_MAX];
	size_t told_count;
	struct arena request; /* of the result on its way */
	bool running;
	int64_t due_ms;
	int failures;
};

/* "last N", "begun N KIND", "done N", "refused N REASON", a line each. */
static bool keep(struct actions *actions)
{
	struct error error;
	struct arena arena;
	struct str text;

	arena_init(&arena);
	text = str_format(&arena, "last %" PRId64 "\n", actions->last);
	if (actions->begun)
		text = str_format(&arena, STR_FMT "begun %" PRId64 " " STR_FMT "\n", STR_ARG(text), actions->waiting[0].action.number,
			STR_ARG(actions->waiting[0].action.kind));
	for (size_t i = 0; i < actions->result_count; i++) {
		const struct action_result *result = &actions->results[i]->result;

		if (actions->results[i]->believed)
			text = str_format(&arena, STR_FMT "%s %" PRId64 " " STR_FMT "\n", STR_ARG(text),
				!result->done ? "refused" : result->file.length ? "lost" : "done", result->number, STR_ARG(result->reason));
	}
	actions->unkept = !file_replace(actions->path, text, FILE_MODE, &error);
	if (actions->unkept)
		log_fault("hallboard: what the centre asked for is not done: %s", error.text);
	arena_finish(&arena);
	return !actions->unkept;
}

static void drop_result(struct actions *actions, size_t at)
{
	arena_finish(&actions->results[at]->arena);
	free(actions->results[at]);
	actions->result_count--;
	memmove(actions->results + at, actions->results + at + 1, (actions->result_count - at) * sizeof(actions->results[0]));
}

static void put_result(struct actions *actions, int64_t number, bool done, struct str reason, struct str file, bool believed)
{
	struct over *over = calloc(1, sizeof(*over));

	REQUIRE(over);
	if (actions->result_count == RESULTS_MAX) /* the centre has not heard for long: the oldest goes that is not on its way */
		drop_result(actions, actions->running ? 1 : 0);
	over->result = (struct action_result){
		.number = number,
		.done = done,
		.reason = str_copy(&over->arena, str_part(reason, 0, ACTION_REASON_BYTES_MAX)),
		.file = str_copy(&over->arena, file),
	};
	memcpy(over->result.device, actions->settings.device, sizeof(over->result.device));
	over->believed = believed;
	actions->results[actions->result_count++] = over;
}

static void read_line(struct actions *actions, struct str line)
{
	struct str what, digits;
	int64_t number;

	if (!str_next(&line, ' ', &what) || !str_next(&line, ' ', &digits) || !str_integer(digits, &number))
		return;
	if (number > actions->last)
		actions->last = number;
	if (str_equal(what, STR("begun"))) {
		bool restart = str_equal(line, action_kind_name(ACTION_RESTART));

		put_result(actions, number, restart, restart ? STR("") : STR("the screen was restarted before it was done"), STR(""), true);
	} else if (str_equal(what, STR("done")) || str_equal(what, STR("refused"))) {
		put_result(actions, number, what.bytes[0] == 'd', line, STR(""), true);
	} else if (str_equal(what, STR("lost"))) {
		put_result(actions, number, false, STR("the screen was restarted before its file was sent"), STR(""), true);
	}
}

struct actions *actions_open(const struct actions_settings *settings, struct transport *transport, struct random *random)
{
	struct actions *actions = calloc(1, sizeof(*actions));
	struct str text, line;
	struct arena arena;

	REQUIRE(actions);
	actions->settings = *settings;
	actions->transport = transport;
	actions->random = random;
	snprintf(actions->path, sizeof(actions->path), "%s/actions", settings->folder);
	arena_init(&arena);
	if (file_read(&arena, actions->path, FILE_BYTES_MAX, &text, NULL))
		while (text.length && str_next(&text, '\n', &line))
			read_line(actions, line);
	arena_finish(&arena);
	if (actions->result_count)
		keep(actions);
	return actions;
}

static void drop_first(struct actions *actions)
{
	arena_finish(&actions->waiting[0].arena);
	actions->waiting_count--;
	memmove(actions->waiting, actions->waiting + 1, actions->waiting_count * sizeof(actions->waiting[0]));
	actions->begun = false;
}

void actions_close(struct actions *actions)
{
	if (!actions)
		return;
	while (actions->result_count)
		drop_result(actions, 0);
	while (actions->waiting_count)
		drop_first(actions);
	arena_finish(&actions->request);
	free(actions);
}

/* The first sentence that holds; NULL: it is believed. */
static const char *why_not(const struct actions *actions, const struct action *action, int64_t now_ms)
{
	enum action_kind kind;

	if (!action_verify(action, &actions->settings.key))
		return "found a signature that is not this centre's";
	if (strcmp(action->device, actions->settings.device) != 0)
		return "found an action of another screen";
	if (action->number <= actions->last)
		return "found an action that came before";
	if (now_ms >= action->expires_ms)
		return "found an action that has expired";
	return action_kind_find(action->kind, &kind) ? NULL : "found an action that this version does not know";
}

static bool is_told(const struct actions *actions, int64_t number)
{
	for (size_t i = 0; i < actions->told_count; i++)
		if (actions->told[i] == number)
			return true;
	return false;
}

/* Once a number: whoever sends it again and again shall not make us talk. */
static void tell(struct actions *actions, const struct action *action, const char *why)
{
	if (is_told(actions, action->number))
		return;
	if (actions->told_count == TOLD_MAX)
		memmove(actions->told, actions->told + 1, (--actions->told_count) * sizeof(actions->told[0]));
	actions->told[actions->told_count++] = action->number;
	log_fault("hallboard: action %" PRId64 " is refused: %s", action->number, why);
	put_result(actions, action->number, false, str_from(why), STR(""), false);
}

/* The centre says it again until it has heard what became of it. */
static bool is_known(const struct actions *actions, int64_t number)
{
	for (size_t i = 0; i < actions->waiting_count; i++)
		if (actions->waiting[i].action.number == number)
			return true;
	for (size_t i = 0; i < actions->result_count; i++)
		if (actions->results[i]->result.number == number)
			return true;
	return false;
}

static void wait_for(struct actions *actions, const struct action *action)
{
	struct waiting *waiting = &actions->waiting[actions->waiting_count++];

	*waiting = (struct waiting){.action = *action};
	waiting->action.kind = str_copy(&waiting->arena, action->kind);
	waiting->action.argument = str_copy(&waiting->arena, action->argument);
}

void actions_take(struct actions *actions, struct str body, int64_t now_ms, int64_t steady_ms)
{
	struct action_list list;
	struct error error;
	struct arena arena;

	if (body.length == 0)
		return;
	arena_init(&arena);
	if (!action_list_decode(&arena, body, &list, &error))
		log_line("hallboard: what the centre asks for is not understood: %s", error.text);
	for (size_t i = 0; i < list.count; i++) {
		const char *why = why_not(actions, &list.items[i], now_ms);

		if (why && !(list.items[i].number <= actions->last && is_known(actions, list.items[i].number)))
			tell(actions, &list.items[i], why);
		else if (!why && !is_known(actions, list.items[i].number) && actions->waiting_count < WAITING_MAX)
			wait_for(actions, &list.items[i]);
	}
	actions->due_ms = actions->failures ? actions->due_ms : steady_ms;
	arena_finish(&arena);
}

const struct action *actions_next(struct actions *actions, int64_t now_ms, int64_t steady_ms)
{
	while (!actions->begun && actions->waiting_count) {
		const struct action *action = &actions->waiting[0].action;
		const char *why = why_not(actions, action, now_ms);
		int64_t before = actions->last;

		if (why) {
			tell(actions, action, why);
			actions->due_ms = steady_ms;
			drop_first(actions);
			continue;
		}
		actions->last = action->number;
		actions->begun = true;
		if (keep(actions))
			break;
		actions->begun = false;
		actions->last = before;
		return NULL; /* the centre says it again; the disk may be better then */
	}
	return actions->begun ? &actions->waiting[0].action : NULL;
}

void actions_end(struct actions *actions, int64_t number, bool done, struct str reason, struct str file, int64_t steady_ms)
{
	if (!actions->begun || actions->waiting[0].action.number != number)
		return;
	log_line("hallboard: action %" PRId64 " " STR_FMT ": %s" STR_FMT, number, STR_ARG(actions->waiting[0].action.kind),
		done ? "done" : "refused: ", STR_ARG(reason));
	put_result(actions, number, done, reason, str_part(file, 0, ACTION_FILE_BYTES_MAX), true);
	drop_first(actions);
	keep(actions);
	actions->due_ms = actions->failures ? actions->due_ms : steady_ms;
}

static void begin(struct actions *actions)
{
	struct transport_request request = {.path = STR("/v1/action"), .limit_bytes = ANSWER_BYTES_MAX, .deadline_ms = DEADLINE_MS};

	arena_clear(&actions->request);
	request.body = action_result_encode(&actions->request, &actions->results[0]->result);
	actions->running = true;
	actions->transport->begin(actions->transport, LANE_ACTION, &request);
}

int64_t actions_step(struct actions *actions, int64_t steady_ms)
{
	if (actions->running || actions->result_count == 0)
		return INT64_MAX;
	if (steady_ms < actions->due_ms)
		return actions->due_ms;
	begin(actions);
	return INT64_MAX;
}

/* Heard, or a centre that does not want to hear of it. */
static bool is_heard(const struct transport_reply *reply)
{
	return reply->arrived && (reply->status / 100 == 2 || (reply->status / 100 == 4 && reply->status != 401 && reply->status != 408 && reply->status != 429));
}

void actions_reply(struct actions *actions, const struct transport_reply *reply, int64_t steady_ms)
{
	int doublings = actions->failures < RETRY_DOUBLINGS_MAX ? actions->failures : RETRY_DOUBLINGS_MAX;

	actions->running = false;
	if (is_heard(reply)) {
		bool kept = actions->results[0]->believed;

		drop_result(actions, 0);
		if (kept)
			keep(actions);
		actions->failures = 0;
		actions->due_ms = steady_ms;
		return;
	}
	actions->failures++;
	actions->due_ms = steady_ms + (int64_t)random_below(actions->random, (uint64_t)RETRY_FIRST_MS << doublings) + 1;
	if (actions->due_ms < steady_ms + reply->retry_after_s * INT64_C(1000))
		actions->due_ms = steady_ms + reply->retry_after_s * INT64_C(1000);
}
