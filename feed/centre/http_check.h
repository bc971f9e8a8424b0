#ifndef FEED_CENTRE_HTTP_CHECK_H
#define FEED_CENTRE_HTTP_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include <microhttpd.h>

/* What a request's header fields say of its body, before any of it is read. */

struct http_refusal {
	unsigned status;
	const char *sentence;
};

/* Where the message ends must not be open to two readings: one Content-Length of digits, or chunks, never both. A body
   is only for takes_body, of at most limit_bytes of JSON. true where all is well. */
bool http_check(struct MHD_Connection *connection, bool takes_body, size_t limit_bytes, struct http_refusal *refusal);

#endif
