#include "feed/centre/import_index.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum { SLOTS_AT_FIRST = 256 }; /* a power of two, as all that follow */

void import_index_init(struct import_index *index, struct arena *arena)
{
	*index = (struct import_index){
		.arena = arena,
		.slots = arena_array(arena, struct import_entry, SLOTS_AT_FIRST),
		.capacity = SLOTS_AT_FIRST,
	};
}

static struct import_entry *slot_of(const struct import_index *index, struct str key)
{
	size_t at = str_hash(STR_HASH_START, key.bytes, key.length) & (index->capacity - 1);

	while (index->slots[at].key.bytes && !str_equal(index->slots[at].key, key))
		at = (at + 1) & (index->capacity - 1);
	return &index->slots[at];
}

static void grow(struct import_index *index)
{
	struct import_index wider = {
		.arena = index->arena,
		.slots = arena_array(index->arena, struct import_entry, index->capacity * 2),
		.capacity = index->capacity * 2,
		.count = index->count,
	};

	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].key.bytes)
			*slot_of(&wider, index->slots[i].key) = index->slots[i];
	*index = wider;
}

struct import_entry *import_index_put(struct import_index *index, struct str key, int value, bool *made)
{
	struct import_entry *entry;

	REQUIRE(key.bytes);
	if (index->count * 2 >= index->capacity)
		grow(index);
	entry = slot_of(index, key);
	*made = !entry->key.bytes;
	if (*made) {
		*entry = (struct import_entry){key, value};
		index->count++;
	}
	return entry;
}

const struct import_entry *import_index_find(const struct import_index *index, struct str key)
{
	const struct import_entry *entry = slot_of(index, key);

	return entry->key.bytes ? entry : NULL;
}
