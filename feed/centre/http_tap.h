#ifndef FEED_CENTRE_HTTP_TAP_H
#define FEED_CENTRE_HTTP_TAP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "feed/centre/http_scan.h"

/*
 * The bytes of each connection on their way into libmicrohttpd, which hands out only what it made of them. It takes them by recv(2),
 * so http_tap.c stands in for that function in this program: what arrives at a socket that is tapped is scanned first, any other
 * socket's is left alone. Should a later libmicrohttpd read in another way, nothing is scanned, and http.c, which answers only requests
 * whose head was, refuses all of them: no doubt goes unnoticed.
 */

struct http_tap {
	struct http_scan scan;
	bool busy;             /* bytes of a request came, and it is not over */
	atomic_size_t *busies; /* borrowed; counts those that are */
};

/* For sockets below this number, of the whole process; once, before there is a connection. */
void http_tap_start(size_t sockets);
void http_tap_stop(void); /* when there is none any more */

/* The thread that reads this socket, before its first byte and before it is closed. false: its number is too high. */
bool http_tap_put(int socket, struct http_tap *tap);
void http_tap_remove(int socket);

/* The request is over. */
void http_tap_rest(struct http_tap *tap);

#endif
