#ifndef FEED_CENTRE_STORE_COPY_H
#define FEED_CENTRE_STORE_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/*
 * A whole store as one file, with the files beside it inside, and back. The copy is one moment of the store while others write to it:
 * it reads through a connection of its own, which never writes to the store and never checkpoints it.
 */

struct store_file {
	struct str name; /* "keys/centre.pub" */
	struct str bytes;
	unsigned mode;
};

enum { STORE_FILES_MAX = 16, STORE_FILE_BYTES_MAX = 4 * 1024 * 1024 };

/* Replaces `to`, which is read back and checked before it has its name. */
bool store_copy_out(const char *from, const char *to, const struct store_file *files, size_t count, int64_t now_ms, struct error *error);

/* `to` must not be there. The files that were in it go to the arena. *made_ms: when the copy was made. */
bool store_copy_in(const char *from, const char *to, struct arena *arena, struct store_file *files, size_t *count, int64_t *made_ms,
	struct error *error);

#endif
