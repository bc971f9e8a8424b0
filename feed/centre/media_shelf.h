#ifndef FEED_CENTRE_MEDIA_SHELF_H
#define FEED_CENTRE_MEDIA_SHELF_H

#include "feed/base/error.h"
#include "feed/base/fault.h"
#include "feed/model/label.h"
#include "feed/model/media.h"

struct arena;
struct centre;

/* The pictures that the centre publishes: at most MEDIA_MAX of them, each within MEDIA_BYTES_MAX, all within MEDIA_TOTAL_BYTES_MAX. */

struct media_item {
	struct str name, group; /* group: of screens; empty: all */
	struct str bytes;       /* the picture's own file; absent in a list */
	struct label caption;   /* without zh: none */
	int64_t size_bytes;
};

/* The file's bytes under this name, in place of those before. On false there is at least one fault, and nothing changed. */
bool media_put(struct centre *centre, struct media_item *item, const char *path, struct faults *faults);
bool media_remove(struct centre *centre, struct str name, struct str group, bool *found, struct error *error);

/* All of them by name and group, in the arena; with their bytes where asked for. */
bool media_list(struct centre *centre, struct arena *arena, bool with_bytes, struct media_item **items, size_t *count, struct error *error);

#endif
