#ifndef FEED_BASE_ARENA_H
#define FEED_BASE_ARENA_H

#include <stddef.h>

/*
 * Memory with one lifetime: taken piece by piece, given back all at once. Two kinds exist in the program: a
 * frame's arena and a snapshot's (or document's). Not thread-safe; owned by whoever called arena_init.
 * Running out of memory is a bug and stops the process; sizes that came from outside are checked before.
 */

struct arena_block;

struct arena {
	struct arena_block *newest; /* owned; the blocks are chained */
	size_t taken_bytes;         /* handed out since the last clear */
};

void arena_init(struct arena *arena);
void arena_finish(struct arena *arena);

/* Everything taken so far is gone; the largest block stays for the next round. */
void arena_clear(struct arena *arena);

/* Zeroed and aligned for any type. size 0 gives a valid pointer. */
void *arena_take(struct arena *arena, size_t size_bytes);

/* The same for bytes that stand anywhere: texts lie close together. */
char *arena_take_text(struct arena *arena, size_t size_bytes);

/* A copy of items with room for at least one more than count; *capacity is the old room and becomes the new.
   The old copy stays valid until the arena is cleared. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_bytes);

#define arena_new(arena, type) ((type *)arena_take((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_take_array((arena), (count), sizeof(type)))

/* The product is checked for overflow. */
void *arena_take_array(struct arena *arena, size_t count, size_t item_bytes);

#endif
