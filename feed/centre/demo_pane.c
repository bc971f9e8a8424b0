#include "feed/centre/demo_pane.h"

#include <geos_c.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

static GEOSGeometry *geometry_of(GEOSContextHandle_t geos, const struct demo_polygon *polygon)
{
	GEOSCoordSequence *ring = GEOSCoordSeq_create_r(geos, (unsigned)polygon->count + 1, 2);

	for (size_t i = 0; i <= polygon->count; i++) {
		struct demo_point point = polygon->points[i % polygon->count];

		GEOSCoordSeq_setXY_r(geos, ring, (unsigned)i, point.x, point.y);
	}
	return GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, ring), NULL, 0);
}

static GEOSGeometry *cells_around(
	GEOSContextHandle_t geos, const GEOSGeometry *region, const struct demo_point *seeds, size_t count)
{
	GEOSCoordSequence *sites = GEOSCoordSeq_create_r(geos, (unsigned)count, 2);
	GEOSGeometry *line, *cells;

	for (size_t i = 0; i < count; i++)
		GEOSCoordSeq_setXY_r(geos, sites, (unsigned)i, seeds[i].x, seeds[i].y);
	line = GEOSGeom_createLineString_r(geos, sites);
	cells = GEOSVoronoiDiagram_r(geos, line, region, 0, 0);
	GEOSGeom_destroy_r(geos, line);
	return cells;
}

static bool read_polygon(
	GEOSContextHandle_t geos, struct arena *arena, const GEOSGeometry *geometry, struct demo_polygon *polygon)
{
	const GEOSCoordSequence *ring;
	unsigned count;

	if (GEOSGeomTypeId_r(geos, geometry) != GEOS_POLYGON || GEOSGetNumInteriorRings_r(geos, geometry) != 0)
		return false;
	ring = GEOSGeom_getCoordSeq_r(geos, GEOSGetExteriorRing_r(geos, geometry));
	GEOSCoordSeq_getSize_r(geos, ring, &count);
	if (count < 4)
		return false;
	polygon->count = count - 1;
	polygon->points = arena_array(arena, struct demo_point, polygon->count);
	for (unsigned i = 0; i + 1 < count; i++)
		GEOSCoordSeq_getXY_r(geos, ring, i, &polygon->points[i].x, &polygon->points[i].y);
	return true;
}

static bool take_pane(GEOSContextHandle_t geos, struct arena *arena, const GEOSGeometry *region,
	const GEOSGeometry *cell, const struct demo_point *seeds, size_t count, struct demo_polygon *panes)
{
	struct demo_polygon whole, pane;
	GEOSGeometry *inside = GEOSIntersection_r(geos, cell, region);
	bool ok = inside && read_polygon(geos, arena, cell, &whole) && read_polygon(geos, arena, inside, &pane);

	GEOSGeom_destroy_r(geos, inside);
	for (size_t i = 0; ok && i < count; i++)
		if (!panes[i].count && demo_shape_inside(&whole, seeds[i])) {
			panes[i] = pane;
			return true;
		}
	return false;
}

bool demo_pane_cut(struct arena *arena, const struct demo_polygon *region, const struct demo_point *seeds, size_t count,
	struct demo_polygon *panes, struct error *error)
{
	GEOSContextHandle_t geos = GEOS_init_r();
	GEOSGeometry *ground = geometry_of(geos, region);
	GEOSGeometry *cells = cells_around(geos, ground, seeds, count);
	bool ok = cells && GEOSGetNumGeometries_r(geos, cells) == (int)count;

	for (size_t i = 0; i < count; i++)
		panes[i] = (struct demo_polygon){NULL, 0};
	for (size_t i = 0; ok && i < count; i++)
		ok = take_pane(geos, arena, ground, GEOSGetGeometryN_r(geos, cells, (int)i), seeds, count, panes);
	GEOSGeom_destroy_r(geos, cells);
	GEOSGeom_destroy_r(geos, ground);
	GEOS_finish_r(geos);
	return ok || error_set(error, "cannot cut the demo's map: a piece of it falls apart");
}
