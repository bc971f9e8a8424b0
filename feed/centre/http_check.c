#include "feed/centre/http_check.h"

#include <string.h>
#include <strings.h>

#include "feed/base/str.h"

struct framing {
	int lengths, encodings, types;
	bool blank; /* in the name of a field: one may take it for that field and another not */
	const char *length, *encoding, *type, *content_encoding;
};

static enum MHD_Result read_field(void *self, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct framing *framing = self;

	(void)kind;
	framing->blank = framing->blank || strpbrk(name, " \t");
	if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
		framing->lengths++;
		framing->length = value ? value : "";
	} else if (strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0) {
		framing->encodings++;
		framing->encoding = value ? value : "";
	} else if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_TYPE) == 0) {
		framing->types++;
		framing->type = value ? value : "";
	} else if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_ENCODING) == 0) {
		framing->content_encoding = value ? value : "";
	}
	return MHD_YES;
}

static bool refuse(struct http_refusal *refusal, unsigned status, const char *sentence)
{
	*refusal = (struct http_refusal){status, sentence};
	return false;
}

static bool is_json(const struct framing *framing)
{
	struct str type = str_from(framing->type), wanted = STR("application/json");

	type = str_trim(str_part(type, 0, str_find(type, STR(";"))));
	return framing->types == 1 && type.length == wanted.length &&
	       strncasecmp(type.bytes, wanted.bytes, type.length) == 0;
}

static bool is_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

static bool is_longer(const char *digits, size_t limit)
{
	int64_t length;

	return !str_integer(str_from(digits), &length) || (uint64_t)length > limit;
}

static bool check_end(const struct framing *framing, struct http_refusal *refusal)
{
	if (framing->blank)
		return refuse(refusal, MHD_HTTP_BAD_REQUEST, "found a blank in the name of a field, expected none");
	if (framing->lengths > 1)
		return refuse(refusal, MHD_HTTP_BAD_REQUEST, "found two Content-Length, expected one");
	if (framing->lengths && framing->encodings)
		return refuse(refusal, MHD_HTTP_BAD_REQUEST,
			"found Content-Length and Transfer-Encoding, expected one of them");
	if (framing->lengths && !is_digits(framing->length))
		return refuse(refusal, MHD_HTTP_BAD_REQUEST, "found a Content-Length that is no number");
	if (framing->encodings > 1 || (framing->encodings && strcasecmp(framing->encoding, "chunked") != 0))
		return refuse(refusal, MHD_HTTP_BAD_REQUEST, "found another Transfer-Encoding, expected chunked");
	return true;
}

bool http_check(struct MHD_Connection *connection, bool takes_body, size_t limit_bytes, struct http_refusal *refusal)
{
	struct framing framing = {0};

	MHD_get_connection_values(connection, MHD_HEADER_KIND, read_field, &framing);
	if (!check_end(&framing, refusal))
		return false;
	if (!takes_body) {
		bool body = framing.encodings || (framing.lengths && is_longer(framing.length, 0));

		return !body || refuse(refusal, MHD_HTTP_BAD_REQUEST, "found a body, expected none");
	}
	if (framing.lengths && is_longer(framing.length, limit_bytes))
		return refuse(refusal, MHD_HTTP_CONTENT_TOO_LARGE, "found more bytes than a batch may have");
	if (framing.content_encoding || !is_json(&framing))
		return refuse(refusal, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
			"found another kind of body, expected application/json");
	return true;
}
