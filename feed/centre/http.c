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

enum { BODY_ROOM_LEAST = 1024 };

#define OPENMETRICS "application/openmetrics-text; version=1.0.0; charset=utf-8"

static int64_t now_ms(void)
{
	return clock_system.steady_ms(&clock_system);
}

struct http_line *http_line_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/* A reply that the shelf lends may say it already. */
static void say_last(struct MHD_Response *response)
{
	if (!MHD_get_response_header(response, MHD_HTTP_HEADER_CONNECTION))
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
}

static enum MHD_Result queue(struct http *http, struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response, size_t bytes)
{
	struct http_line *line = http_line_of(connection);

	atomic_fetch_add(&http->answers[status / 100 < HTTP_STATUS_CLASSES ? status / 100 : 0], 1);
	if (line)
		deadline_answer(http->deadlines, line->deadline, now_ms() + HTTP_DEADLINE_MS, bytes);
	if (atomic_load(&http->leaving))
		say_last(response);
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
	if (strcmp(path, "/v1/action") == 0)
		return HTTP_ACTION;
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
		if (http_line_of(connection))
			deadline_extend(http->deadlines, http_line_of(connection)->deadline, wait_s * 1000);
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
	struct shelf_answer found;
	enum MHD_Result result;
	bool waits, summoned;

	if (http_is_revoked(http, connection, request))
		return http_refuse_revoked(http, connection);
	summoned = request->device[0] && http->door.is_summoned(http->door.self, request->device);
	waits = may_wait(http, connection, path, request) && !summoned;
	if (look(http, connection, &wanted, waits ? request : NULL, &found))
		return MHD_YES;
	if (!found.response)
		return http_say(http, connection, found.status, found.status == MHD_HTTP_NOT_FOUND ? "not found" : "the blob is shorter", NULL, NULL);
	if (request->waited || (waits && found.status == MHD_HTTP_OK))
		MHD_add_response_header(found.response, "Preference-Applied", "wait");
	if (summoned && !found.lent)
		MHD_add_response_header(found.response, "Hallboard-Actions", "waiting");
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
		"# TYPE hallfeed_ambiguous_requests counter\n"
		"# HELP hallfeed_ambiguous_requests Requests that could be read in two ways, and were refused.\n"
		"hallfeed_ambiguous_requests_total %llu\n"
		"# TYPE hallfeed_waiting gauge\n# HELP hallfeed_waiting Halls that wait for alerts.\nhallfeed_waiting %zu\n"
		"# TYPE hallfeed_connections gauge\n# HELP hallfeed_connections Open "
		"connections.\nhallfeed_connections %zu\n",
		atomic_load(&http->late), atomic_load(&http->ambiguous), waiters_count(http->waiters), deadlines_count(http->deadlines));
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
	return resource == HTTP_RATINGS || resource == HTTP_SEEN || resource == HTTP_BEAT || resource == HTTP_ACTION || resource == HTTP_ENROL;
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
	case HTTP_ACTION:
		return http_take_action(http, connection, request);
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
	case HTTP_ACTION:
		return ACTION_RESULT_BYTES_MAX;
	case HTTP_ENROL:
		return ENROL_BYTES_MAX;
	default:
		return RATING_BATCH_BYTES_MAX;
	}
}

/* What came after a request that is refused is nobody's: the connection ends. */
static enum MHD_Result refuse(struct http *http, struct MHD_Connection *connection, const struct http_fault *fault)
{
	return http_say(http, connection, fault->status, fault->sentence, MHD_HTTP_HEADER_CONNECTION, "close");
}

/* Whether this request has one reading, and it is ours. */
static bool was_scanned(struct MHD_Connection *connection, struct http_fault *fault)
{
	struct http_line *line = http_line_of(connection);

	*fault = (struct http_fault){MHD_HTTP_BAD_REQUEST, "found a request that may be read in two ways"};
	if (!line)
		return false;
	line->requests++;
	if (line->tap.scan.fault.status)
		*fault = line->tap.scan.fault;
	return line->tap.scan.fault.status == 0 && line->requests <= line->tap.scan.heads;
}

/* Refused before its body is read. */
static enum MHD_Result begin(
	struct http *http, struct MHD_Connection *connection, const char *path, const char *method, void **kept)
{
	struct http_request *request = calloc(1, sizeof(*request));
	struct http_fault fault;

	REQUIRE(request);
	*kept = request;
	request->resource = find_resource(path);
	request->reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
	request->posts = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
	if (!was_scanned(connection, &fault)) {
		atomic_fetch_add(&http->ambiguous, 1);
		return refuse(http, connection, &fault);
	}
	if (!http_check(connection, takes_body(request->resource) && request->posts, bytes_max(request->resource), &fault))
		return refuse(http, connection, &fault);
	return MHD_YES;
}

/* http_check saw how long it is; who sends little of it takes little. */
static enum MHD_Result collect(struct http_request *request, const char *bytes, size_t *length)
{
	REQUIRE(request->length + *length <= bytes_max(request->resource));
	while (request->length + *length > request->room) {
		request->room = request->room ? 2 * request->room : BODY_ROOM_LEAST;
		request->body = realloc(request->body, request->room);
		REQUIRE(request->body);
	}
	memcpy(request->body + request->length, bytes, *length);
	request->length += *length;
	*length = 0;
	return MHD_YES;
}

/* The reply is queued in the last call and not in the first, which would close the connection. */
enum MHD_Result http_handle(void *self, struct MHD_Connection *connection, const char *path, const char *method,
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
