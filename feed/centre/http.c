#include "feed/centre/http.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/centre/deadline.h"
#include "feed/centre/http_check.h"
#include "feed/centre/shelf.h"
#include "feed/centre/waiters.h"
#include "feed/wire/wire.h"

enum {
	BODY_IGNORED_MAX = 4 * RATING_BATCH_BYTES_MAX, /* of a body in chunks that is too long, before we hang up */
	IDLE_TIMEOUT_S = 30,                           /* behind our own deadlines */
	STATUS_CLASSES = 6,
	WAITING_PARTS = 4 /* three of four connections may wait for news; beyond, halls are answered at once and ask again */
};

#define PLAIN "text/plain; charset=utf-8"
#define OPENMETRICS "application/openmetrics-text; version=1.0.0; charset=utf-8"
#define RETRY_SOON "5"
#define RETRY_LATER "30"

struct http {
	struct MHD_Daemon *daemon;   /* owned */
	struct deadlines *deadlines; /* owned */
	struct shelf *shelf;         /* owned; of the answering thread */
	struct waiters *waiters;     /* owned; any thread */
	struct http_door door;
	atomic_ullong answers[STATUS_CLASSES]; /* by hundreds */
	atomic_ullong late;                    /* connections that were ended */
};

enum resource { NOTHING, FEED, RATINGS, SEEN, HEALTH, METRICS };

struct request {
	enum resource resource;
	bool reads, posts; /* by its method */
	char *body;        /* owned; RATING_BATCH_BYTES_MAX */
	size_t length;     /* of what came; more than fits is counted, not kept */
	int64_t wait_until_ms; /* steady; 0: does not wait for news */
	bool waited;           /* has been suspended */
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
	atomic_fetch_add(&http->answers[status / 100 < STATUS_CLASSES ? status / 100 : 0], 1);
	deadline_extend(http->deadlines, deadline_of(connection), (int64_t)(bytes * 1000 / HTTP_BYTES_PER_S_LEAST));
	return MHD_queue_response(connection, status, response);
}

struct reply {
	unsigned status;
	const char *type;
	struct str body;
	const char *field, *value; /* one more header field, or NULL */
};

static enum MHD_Result answer(struct http *http, struct MHD_Connection *connection, const struct reply *reply)
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

static enum MHD_Result say(struct http *http, struct MHD_Connection *connection, unsigned status, const char *sentence,
	const char *field, const char *value)
{
	char text[ERROR_TEXT_BYTES + 1];
	int length = snprintf(text, sizeof(text), "%s\n", sentence);

	return answer(http, connection, &(struct reply){status, PLAIN, {text, (size_t)length}, field, value});
}

static enum resource find_resource(const char *path)
{
	if (strcmp(path, "/v1/ratings") == 0)
		return RATINGS;
	if (strcmp(path, "/v1/seen") == 0)
		return SEEN;
	if (strcmp(path, "/healthz") == 0)
		return HEALTH;
	if (strcmp(path, "/metrics") == 0)
		return METRICS;
	return shelf_has(str_from(path)) ? FEED : NOTHING;
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
static bool may_wait(struct http *http, struct MHD_Connection *connection, const char *path, struct request *request)
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

static enum MHD_Result answer_feed(
	struct http *http, struct MHD_Connection *connection, const char *path, struct request *request)
{
	const struct shelf_request wanted = {path, field_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH),
		field_of(connection, MHD_HTTP_HEADER_ACCEPT_ENCODING)};
	bool waits = may_wait(http, connection, path, request);
	uint64_t mark = waiters_mark(http->waiters);
	struct shelf_answer found = shelf_find(http->shelf, &wanted);
	enum MHD_Result result;

	if (!found.response)
		return say(http, connection, found.status, "not found", NULL, NULL);
	if (found.status == MHD_HTTP_NOT_MODIFIED && waits &&
		waiters_put(http->waiters, connection, mark, request->wait_until_ms)) {
		MHD_destroy_response(found.response);
		request->waited = true;
		return MHD_YES;
	}
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
		return say(http, connection, MHD_HTTP_OK, "ok", NULL, NULL);
	return say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, why_not.text, NULL, NULL);
}

static void write_own_metrics(struct http *http, FILE *to)
{
	fputs("# TYPE hallfeed_answers counter\n# HELP hallfeed_answers Answers by class of status.\n", to);
	for (int i = 1; i < STATUS_CLASSES; i++)
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
	struct reply reply = {MHD_HTTP_OK, OPENMETRICS, {NULL, 0}, NULL, NULL};
	enum MHD_Result result;
	char *text;
	FILE *memory = open_memstream(&text, &reply.body.length);

	REQUIRE(memory);
	http->door.write_metrics(http->door.self, memory);
	write_own_metrics(http, memory);
	fputs("# EOF\n", memory);
	REQUIRE(fclose(memory) == 0);
	reply.body.bytes = text;
	result = answer(http, connection, &reply);
	free(text);
	return result;
}

static enum MHD_Result take_batch(
	struct http *http, struct MHD_Connection *connection, struct arena *arena, const struct rating_batch *batch)
{
	struct rating_answer taken;

	switch (http->door.take(http->door.self, batch, arena, &taken)) {
	case HTTP_TAKEN:
		break;
	case HTTP_BUSY:
		return say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_SOON);
	case HTTP_BROKEN:
		return say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep ratings now",
			MHD_HTTP_HEADER_RETRY_AFTER, RETRY_LATER);
	}
	return answer(http, connection,
		&(struct reply){MHD_HTTP_OK, "application/json", rating_answer_encode(arena, &taken), NULL, NULL});
}

static enum MHD_Result answer_ratings(
	struct http *http, struct MHD_Connection *connection, const struct request *request)
{
	struct rating_batch batch;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (request->length > RATING_BATCH_BYTES_MAX)
		return say(http, connection, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have", NULL,
			NULL);
	arena_init(&arena);
	if (rating_batch_decode(&arena, (struct str){request->body, request->length}, &batch, &error))
		result = take_batch(http, connection, &arena, &batch);
	else
		result = say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}

static enum MHD_Result take_seen(struct http *http, struct MHD_Connection *connection, const struct seen_batch *batch)
{
	switch (http->door.note_seen(http->door.self, batch)) {
	case HTTP_TAKEN:
		break;
	case HTTP_BUSY:
		return say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
	case HTTP_BROKEN:
		return say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep this now", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_LATER);
	}
	return answer(http, connection, &(struct reply){MHD_HTTP_NO_CONTENT, PLAIN, STR(""), NULL, NULL});
}

static enum MHD_Result answer_seen(struct http *http, struct MHD_Connection *connection, const struct request *request)
{
	struct seen_batch batch;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (request->length > SEEN_BATCH_BYTES_MAX)
		return say(http, connection, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have", NULL, NULL);
	arena_init(&arena);
	if (seen_batch_decode(&arena, (struct str){request->body, request->length}, &batch, &error))
		result = take_seen(http, connection, &batch);
	else
		result = say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}

static bool takes_body(enum resource resource)
{
	return resource == RATINGS || resource == SEEN;
}

static enum MHD_Result answer_request(
	struct http *http, struct MHD_Connection *connection, const char *path, struct request *request)
{
	if (request->resource == NOTHING)
		return say(http, connection, MHD_HTTP_NOT_FOUND, "not found", NULL, NULL);
	if (takes_body(request->resource) ? !request->posts : !request->reads)
		return say(http, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "another method is needed",
			MHD_HTTP_HEADER_ALLOW, takes_body(request->resource) ? "POST" : "GET, HEAD");
	switch (request->resource) {
	case RATINGS:
		return answer_ratings(http, connection, request);
	case SEEN:
		return answer_seen(http, connection, request);
	case HEALTH:
		return answer_health(http, connection);
	case METRICS:
		return answer_metrics(http, connection);
	default:
		return answer_feed(http, connection, path, request);
	}
}

/* Refused before its body is read; libmicrohttpd closes the connection then. */
static enum MHD_Result begin(
	struct http *http, struct MHD_Connection *connection, const char *path, const char *method, void **kept)
{
	struct request *request = calloc(1, sizeof(*request));
	struct http_refusal refusal;

	REQUIRE(request);
	*kept = request;
	request->resource = find_resource(path);
	request->reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
	request->posts = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
	if (http_check(connection, takes_body(request->resource) && request->posts,
		    request->resource == SEEN ? SEEN_BATCH_BYTES_MAX : RATING_BATCH_BYTES_MAX, &refusal))
		return MHD_YES;
	return say(http, connection, refusal.status, refusal.sentence, MHD_HTTP_HEADER_CONNECTION, "close");
}

static enum MHD_Result collect(struct request *request, const char *bytes, size_t *length)
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
	return answer_request(self, connection, path, *kept);
}

/* The next request on this connection has its own time. */
static void finish_request(
	void *self, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode code)
{
	struct http *http = self;
	struct request *request = *kept;

	(void)code;
	deadline_move(http->deadlines, deadline_of(connection), now_ms() + HTTP_DEADLINE_MS);
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
		MHD_stop_daemon(http->daemon);
	}
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
