#ifndef FEED_CENTRE_SHAPE_H
#define FEED_CENTRE_SHAPE_H

#include <stdbool.h>

#include "feed/model/map.h"

struct arena;

/* A shape as the bytes that the store keeps (schema.sql): corners in steps of 1e-7 degrees, about a centimetre. The
   same corner in two shapes stays the same. */

struct str shape_pack(struct arena *arena, const struct map_shape *shape);

/* false where the bytes are no shape. Fills rings and ring_count. */
bool shape_unpack(struct arena *arena, struct str bytes, struct map_shape *shape);

#endif
