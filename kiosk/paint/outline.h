#ifndef KIOSK_PAINT_OUTLINE_H
#define KIOSK_PAINT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/draw/path.h"

struct arena;

/* A path as straight lines in pixels of the screen: curves are cut into pieces that stay within 1/16 of a pixel. Pure. */

struct contour {
	const struct path_point *points;
	size_t count;
	bool closed;
};

struct outline {
	struct contour *contours;
	size_t count;
};

/* Lives in the arena. Every contour has a point at least. */
struct outline outline_of(struct arena *arena, const struct path *path, struct transform transform);

#endif
