#include "feed/centre/source/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <curl/curl.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/error.h"
#include "feed/base/file.h"

enum { FIRST_BYTES = 16 * 1024, OTHERS = 077 };

struct answer {
	char *bytes; /* owned */
	size_t length, room;
	char etag[FETCH_ETAG_BYTES_MAX + 1];
	bool too_long;
};

/* After inflating, so that a small answer that grows is stopped as well. */
static size_t take_body(char *bytes, size_t size, size_t count, void *self)
{
	struct answer *answer = self;
	size_t more = size * count, room = answer->room ? answer->room : FIRST_BYTES;

	if (more > SOURCE_ANSWER_BYTES_MAX - answer->length) {
		answer->too_long = true;
		return 0;
	}
	while (answer->length + more > room)
		room *= 2;
	if (room != answer->room) {
		answer->bytes = realloc(answer->bytes, room);
		REQUIRE(answer->bytes);
		answer->room = room;
	}
	memcpy(answer->bytes + answer->length, bytes, more);
	answer->length += more;
	return more;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *self)
{
	struct answer *answer = self;
	struct str line = {bytes, size * count}, value;

	value = str_trim(str_part(line, 5, line.length));
	if (line.length > 5 && strncasecmp(line.bytes, "etag:", 5) == 0 && value.length <= FETCH_ETAG_BYTES_MAX) {
		memcpy(answer->etag, value.bytes, value.length);
		answer->etag[value.length] = '\0';
	}
	return size * count;
}

/* A secret that others can read is none. */
static bool read_value(struct arena *arena, const char *folder, const struct source_header *header, struct str *value, struct error *error)
{
	const char *path = str_format(arena, "%s/keys/" STR_FMT, folder, STR_ARG(header->file)).bytes;
	struct stat info;

	if (!file_read(arena, path, FETCH_HEADER_BYTES_MAX, value, error))
		return false;
	if (stat(path, &info) == 0 && (info.st_mode & OTHERS))
		return error_set(error, "%s can be read by others: chmod 600 it", path);
	*value = str_trim(*value);
	for (size_t i = 0; i < value->length; i++)
		if ((unsigned char)value->bytes[i] < ' ')
			return error_set(error, "%s holds more than one line", path);
	return value->length || error_set(error, "%s is empty", path);
}

static bool add_headers(struct arena *arena, const char *folder, const struct source *source, struct str etag,
	struct curl_slist **headers, struct error *error)
{
	struct str value;

	if (etag.length)
		*headers = curl_slist_append(*headers, str_format(arena, "If-None-Match: " STR_FMT, STR_ARG(etag)).bytes);
	for (size_t i = 0; i < source->header_count; i++) {
		if (!read_value(arena, folder, &source->headers[i], &value, error))
			return false;
		*headers = curl_slist_append(*headers,
			str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(source->headers[i].name), STR_ARG(value)).bytes);
	}
	return true;
}

static void set_request(CURL *easy, struct arena *arena, const struct source *source, struct answer *answer)
{
	curl_easy_setopt(easy, CURLOPT_URL, str_copy(arena, source->url).bytes);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)FETCH_CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)FETCH_MS_MAX);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "hallfeed/" HALLBOARD_VERSION);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, answer);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, answer);
}

static bool judge(CURL *easy, CURLcode result, const struct answer *answer, bool asked_for_news, struct fetched *fetched,
	struct error *error)
{
	long status = 0;

	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	if (answer->too_long)
		return error_set(error, "the answer is longer than %d bytes", SOURCE_ANSWER_BYTES_MAX);
	if (result != CURLE_OK)
		return error_set(error, "no answer: %s", curl_easy_strerror(result));
	fetched->same = status == 304 && asked_for_news;
	if (fetched->same || status == 200)
		return true;
	if (status >= 300 && status < 400)
		return error_set(error, "the answer is %ld, a redirect, which is not followed: put the right url into the source", status);
	return error_set(error, "the answer is %ld, expected 200", status);
}

bool fetch(struct arena *arena, const char *folder, const struct source *source, struct str etag, struct fetched *fetched,
	struct error *error)
{
	struct answer answer = {.bytes = NULL};
	struct curl_slist *headers = NULL;
	CURL *easy = curl_easy_init();
	bool got = false;

	*fetched = (struct fetched){.same = false};
	REQUIRE(easy);
	if (add_headers(arena, folder, source, etag, &headers, error)) {
		set_request(easy, arena, source, &answer);
		curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
		got = judge(easy, curl_easy_perform(easy), &answer, etag.length, fetched, error);
	}
	if (got) {
		fetched->bytes = str_copy(arena, (struct str){answer.bytes, answer.length});
		fetched->etag = str_copy(arena, str_from(answer.etag));
	}
	curl_slist_free_all(headers);
	curl_easy_cleanup(easy);
	free(answer.bytes);
	return got;
}
