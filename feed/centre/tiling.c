#include "feed/centre/tiling.h"

#include <stdlib.h>

#include "feed/base/check.h"

struct piece {
	GEOSGeometry *geometry; /* owned */
	double area, west, east, south, north;
	int grid;
};

struct work {
	struct tiling *tiling;
	GEOSContextHandle_t geos;
	struct piece *pieces; /* owned */
	int count;
	double square_metres;    /* of the community */
	GEOSGeometry *slivers;   /* owned */
};

static void tell(struct work *work, enum tiling_kind kind, int grid, int other, const GEOSGeometry *geometry)
{
	struct tiling_finding finding = {kind, grid, other, ground_area(work->tiling->ground, geometry), work->square_metres, geometry};

	work->tiling->take(work->tiling->self, &finding);
}

/* Mean width: what a long rectangle of this area and edge would have. */
static bool is_sliver(struct work *work, const GEOSGeometry *part, double area)
{
	double length = ground_length(work->tiling->ground, part);

	return length > 0 && 2 * area / length < TILING_SLIVER_M;
}

static void add_sliver(struct work *work, const GEOSGeometry *part)
{
	GEOSGeometry *sum;

	if (!work->slivers) {
		work->slivers = GEOSGeom_clone_r(work->geos, part);
		return;
	}
	sum = GEOSUnion_r(work->geos, work->slivers, part);
	if (!sum)
		return;
	GEOSGeom_destroy_r(work->geos, work->slivers);
	work->slivers = sum;
}

/* Each polygon of it is a finding of its own. Destroys it. */
static void tell_parts(struct work *work, enum tiling_kind kind, int grid, int other, GEOSGeometry *geometry)
{
	int count = geometry ? GEOSGetNumGeometries_r(work->geos, geometry) : 0;

	for (int i = 0; i < count; i++) {
		const GEOSGeometry *part = GEOSGetGeometryN_r(work->geos, geometry, i);
		double area = ground_area(work->tiling->ground, part);

		if (area < TILING_AREA_M2)
			continue;
		if (is_sliver(work, part, area))
			add_sliver(work, part);
		else
			tell(work, kind, grid, other, part);
	}
	GEOSGeom_destroy_r(work->geos, geometry);
}

static void take_grids(struct work *work)
{
	const struct tiling *tiling = work->tiling;

	work->pieces = calloc((size_t)tiling->count + 1, sizeof(*work->pieces));
	REQUIRE(work->pieces);
	for (int i = 0; i < tiling->count; i++) {
		struct piece *piece = &work->pieces[work->count];

		piece->geometry = ground_geometry(tiling->ground, &tiling->grids[i]);
		if (!piece->geometry) {
			tell(work, TILING_BROKEN, i, -1, NULL);
			continue;
		}
		piece->grid = i;
		piece->area = ground_area(tiling->ground, piece->geometry);
		GEOSGeom_getExtent_r(work->geos, piece->geometry, &piece->west, &piece->south, &piece->east, &piece->north);
		work->count++;
	}
}

static GEOSGeometry *union_of(struct work *work)
{
	GEOSGeometry **copies = calloc((size_t)work->count + 1, sizeof(*copies)), *all, *sum;

	REQUIRE(copies);
	for (int i = 0; i < work->count; i++)
		copies[i] = GEOSGeom_clone_r(work->geos, work->pieces[i].geometry);
	all = GEOSGeom_createCollection_r(work->geos, GEOS_GEOMETRYCOLLECTION, copies, (unsigned)work->count);
	free(copies);
	sum = all ? GEOSUnaryUnion_r(work->geos, all) : NULL;
	GEOSGeom_destroy_r(work->geos, all);
	return sum;
}

static int by_west(const void *a, const void *b)
{
	double left = ((const struct piece *)a)->west, right = ((const struct piece *)b)->west;

	return (left > right) - (left < right);
}

/* From west to east: only those that may meet are held against each other. */
static void find_overlaps(struct work *work)
{
	qsort(work->pieces, (size_t)work->count, sizeof(*work->pieces), by_west);
	for (int i = 0; i < work->count; i++) {
		const struct piece *a = &work->pieces[i];

		for (int j = i + 1; j < work->count && work->pieces[j].west < a->east; j++) {
			const struct piece *b = &work->pieces[j];

			if (b->south < a->north && a->south < b->north)
				tell_parts(work, TILING_OVERLAP, a->grid, b->grid, GEOSIntersection_r(work->geos, a->geometry, b->geometry));
		}
	}
}

/* Which grids reach beyond. */
static void find_outside(struct work *work, const GEOSGeometry *beyond)
{
	for (int i = 0; i < work->count; i++)
		if (GEOSIntersects_r(work->geos, work->pieces[i].geometry, beyond) == 1)
			tell_parts(work, TILING_OUTSIDE, work->pieces[i].grid, -1,
				GEOSIntersection_r(work->geos, work->pieces[i].geometry, beyond));
}

/* Without a shape of the community: the ground that its grids enclose. */
static GEOSGeometry *enclosed(struct work *work, const GEOSGeometry *sum)
{
	GEOSGeometry *parts[MAP_RINGS_PER_SHAPE_MAX];
	unsigned count = 0;

	for (int i = 0; i < GEOSGetNumGeometries_r(work->geos, sum) && count < MAP_RINGS_PER_SHAPE_MAX; i++) {
		const GEOSGeometry *part = GEOSGetGeometryN_r(work->geos, sum, i);

		if (GEOSGeomTypeId_r(work->geos, part) == GEOS_POLYGON)
			parts[count++] = GEOSGeom_createPolygon_r(
				work->geos, GEOSGeom_clone_r(work->geos, GEOSGetExteriorRing_r(work->geos, part)), NULL, 0);
	}
	return count ? GEOSGeom_createCollection_r(work->geos, GEOS_MULTIPOLYGON, parts, count) : NULL;
}

static GEOSGeometry *without(struct work *work, const GEOSGeometry *from, const GEOSGeometry *what)
{
	return what ? GEOSDifference_r(work->geos, from, what) : GEOSGeom_clone_r(work->geos, from);
}

static bool check_against(struct work *work, const GEOSGeometry *whole, const GEOSGeometry *sum)
{
	const struct tiling *tiling = work->tiling;
	GEOSGeometry *wanted = whole ? without(work, whole, tiling->exempt) : NULL, *gaps = NULL, *beyond = NULL;
	bool checked = wanted && (gaps = without(work, wanted, sum));

	if (checked && sum && tiling->community) {
		beyond = GEOSDifference_r(work->geos, sum, whole);
		checked = beyond;
		if (ground_area(tiling->ground, beyond) >= TILING_AREA_M2)
			find_outside(work, beyond);
	}
	tell_parts(work, TILING_GAP, -1, -1, gaps);
	GEOSGeom_destroy_r(work->geos, beyond);
	GEOSGeom_destroy_r(work->geos, wanted);
	return checked || !whole;
}

bool tiling_check(struct tiling *tiling)
{
	struct work work = {.tiling = tiling, .geos = tiling->ground->geos};
	GEOSGeometry *sum, *whole;
	double added = 0;
	bool checked;

	take_grids(&work);
	sum = work.count ? union_of(&work) : NULL;
	whole = tiling->community ? ground_geometry(tiling->ground, tiling->community) : sum ? enclosed(&work, sum) : NULL;
	work.square_metres = ground_area(tiling->ground, whole);
	checked = sum || !work.count;
	for (int i = 0; i < work.count; i++)
		added += work.pieces[i].area;
	if (sum && added - ground_area(tiling->ground, sum) >= TILING_AREA_M2)
		find_overlaps(&work);
	checked = checked && check_against(&work, whole, sum);
	if (work.slivers)
		tell(&work, TILING_SLIVER, -1, -1, work.slivers);
	GEOSGeom_destroy_r(work.geos, work.slivers);
	GEOSGeom_destroy_r(work.geos, whole);
	for (int i = 0; i < work.count; i++)
		GEOSGeom_destroy_r(work.geos, work.pieces[i].geometry);
	free(work.pieces);
	tiling->sum = sum;
	return checked;
}
