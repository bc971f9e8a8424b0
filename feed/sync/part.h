#ifndef FEED_SYNC_PART_H
#define FEED_SYNC_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"

struct arena;
struct head;

/*
 * FOLDER/SHA256: what has come of a document whose way was cut. The next request asks for the rest; whether it is all one, the document's
 * hash says at the end. Nothing here is synced: what a power cut spoils is noticed by then. The worker's thread.
 */

enum { PART_BYTES_LEAST = 64 * 1024, /* smaller documents come whole or again */ PART_WRITE_BYTES = 256 * 1024 };

/* Empty where there is none, or one of limit_bytes and more. */
struct str part_read(struct arena *arena, const char *path, size_t limit_bytes);
/* Adds what lies past `from` to the file, which is made where there is none; false: it is not kept. */
bool part_add(const char *path, struct str whole, size_t from);
void part_drop(const char *path); /* "" is fine */
/* Those that the head does not name (NULL: all) go. */
void part_sweep(const char *folder, const struct head *head);

#endif
