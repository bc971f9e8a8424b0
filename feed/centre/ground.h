#ifndef FEED_CENTRE_GROUND_H
#define FEED_CENTRE_GROUND_H

#include <geos_c.h>
#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/model/map.h"

struct arena;

/* A small part of the earth as a plane: shapes in metres, as GEOS counts them, and back. One thread. */

struct ground {
	GEOSContextHandle_t geos;          /* owned */
	struct map_point origin;
	double metres_east, metres_north;  /* of a degree, at the origin */
	char trouble[ERROR_TEXT_BYTES];    /* what GEOS said last */
};

void ground_init(struct ground *ground);
void ground_finish(struct ground *ground);

/* Where the plane touches the earth; good to a thousandth within a hundred kilometres. */
void ground_set(struct ground *ground, struct map_point origin);

/* A valid geometry of all rings; NULL where they are none even when mended. Owned by the caller. */
GEOSGeometry *ground_geometry(struct ground *ground, const struct map_shape *shape);

enum { GROUND_WHY_BYTES = 80 };

struct ground_flaw {
	char why[GROUND_WHY_BYTES]; /* "Self-intersection" */
	struct map_point where;
};

/* Whether its rings neither cross themselves nor each other. */
bool ground_is_sound(struct ground *ground, const struct map_shape *shape, struct ground_flaw *flaw);

/* Polygons of it as rings in the arena; what is no polygon is left out. */
void ground_shape(struct ground *ground, struct arena *arena, const GEOSGeometry *geometry, struct map_shape *shape);

double ground_area(struct ground *ground, const GEOSGeometry *geometry);   /* square metres */
double ground_length(struct ground *ground, const GEOSGeometry *geometry); /* of its edge, metres */

#endif
