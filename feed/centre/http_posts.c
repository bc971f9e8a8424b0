#include "feed/centre/http_parts.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/wire/wire.h"

/* What halls hand in: ratings, which alerts they showed, and how they are. */

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

static enum MHD_Result take_batch(struct http *http, struct MHD_Connection *connection, const char *device, struct arena *arena,
	const struct rating_batch *batch)
{
	struct rating_answer taken;

	switch (http->door.take(http->door.self, device, batch, arena, &taken)) {
	case HTTP_TAKEN:
		break;
	case HTTP_BUSY:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_SOON);
	case HTTP_BROKEN:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep ratings now",
			MHD_HTTP_HEADER_RETRY_AFTER, RETRY_LATER);
	}
	return http_answer(http, connection,
		&(struct http_reply){MHD_HTTP_OK, "application/json", rating_answer_encode(arena, &taken), NULL, NULL});
}

enum MHD_Result http_take_ratings(
	struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct rating_batch batch;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (request->length > RATING_BATCH_BYTES_MAX)
		return http_say(http, connection, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have", NULL,
			NULL);
	if (!http_admit(http, connection, request, device, &result))
		return result;
	arena_init(&arena);
	if (rating_batch_decode(&arena, (struct str){request->body, request->length}, &batch, &error))
		result = take_batch(http, connection, device, &arena, &batch);
	else
		result = http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}

static enum MHD_Result keep_seen(struct http *http, struct MHD_Connection *connection, const struct seen_batch *batch)
{
	switch (http->door.note_seen(http->door.self, batch)) {
	case HTTP_TAKEN:
		break;
	case HTTP_BUSY:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
	case HTTP_BROKEN:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep this now", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_LATER);
	}
	return http_answer(http, connection, &(struct http_reply){MHD_HTTP_NO_CONTENT, HTTP_PLAIN, STR(""), NULL, NULL});
}

enum MHD_Result http_take_seen(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct seen_batch batch;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (request->length > SEEN_BATCH_BYTES_MAX)
		return http_say(http, connection, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have", NULL, NULL);
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
	bool refused = false;

	switch (http->door.note_beat(http->door.self, device, beat, arena, &refused, &why_not)) {
	case HTTP_TAKEN:
		break;
	case HTTP_BUSY:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
	case HTTP_BROKEN:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot keep this now", MHD_HTTP_HEADER_RETRY_AFTER,
			RETRY_LATER);
	}
	if (refused)
		return http_say(http, connection, MHD_HTTP_FORBIDDEN, why_not.text, NULL, NULL);
	return http_answer(http, connection, &(struct http_reply){MHD_HTTP_NO_CONTENT, HTTP_PLAIN, STR(""), NULL, NULL});
}

enum MHD_Result http_take_beat(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	struct heartbeat beat;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	if (request->length > HEARTBEAT_BYTES_MAX)
		return http_say(http, connection, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a heartbeat may have", NULL, NULL);
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
