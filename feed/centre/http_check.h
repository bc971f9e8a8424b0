#ifndef FEED_CENTRE_HTTP_CHECK_H
#define FEED_CENTRE_HTTP_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include <microhttpd.h>

#include "feed/centre/http_scan.h"

/* What a request's header fields say of its body, before any of it is read: only for takes_body, of at most limit_bytes of JSON. How
   long it is was scanned already (http_scan.h). true where all is well. */
bool http_check(struct MHD_Connection *connection, bool takes_body, size_t limit_bytes, struct http_fault *fault);

#endif
