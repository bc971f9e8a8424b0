#ifndef FEED_CENTRE_SOURCE_FETCH_H
#define FEED_CENTRE_SOURCE_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"
#include "feed/centre/source/source.h"

struct arena;
struct error;

/* One GET, by libcurl: TLS is verified, redirects are not followed, and what comes has an end in bytes and in time. */

enum { FETCH_CONNECT_MS = 10000, FETCH_MS_MAX = 60000, FETCH_HEADER_BYTES_MAX = 4000, FETCH_ETAG_BYTES_MAX = 200 };

struct fetched {
	bool same; /* 304: as the etag that was sent says */
	struct str bytes, etag;
};

/* folder: the centre's, whose keys/ holds the values of headers. etag: empty, or of the answer before. */
bool fetch(struct arena *arena, const char *folder, const struct source *source, struct str etag, struct fetched *fetched,
	struct error *error);

#endif
