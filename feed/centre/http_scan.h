#ifndef FEED_CENTRE_HTTP_SCAN_H
#define FEED_CENTRE_HTTP_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads what one connection sends as RFC 9112 has it and no more generously, so that nobody on the way can have understood another
 * request than we do. libmicrohttpd unfolds lines, ends them at a bare LF and cuts them at a NUL before anybody sees them. Pure: bytes
 * in, a fault out. A body has a Content-Length here, or there is none: halls and nginx know how long it is.
 */

enum { HTTP_SCAN_NAME_BYTES = 20 /* enough to tell the names that frame a message from longer ones */ };

struct http_fault {
	unsigned status; /* 0: none */
	const char *sentence;
};

struct http_scan {
	struct http_fault fault; /* the first one; nothing is read after it */
	uint64_t heads;          /* how many ended */
	/* of http_scan.c */
	int place, blanks, word_length, name_length, digits;
	char name[HTTP_SCAN_NAME_BYTES];
	int hosts, lengths;
	bool coded; /* there is a Transfer-Encoding */
	uint64_t length, body_left;
};

/* An empty one is all zero. */
void http_scan_put(struct http_scan *scan, const char *bytes, size_t length);

#endif
