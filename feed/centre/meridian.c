#include "feed/centre/meridian.h"

#include <math.h>

#include "feed/base/arena.h"

static bool leaps(struct map_point from, struct map_point to)
{
	return fabs(to.longitude - from.longitude) > 180;
}

bool meridian_is_crossed(const struct map_shape *shape)
{
	for (uint32_t r = 0; r < shape->ring_count; r++) {
		const struct map_ring *ring = &shape->rings[r];

		for (uint32_t i = 0; i < ring->count; i++)
			if (leaps(ring->points[i], ring->points[(i + 1) % ring->count]))
				return true;
	}
	return false;
}

/* Degrees go on beyond 180 instead of leaping to -180; every ring of it ends up on the same side. */
static void unwrap(struct map_shape *shape)
{
	for (uint32_t r = 0; r < shape->ring_count; r++) {
		struct map_ring *ring = &shape->rings[r];

		for (uint32_t i = 0; i < ring->count; i++)
			if (ring->points[i].longitude < 0)
				ring->points[i].longitude += 360;
	}
}

static void shift_back(struct map_shape *shape)
{
	for (uint32_t r = 0; r < shape->ring_count; r++)
		for (uint32_t i = 0; i < shape->rings[r].count; i++)
			shape->rings[r].points[i].longitude -= 360;
}

/* What of it lies between two meridians. */
static void clip(struct ground *ground, struct arena *arena, const GEOSGeometry *whole, double west, double east, struct map_shape *part)
{
	GEOSGeometry *clipped = GEOSClipByRect_r(ground->geos, whole, west, -90, east, 90);

	part->ring_count = 0;
	if (clipped)
		ground_shape(ground, arena, clipped, part);
	GEOSGeom_destroy_r(ground->geos, clipped);
}

bool meridian_split(struct ground *ground, struct arena *arena, struct map_shape *shape)
{
	struct map_shape west = {0}, east = {0};
	struct map_ring *rings;
	GEOSGeometry *whole;

	unwrap(shape);
	ground->origin = (struct map_point){0, 0};
	ground->metres_east = ground->metres_north = 1;
	whole = ground_geometry(ground, shape);
	if (!whole)
		return false;
	clip(ground, arena, whole, 0, 180, &west);
	clip(ground, arena, whole, 180, 360, &east);
	GEOSGeom_destroy_r(ground->geos, whole);
	shift_back(&east);
	rings = arena_array(arena, struct map_ring, west.ring_count + east.ring_count + 1);
	for (uint32_t i = 0; i < west.ring_count + east.ring_count; i++)
		rings[i] = i < west.ring_count ? west.rings[i] : east.rings[i - west.ring_count];
	shape->rings = rings;
	shape->ring_count = west.ring_count + east.ring_count;
	return shape->ring_count;
}
