#ifndef FEED_SYNC_CACHE_H
#define FEED_SYNC_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/snapshot.h"

/*
 * STATE/cache.db: always exactly one whole, verified state of the feed. SQLite, WAL, synchronous=FULL, pragmas read
 * back; schema upgrades in one transaction. Opened by one thread, the worker; at start, before the worker
 * runs, the main thread loads the first snapshot through it and hands it over.
 */

enum { CACHE_QUOTA_BYTES = 512 * 1024 * 1024 };

struct cache;

bool cache_open(struct cache **cache, const char *path, struct error *error);
void cache_close(struct cache *cache);

/* Which documents are wanted now; a state without some of them is for the first picture alone. */
struct cache_wish {
	bool (*wants)(const struct cache_wish *self, enum document_kind kind, struct str name);
};

/* The kept state, decoded anew (those documents that `wish` wants; NULL: all); shares documents with previous where hashes agree. *snapshot is NULL where the cache is
   empty. A damaged cache is set aside (renamed to .damaged) and counts as empty. */
bool cache_load(struct cache *cache, const struct cache_wish *wish, const struct snapshot *previous, const struct snapshot **snapshot,
	struct error *error);

bool cache_has(struct cache *cache, const char *sha256);
/* Plain bytes of a blob that is kept already; false where it is not. */
bool cache_blob(struct cache *cache, const char *sha256, struct arena *arena, struct str *bytes);

struct cache_blob_new {
	const char *sha256;
	struct str bytes;
};

/* How many bytes of documents are kept at most; CACHE_QUOTA_BYTES unless it is set. */
void cache_set_quota(struct cache *cache, int64_t bytes);
int64_t cache_quota(const struct cache *cache);

/* Blobs of a state that is not whole yet, so that they need not come again. Those of the kept state and of the coming head stay; of the
   others the oldest go where there is no room. */
bool cache_put(struct cache *cache, const struct head *coming, const struct cache_blob_new *blobs, size_t count, struct error *error);

/* Where what has come of a blob is kept until it is whole: part.h. */
struct str cache_part(struct cache *cache, struct arena *arena, const char *sha256);
struct str cache_parts(struct cache *cache, struct arena *arena); /* their folder */

/* Replaces the kept state in one transaction. Blobs that the new head does not name stay while there is room: the oldest go first. */
bool cache_store(struct cache *cache, struct str head_bytes, struct str signature, int64_t verified_ms,
	const struct cache_blob_new *blobs, size_t count, struct error *error);

/* The raw bytes of the kept head, and its signature (NULL: not wanted); false where the cache is empty. */
bool cache_head(struct cache *cache, struct arena *arena, struct str *head, struct str *signature);

int64_t cache_version(struct cache *cache);     /* the floor: versions below it are refused; 0 where none */
int64_t cache_verified_ms(struct cache *cache); /* when a head was last found good; also touched by "not modified" */
bool cache_touch(struct cache *cache, int64_t verified_ms, struct error *error);

#endif
