#include "kiosk/widget/map_sheet.h"

#include <math.h>

#include "feed/base/arena.h"

#define RADIANS_PER_DEGREE 0.017453292519943295

#define METRES_PER_DEGREE 111320.0 /* of latitude */

/* Degrees to pixels. */
struct fit {
	double scale_x, scale_y, x, y;
};

/* A part of the map in degrees. */
struct extent {
	double south, north, west, east;
};

static struct fit fit_into(struct extent part, struct rect box)
{
	double shrink = cos((part.south + part.north) / 2 * RADIANS_PER_DEGREE);
	double width = (part.east - part.west) * shrink, height = part.north - part.south;
	double scale = fmin(box.width / fmax(width, 1e-9), box.height / fmax(height, 1e-9));
	struct fit fit = {.scale_x = scale * shrink, .scale_y = -scale};

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
static bool reaches(struct fit fit, const struct map_shape *shape, struct rect box)
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

static struct map_spot spot_of(struct fit fit, struct map_point point)
{
	return (struct map_spot){
		(int32_t)lround((point.longitude * fit.scale_x + fit.x) * MAP_STEPS_PER_PX),
		(int32_t)lround((point.latitude * fit.scale_y + fit.y) * MAP_STEPS_PER_PX),
	};
}

static bool same_spot(struct map_spot a, struct map_spot b)
{
	return a.x == b.x && a.y == b.y;
}

static struct map_line lay_ring(struct arena *arena, struct fit fit, const struct map_ring *ring)
{
	uint32_t step = ring->count / MAP_RING_SPOTS_MAX + 1, count = 0;
	struct map_spot *spots = arena_array(arena, struct map_spot, ring->count / step + 1);

	for (uint32_t i = 0; i < ring->count; i += step) {
		struct map_spot spot = spot_of(fit, ring->points[i]);

		if (count == 0 || !same_spot(spots[count - 1], spot))
			spots[count++] = spot;
	}
	while (count > 1 && same_spot(spots[0], spots[count - 1]))
		count--;
	return (struct map_line){spots, count};
}

/* Centroid by the shoelace rule; of a ring without room, its first spot. */
static struct path_point middle_of(struct map_line ring)
{
	double twice = 0, x = 0, y = 0;

	for (uint32_t i = 0; i < ring.count; i++) {
		struct map_spot a = ring.spots[i], b = ring.spots[(i + 1) % ring.count];
		double cross = (double)a.x * b.y - (double)b.x * a.y;

		twice += cross;
		x += (a.x + b.x) * cross;
		y += (a.y + b.y) * cross;
	}
	if (fabs(twice) < 1) {
		x = ring.count ? ring.spots[0].x : 0;
		y = ring.count ? ring.spots[0].y : 0;
		twice = 1.0 / 3;
	}
	return (struct path_point){
		(float)(x / (3 * twice) / MAP_STEPS_PER_PX), (float)(y / (3 * twice) / MAP_STEPS_PER_PX)};
}

static void find_box(struct map_cell *cell)
{
	cell->low = (struct path_point){INFINITY, INFINITY};
	cell->high = (struct path_point){-INFINITY, -INFINITY};
	for (uint32_t r = 0; r < cell->ring_count; r++)
		for (uint32_t i = 0; i < cell->rings[r].count; i++) {
			float x = (float)cell->rings[r].spots[i].x / MAP_STEPS_PER_PX;
			float y = (float)cell->rings[r].spots[i].y / MAP_STEPS_PER_PX;

			cell->low = (struct path_point){fminf(cell->low.x, x), fminf(cell->low.y, y)};
			cell->high = (struct path_point){fmaxf(cell->high.x, x), fmaxf(cell->high.y, y)};
		}
}

static struct map_cell lay_shape(struct arena *arena, struct fit fit, const struct map_shape *shape)
{
	struct map_line *rings = arena_array(arena, struct map_line, shape->ring_count);
	struct map_cell cell = {.area = AREA_NONE, .inner = AREA_NONE, .outer = AREA_NONE, .rings = rings};

	size_t spots = 0;

	for (uint32_t i = 0; i < shape->ring_count; i++) {
		struct map_line ring = lay_ring(arena, fit, &shape->rings[i]);

		if (ring.count < 3 || spots + ring.count > MAP_CELL_SPOTS_MAX)
			continue;
		spots += ring.count;
		rings[cell.ring_count++] = ring;
	}
	if (cell.ring_count) {
		cell.middle = middle_of(rings[0]);
		find_box(&cell);
	}
	return cell;
}

void map_sheet_lay(struct arena *arena, const struct map *map, const struct map_about *about, struct rect box,
	struct map_sheet *sheet)
{
	bool *within = arena_array(arena, bool, map->shape_count), all = is_about_all(about);
	struct fit fit;

	for (uint32_t i = 0; i < map->shape_count && !all; i++)
		within[i] = is_within(about, map->shapes[i].area);
	fit = fit_into(extent_of(map, about, within), box);
	*sheet = (struct map_sheet){.cells = arena_array(arena, struct map_cell, map->shape_count),
		.metres_per_px = METRES_PER_DEGREE / fmax(-fit.scale_y, 1e-9)};
	for (uint32_t i = 0; i < map->shape_count; i++) {
		struct map_cell cell;

		if (!all && !within[i] && !reaches(fit, &map->shapes[i], box))
			continue;
		cell = lay_shape(arena, fit, &map->shapes[i]);
		if (cell.ring_count == 0)
			continue; /* smaller than a pixel */
		cell.around = !all && !within[i];
		if (about->areas)
			cell.area = areas_find(about->areas, map->shapes[i].area);
		if (cell.area != AREA_NONE) {
			cell.inner = areas_up_to(about->areas, cell.area, about->inner);
			cell.outer = areas_up_to(about->areas, cell.area, about->outer);
		}
		sheet->cells[sheet->count++] = cell;
	}
}

size_t map_cell_points(const struct map_cell *cell)
{
	size_t count = 0;

	for (uint32_t i = 0; i < cell->ring_count; i++)
		count += cell->rings[i].count;
	return count;
}

void map_cell_add(struct path_builder *builder, const struct map_cell *cell)
{
	for (uint32_t r = 0; r < cell->ring_count; r++) {
		for (uint32_t i = 0; i < cell->rings[r].count; i++)
			(i ? path_line : path_move)(builder, (float)cell->rings[r].spots[i].x / MAP_STEPS_PER_PX,
				(float)cell->rings[r].spots[i].y / MAP_STEPS_PER_PX);
		path_close(builder);
	}
}

static bool ring_crosses(struct map_line ring, float x, float y)
{
	bool inside = false;

	for (uint32_t i = 0, before = ring.count - 1; i < ring.count; before = i++) {
		struct map_spot a = ring.spots[i], b = ring.spots[before];
		float ax = (float)a.x, ay = (float)a.y, bx = (float)b.x, by = (float)b.y;

		if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax)
			inside = !inside;
	}
	return inside;
}

bool map_cell_holds(const struct map_cell *cell, float x, float y)
{
	bool inside = false;

	if (x < cell->low.x || x > cell->high.x || y < cell->low.y || y > cell->high.y)
		return false;
	for (uint32_t i = 0; i < cell->ring_count; i++)
		inside ^= ring_crosses(cell->rings[i], x * MAP_STEPS_PER_PX, y * MAP_STEPS_PER_PX);
	return inside;
}
