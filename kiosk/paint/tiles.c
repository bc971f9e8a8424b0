#include "kiosk/paint/tiles.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/base/str.h"
#include "kiosk/pixels/runs.h"

struct tile {
	struct cache_entry base;
	struct rect cell;
	_Alignas(uint32_t) uint8_t bytes[];
};

static uint64_t key_of(struct rect cell, uint64_t hash)
{
	return str_hash(hash, &cell, sizeof(cell));
}

static void release(struct cache_entry *entry)
{
	free(entry);
}

static const struct tile *find(struct cache *cache, struct rect cell, uint64_t hash)
{
	const struct tile *tile = (const struct tile *)cache_find(cache, CACHE_TILE, key_of(cell, hash));

	return tile && memcmp(&tile->cell, &cell, sizeof(cell)) == 0 ? tile : NULL;
}

bool tiles_has(struct cache *cache, struct rect cell, uint64_t hash)
{
	return find(cache, cell, hash) != NULL;
}

bool tiles_restore(struct cache *cache, struct pixels target, struct rect cell, uint64_t hash)
{
	const struct tile *tile = find(cache, cell, hash);

	if (!tile)
		return false;
	runs_decode(tile->bytes, target, cell);
	return true;
}

void tiles_keep(struct cache *cache, struct pixels target, struct rect cell, uint64_t hash)
{
	_Alignas(uint32_t) uint8_t bytes[RUNS_BYTES_MOST];
	size_t used = runs_encode(target, cell, RUNS_TO_KEEP, bytes);
	struct tile *tile = malloc(sizeof(*tile) + used);

	REQUIRE(tile);
	tile->base = (struct cache_entry){
		.kind = CACHE_TILE, .key = key_of(cell, hash), .bytes = sizeof(*tile) + used, .release = release};
	tile->cell = cell;
	memcpy(tile->bytes, bytes, used);
	cache_keep(cache, &tile->base);
}
