#include "kiosk/widget/map_laying.h"

#include <math.h>

#include "feed/base/arena.h"

#define RADIANS_PER_DEGREE 0.017453292519943295

enum {
	SPOT_MOST = 1 << 24,  /* steps from the corner of the screen: far beyond every edge */
	GRAIN_MOST = 1 << 10, /* then each ring is a few spots */
	COARSEST_STEPS = 1 << 10
};

/* A part of the map in degrees. */
struct extent {
	double south, north, west, east;
};

static struct map_fit fit_into(struct extent part, struct rect box)
{
	double shrink = cos((part.south + part.north) / 2 * RADIANS_PER_DEGREE);
	double width = (part.east - part.west) * shrink, height = part.north - part.south;
	double scale = fmin(box.width / fmax(width, 1e-9), box.height / fmax(height, 1e-9));
	struct map_fit fit = {.scale_x = scale * shrink, .scale_y = -scale};

	fit.x = box.x + (box.width - width * scale) / 2 - part.west * fit.scale_x;
	fit.y = box.y + (box.height - height * scale) / 2 - part.north * fit.scale_y;
	return fit;
}

static bool is_about_all(const struct map_about *about)
{
	return !about->areas || about->area == 0 || about->area == AREA_NONE || about->area >= about->areas->count;
}

static bool is_within(const struct map_about *about, struct str id)
{
	uint32_t area = about->areas ? areas_find(about->areas, id) : AREA_NONE;

	return area != AREA_NONE && areas_within(about->areas, area, about->area);
}

static void widen(struct extent *part, const struct map_shape *shape)
{
	for (uint32_t r = 0; r < shape->ring_count; r++)
		for (uint32_t i = 0; i < shape->rings[r].count; i++) {
			struct map_point point = shape->rings[r].points[i];

			part->south = fmin(part->south, point.latitude);
			part->north = fmax(part->north, point.latitude);
			part->west = fmin(part->west, point.longitude);
			part->east = fmax(part->east, point.longitude);
		}
}

/* Of what the sheet is about; of everything where the map has nothing of that. */
static struct extent extent_of(const struct map *map, const struct map_about *about, const bool *within)
{
	struct extent all = {map->south_west.latitude, map->north_east.latitude, map->south_west.longitude,
		map->north_east.longitude};
	struct extent part = {INFINITY, -INFINITY, INFINITY, -INFINITY};

	if (is_about_all(about))
		return all;
	for (uint32_t i = 0; i < map->shape_count; i++)
		if (within[i])
			widen(&part, &map->shapes[i]);
	return part.south <= part.north ? part : all;
}

/* Whether a shape reaches into the box, told from its first ring. */
static bool reaches(struct map_fit fit, const struct map_shape *shape, struct rect box)
{
	double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

	for (uint32_t i = 0; shape->ring_count && i < shape->rings[0].count; i++) {
		double x = shape->rings[0].points[i].longitude * fit.scale_x + fit.x;
		double y = shape->rings[0].points[i].latitude * fit.scale_y + fit.y;

		left = fmin(left, x);
		right = fmax(right, x);
		top = fmin(top, y);
		bottom = fmax(bottom, y);
	}
	return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
}

/* Rounded, and never farther away than numbers reach. */
static int32_t round_to(double px, int32_t grain)
{
	double steps = px * MAP_STEPS_PER_PX / grain;

	steps = steps < -SPOT_MOST ? -SPOT_MOST : steps > SPOT_MOST ? SPOT_MOST : steps;
	return (int32_t)(steps < 0 ? steps - 0.5 : steps + 0.5) * grain;
}

static struct map_spot spot_of(const struct map_laying *laying, struct map_point point)
{
	return (struct map_spot){
		round_to(point.longitude * laying->fit.scale_x + laying->fit.x, laying->grain),
		round_to(point.latitude * laying->fit.scale_y + laying->fit.y, laying->grain),
	};
}

/* How many spots all rings have, each told from the one before it. */
static size_t count_spots(const struct map_laying *laying)
{
	size_t count = 0;

	for (size_t s = 0; s < laying->shape_count; s++)
		for (uint32_t r = 0; r < laying->shapes[s].shape->ring_count; r++) {
			const struct map_ring *ring = &laying->shapes[s].shape->rings[r];
			struct map_spot before = {INT32_MAX, 0}, spot;

			for (uint32_t i = 0; i < ring->count; i++, before = spot) {
				spot = spot_of(laying, ring->points[i]);
				count += spot.x != before.x || spot.y != before.y;
			}
		}
	return count;
}

static void lay_rings(struct map_laying *laying, struct map_laid *laid)
{
	laid->first_ring = laying->ring_count;
	for (uint32_t r = 0; r < laid->shape->ring_count; r++) {
		struct map_ring_range *ring = &laying->rings[laying->ring_count++];

		for (uint32_t i = 0; i < laid->shape->rings[r].count; i++)
			map_mesh_put(&laying->mesh, ring, spot_of(laying, laid->shape->rings[r].points[i]));
		map_mesh_close(&laying->mesh, ring);
	}
}

/* Whether all of it, each cell and each ring are short enough to be drawn. */
static bool is_short_enough(const struct map_laying *laying)
{
	size_t all = 0;

	for (size_t s = 0; s < laying->shape_count; s++) {
		size_t first = laying->shapes[s].first_ring, spots = 0;

		for (size_t r = first; r < first + laying->shapes[s].shape->ring_count; r++) {
			uint32_t count = map_mesh_count(&laying->mesh, laying->rings[r]);

			spots += count;
			if (count > MAP_RING_SPOTS_MAX || spots > MAP_CELL_SPOTS_MAX)
				return false;
		}
		all += spots;
	}
	return all <= MAP_SHEET_KEPT_MAX;
}

/* All borders in one mesh, as coarse as it takes for what arrives to be within the limits. */
static void lay_mesh(struct arena *scratch, struct map_laying *laying)
{
	size_t spots, rings = 0;

	for (size_t s = 0; s < laying->shape_count; s++)
		rings += laying->shapes[s].shape->ring_count;
	laying->rings = arena_array(scratch, struct map_ring_range, rings);
	for (laying->grain = 1; (spots = count_spots(laying)) > MAP_SHEET_SPOTS_MAX && laying->grain < GRAIN_MOST;)
		laying->grain *= 2;
	map_mesh_begin(scratch, spots, rings, &laying->mesh);
	for (size_t s = 0; s < laying->shape_count; s++)
		lay_rings(laying, &laying->shapes[s]);
	map_mesh_join(&laying->mesh, laying->rings, laying->ring_count);
	for (uint32_t steps = MAP_UNSEEN_STEPS; steps < COARSEST_STEPS; steps *= 2) {
		map_mesh_simplify(&laying->mesh, laying->rings, laying->ring_count, steps);
		if (is_short_enough(laying))
			break;
	}
}

bool map_laid_is_finding(const struct map_laid *laid)
{
	return str_starts(laid->shape->area, STR("finding:"));
}

static void put_shape(struct map_laying *laying, const struct map_shape *shape, bool around)
{
	struct map_laid laid = {shape, around, 0};

	if (str_starts(shape->area, STR("exempt:")))
		return; /* ground that needs no grid: the map's own ground */
	laying->finding_count += map_laid_is_finding(&laid);
	laying->shapes[laying->shape_count++] = laid;
}

/* Which shapes are on the sheet, and how degrees become pixels. */
static void choose(struct arena *scratch, const struct map *map, const struct map_about *about, struct rect box,
	struct map_laying *laying)
{
	bool *within = arena_array(scratch, bool, map->shape_count), all = is_about_all(about);

	for (uint32_t i = 0; i < map->shape_count && !all; i++)
		within[i] = is_within(about, map->shapes[i].area);
	laying->fit = fit_into(extent_of(map, about, within), box);
	laying->shapes = arena_array(scratch, struct map_laid, map->shape_count);
	for (uint32_t i = 0; i < map->shape_count; i++)
		if (all || within[i] || reaches(laying->fit, &map->shapes[i], box))
			put_shape(laying, &map->shapes[i], !all && !within[i]);
}

void map_laying_make(struct arena *scratch, const struct map *map, const struct map_about *about, struct rect box,
	struct map_laying *laying)
{
	*laying = (struct map_laying){.grain = 1};
	choose(scratch, map, about, box, laying);
	lay_mesh(scratch, laying);
}
