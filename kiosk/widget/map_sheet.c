#include "kiosk/widget/map_sheet.h"

#include <math.h>

#include "feed/base/arena.h"

#define RADIANS_PER_DEGREE 0.017453292519943295

/* Degrees to pixels. */
struct fit {
	double scale_x, scale_y, x, y;
};

static struct fit fit_into(const struct map *map, struct rect box)
{
	double south = map->south_west.latitude, north = map->north_east.latitude;
	double shrink = cos((south + north) / 2 * RADIANS_PER_DEGREE);
	double width = (map->north_east.longitude - map->south_west.longitude) * shrink, height = north - south;
	double scale = fmin(box.width / fmax(width, 1e-9), box.height / fmax(height, 1e-9));
	struct fit fit = {.scale_x = scale * shrink, .scale_y = -scale};

	fit.x = box.x + (box.width - width * scale) / 2 - map->south_west.longitude * fit.scale_x;
	fit.y = box.y + (box.height - height * scale) / 2 - north * fit.scale_y;
	return fit;
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

void map_sheet_lay(struct arena *arena, const struct map *map, const struct areas *areas, struct str inner,
	struct str outer, struct rect box, struct map_sheet *sheet)
{
	struct fit fit = fit_into(map, box);

	*sheet = (struct map_sheet){.cells = arena_array(arena, struct map_cell, map->shape_count)};
	for (uint32_t i = 0; i < map->shape_count; i++) {
		struct map_cell cell = lay_shape(arena, fit, &map->shapes[i]);

		if (cell.ring_count == 0)
			continue; /* smaller than a pixel */
		if (areas)
			cell.area = areas_find(areas, map->shapes[i].area);
		if (cell.area != AREA_NONE) {
			cell.inner = areas_up_to(areas, cell.area, inner);
			cell.outer = areas_up_to(areas, cell.area, outer);
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
