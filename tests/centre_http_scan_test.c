#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "feed/centre/http_scan.h"

/* What the centre takes for a request, byte by byte. */

#define LINE "POST /v1/ratings HTTP/1.1\r\n"
#define HOST "Host: hall\r\n"
#define BYTES(text) {text, sizeof(text) - 1}

struct sent {
	const char *bytes;
	size_t length;
};

static struct http_scan scan_in_parts(struct sent sent, size_t part)
{
	struct http_scan scan = {.heads = 0};

	for (size_t at = 0; at < sent.length; at += part)
		http_scan_put(&scan, sent.bytes + at, sent.length - at < part ? sent.length - at : part);
	return scan;
}

static void honest_requests_have_one_reading(void **state)
{
	static const struct {
		struct sent sent;
		uint64_t heads;
	} cases[] = {
		{BYTES("GET / HTTP/1.1\r\n" HOST "\r\n"), 1},
		{BYTES("GET / HTTP/1.1\r\n" HOST), 0},
		{BYTES("GET /v1/head/all.json?x HTTP/1.0\r\nX:\r\nY: \t a\tb \r\n\r\n"), 1},
		{BYTES(LINE HOST "Content-Length: 2\r\n\r\n\n\0GET / HTTP/1.1\r\n\r\n"), 2},
		{BYTES(LINE HOST "content-length:0\r\n\r\nGET / HTTP/1.1\r\n\r\n"), 2},
		{BYTES(LINE HOST "CONTENT-LENGTH: \t007\r\n\r\n1234567GET / HTTP/1.1\r\n\r\n"), 2},
		{BYTES("GET / HTTP/1.1\r\nX-Name: \xe5\x8e\x85\r\n\r\n"), 1},
		{BYTES("GET / HTTP/1.1\r\nContent-Length-X: a\r\nA-Name-That-Is-Longer-Than-Any-Of-Ours: 1\r\n\r\n"), 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t part = 1; part <= cases[i].sent.length; part++) {
			struct http_scan scan = scan_in_parts(cases[i].sent, part);

			if (scan.fault.status || scan.heads != cases[i].heads)
				fail_msg("case %zu in parts of %zu: %s, %d heads", i, part, scan.fault.sentence, (int)scan.heads);
		}
}

static void what_may_be_read_in_two_ways_is_a_fault(void **state)
{
	static const struct {
		struct sent sent;
		unsigned status;
		const char *sentence; /* some words of it */
	} cases[] = {
		{BYTES(LINE HOST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n"), 400, "two Content-Length"},
		{BYTES(LINE HOST "Content-Length: 2\r\ncontent-length: 3\r\n\r\n"), 400, "two Content-Length"},
		{BYTES(LINE HOST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"), 400, "Content-Length and Transfer-Encoding"},
		{BYTES(LINE HOST "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n"), 400, "Content-Length and Transfer-Encoding"},
		{BYTES(LINE HOST "Transfer-Encoding: chunked\r\n\r\n"), 411, "expected Content-Length"},
		{BYTES(LINE HOST "Transfer-Encoding: xchunked\r\n\r\n"), 411, "expected Content-Length"},
		{BYTES(LINE HOST "Content-Length: +2\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: -2\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: 0x2\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: 2, 2\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: 2 2\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: \r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length: 1000000000000000000\r\n\r\n"), 400, "no number"},
		{BYTES(LINE HOST "Content-Length:\v2\r\n\r\n"), 400, "control character"},
		{BYTES(LINE HOST HOST "\r\n"), 400, "two Host"},
		{BYTES("GET / HTTP/1.1\nHost: h\n\n"), 400, "LF alone"},
		{BYTES("GET / HTTP/1.1\r\nHost: h\n\r\n"), 400, "LF alone"},
		{BYTES("GET / HTTP/1.1\r\nHost: h\r\n\n"), 400, "name of a field"},
		{BYTES("GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n"), 400, "folded"},
		{BYTES("GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n"), 400, "folded"},
		{BYTES("GET / HTTP/1.1\r\n X: a\r\n\r\n"), 400, "folded"},
		{BYTES("GET / HTTP/1.1\r\nX: a\0b\r\n\r\n"), 400, "control character"},
		{BYTES("GET / HTTP/1.1\r\nX: a\0\n\r\n"), 400, "control character"},
		{BYTES("GET / HTTP/1.1\r\nX: a\r\n\0\n"), 400, "name of a field"},
		{BYTES("GET / HTTP/1.1\r\n\0X: a\r\n\r\n"), 400, "name of a field"},
		{BYTES("GET /a\0b HTTP/1.1\r\n\r\n"), 400, "no visible ASCII"},
		{BYTES("GET / HTTP/1.1\r\nX : a\r\n\r\n"), 400, "blank in the name"},
		{BYTES("GET / HTTP/1.1\r\nX\t: a\r\n\r\n"), 400, "blank in the name"},
		{BYTES("GET / HTTP/1.1\r\nX Y: a\r\n\r\n"), 400, "blank in the name"},
		{BYTES("GET / HTTP/1.1\r\nX\r\n\r\n"), 400, "name of a field"},
		{BYTES("GET / HTTP/1.1\r\n: a\r\n\r\n"), 400, "without a name"},
		{BYTES("GET / HTTP/1.1\r\nX\xc3: a\r\n\r\n"), 400, "name of a field"},
		{BYTES("GET / HTTP/1.1\r\nX: a\rb\r\n\r\n"), 400, "CR within"},
		{BYTES("GET / HTTP/1.1\r\nX: a\r\n\rb"), 400, "CR within"},
		{BYTES("GET / HTTP/1.1\rHost: h\r\n\r\n"), 400, "CR within"},
		{BYTES("GET / HTTP/1.1 \r\n\r\n"), 400, "blanks"},
		{BYTES("GET  / HTTP/1.1\r\n\r\n"), 400, "blanks"},
		{BYTES(" GET / HTTP/1.1\r\n\r\n"), 400, "blanks"},
		{BYTES("GET /a b HTTP/1.1\r\n\r\n"), 400, "blanks"},
		{BYTES("GET /\r\n\r\n"), 400, "three words"},
		{BYTES("GET\t/ HTTP/1.1\r\n\r\n"), 400, "no visible ASCII"},
		{BYTES("\r\nGET / HTTP/1.1\r\n\r\n"), 400, "no method"},
		{BYTES("(GET) / HTTP/1.1\r\n\r\n"), 400, "no method"},
		{BYTES("GET / HTTP/1.1\r\n\r\n\x16\x03\x01"), 400, "no visible ASCII"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t part = 1; part <= cases[i].sent.length; part++) {
			struct http_scan scan = scan_in_parts(cases[i].sent, part);

			if (scan.fault.status != cases[i].status || !strstr(scan.fault.sentence, cases[i].sentence))
				fail_msg("case %zu in parts of %zu: found %u %s, expected %u %s", i, part, scan.fault.status,
					scan.fault.status ? scan.fault.sentence : "", cases[i].status, cases[i].sentence);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(honest_requests_have_one_reading),
		cmocka_unit_test(what_may_be_read_in_two_ways_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
