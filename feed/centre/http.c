#include "feed/centre/http_parts.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/centre/deadline.h"
#include "feed/centre/http_check.h"
#include "feed/centre/shelf.h"
#include "feed/centre/waiters.h"
#include "feed/wire/wire.h"

#define OPENMETRICS "application/openmetrics-text; version=1.0.0; charset=utf-8"

enum {
	BODY_IGNORED_MAX = 4 * RATING_BATCH_BYTES_MAX, /* of a body in chunks that is too long, before we hang up */
	IDLE_TIMEOUT_S = 30,                           /* behind our own deadlines */
	WAITING_PARTS = 4 /* three of four connections may wait for news; beyond, halls are answered at once and ask again */
};

static int64_t now_ms(void)
{
	return clock_system.steady_ms(&clock_system);
}

static struct deadline *deadline_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static enum MHD_Result queue(struct http *http, struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response, size_t bytes)
{
	atomic_fetch_add(&http->answers[status / 100 < HTTP_STATUS_CLASSES ? status / 100 : 0], 1);
	deadline_extend(http->deadlines, deadline_of(connection), (int64_t)(bytes * 1000 / HTTP_BYTES_PER_S_LEAST));
	return MHD_queue_response(connection, status, response);
}

enum MHD_Result http_answer(struct http *http, struct MHD_Connection *connection, const struct http_reply *reply)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(reply->body.length, (void *)reply->body.bytes, MHD_RESPMEM_MUST_COPY);
	enum MHD_Result result;

	REQUIRE(response);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	if (reply->field)
		MHD_add_response_header(response, reply->field, reply->value);
	result = queue(http, connection, reply->status, response, reply->body.length);
	MHD_destroy_response(response);
	return result;
}

enum MHD_Result http_say(struct http *http, struct MHD_Connection *connection, unsigned status, const char *sentence,
	const char *field, const char *value)
{
	char text[ERROR_TEXT_BYTES + 1];
	int length = snprintf(text, sizeof(text), "%s\n", sentence);

	return http_answer(http, connection, &(struct http_reply){status, HTTP_PLAIN, {text, (size_t)length}, field, value});
}

static enum http_resource find_resource(const char *path)
{
	if (strcmp(path, "/v1/ratings") == 0)
		return HTTP_RATINGS;
	if (strcmp(path, "/v1/seen") == 0)
		return HTTP_SEEN;
	if (strcmp(path, "/v1/heartbeat") == 0)
		return HTTP_BEAT;
	if (strcmp(path, "/v1/enrol") == 0)
		return HTTP_ENROL;
	if (strcmp(path, "/healthz") == 0)
		return HTTP_HEALTH;
	if (strcmp(path, "/metrics") == 0)
		return HTTP_METRICS;
	return shelf_has(str_from(path)) ? HTTP_FEED : HTTP_NOTHING;
}

static const char *field_of(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* `Prefer: wait=25` of RFC 7240, in seconds; 0 where it is not said. */
static int64_t wanted_wait_s(struct MHD_Connection *connection)
{
	struct str rest = str_from(field_of(connection, "Prefer")), piece;
	int64_t wait_s;

	while (str_next(&rest, ',', &piece)) {
		piece = str_trim(str_part(piece, 0, str_find(piece, STR(";"))));
		if (str_starts(piece, STR("wait=")) && str_integer(str_part(piece, 5, piece.length), &wait_s) && wait_s > 0)
			return wait_s < HTTP_WAIT_S_MAX ? wait_s : HTTP_WAIT_S_MAX;
	}
	return 0;
}

/* Only the head of alerts is worth waiting for. Its time begins with the first look. */
static bool may_wait(struct http *http, struct MHD_Connection *connection, const char *path, struct http_request *request)
{
	int64_t wait_s;

	if (strcmp(path, "/v1/head/global.json") != 0)
		return false;
	if (request->wait_until_ms == 0 && (wait_s = wanted_wait_s(connection)) > 0) {
		request->wait_until_ms = now_ms() + wait_s * 1000;
		deadline_extend(http->deadlines, deadline_of(connection), wait_s * 1000);
	}
	return now_ms() < request->wait_until_ms;
}

/* true where the request waits for news now. News that came while we looked are looked at once more. */
static bool look(struct http *http, struct MHD_Connection *connection, const struct shelf_request *wanted,
	struct http_request *waiting, struct shelf_answer *found)
{
	uint64_t mark = waiters_mark(http->waiters);

	*found = shelf_find(http->shelf, wanted);
	if (!waiting || found->status != MHD_HTTP_NOT_MODIFIED)
		return false;
	if (!waiters_put(http->waiters, connection, mark, waiting->wait_until_ms)) {
		if (waiters_mark(http->waiters) == mark)
			return false; /* too many wait already */
		MHD_destroy_response(found->response);
		*found = shelf_find(http->shelf, wanted);
		return false;
	}
	MHD_destroy_response(found->response);
	waiting->waited = true;
	return true;
}

static enum MHD_Result answer_feed(
	struct http *http, struct MHD_Connection *connection, const char *path, struct http_request *request)
{
	const struct shelf_request wanted = {path, field_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
		field_of(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING), field_of(connection, MHD_HTTP_HEADER_RANGE),
		field_of(connection, MHD_HTTP_HEADER_IF_RANGE)};
	bool waits = may_wait(http, connection, path, request);
	struct shelf_answer found;
	enum MHD_Result result;

	if (http_is_revoked(http, connection, request))
		return http_refuse_revoked(http, connection);
	if (look(http, connection, &wanted, waits ? request : NULL, &found))
		return MHD_YES;
	if (!found.response)
		return http_say(http, connection, found.status, found.status == MHD_HTTP_NOT_FOUND ? "not found" : "the blob is shorter", NULL, NULL);
	if (request->waited || (waits && found.status == MHD_HTTP_OK))
		MHD_add_response_header(found.response, "Preference-Applied", "wait");
	result = queue(http, connection, found.status, found.response, found.bytes);
	if (!found.lent)
		MHD_destroy_response(found.response);
	return result;
}

static enum MHD_Result answer_health(struct http *http, struct MHD_Connection *connection)
{
	struct error why_not;

	if (http->door.is_healthy(http->door.self, &why_not))
		return http_say(http, connection, MHD_HTTP_OK, "ok", NULL, NULL);
	return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, why_not.text, NULL, NULL);
}

static void write_own_metrics(struct http *http, FILE *to)
{
	fputs("# TYPE hallfeed_answers counter\n# HELP hallfeed_answers Answers by class of status.\n", to);
	for (int i = 1; i < HTTP_STATUS_CLASSES; i++)
		fprintf(to, "hallfeed_answers_total{status=\"%dxx\"} %llu\n", i, atomic_load(&http->answers[i]));
	fprintf(to,
		"# TYPE hallfeed_late_connections counter\n"
		"# HELP hallfeed_late_connections Connections that were ended past their deadline.\n"
		"hallfeed_late_connections_total %llu\n"
		"# TYPE hallfeed_waiting gauge\n# HELP hallfeed_waiting Halls that wait for alerts.\nhallfeed_waiting %zu\n"
		"# TYPE hallfeed_connections gauge\n# HELP hallfeed_connections Open "
		"connections.\nhallfeed_connections %zu\n",
		atomic_load(&http->late), waiters_count(http->waiters), deadlines_count(http->deadlines));
}

static enum MHD_Result answer_metrics(struct http *http, struct MHD_Connection *connection)
{
	struct http_reply reply = {MHD_HTTP_OK, OPENMETRICS, {NULL, 0}, NULL, NULL};
	enum MHD_Result result;
	char *text;
	FILE *memory = open_memstream(&text, &reply.body.length);

	REQUIRE(memory);
	http->door.write_metrics(http->door.self, memory);
	write_own_metrics(http, memory);
	fputs("# EOF\n", memory);
	REQUIRE(fclose(memory) == 0);
	reply.body.bytes = text;
	result = http_answer(http, connection, &reply);
	free(text);
	return result;
}

static bool takes_body(enum http_resource resource)
{
	return resource == HTTP_RATINGS || resource == HTTP_SEEN || resource == HTTP_BEAT || resource == HTTP_ENROL;
}

static enum MHD_Result answer_request(
	struct http *http, struct MHD_Connection *connection, const char *path, struct http_request *request)
{
	if (request->resource == HTTP_NOTHING)
		return http_say(http, connection, MHD_HTTP_NOT_FOUND, "not found", NULL, NULL);
	if (takes_body(request->resource) ? !request->posts : !request->reads)
		return http_say(http, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "another method is needed",
			MHD_HTTP_HEADER_ALLOW, takes_body(request->resource) ? "POST" : "GET, HEAD");
	switch (request->resource) {
	case HTTP_RATINGS:
		return http_take_ratings(http, connection, request);
	case HTTP_SEEN:
		return http_take_seen(http, connection, request);
	case HTTP_BEAT:
		return http_take_beat(http, connection, request);
	case HTTP_ENROL:
		return http_take_enrolment(http, connection, request);
	case HTTP_HEALTH:
		return answer_health(http, connection);
	case HTTP_METRICS:
		return answer_metrics(http, connection);
	default:
		return answer_feed(http, connection, path, request);
	}
}

static size_t bytes_max(enum http_resource resource)
{
	switch (resource) {
	case HTTP_SEEN:
		return SEEN_BATCH_BYTES_MAX;
	case HTTP_BEAT:
		return HEARTBEAT_BYTES_MAX;
	case HTTP_ENROL:
		return ENROL_BYTES_MAX;
	default:
		return RATING_BATCH_BYTES_MAX;
	}
}

/* Refused before its body is read; libmicrohttpd closes the connection then. */
static enum MHD_Result begin(
	struct http *http, struct MHD_Connection *connection, const char *path, const char *method, void **kept)
{
	struct http_request *request = calloc(1, sizeof(*request));
	struct http_refusal refusal;

	REQUIRE(request);
	*kept = request;
	request->resource = find_resource(path);
	request->reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
	request->posts = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
	if (http_check(connection, takes_body(request->resource) && request->posts,
		    bytes_max(request->resource), &refusal))
		return MHD_YES;
	return http_say(http, connection, refusal.status, refusal.sentence, MHD_HTTP_HEADER_CONNECTION, "close");
}

static enum MHD_Result collect(struct http_request *request, const char *bytes, size_t *length)
{
	if (!request->body)
		request->body = malloc(RATING_BATCH_BYTES_MAX);
	REQUIRE(request->body);
	if (request->length + *length <= RATING_BATCH_BYTES_MAX)
		memcpy(request->body + request->length, bytes, *length);
	request->length += *length;
	*length = 0;
	return request->length > BODY_IGNORED_MAX ? MHD_NO : MHD_YES;
}

/* The reply is queued in the last call and not in the first, which would close the connection. */
static enum MHD_Result handle(void *self, struct MHD_Connection *connection, const char *path, const char *method,
	const char *version, const char *bytes, size_t *length, void **kept)
{
	(void)version;
	if (!*kept)
		return begin(self, connection, path, method, kept);
	if (*length)
		return collect(*kept, bytes, length);
	((struct http_request *)*kept)->path = path;
	return answer_request(self, connection, path, *kept);
}

/* The next request on this connection has its own time. */
static void finish_request(
	void *self, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode code)
{
	struct http *http = self;
	struct http_request *request = *kept;

	(void)code;
	deadline_move(http->deadlines, deadline_of(connection), now_ms() + HTTP_DEADLINE_MS);
	if (request && request->ticket)
		arena_finish(&request->ticket->arena);
	if (request)
		free(request->ticket);
	if (request)
		free(request->body);
	free(request);
	*kept = NULL;
}

static void note_connection(
	void *self, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
	struct http *http = self;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		int socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;

		*context = deadline_put(http->deadlines, socket, now_ms() + HTTP_DEADLINE_MS);
	} else {
		deadline_remove(http->deadlines, *context);
		*context = NULL;
	}
}

static struct MHD_Daemon *start_daemon(struct http *http, const struct http_settings *settings)
{
	const struct MHD_OptionItem options[] = {
		{MHD_OPTION_LISTEN_SOCKET, settings->socket, NULL},
		{MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)note_connection, http},
		{MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)finish_request, http},
		{MHD_OPTION_CONNECTION_LIMIT, settings->connections, NULL},
		{MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings->connections_per_address, NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_HEADER_BYTES_MAX, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, IDLE_TIMEOUT_S, NULL},
		{MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
		{MHD_OPTION_END, 0, NULL},
	};

	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, http, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

struct http *http_start(const struct http_settings *settings, const struct http_door *door)
{
	struct http *http = calloc(1, sizeof(*http));

	REQUIRE(http);
	http->door = *door;
	http->deadlines = deadlines_create((size_t)settings->connections);
	http->shelf = shelf_create(settings->feed_folder);
	http->waiters = waiters_create((size_t)settings->connections * (WAITING_PARTS - 1) / WAITING_PARTS);
	http->group = rating_group_start(http->door.take, http->door.self);
	http->daemon = start_daemon(http, settings);
	if (http->daemon)
		return http;
	http_stop(http);
	return NULL;
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	if (http->daemon) {
		waiters_end(http->waiters);
		rating_group_stop(http->group); /* all that waited are answered */
		http->group = NULL;
		MHD_stop_daemon(http->daemon);
	}
	rating_group_stop(http->group);
	waiters_destroy(http->waiters);
	shelf_destroy(http->shelf);
	deadlines_destroy(http->deadlines);
	free(http);
}

void http_step(struct http *http)
{
	waiters_step(http->waiters, now_ms());
	atomic_fetch_add(&http->late, deadlines_cut(http->deadlines, now_ms()));
}

void http_wake(struct http *http)
{
	waiters_wake(http->waiters);
}
