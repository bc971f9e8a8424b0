#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/sync/identity.h"
#include "feed/sync/transport_kinds.h"

/* HTTP by libcurl, the only file that knows it. Connections are kept; answers are inflated by curl and counted after that, so that
   a small answer that grows is stopped at its limit. */

enum { CONNECT_MS = 10000, URL_BYTES_MAX = 2048, PATH_BYTES_MAX = 256, FIRST_BYTES = 16 * 1024 };

struct lane {
	CURL *easy; /* owned */
	struct curl_slist *headers;
	char *body; /* owned */
	size_t length, room, limit;
	char *post; /* owned copy of the request's body */
	size_t post_length;
	char path[PATH_BYTES_MAX], tag[80]; /* of the request */
	bool uncached;
	int wait_s;
	int64_t centre_ms; /* what the answer says that the centre's clock says; 0: nothing */
	bool resigned;     /* once, with that */
	bool revoked;      /* the answer says that this screen is no longer trusted */
	struct transport_reply reply;
	bool running, too_long;
};

struct http {
	struct transport transport;
	CURLM *multi; /* owned */
	char *base;   /* owned; without a slash at its end */
	struct lane lanes[LANE_COUNT];
};

static size_t take_body(char *bytes, size_t size, size_t count, void *self)
{
	struct lane *lane = self;
	size_t more = size * count, room = lane->room;

	if (more > lane->limit - lane->length) {
		lane->too_long = true;
		return 0;
	}
	while (lane->length + more + 1 > room)
		room = room ? room * 2 : FIRST_BYTES;
	if (room != lane->room) {
		lane->body = realloc(lane->body, room);
		REQUIRE(lane->body);
		lane->room = room;
	}
	memcpy(lane->body + lane->length, bytes, more);
	lane->length += more;
	return more;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *self)
{
	struct lane *lane = self;
	struct str line = {bytes, size * count}, value;
	size_t colon = str_find(line, STR(":"));

	value = str_trim(str_part(line, colon + 1, line.length));
	if (colon == 18 && strncasecmp(line.bytes, "preference-applied", 18) == 0)
		lane->reply.waits = str_starts(value, STR("wait"));
	if (colon == 4 && strncasecmp(line.bytes, "etag", 4) == 0 && value.length < sizeof(lane->reply.etag))
		snprintf(lane->reply.etag, sizeof(lane->reply.etag), STR_FMT, STR_ARG(value));
	if (colon == 14 && strncasecmp(line.bytes, "hallboard-time", 14) == 0)
		str_integer(value, &lane->centre_ms);
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

static void set_request(struct http *http, struct lane *lane, const struct transport_request *request)
{
	char url[URL_BYTES_MAX];

	REQUIRE(request->path.length < PATH_BYTES_MAX && request->if_none_match.length < sizeof(lane->tag));
	snprintf(lane->path, sizeof(lane->path), STR_FMT, STR_ARG(request->path));
	snprintf(lane->tag, sizeof(lane->tag), STR_FMT, STR_ARG(request->if_none_match));
	lane->wait_s = request->wait_s;
	lane->uncached = request->uncached;
	snprintf(url, sizeof(url), "%s" STR_FMT, http->base, STR_ARG(request->path));
	curl_easy_reset(lane->easy);
	curl_easy_setopt(lane->easy, CURLOPT_URL, url);
	curl_easy_setopt(lane->easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(lane->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(lane->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(lane->easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
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
	lane->length = 0;
	lane->too_long = false;
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

	REQUIRE(!lane->running);
	lane_clear(lane);
	lane->limit = request->limit_bytes;
	lane->reply = (struct transport_reply){.lane = which};
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

/* false: it was asked once more. */
static bool finish(struct http *http, struct lane *lane, CURLcode result)
{
	long status = 0;
	curl_off_t retry_after = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(lane->easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_multi_remove_handle(http->multi, lane->easy);
	if (result == CURLE_OK && sign_again(http, lane, status))
		return false;
	if (status == 403 && lane->revoked && is_signed(http, lane))
		identity_revoke(http->transport.identity);
	lane->running = false;
	lane->reply.arrived = result == CURLE_OK;
	lane->reply.status = (int)status;
	lane->reply.retry_after_s = retry_after > 3600 ? 3600 : (int)retry_after;
	lane->reply.body = (struct str){lane->body ? lane->body : "", lane->length};
	if (lane->too_long)
		error_set(&lane->reply.error, "%s answers more than %zu bytes", http->base, lane->limit);
	else if (result != CURLE_OK)
		error_set(&lane->reply.error, "%s: %s", http->base, curl_easy_strerror(result));
	return true;
}

/* One finished request, if there is one. */
static bool take_finished(struct http *http, struct transport_reply *reply)
{
	CURLMsg *message;
	int left;

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

		if (lane->running)
			curl_multi_remove_handle(http->multi, lane->easy);
		curl_easy_cleanup(lane->easy);
		lane_clear(lane);
		free(lane->body);
	}
	curl_multi_cleanup(http->multi);
	free(http->base);
	free(http);
	curl_global_cleanup();
}

struct transport *transport_http_create(const char *base_url, struct error *error)
{
	struct http *http;

	if (strlen(base_url) > URL_BYTES_MAX / 2) {
		error_set(error, "found a feed address of %zu bytes, expected at most %d", strlen(base_url), URL_BYTES_MAX / 2);
		return NULL;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	http = calloc(1, sizeof(*http));
	REQUIRE(http);
	http->transport = (struct transport){http_begin, http_wait, http_wake, http_destroy, true, NULL};
	http->base = strdup(base_url);
	http->multi = curl_multi_init();
	REQUIRE(http->base && http->multi);
	for (size_t end = strlen(http->base); end && http->base[end - 1] == '/';)
		http->base[--end] = '\0';
	for (int i = 0; i < LANE_COUNT; i++) {
		http->lanes[i].easy = curl_easy_init();
		REQUIRE(http->lanes[i].easy);
	}
	return &http->transport;
}
