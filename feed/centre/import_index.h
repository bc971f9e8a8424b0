#ifndef FEED_CENTRE_IMPORT_INDEX_H
#define FEED_CENTRE_IMPORT_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"

struct arena;

/* Which key stands where: a hash table from text to a number. Keys are borrowed; it lives in an arena. */

struct import_index {
	struct arena *arena; /* borrowed */
	struct import_entry *slots;
	size_t capacity, count;
};

struct import_entry {
	struct str key; /* bytes NULL: free */
	int value;
};

void import_index_init(struct import_index *index, struct arena *arena);

/* The entry of this key, made with this value where there was none; *made says which. */
struct import_entry *import_index_put(struct import_index *index, struct str key, int value, bool *made);
const struct import_entry *import_index_find(const struct import_index *index, struct str key); /* NULL: none */

#endif
