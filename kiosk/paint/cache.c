#include "kiosk/paint/cache.h"

#include <stdlib.h>

#include "feed/base/check.h"

enum { BUCKETS = 4096 };

struct cache {
	struct cache_entry *buckets[BUCKETS]; /* owned */
	struct cache_entry *newest, *oldest;
	struct cache_stats stats;
};

struct cache *cache_create(size_t budget_bytes)
{
	struct cache *cache = calloc(1, sizeof(*cache));

	REQUIRE(cache);
	cache->stats.budget_bytes = budget_bytes;
	return cache;
}

static void unlink_age(struct cache *cache, struct cache_entry *entry)
{
	*(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct cache *cache, struct cache_entry *entry)
{
	entry->newer = NULL;
	entry->older = cache->newest;
	*(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

static struct cache_entry **bucket_of(struct cache *cache, enum cache_kind kind, uint64_t key)
{
	return &cache->buckets[(key ^ key >> 32 ^ (uint64_t)kind * 0x9e37) % BUCKETS];
}

void cache_drop(struct cache *cache, struct cache_entry *entry)
{
	struct cache_entry **link = bucket_of(cache, entry->kind, entry->key);

	while (*link != entry)
		link = &(*link)->next_in_bucket;
	*link = entry->next_in_bucket;
	unlink_age(cache, entry);
	cache->stats.bytes -= entry->bytes;
	cache->stats.bytes_of[entry->kind] -= entry->bytes;
	cache->stats.count[entry->kind]--;
	entry->release(entry);
}

void cache_destroy(struct cache *cache)
{
	if (!cache)
		return;
	while (cache->oldest)
		cache_drop(cache, cache->oldest);
	free(cache);
}

static void make_room(struct cache *cache, size_t bytes)
{
	while (cache->oldest && cache->stats.bytes + bytes > cache->stats.budget_bytes)
		cache_drop(cache, cache->oldest);
}

void cache_set_budget(struct cache *cache, size_t budget_bytes)
{
	cache->stats.budget_bytes = budget_bytes;
	make_room(cache, 0);
}

struct cache_entry *cache_find(struct cache *cache, enum cache_kind kind, uint64_t key)
{
	struct cache_entry *entry = *bucket_of(cache, kind, key);

	while (entry && (entry->kind != kind || entry->key != key))
		entry = entry->next_in_bucket;
	if (entry && entry != cache->newest) {
		unlink_age(cache, entry);
		link_newest(cache, entry);
	}
	return entry;
}

bool cache_keep(struct cache *cache, struct cache_entry *entry)
{
	struct cache_entry *before = cache_find(cache, entry->kind, entry->key), **bucket;

	if (before)
		cache_drop(cache, before);
	if (entry->bytes > cache->stats.budget_bytes) {
		entry->release(entry);
		return false;
	}
	make_room(cache, entry->bytes);
	bucket = bucket_of(cache, entry->kind, entry->key);
	entry->next_in_bucket = *bucket;
	*bucket = entry;
	link_newest(cache, entry);
	cache->stats.bytes += entry->bytes;
	cache->stats.bytes_of[entry->kind] += entry->bytes;
	cache->stats.count[entry->kind]++;
	if (cache->stats.bytes > cache->stats.bytes_most)
		cache->stats.bytes_most = cache->stats.bytes;
	return true;
}

struct cache_stats cache_stats(const struct cache *cache)
{
	return cache->stats;
}
