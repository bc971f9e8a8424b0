#include "feed/centre/http_parts.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/action.h"
#include "feed/wire/wire.h"

/* What halls hand in: ratings, which alerts they showed, how they are, and what became of what they were asked to do. */

#define RETRY_SOON "5"
#define RETRY_LATER "30"

/* An enrolled screen speaks for itself alone. */
static bool is_own(const char *device, const char *named)
{
	return device[0] == '\0' || strcmp(device, named) == 0;
}

static enum MHD_Result refuse_other(struct http *http, struct MHD_Connection *connection)
{
	return http_say(http, connection, MHD_HTTP_FORBIDDEN, "found the id of another screen than the one that signed, expected its own", NULL,
		NULL);
}

/* The commit is over: the connection is answered by its own thread. */
static void resume(struct rating_ticket *ticket)
{
	MHD_resume_connection(((struct http_ticket *)ticket)->connection);
}

static enum MHD_Result say_busy(struct http *http, struct MHD_Connection *connection)
{
	return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
}

static enum MHD_Result answer_ticket(struct http *http, struct MHD_Connection *connection, struct http_ticket *ticket)
{
	if (ticket->ticket.taken)
		return http_answer(http, connection,
			&(struct http_reply){MHD_HTTP_OK, "application/json", rating_answer_encode(&ticket->arena, &ticket->ticket.job.answer), NULL, NULL});
	if (ticket->ticket.busy)
		return say_busy(http, connection);
	return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep ratings now", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_LATER);
}

/* What it took is the request's now; a batch that is not handed on is answered at once. */
static enum MHD_Result hand_on(struct http *http, struct MHD_Connection *connection, struct http_ticket *ticket)
{
	int wait_s = http->door.pace(http->door.self, ticket->device, &ticket->batch);
	char digits[16];

	if (wait_s) {
		snprintf(digits, sizeof(digits), "%d", wait_s);
		return http_say(http, connection, MHD_HTTP_TOO_MANY_REQUESTS, "found more ratings from one screen than a minute may have",
			MHD_HTTP_HEADER_RETRY_AFTER, digits);
	}
	ticket->connection = connection;
	ticket->ticket = (struct rating_ticket){.job = {ticket->device, &ticket->batch, &ticket->arena, {0}}, .done = resume};
	MHD_suspend_connection(connection);
	if (rating_group_put(http->group, &ticket->ticket))
		return MHD_YES;
	ticket->ticket.busy = true;
	MHD_resume_connection(connection); /* comes again, and is told so */
	return MHD_YES;
}

enum MHD_Result http_take_ratings(struct http *http, struct MHD_Connection *connection, struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct error error;
	enum MHD_Result result;

	if (request->ticket)
		return answer_ticket(http, connection, request->ticket);
	if (!http_admit(http, connection, request, device, &result))
		return result;
	request->ticket = calloc(1, sizeof(*request->ticket));
	REQUIRE(request->ticket);
	arena_init(&request->ticket->arena);
	memcpy(request->ticket->device, device, sizeof(device));
	if (!rating_batch_decode(&request->ticket->arena, (struct str){request->body, request->length}, &request->ticket->batch, &error))
		return http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	return hand_on(http, connection, request->ticket);
}

/* false: not now, which is answered. */
static bool was_taken(struct http *http, struct MHD_Connection *connection, enum http_taken taken, enum MHD_Result *result)
{
	if (taken == HTTP_BUSY)
		*result = http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
	else if (taken == HTTP_BROKEN)
		*result = http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep this now", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_LATER);
	return taken == HTTP_TAKEN;
}

static enum MHD_Result keep_seen(struct http *http, struct MHD_Connection *connection, const struct seen_batch *batch)
{
	enum MHD_Result result;

	if (!was_taken(http, connection, http->door.note_seen(http->door.self, batch), &result))
		return result;
	return http_answer(http, connection, &(struct http_reply){MHD_HTTP_NO_CONTENT, HTTP_PLAIN, STR(""), NULL, NULL});
}

enum MHD_Result http_take_seen(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct seen_batch batch;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (!http_admit(http, connection, request, device, &result))
		return result;
	arena_init(&arena);
	if (seen_batch_decode(&arena, (struct str){request->body, request->length}, &batch, &error))
		result = !is_own(device, batch.device) ? refuse_other(http, connection) : keep_seen(http, connection, &batch);
	else
		result = http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}

static enum MHD_Result keep_beat(struct http *http, struct MHD_Connection *connection, const char *device, struct arena *arena,
	const struct heartbeat *beat)
{
	struct error why_not = {""};
	struct str answer = STR("");
	enum MHD_Result result;
	bool refused = false;

	if (!was_taken(http, connection, http->door.note_beat(http->door.self, device, beat, arena, &answer, &refused, &why_not), &result))
		return result;
	if (refused)
		return http_say(http, connection, MHD_HTTP_FORBIDDEN, why_not.text, NULL, NULL);
	if (answer.length)
		return http_answer(http, connection, &(struct http_reply){MHD_HTTP_OK, "application/json", answer, NULL, NULL});
	return http_answer(http, connection, &(struct http_reply){MHD_HTTP_NO_CONTENT, HTTP_PLAIN, STR(""), NULL, NULL});
}

enum MHD_Result http_take_beat(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct heartbeat beat;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (!http_admit(http, connection, request, device, &result))
		return result;
	arena_init(&arena);
	if (heartbeat_decode(&arena, (struct str){request->body, request->length}, &beat, &error))
		result = !is_own(device, beat.device) ? refuse_other(http, connection) : keep_beat(http, connection, device, &arena, &beat);
	else
		result = http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}

static enum MHD_Result keep_action(struct http *http, struct MHD_Connection *connection, const struct action_result *action)
{
	struct error why_not = {""};
	enum MHD_Result result;
	bool refused = false;

	if (!was_taken(http, connection, http->door.note_action(http->door.self, action, &refused, &why_not), &result))
		return result;
	if (refused)
		return http_say(http, connection, MHD_HTTP_NOT_FOUND, why_not.text, NULL, NULL);
	return http_answer(http, connection, &(struct http_reply){MHD_HTTP_NO_CONTENT, HTTP_PLAIN, STR(""), NULL, NULL});
}

enum MHD_Result http_take_action(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct action_result action;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (!http_admit(http, connection, request, device, &result))
		return result;
	arena_init(&arena);
	if (!action_result_decode(&arena, (struct str){request->body, request->length}, &action, &error))
		result = http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	else if (strcmp(device, action.device) != 0) /* also nobody in particular */
		result = refuse_other(http, connection);
	else
		result = keep_action(http, connection, &action);
	arena_finish(&arena);
	return result;
}
