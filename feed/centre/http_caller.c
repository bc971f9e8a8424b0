#include "feed/centre/http_parts.h"

#include <netdb.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/clock.h"

/* Who sends a request: signatures of enrolled screens, and how a screen becomes one. */

enum { ADDRESS_BYTES = 64, DIGITS_MAX = 24 };

#define RETRY_SOON "5"
#define WHO "Hallboard"

static enum http_identity identify(struct http *http, struct MHD_Connection *connection, const struct http_request *request,
	char device[CREDENTIAL_DEVICE_DIGITS + 1])
{
	const struct credential_request signed_request = {
		request->posts ? STR("POST") : STR("GET"), str_from(request->path), {request->body ? request->body : "", request->length}};

	device[0] = '\0';
	return http->door.identify(http->door.self, MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION),
		&signed_request, device);
}

enum MHD_Result http_refuse_revoked(struct http *http, struct MHD_Connection *connection)
{
	return http_say(http, connection, MHD_HTTP_FORBIDDEN, "this screen is no longer trusted: enrol it anew", "Hallboard-Device", "revoked");
}

/* The screen takes our time for signing, and asks once more. */
static enum MHD_Result tell_time(struct http *http, struct MHD_Connection *connection)
{
	char digits[DIGITS_MAX];

	snprintf(digits, sizeof(digits), "%lld", (long long)clock_system.wall_ms(&clock_system));
	return http_say(http, connection, MHD_HTTP_UNAUTHORIZED, "found a signature of another time, expected one of now", "Hallboard-Time", digits);
}

bool http_admit(struct http *http, struct MHD_Connection *connection, const struct http_request *request,
	char device[CREDENTIAL_DEVICE_DIGITS + 1], enum MHD_Result *result)
{
	static const char *const sentences[] = {
		[IDENTITY_NEEDED] = "found no signature, expected a screen that is enrolled",
		[IDENTITY_UNKNOWN] = "found a screen that is not enrolled here",
		[IDENTITY_FORGED] = "found a signature that does not fit, expected one by the key of this screen",
		[IDENTITY_REPEATED] = "found a request that came before, expected each once",
	};
	enum http_identity identity = identify(http, connection, request, device);

	if (identity == IDENTITY_SCREEN || identity == IDENTITY_NOBODY)
		return true;
	if (identity == IDENTITY_MALFORMED)
		*result = http_say(http, connection, MHD_HTTP_BAD_REQUEST,
			"found another Authorization, expected Hallboard device=, time=, nonce=, signature=", NULL, NULL);
	else if (identity == IDENTITY_REVOKED)
		*result = http_refuse_revoked(http, connection);
	else if (identity == IDENTITY_CLOCK)
		*result = tell_time(http, connection);
	else
		*result = http_say(http, connection, MHD_HTTP_UNAUTHORIZED, sentences[identity], MHD_HTTP_HEADER_WWW_AUTHENTICATE, WHO);
	return false;
}

/* The feed is anybody's; only a screen that says who it is can be told that it is no longer trusted. */
bool http_is_revoked(struct http *http, struct MHD_Connection *connection, struct http_request *request)
{
	enum http_identity identity;

	if (request->waited || !MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION))
		return false;
	identity = identify(http, connection, request, request->device);
	if (identity != IDENTITY_SCREEN)
		request->device[0] = '\0';
	return identity == IDENTITY_REVOKED;
}

static void name_address(struct MHD_Connection *connection, char name[ADDRESS_BYTES])
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	socklen_t length = info && info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);

	if (!info || getnameinfo(info->client_addr, length, name, ADDRESS_BYTES, NULL, 0, NI_NUMERICHOST) != 0)
		snprintf(name, ADDRESS_BYTES, "?");
}

static enum MHD_Result enrol(struct http *http, struct MHD_Connection *connection, struct arena *arena, const struct enrol_request *wanted)
{
	char address[ADDRESS_BYTES], digits[DIGITS_MAX];
	struct enrol_answer answer;
	struct error why_not = {""};
	int wait_s = 0;

	name_address(connection, address);
	switch (http->door.enrol(http->door.self, address, wanted, arena, &answer, &wait_s, &why_not)) {
	case ENROLLED:
		return http_answer(http, connection,
			&(struct http_reply){MHD_HTTP_OK, "application/json", enrol_answer_encode(arena, &answer), NULL, NULL});
	case ENROL_REFUSED:
		return http_say(http, connection, MHD_HTTP_FORBIDDEN, why_not.text, NULL, NULL);
	case ENROL_PACED:
		snprintf(digits, sizeof(digits), "%d", wait_s);
		return http_say(http, connection, MHD_HTTP_TOO_MANY_REQUESTS, "too many wrong codes from this address",
			MHD_HTTP_HEADER_RETRY_AFTER, digits);
	case ENROL_BUSY:
		return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
	case ENROL_BROKEN:
		break;
	}
	return http_say(http, connection, MHD_HTTP_SERVICE_UNAVAILABLE, "cannot enrol now", MHD_HTTP_HEADER_RETRY_AFTER, RETRY_SOON);
}

enum MHD_Result http_take_enrolment(struct http *http, struct MHD_Connection *connection, const struct http_request *request)
{
	struct enrol_request wanted;
	struct error error;
	struct arena arena;
	enum MHD_Result result;

	arena_init(&arena);
	if (enrol_request_decode(&arena, (struct str){request->body, request->length}, &wanted, &error))
		result = enrol(http, connection, &arena, &wanted);
	else
		result = http_say(http, connection, MHD_HTTP_BAD_REQUEST, error.text, NULL, NULL);
	arena_finish(&arena);
	return result;
}
