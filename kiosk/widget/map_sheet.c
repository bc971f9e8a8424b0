#include "kiosk/widget/map_sheet.h"

#include <math.h>

#include "feed/base/arena.h"
#include "kiosk/widget/map_laying.h"

#define METRES_PER_DEGREE 111320.0 /* of latitude */

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

static struct map_cell lay_cell(struct arena *arena, const struct map_laying *laying, const struct map_laid *laid)
{
	struct map_line *rings = arena_array(arena, struct map_line, laid->shape->ring_count);
	struct map_cell cell = {
		.id = laid->shape->area, .area = AREA_NONE, .inner = AREA_NONE, .outer = AREA_NONE, .rings = rings};
	size_t spots = 0;

	for (uint32_t i = 0; i < laid->shape->ring_count; i++) {
		struct map_ring_range range = laying->rings[laid->first_ring + i];
		uint32_t count = map_mesh_count(&laying->mesh, range);

		if (count < 3 || spots + count > MAP_CELL_SPOTS_MAX)
			continue;
		spots += count;
		rings[cell.ring_count] = map_mesh_take(arena, &laying->mesh, range);
		cell.ring_count += rings[cell.ring_count].count >= 3;
	}
	if (cell.ring_count) {
		cell.middle = middle_of(rings[0]);
		find_box(&cell);
	}
	cell.around = laid->around;
	return cell;
}

/* Too small to be seen, it has a place nevertheless. */
static struct map_cell lay_finding(struct arena *arena, const struct map_laying *laying, const struct map_laid *laid)
{
	struct map_cell cell = lay_cell(arena, laying, laid);

	if (cell.ring_count == 0 && laying->rings[laid->first_ring].count > 0)
		cell.middle = map_spot_point(laying->mesh.spots[laying->rings[laid->first_ring].first]);
	return cell;
}

static void find_areas(const struct map_about *about, const struct map_shape *shape, struct map_cell *cell)
{
	if (about->areas)
		cell->area = areas_find(about->areas, shape->area);
	if (cell->area == AREA_NONE)
		return;
	cell->inner = areas_up_to(about->areas, cell->area, about->inner);
	cell->outer = areas_up_to(about->areas, cell->area, about->outer);
}

void map_sheet_lay(struct arena *arena, const struct map *map, const struct map_about *about, struct rect box,
	struct map_sheet *sheet)
{
	struct map_laying laying;
	struct arena scratch;

	arena_init(&scratch);
	map_laying_make(&scratch, map, about, box, &laying);
	*sheet = (struct map_sheet){.cells = arena_array(arena, struct map_cell, laying.shape_count),
		.findings = arena_array(arena, struct map_cell, laying.finding_count),
		.metres_per_px = METRES_PER_DEGREE / fmax(-laying.fit.scale_y, 1e-9)};
	for (size_t i = 0; i < laying.shape_count; i++) {
		struct map_cell cell;

		if (map_laid_is_finding(&laying.shapes[i])) {
			sheet->findings[sheet->finding_count++] = lay_finding(arena, &laying, &laying.shapes[i]);
			continue;
		}
		cell = lay_cell(arena, &laying, &laying.shapes[i]);
		if (cell.ring_count == 0)
			continue; /* smaller than a pixel */
		find_areas(about, laying.shapes[i].shape, &cell);
		sheet->cells[sheet->count++] = cell;
	}
	arena_finish(&scratch);
}

size_t map_sheet_bytes(void)
{
	return map_mesh_bytes(MAP_SHEET_SPOTS_MAX, 0);
}

struct path_point map_spot_point(struct map_spot spot)
{
	return (struct path_point){(float)spot.x / MAP_STEPS_PER_PX, (float)spot.y / MAP_STEPS_PER_PX};
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
