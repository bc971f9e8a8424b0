#include "feed/centre/import_seen.h"

#include <stdlib.h>

#include "feed/base/check.h"

enum { SLOTS_AT_FIRST = 1024 }; /* a power of two, as all that follow */

static const uint64_t SECOND_START = UINT64_C(0x2545f4914f6cdd1d);

struct import_sight {
	uint64_t hash;
	uint32_t second;
	uint32_t line; /* 0: free */
};

_Static_assert(sizeof(struct import_sight) == 16, "what a key costs");

static void make_slots(struct import_seen *seen, size_t capacity)
{
	*seen = (struct import_seen){.slots = calloc(capacity, sizeof(*seen->slots)), .capacity = capacity};
	REQUIRE(seen->slots);
}

void import_seen_init(struct import_seen *seen)
{
	make_slots(seen, SLOTS_AT_FIRST);
}

void import_seen_finish(struct import_seen *seen)
{
	free(seen->slots);
	*seen = (struct import_seen){0};
}

static struct import_sight *slot_of(const struct import_seen *seen, struct import_sight sight)
{
	size_t at = sight.hash & (seen->capacity - 1);

	while (seen->slots[at].line && (seen->slots[at].hash != sight.hash || seen->slots[at].second != sight.second))
		at = (at + 1) & (seen->capacity - 1);
	return &seen->slots[at];
}

static void grow(struct import_seen *seen)
{
	struct import_seen wider;

	make_slots(&wider, seen->capacity * 2);
	for (size_t i = 0; i < seen->capacity; i++)
		if (seen->slots[i].line)
			*slot_of(&wider, seen->slots[i]) = seen->slots[i];
	wider.count = seen->count;
	free(seen->slots);
	*seen = wider;
}

int import_seen_put(struct import_seen *seen, struct str key, int line)
{
	struct import_sight sight = {str_hash(STR_HASH_START, key.bytes, key.length),
		(uint32_t)str_hash(SECOND_START, key.bytes, key.length), (uint32_t)line};
	struct import_sight *slot;

	REQUIRE(line > 0);
	if (seen->count * 4 >= seen->capacity * 3)
		grow(seen);
	slot = slot_of(seen, sight);
	if (slot->line)
		return (int)slot->line;
	*slot = sight;
	seen->count++;
	return 0;
}
