#ifndef FEED_CENTRE_SHELF_H
#define FEED_CENTRE_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include <microhttpd.h>

#include "feed/base/str.h"

/*
 * The published folder over HTTP: heads and roots are asked for again, blobs never change. Each blob is compressed once
 * and kept in memory, within limits. One thread.
 */

enum {
	SHELF_KEPT_MAX = 128,                    /* compressed blobs */
	SHELF_KEPT_BYTES_MAX = 64 * 1024 * 1024, /* of them */
	SHELF_GZIP_BYTES_MAX = 16 * 1024 * 1024, /* larger blobs go as they are */
	SHELF_GZIP_BYTES_MIN = 256               /* smaller ones too */
};

struct shelf;

struct shelf *shelf_create(const char *folder); /* folder is borrowed */
void shelf_destroy(struct shelf *shelf);

struct shelf_request {
	const char *path;          /* "/v1/head/all.json" */
	const char *if_none_match; /* or NULL */
	const char *accept_encoding;
	const char *range, *if_range; /* "bytes=1000-": the rest of a blob whose way was cut; or NULL */
};

struct shelf_answer {
	unsigned status;               /* 200, 206, 304, 404 or 416 */
	struct MHD_Response *response; /* NULL for 404 and 416 */
	size_t bytes;                  /* of its body */
	bool lent;                     /* the shelf keeps the response; else you destroy it once it was queued */
};

bool shelf_has(struct str path); /* by its look */
struct shelf_answer shelf_find(struct shelf *shelf, const struct shelf_request *request);

#endif
