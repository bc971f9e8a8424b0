#include "feed/centre/ground.h"

#include <math.h>
#include <stdio.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* WGS 84. */
static const double EQUATOR_M = 6378137.0, ECCENTRICITY_2 = 6.69437999014e-3;
static const double DEGREE = 3.14159265358979323846 / 180;

static void note_trouble(const char *message, void *self)
{
	struct ground *ground = self;

	snprintf(ground->trouble, sizeof(ground->trouble), "%s", message);
}

void ground_init(struct ground *ground)
{
	*ground = (struct ground){.geos = GEOS_init_r()};
	REQUIRE(ground->geos);
	GEOSContext_setErrorMessageHandler_r(ground->geos, note_trouble, ground);
	ground_set(ground, (struct map_point){0, 0});
}

void ground_finish(struct ground *ground)
{
	if (ground->geos)
		GEOS_finish_r(ground->geos);
	*ground = (struct ground){0};
}

void ground_set(struct ground *ground, struct map_point origin)
{
	double sine = sin(origin.latitude * DEGREE), root = sqrt(1 - ECCENTRICITY_2 * sine * sine);

	ground->origin = origin;
	ground->metres_east = EQUATOR_M / root * cos(origin.latitude * DEGREE) * DEGREE;
	ground->metres_north = EQUATOR_M * (1 - ECCENTRICITY_2) / (root * root * root) * DEGREE;
	if (ground->metres_east < 1)
		ground->metres_east = 1; /* at a pole */
}

static GEOSGeometry *make_ring(struct ground *ground, const struct map_ring *ring)
{
	GEOSCoordSequence *corners = GEOSCoordSeq_create_r(ground->geos, ring->count + 1, 2);

	REQUIRE(corners);
	for (uint32_t i = 0; i <= ring->count; i++) {
		struct map_point point = ring->points[i % ring->count];

		GEOSCoordSeq_setXY_r(ground->geos, corners, i, (point.longitude - ground->origin.longitude) * ground->metres_east,
			(point.latitude - ground->origin.latitude) * ground->metres_north);
	}
	return GEOSGeom_createLinearRing_r(ground->geos, corners);
}

static bool turns_left(const struct map_ring *ring)
{
	double sum = 0;

	for (uint32_t i = 1; i + 1 < ring->count; i++) {
		struct map_point o = ring->points[0], a = ring->points[i], b = ring->points[i + 1];

		sum += (a.longitude - o.longitude) * (b.latitude - o.latitude) - (b.longitude - o.longitude) * (a.latitude - o.latitude);
	}
	return sum > 0;
}

/* From ring *at on: one that turns left and the holes behind it. */
static GEOSGeometry *make_polygon(struct ground *ground, const struct map_shape *shape, uint32_t *at)
{
	GEOSGeometry *edge = make_ring(ground, &shape->rings[(*at)++]), *holes[MAP_RINGS_PER_SHAPE_MAX];
	unsigned count = 0;

	for (; *at < shape->ring_count && count < MAP_RINGS_PER_SHAPE_MAX && !turns_left(&shape->rings[*at]); ++*at) {
		GEOSGeometry *hole = make_ring(ground, &shape->rings[*at]);

		if (hole)
			holes[count++] = hole;
	}
	if (edge)
		return GEOSGeom_createPolygon_r(ground->geos, edge, holes, count);
	for (unsigned i = 0; i < count; i++)
		GEOSGeom_destroy_r(ground->geos, holes[i]);
	return NULL;
}

static GEOSGeometry *mended(struct ground *ground, GEOSGeometry *geometry)
{
	GEOSGeometry *valid;

	if (!geometry || GEOSisValid_r(ground->geos, geometry) == 1)
		return geometry;
	valid = GEOSMakeValid_r(ground->geos, geometry);
	GEOSGeom_destroy_r(ground->geos, geometry);
	return valid;
}

static GEOSGeometry *as_drawn(struct ground *ground, const struct map_shape *shape)
{
	GEOSGeometry *parts[MAP_RINGS_PER_SHAPE_MAX];
	unsigned count = 0;

	for (uint32_t at = 0; at < shape->ring_count && count < MAP_RINGS_PER_SHAPE_MAX;) {
		GEOSGeometry *part = make_polygon(ground, shape, &at);

		if (part)
			parts[count++] = part;
	}
	if (count == 1)
		return parts[0];
	return count ? GEOSGeom_createCollection_r(ground->geos, GEOS_MULTIPOLYGON, parts, count) : NULL;
}

GEOSGeometry *ground_geometry(struct ground *ground, const struct map_shape *shape)
{
	return mended(ground, as_drawn(ground, shape));
}

static struct map_point to_degrees(const struct ground *ground, double x, double y)
{
	return (struct map_point){ground->origin.longitude + x / ground->metres_east, ground->origin.latitude + y / ground->metres_north};
}

bool ground_is_sound(struct ground *ground, const struct map_shape *shape, struct ground_flaw *flaw)
{
	GEOSGeometry *drawn = as_drawn(ground, shape), *where = NULL;
	char *why = NULL;
	double x = 0, y = 0;
	bool sound = drawn && GEOSisValidDetail_r(ground->geos, drawn, 0, &why, &where) == 1;

	if (!sound) {
		snprintf(flaw->why, sizeof(flaw->why), "%s", why ? why : "no ring of three corners");
		if (where && GEOSGeomGetX_r(ground->geos, where, &x) && GEOSGeomGetY_r(ground->geos, where, &y))
			flaw->where = to_degrees(ground, x, y);
		else
			flaw->where = ground->origin;
	}
	GEOSFree_r(ground->geos, why);
	GEOSGeom_destroy_r(ground->geos, where);
	GEOSGeom_destroy_r(ground->geos, drawn);
	return sound;
}

/* Outer rings anticlockwise, holes clockwise; the last corner is not repeated. */
static void read_ring(struct ground *ground, struct arena *arena, const GEOSGeometry *line, bool outer, struct map_ring *ring)
{
	const GEOSCoordSequence *corners = GEOSGeom_getCoordSeq_r(ground->geos, line);
	unsigned count = 0;

	GEOSCoordSeq_getSize_r(ground->geos, corners, &count);
	ring->count = count ? count - 1 : 0;
	ring->points = arena_array(arena, struct map_point, count);
	for (unsigned i = 0; i < ring->count; i++) {
		double x, y;

		GEOSCoordSeq_getXY_r(ground->geos, corners, i, &x, &y);
		ring->points[i] = to_degrees(ground, x, y);
	}
	if (turns_left(ring) == outer)
		return;
	for (uint32_t i = 0; i < ring->count / 2; i++) {
		struct map_point kept = ring->points[i];

		ring->points[i] = ring->points[ring->count - 1 - i];
		ring->points[ring->count - 1 - i] = kept;
	}
}

static void read_polygon(struct ground *ground, struct arena *arena, const GEOSGeometry *polygon, struct map_shape *shape, size_t *capacity)
{
	int holes = GEOSGetNumInteriorRings_r(ground->geos, polygon);

	for (int i = -1; i < holes; i++) {
		const GEOSGeometry *line = i < 0 ? GEOSGetExteriorRing_r(ground->geos, polygon)
						 : GEOSGetInteriorRingN_r(ground->geos, polygon, i);

		shape->rings = arena_grow(arena, shape->rings, shape->ring_count, capacity, sizeof(*shape->rings));
		read_ring(ground, arena, line, i < 0, &shape->rings[shape->ring_count]);
		if (shape->rings[shape->ring_count].count >= 3)
			shape->ring_count++;
		else if (i < 0)
			return;
	}
}

static void read_part(struct ground *ground, struct arena *arena, const GEOSGeometry *geometry, struct map_shape *shape, size_t *capacity)
{
	int type = GEOSGeomTypeId_r(ground->geos, geometry);

	if (type == GEOS_POLYGON && !GEOSisEmpty_r(ground->geos, geometry))
		read_polygon(ground, arena, geometry, shape, capacity);
	if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
		return;
	for (int i = 0; i < GEOSGetNumGeometries_r(ground->geos, geometry); i++)
		read_part(ground, arena, GEOSGetGeometryN_r(ground->geos, geometry, i), shape, capacity);
}

void ground_shape(struct ground *ground, struct arena *arena, const GEOSGeometry *geometry, struct map_shape *shape)
{
	size_t capacity = 0;

	shape->rings = NULL;
	shape->ring_count = 0;
	read_part(ground, arena, geometry, shape, &capacity);
}

double ground_area(struct ground *ground, const GEOSGeometry *geometry)
{
	double area = 0;

	return geometry && GEOSArea_r(ground->geos, geometry, &area) ? area : 0;
}

double ground_length(struct ground *ground, const GEOSGeometry *geometry)
{
	double length = 0;

	return geometry && GEOSLength_r(ground->geos, geometry, &length) ? length : 0;
}
