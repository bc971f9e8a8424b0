#include "feed/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

enum {
	ARENA_BLOCK_BYTES_LEAST = 1024, /* the first block; each further one is twice as large, so that small arenas stay small */
	ARENA_BLOCK_BYTES_MOST = 64 * 1024,
	ARENA_ALIGN = alignof(max_align_t)
};

struct arena_block {
	struct arena_block *older;
	size_t room_bytes, used_bytes;
	alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

static void blocks_free(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void arena_finish(struct arena *arena)
{
	if (!arena)
		return;
	blocks_free(arena->newest);
	*arena = (struct arena){0};
}

void arena_clear(struct arena *arena)
{
	struct arena_block *largest = arena->newest;

	arena->taken_bytes = 0;
	if (!largest)
		return;
	for (struct arena_block *block = largest->older; block; block = block->older)
		if (block->room_bytes > largest->room_bytes)
			largest = block;
	for (struct arena_block *block = arena->newest; block;) {
		struct arena_block *older = block->older;

		if (block != largest)
			free(block);
		block = older;
	}
	largest->older = NULL;
	largest->used_bytes = 0;
	arena->newest = largest;
}

static struct arena_block *block_add(struct arena *arena, size_t at_least_bytes)
{
	size_t room = arena->newest ? arena->newest->room_bytes * 2 : ARENA_BLOCK_BYTES_LEAST;
	struct arena_block *block;

	room = room > ARENA_BLOCK_BYTES_MOST ? ARENA_BLOCK_BYTES_MOST : room;
	room = room < at_least_bytes ? at_least_bytes : room;

	REQUIRE(room <= SIZE_MAX - sizeof(*block));
	block = malloc(sizeof(*block) + room);
	REQUIRE(block);
	block->older = arena->newest;
	block->room_bytes = room;
	block->used_bytes = 0;
	arena->newest = block;
	return block;
}

static size_t aligned(size_t bytes, size_t align)
{
	return (bytes + align - 1) / align * align;
}

static void *take(struct arena *arena, size_t size, size_t align)
{
	struct arena_block *block = arena->newest;
	size_t at = block ? aligned(block->used_bytes, align) : 0;

	if (!block || at > block->room_bytes || block->room_bytes - at < size) {
		block = block_add(arena, size);
		at = 0;
	}
	arena->taken_bytes += at + size - block->used_bytes;
	block->used_bytes = at + size;
	return memset(block->bytes + at, 0, size);
}

void *arena_take(struct arena *arena, size_t size_bytes)
{
	REQUIRE(size_bytes <= SIZE_MAX / 2);
	return take(arena, aligned(size_bytes ? size_bytes : 1, ARENA_ALIGN), ARENA_ALIGN);
}

char *arena_take_text(struct arena *arena, size_t size_bytes)
{
	REQUIRE(size_bytes <= SIZE_MAX / 2);
	return take(arena, size_bytes ? size_bytes : 1, 1);
}

void *arena_take_array(struct arena *arena, size_t count, size_t item_bytes)
{
	REQUIRE(item_bytes == 0 || count <= SIZE_MAX / 2 / item_bytes);
	return arena_take(arena, count * item_bytes);
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_bytes)
{
	void *larger;

	if (count < *capacity)
		return items;
	*capacity = *capacity ? *capacity * 2 : 16;
	larger = arena_take_array(arena, *capacity, item_bytes);
	if (count)
		memcpy(larger, items, count * item_bytes);
	return larger;
}
