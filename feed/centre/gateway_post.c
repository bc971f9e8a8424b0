#include "feed/centre/gateway.h"

#include <string.h>

#include <curl/curl.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* One POST to the gateway. What it answers is cut to what is kept as a receipt; the rest is read and thrown away. */

enum { ANSWER_BYTES_MAX = 256 * 1024 };

struct posting {
	char receipt[GATEWAY_RECEIPT_BYTES_MAX];
	size_t kept, got;
	const atomic_bool *stop;
};

void gateway_begin(void)
{
	REQUIRE(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

void gateway_end(void)
{
	curl_global_cleanup();
}

static size_t take(char *bytes, size_t size, size_t count, void *self)
{
	struct posting *posting = self;
	size_t length = size * count, room = sizeof(posting->receipt) - posting->kept;

	posting->got += length;
	if (posting->got > ANSWER_BYTES_MAX)
		return 0;
	memcpy(posting->receipt + posting->kept, bytes, length < room ? length : room);
	posting->kept += length < room ? length : room;
	return length;
}

static int is_stopped(void *self, curl_off_t all_down, curl_off_t down, curl_off_t all_up, curl_off_t up)
{
	const struct posting *posting = self;

	(void)all_down, (void)down, (void)all_up, (void)up;
	return posting->stop && atomic_load(posting->stop);
}

static struct curl_slist *add(struct curl_slist *list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(list, line);

	REQUIRE(longer);
	return longer;
}

static struct curl_slist *headers(struct arena *arena, const struct gateway *gateway, struct str key)
{
	struct curl_slist *list = add(NULL, "Expect:");

	list = add(list, str_format(arena, "Content-Type: " STR_FMT, STR_ARG(gateway->type)).bytes);
	if (gateway->key_header.length)
		list = add(list, str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(gateway->key_header), STR_ARG(key)).bytes);
	for (size_t i = 0; i < gateway->header_count; i++)
		list = add(list, str_copy(arena, gateway->headers[i]).bytes);
	return list;
}

static void set_up(CURL *easy, struct arena *arena, const struct gateway *gateway, struct str body, struct posting *posting)
{
	curl_easy_setopt(easy, CURLOPT_URL, str_copy(arena, gateway->url).bytes);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)gateway->timeout_s);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "hallfeed/" HALLBOARD_VERSION);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.length);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, posting);
	curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, is_stopped);
	curl_easy_setopt(easy, CURLOPT_XFERINFODATA, posting);
	curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

/* It is printed one day. */
static struct str receipt(struct arena *arena, struct posting *posting)
{
	bool text = str_is_utf8((struct str){posting->receipt, posting->kept});

	for (size_t i = 0; i < posting->kept; i++) {
		unsigned char byte = (unsigned char)posting->receipt[i];

		if (byte < ' ' || byte == 127)
			posting->receipt[i] = ' ';
		else if (!text && byte > 127)
			posting->receipt[i] = '?';
	}
	return str_trim(str_copy(arena, (struct str){posting->receipt, posting->kept}));
}

bool gateway_post(struct arena *arena, const struct gateway *gateway, struct str key, struct str body, const atomic_bool *stop,
	struct gateway_answer *answer)
{
	struct posting posting = {.stop = stop};
	struct curl_slist *list = headers(arena, gateway, key);
	CURL *easy = curl_easy_init();
	curl_off_t retry_after = 0;
	CURLcode code;

	REQUIRE(easy);
	*answer = (struct gateway_answer){.asked = true};
	set_up(easy, arena, gateway, body, &posting);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
	code = curl_easy_perform(easy);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_easy_cleanup(easy);
	curl_slist_free_all(list);
	answer->retry_after_s = retry_after;
	answer->sent = code == CURLE_OK && answer->status >= 200 && answer->status < 300;
	answer->receipt = code == CURLE_OK ? receipt(arena, &posting) : str_copy(arena, str_from(curl_easy_strerror(code)));
	return code != CURLE_ABORTED_BY_CALLBACK;
}
