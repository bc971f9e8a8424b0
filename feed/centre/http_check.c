#include "feed/centre/http_check.h"

#include <string.h>
#include <strings.h>

#include "feed/base/str.h"

struct body {
	int types;
	const char *length, *type, *encoding;
};

static enum MHD_Result read_field(void *self, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct body *body = self;

	(void)kind;
	if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
		body->length = value;
	} else if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_TYPE) == 0) {
		body->types++;
		body->type = value;
	} else if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_ENCODING) == 0) {
		body->encoding = value;
	}
	return MHD_YES;
}

static bool refuse(struct http_fault *fault, unsigned status, const char *sentence)
{
	*fault = (struct http_fault){status, sentence};
	return false;
}

static bool is_json(const struct body *body)
{
	struct str type = str_from(body->type), wanted = STR("application/json");

	type = str_trim(str_part(type, 0, str_find(type, STR(";"))));
	return body->types == 1 && type.length == wanted.length && strncasecmp(type.bytes, wanted.bytes, type.length) == 0;
}

static bool is_longer(const char *digits, size_t limit)
{
	int64_t length;

	return digits && (!str_integer(str_trim(str_from(digits)), &length) || (uint64_t)length > limit);
}

bool http_check(struct MHD_Connection *connection, bool takes_body, size_t limit_bytes, struct http_fault *fault)
{
	struct body body = {0};

	MHD_get_connection_values(connection, MHD_HEADER_KIND, read_field, &body);
	if (!takes_body)
		return !is_longer(body.length, 0) || refuse(fault, MHD_HTTP_BAD_REQUEST, "found a body, expected none");
	if (is_longer(body.length, limit_bytes))
		return refuse(fault, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have");
	if (body.encoding || !is_json(&body))
		return refuse(fault, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "found another kind of body, expected application/json");
	return true;
}
