#ifndef FEED_CENTRE_GATE_KEPT_H
#define FEED_CENTRE_GATE_KEPT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/model/head.h"

struct arena;
struct import_index;
struct store;

/*
 * DIR/archive/SHA256.csv, .geojson or .json: what was taken from each file that was imported, so that any earlier state can be
 * compared and published again. Written from the store and not copied from the file: what is about persons never got there. A file
 * here can be imported as it is.
 */

/* The rows of a kind as they are in the store now, inside its transaction; only: those of these dates or periods, where it holds
   any. On disk, with its name, before this returns. */
bool kept_write(struct store *store, const char *folder, struct str kind, const struct import_index *only,
	char sha256[SHA256_DIGITS + 1], int64_t *rows, struct error *error);

/* Its path, in the arena; false with a sentence where the file is gone or is not what was kept. */
bool kept_find(struct arena *arena, const char *folder, struct str kind, const char *sha256, const char **path, struct error *error);

#endif
