#ifndef KIOSK_PAINT_TILES_H
#define KIOSK_PAINT_TILES_H

#include "kiosk/paint/cache.h"
#include "kiosk/pixels/pixels.h"

/*
 * Finished cells by the hash of what they were made of, run-length coded in the painter's cache: a page that comes round again
 * is copied and not painted, and a map is painted once for each size. UI thread.
 */

bool tiles_has(struct cache *cache, struct rect cell, uint64_t hash); /* it becomes the newest */

/* Whether the cell's picture was there; if so it now is in the target. */
bool tiles_restore(struct cache *cache, struct pixels target, struct rect cell, uint64_t hash);
void tiles_keep(struct cache *cache, struct pixels target, struct rect cell, uint64_t hash);

#endif
