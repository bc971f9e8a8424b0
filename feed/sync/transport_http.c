#include <curl/curl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/base/file.h"
#include "feed/sync/identity.h"
#include "feed/sync/part.h"
#include "feed/sync/transport_kinds.h"

/* HTTP by libcurl, the only file that knows it. Connections are kept; answers are inflated by curl and counted after that, so that
   a small answer that grows is stopped at its limit. Sources that are folders are read here as well, so that there is one place to wait. */

enum { CONNECT_MS = 10000, URL_BYTES_MAX = 2048, PATH_BYTES_MAX = 256, FIRST_BYTES = 16 * 1024, CA_BYTES_MAX = 4 * 1024 * 1024 };

struct lane {
	CURL *easy; /* owned */
	struct curl_slist *headers;
	char *body; /* owned */
	size_t length, room, limit;
	char part[PATH_MAX];          /* a file that keeps what came; empty: none */
	size_t asked_from, part_length; /* the body's beginning that came before; what of it the file has */
	bool goes_on;                 /* the answer begins there */
	char *post; /* owned copy of the request's body */
	size_t post_length;
	char path[PATH_BYTES_MAX], tag[80]; /* of the request */
	bool uncached;
	int wait_s;
	int64_t centre_ms; /* what the answer says that the centre's clock says; 0: nothing */
	bool resigned;     /* once, with that */
	bool revoked;      /* the answer says that this screen is no longer trusted */
	struct transport_reply reply;
	int source;
	char why_not[CURL_ERROR_SIZE]; /* curl's own words */
	struct arena arena;            /* of what a folder said */
	bool running, too_long, read;  /* read: from a folder, and nobody took it yet */
};

struct http {
	struct transport transport;
	CURLM *multi; /* owned */
	struct transport_sources sources;
	char *proxy, *ca; /* owned; NULL: none */
	struct lane lanes[LANE_COUNT];
};

static void put_body(struct lane *lane, const char *bytes, size_t more)
{
	size_t room = lane->room;

	while (lane->length + more + 1 > room)
		room = room ? room * 2 : FIRST_BYTES;
	if (room != lane->room) {
		lane->body = realloc(lane->body, room);
		REQUIRE(lane->body);
		lane->room = room;
	}
	memcpy(lane->body + lane->length, bytes, more);
	lane->length += more;
}

/* The whole is sent to who asked for the rest: what came before is not needed. */
static void begin_anew(struct lane *lane)
{
	part_drop(lane->part);
	lane->length = lane->asked_from = lane->part_length = 0;
}

static void keep_part(struct lane *lane)
{
	if (lane->part[0] && lane->length > lane->part_length && part_add(lane->part, (struct str){lane->body, lane->length}, lane->part_length))
		lane->part_length = lane->length;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *self)
{
	struct lane *lane = self;
	size_t more = size * count;

	if (lane->asked_from && !lane->goes_on)
		begin_anew(lane);
	if (more > lane->limit - lane->length) {
		lane->too_long = true;
		return 0;
	}
	put_body(lane, bytes, more);
	if (lane->length - lane->part_length >= PART_WRITE_BYTES)
		keep_part(lane);
	return more;
}

/* "bytes 1000-1999/2000" */
static bool begins_at(struct str range, size_t from)
{
	int64_t first;

	return str_starts(range, STR("bytes ")) && str_integer(str_part(range, 6, str_find(range, STR("-")) - 6), &first) && (uint64_t)first == from;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *self)
{
	struct lane *lane = self;
	struct str line = {bytes, size * count}, value;
	size_t colon = str_find(line, STR(":"));

	value = str_trim(str_part(line, colon + 1, line.length));
	if (colon == 18 && strncasecmp(line.bytes, "preference-applied", 18) == 0)
		lane->reply.waits = str_starts(value, STR("wait"));
	if (colon == 13 && strncasecmp(line.bytes, "content-range", 13) == 0)
		lane->goes_on = begins_at(value, lane->asked_from);
	if (colon == 4 && strncasecmp(line.bytes, "etag", 4) == 0 && value.length < sizeof(lane->reply.etag))
		snprintf(lane->reply.etag, sizeof(lane->reply.etag), STR_FMT, STR_ARG(value));
	if (colon == 14 && strncasecmp(line.bytes, "hallboard-time", 14) == 0)
		str_integer(value, &lane->centre_ms);
	if (colon == 17 && strncasecmp(line.bytes, "hallboard-actions", 17) == 0)
		lane->reply.actions = str_equal(value, STR("waiting"));
	if (colon == 16 && strncasecmp(line.bytes, "hallboard-device", 16) == 0)
		lane->revoked = str_equal(value, STR("revoked"));
	return size * count;
}

static void add_header(struct lane *lane, const char *name, struct str value)
{
	char line[512];

	snprintf(line, sizeof(line), "%s: " STR_FMT, name, STR_ARG(value));
	lane->headers = curl_slist_append(lane->headers, line);
}

/* What is handed in, and the question that is asked all the time: only there it matters who asks. */
static bool is_signed(const struct http *http, const struct lane *lane)
{
	return http->transport.identity && lane->reply.lane != LANE_ENROL && (lane->post || strcmp(lane->path, "/v1/head/global.json") == 0);
}

static void add_headers(struct http *http, struct lane *lane)
{
	const struct credential_request request = {
		lane->post ? STR("POST") : STR("GET"), str_from(lane->path), {lane->post ? lane->post : "", lane->post_length}};
	char wait[32], field[CREDENTIAL_FIELD_BYTES];

	curl_slist_free_all(lane->headers);
	lane->headers = NULL;
	snprintf(wait, sizeof(wait), "wait=%d", lane->wait_s);
	if (lane->tag[0])
		add_header(lane, "If-None-Match", str_from(lane->tag));
	if (lane->wait_s)
		add_header(lane, "Prefer", str_from(wait));
	if (lane->uncached)
		add_header(lane, "Cache-Control", STR("no-cache"));
	if (lane->post) {
		add_header(lane, "Content-Type", STR("application/json"));
		add_header(lane, "Expect", STR(""));
	}
	if (is_signed(http, lane)) {
		identity_sign(http->transport.identity, &request, clock_system.wall_ms(&clock_system), field);
		add_header(lane, "Authorization", str_from(field));
	}
	curl_easy_setopt(lane->easy, CURLOPT_HTTPHEADER, lane->headers);
}

/* A document never changes under its name, so that any source may send the rest; that is not compressed, for it is the plain bytes that
   are kept. */
static void ask_rest(struct lane *lane, const struct transport_request *request)
{
	struct arena arena;
	struct str before;
	char range[32];

	REQUIRE(request->part.length < sizeof(lane->part));
	snprintf(lane->part, sizeof(lane->part), STR_FMT, STR_ARG(request->part));
	arena_init(&arena);
	before = part_read(&arena, lane->part, request->limit_bytes);
	if (before.length) {
		put_body(lane, before.bytes, before.length);
		lane->asked_from = lane->part_length = before.length;
		snprintf(range, sizeof(range), "%zu-", before.length);
		curl_easy_setopt(lane->easy, CURLOPT_RANGE, range);
		curl_easy_setopt(lane->easy, CURLOPT_ACCEPT_ENCODING, NULL);
	}
	arena_finish(&arena);
}

static void set_request(struct http *http, struct lane *lane, const struct transport_request *request)
{
	char url[URL_BYTES_MAX];

	REQUIRE(request->path.length < PATH_BYTES_MAX && request->if_none_match.length < sizeof(lane->tag));
	snprintf(lane->path, sizeof(lane->path), STR_FMT, STR_ARG(request->path));
	snprintf(lane->tag, sizeof(lane->tag), STR_FMT, STR_ARG(request->if_none_match));
	lane->wait_s = request->wait_s;
	lane->uncached = request->uncached;
	snprintf(url, sizeof(url), "%s" STR_FMT, http->sources.items[lane->source], STR_ARG(request->path));
	curl_easy_reset(lane->easy);
	curl_easy_setopt(lane->easy, CURLOPT_URL, url);
	curl_easy_setopt(lane->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(lane->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(lane->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(lane->easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
	if (http->proxy)
		curl_easy_setopt(lane->easy, CURLOPT_PROXY, http->proxy);
	if (http->ca)
		curl_easy_setopt(lane->easy, CURLOPT_CAINFO, http->ca);
	curl_easy_setopt(lane->easy, CURLOPT_ERRORBUFFER, lane->why_not);
	curl_easy_setopt(lane->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(lane->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(lane->easy, CURLOPT_TIMEOUT_MS, (long)request->deadline_ms);
	curl_easy_setopt(lane->easy, CURLOPT_USERAGENT, "hallboard/" HALLBOARD_VERSION);
	curl_easy_setopt(lane->easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(lane->easy, CURLOPT_WRITEDATA, lane);
	curl_easy_setopt(lane->easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(lane->easy, CURLOPT_HEADERDATA, lane);
	curl_easy_setopt(lane->easy, CURLOPT_PRIVATE, lane);
	if (request->body.length) {
		lane->post = malloc(request->body.length);
		REQUIRE(lane->post);
		memcpy(lane->post, request->body.bytes, request->body.length);
		lane->post_length = request->body.length;
		curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.length);
		curl_easy_setopt(lane->easy, CURLOPT_POSTFIELDS, lane->post);
	}
	ask_rest(lane, request);
	add_headers(http, lane);
}

static void lane_clear(struct lane *lane)
{
	curl_slist_free_all(lane->headers);
	lane->headers = NULL;
	free(lane->post);
	lane->post = NULL;
	lane->post_length = 0;
	lane->centre_ms = 0;
	lane->resigned = lane->revoked = false;
	lane->length = lane->asked_from = lane->part_length = 0;
	lane->part[0] = '\0';
	lane->goes_on = false;
	lane->too_long = false;
	lane->why_not[0] = '\0';
	arena_clear(&lane->arena);
}

/* An answer that was read needs no room any more. */
static void drop_answers(struct http *http)
{
	for (int i = 0; i < LANE_COUNT; i++) {
		struct lane *lane = &http->lanes[i];

		if (lane->running || !lane->body)
			continue;
		free(lane->body);
		lane->body = NULL;
		lane->room = 0;
	}
}

static void http_begin(struct transport *transport, enum transport_lane which, const struct transport_request *request)
{
	struct http *http = (struct http *)transport;
	struct lane *lane = &http->lanes[which];

	REQUIRE(!lane->running && !lane->read && request->source >= 0 && request->source < http->sources.count);
	lane_clear(lane);
	lane->limit = request->limit_bytes;
	lane->source = request->source;
	lane->reply = (struct transport_reply){.lane = which};
	lane->read = !transport_is_http(str_from(http->sources.items[lane->source]));
	if (lane->read) {
		folder_read(http->sources.items[lane->source], &lane->arena, request, &lane->reply);
		return;
	}
	set_request(http, lane, request);
	lane->running = true;
	REQUIRE(curl_multi_add_handle(http->multi, lane->easy) == CURLM_OK);
}

/* The centre's clock and ours differ: signed once more with the centre's time, which changes nothing else here. */
static bool sign_again(struct http *http, struct lane *lane, long status)
{
	if (status != 401 || lane->centre_ms <= 0 || lane->resigned || !is_signed(http, lane))
		return false;
	identity_set_time(http->transport.identity, lane->centre_ms, clock_system.wall_ms(&clock_system));
	lane->resigned = true;
	lane->length = 0;
	add_headers(http, lane);
	REQUIRE(curl_multi_add_handle(http->multi, lane->easy) == CURLM_OK);
	return true;
}

static void note_failure(struct http *http, struct lane *lane, CURLcode result)
{
	const char *why_not = lane->why_not[0] ? lane->why_not : curl_easy_strerror(result);

	error_set(&lane->reply.error, "%s%s%s: %s", http->sources.items[lane->source], http->proxy ? " by way of " : "",
		http->proxy ? http->proxy : "", why_not);
}

/* The part is longer than the document, or the server does not do that: once more, for the whole. */
static bool ask_whole(struct http *http, struct lane *lane, long status)
{
	if (status != 416 || !lane->asked_from)
		return false;
	begin_anew(lane);
	curl_easy_setopt(lane->easy, CURLOPT_RANGE, NULL);
	curl_easy_setopt(lane->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	REQUIRE(curl_multi_add_handle(http->multi, lane->easy) == CURLM_OK);
	return true;
}

/* false: it was asked once more. */
static bool finish(struct http *http, struct lane *lane, CURLcode result)
{
	long status = 0;
	curl_off_t retry_after = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(lane->easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_multi_remove_handle(http->multi, lane->easy);
	if (result == CURLE_OK && (sign_again(http, lane, status) || ask_whole(http, lane, status)))
		return false;
	if (result != CURLE_OK && !lane->too_long)
		keep_part(lane);
	if (status == 403 && lane->revoked && is_signed(http, lane))
		identity_revoke(http->transport.identity);
	lane->running = false;
	lane->reply.arrived = result == CURLE_OK;
	lane->reply.status = status == 206 && lane->goes_on ? 200 : (int)status;
	lane->reply.came_bytes = lane->length - lane->asked_from;
	lane->reply.retry_after_s = retry_after > 3600 ? 3600 : (int)retry_after;
	lane->reply.body = (struct str){lane->body ? lane->body : "", lane->length};
	if (lane->too_long)
		error_set(&lane->reply.error, "%s answers more than %zu bytes", http->sources.items[lane->source], lane->limit);
	else if (result != CURLE_OK)
		note_failure(http, lane, result);
	return true;
}

/* One finished request, if there is one. */
static bool take_finished(struct http *http, struct transport_reply *reply)
{
	CURLMsg *message;
	int left;

	for (int i = 0; i < LANE_COUNT; i++) {
		struct lane *lane = &http->lanes[i];

		if (!lane->read)
			continue;
		lane->read = false;
		*reply = lane->reply;
		return true;
	}
	while ((message = curl_multi_info_read(http->multi, &left))) {
		struct lane *lane = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &lane);
		if (!finish(http, lane, message->data.result))
			continue;
		*reply = lane->reply;
		return true;
	}
	return false;
}

static enum transport_event http_wait(struct transport *transport, int timeout_ms, struct transport_reply *reply)
{
	struct http *http = (struct http *)transport;
	int running, events = 0;
	bool idle = true;

	drop_answers(http);
	curl_multi_perform(http->multi, &running);
	if (take_finished(http, reply))
		return TRANSPORT_REPLY;
	for (int lane = 0; lane < LANE_COUNT; lane++)
		idle = idle && !http->lanes[lane].running;
	if (timeout_ms < 0)
		timeout_ms = 24 * 3600 * 1000;
	curl_multi_poll(http->multi, NULL, 0, timeout_ms, &events);
	curl_multi_perform(http->multi, &running);
	if (take_finished(http, reply))
		return TRANSPORT_REPLY;
	return idle || events == 0 ? TRANSPORT_WOKEN : TRANSPORT_TIMEOUT;
}

static void http_wake(struct transport *transport)
{
	curl_multi_wakeup(((struct http *)transport)->multi);
}

static void http_destroy(struct transport *transport)
{
	struct http *http = (struct http *)transport;

	for (int i = 0; i < LANE_COUNT; i++) {
		struct lane *lane = &http->lanes[i];

		if (lane->running) {
			curl_multi_remove_handle(http->multi, lane->easy);
			keep_part(lane);
		}
		curl_easy_cleanup(lane->easy);
		lane_clear(lane);
		arena_finish(&lane->arena);
		free(lane->body);
	}
	curl_multi_cleanup(http->multi);
	free(http->proxy);
	free(http->ca);
	free(http);
	curl_global_cleanup();
}

static char *kept(const char *text)
{
	char *copy = text && text[0] ? strdup(text) : NULL;

	REQUIRE(copy || !text || !text[0]);
	return copy;
}

static bool is_proxy(struct str proxy)
{
	static const char *const kinds[] = {"http://", "https://", "socks5h://"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_starts(proxy, str_from(kinds[i])) && proxy.length > strlen(kinds[i]) && !memchr(proxy.bytes, ' ', proxy.length))
			return true;
	return proxy.length == 0;
}

/* Whether the certificates are sound is for TLS to say; a file of something else is told at once. */
static bool is_ca(const char *path, struct error *error)
{
	struct arena arena;
	struct str bytes;
	bool ok;

	arena_init(&arena);
	ok = file_read(&arena, path, CA_BYTES_MAX, &bytes, error) &&
	     (str_find(bytes, STR("-----BEGIN CERTIFICATE-----")) < bytes.length ||
		     error_set(error, "%s: found no certificate, expected PEM: -----BEGIN CERTIFICATE-----", path));
	arena_finish(&arena);
	return ok;
}

/* The addresses lie within. */
static void copy_sources(struct transport_sources *to, const struct transport_sources *from)
{
	*to = *from;
	for (int i = 0; i < from->count; i++)
		to->items[i] = to->text + (from->items[i] - from->text);
}

bool transport_http_check(const struct transport_settings *settings, struct error *error)
{
	if (!is_proxy(str_from(settings->proxy)))
		return error_set(error, "found proxy \"%s\", expected http://HOST:PORT, https://HOST:PORT or socks5h://HOST:PORT", settings->proxy);
	return !settings->ca || !settings->ca[0] || is_ca(settings->ca, error);
}

struct transport *transport_http_create(const struct transport_settings *settings, const struct transport_sources *sources)
{
	struct http *http = calloc(1, sizeof(*http));

	REQUIRE(http);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	http->transport = (struct transport){http_begin, http_wait, http_wake, http_destroy, true, sources->count, NULL};
	http->proxy = kept(settings->proxy);
	http->ca = kept(settings->ca);
	http->multi = curl_multi_init();
	REQUIRE(http->multi);
	copy_sources(&http->sources, sources);
	for (int i = 0; i < LANE_COUNT; i++) {
		arena_init(&http->lanes[i].arena);
		http->lanes[i].easy = curl_easy_init();
		REQUIRE(http->lanes[i].easy);
	}
	return &http->transport;
}
