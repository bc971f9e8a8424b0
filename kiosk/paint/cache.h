#ifndef KIOSK_PAINT_CACHE_H
#define KIOSK_PAINT_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What was made once and may be asked for again: masks of text, finished cells, pictures, texts that run. One budget for all of them; the least
 * recently used leave first, whatever their kind. UI thread.
 */

enum cache_kind { CACHE_MASK, CACHE_TILE, CACHE_PICTURE, CACHE_STRIP, CACHE_KIND_COUNT };

/* Embedded as the first member of what is kept. */
struct cache_entry {
	struct cache_entry *next_in_bucket, *newer, *older;
	enum cache_kind kind;
	uint64_t key;
	size_t bytes; /* all that this entry takes of the budget */
	void (*release)(struct cache_entry *entry);
};

struct cache;

struct cache *cache_create(size_t budget_bytes);
void cache_destroy(struct cache *cache);

/* A smaller budget makes room at once. */
void cache_set_budget(struct cache *cache, size_t budget_bytes);

/* The entry becomes the newest. Valid until the next cache_keep. NULL where there is none. */
struct cache_entry *cache_find(struct cache *cache, enum cache_kind kind, uint64_t key);

/* Takes the entry over, in place of an older one with its key. false where it is larger than the whole budget: it is then
   released at once. Otherwise it stays at least until the next cache_keep. */
bool cache_keep(struct cache *cache, struct cache_entry *entry);
void cache_drop(struct cache *cache, struct cache_entry *entry);

struct cache_stats {
	size_t bytes, budget_bytes, bytes_most;
	size_t count[CACHE_KIND_COUNT], bytes_of[CACHE_KIND_COUNT];
};
struct cache_stats cache_stats(const struct cache *cache);

#endif
