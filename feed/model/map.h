#ifndef FEED_MODEL_MAP_H
#define FEED_MODEL_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

/* Shapes of areas, from RFC 7946. Plain values in one arena, constant once built. */

enum {
	MAP_SHAPES_MAX = 1500000, /* what a hall is sent ends at HEAD_DOCUMENT_BYTES_MAX long before */
	MAP_POINTS_MAX = 20000000,
	MAP_RINGS_PER_SHAPE_MAX = 10000
};

struct map_point {
	double longitude, latitude; /* degrees, WGS 84 */
};

/* Closed; the first point is not repeated. Outer rings anticlockwise, holes clockwise, as RFC 7946 wants. */
struct map_ring {
	struct map_point *points;
	uint32_t count;
};

struct map_shape {
	struct str area;        /* its id */
	struct map_ring *rings; /* of all its polygons; filled by nonzero winding */
	uint32_t ring_count;
};

struct map {
	struct map_shape *shapes;
	uint32_t shape_count;
	struct map_point south_west, north_east; /* of all points */
};

#endif
