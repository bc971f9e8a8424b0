#ifndef FEED_CENTRE_IMPORT_PLACES_H
#define FEED_CENTRE_IMPORT_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;
struct store;

/* Areas by name within their parents, for files that do not know ids: "和平社区", or "幸福街道/和平社区" where there are several. */

struct import_places;

/* NULL: error is filled. Lives in the arena. */
struct import_places *import_places_load(struct arena *arena, struct store *store, struct error *error);

/* Parts of the path stand between slashes, each a name in any language or an id, the last one the area itself; areas between them
   may be left out. How many areas are meant, *id is the first. levels: "grid|community", or NULL for any. */
size_t import_places_find(
	const struct import_places *places, struct str path, const char *levels, struct str *id);

#endif
