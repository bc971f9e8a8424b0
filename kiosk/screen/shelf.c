#include "kiosk/screen/shelf.h"

#include <string.h>

static void remove_at(struct shelf *shelf, size_t index)
{
	memmove(shelf->items + index, shelf->items + index + 1, (--shelf->count - index) * sizeof(*shelf->items));
}

static void drop(struct shelf *shelf, size_t index)
{
	arena_finish(&shelf->items[index].arena);
	remove_at(shelf, index);
}

static bool same(const struct shelf_key *a, const struct shelf_key *b)
{
	return a->widget == b->widget && a->focus == b->focus && a->language == b->language &&
	       a->stamp_ms == b->stamp_ms && a->at.x == b->at.x && a->at.y == b->at.y && a->at.width == b->at.width &&
	       a->at.height == b->at.height;
}

static size_t find(const struct shelf *shelf, const struct shelf_key *key)
{
	size_t index = 0;

	while (index < shelf->count && !same(&shelf->items[index].key, key))
		index++;
	return index;
}

static size_t bytes_of(const struct shelf *shelf)
{
	size_t bytes = 0;

	for (size_t i = 0; i < shelf->count; i++)
		bytes += shelf->items[i].arena.taken_bytes;
	return bytes;
}

void shelf_put(struct shelf *shelf, const struct shelf_key *key, struct arena *arena, const struct draw_list *list,
	int64_t until_ms)
{
	size_t before = find(shelf, key);

	if (before < shelf->count)
		drop(shelf, before);
	if (shelf->count == SHELF_ITEMS_MAX)
		drop(shelf, 0);
	shelf->items[shelf->count++] = (struct shelf_item){*key, *arena, *list, until_ms};
	arena_init(arena);
	while (bytes_of(shelf) > SHELF_BYTES_MAX)
		drop(shelf, 0);
}

bool shelf_take(struct shelf *shelf, const struct shelf_key *key, int64_t now_ms, struct arena *arena,
	struct draw_list *list, int64_t *until_ms)
{
	size_t index = find(shelf, key);

	if (index == shelf->count)
		return false;
	if (now_ms >= shelf->items[index].until_ms) {
		drop(shelf, index);
		return false;
	}
	arena_finish(arena);
	*arena = shelf->items[index].arena;
	*list = shelf->items[index].list;
	list->arena = arena;
	*until_ms = shelf->items[index].until_ms;
	remove_at(shelf, index);
	return true;
}

void shelf_clear(struct shelf *shelf)
{
	while (shelf->count > 0)
		drop(shelf, shelf->count - 1);
}
