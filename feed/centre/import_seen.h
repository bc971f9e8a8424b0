#ifndef FEED_CENTRE_IMPORT_SEEN_H
#define FEED_CENTRE_IMPORT_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

/* Which key stood in which line, for files of millions of rows: 16 bytes a key instead of the key itself. Two keys of one file that
   fall together by chance would have to agree in 96 bits. */

struct import_seen {
	struct import_sight *slots; /* owned */
	size_t capacity, count;
};

void import_seen_init(struct import_seen *seen);
void import_seen_finish(struct import_seen *seen);

/* The line where the key stood first, or 0: then it stands in this one from now on. */
int import_seen_put(struct import_seen *seen, struct str key, int line);

#endif
