#include "kiosk/widget/map_label.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"

enum {
	REACH_STEPS = 14, /* how far from the middle it looks */
	FAR_STRIDE = 3,   /* and so many times as far where all of that is taken */
	/* What it costs, for each step of the raster under the plate, against a step away from the middle */
	COST_STEP = 6,
	COST_NOTHING = 10,
	COST_OTHER = 2,
	COST_KEPT = 60,
	COST_TAKEN = 100000
};

/* Where a cell's border crosses the middle of a row. */
struct crossing {
	int row;
	float x;
};

static int by_place(const void *a, const void *b)
{
	const struct crossing *one = a, *other = b;

	if (one->row != other->row)
		return one->row < other->row ? -1 : 1;
	return one->x < other->x ? -1 : one->x > other->x;
}

/* The first row, or column, whose middle lies at or beyond a place. */
static int first_from(float place, int from, int step)
{
	return (int)ceilf((place - (float)from) / (float)step - 0.5f);
}

static int keep_within(int at, int low, int high)
{
	return at < low ? low : at > high ? high : at;
}

static size_t cross(
	const struct map_raster *raster, struct path_point a, struct path_point b, struct crossing *crossings)
{
	struct path_point high = a.y < b.y ? a : b, low = a.y < b.y ? b : a;
	int from = keep_within(first_from(high.y, raster->box.y, raster->step_px), 0, raster->rows);
	int to = keep_within(first_from(low.y, raster->box.y, raster->step_px), 0, raster->rows);
	size_t count = 0;

	for (int row = from; row < to; row++) {
		float y = (float)raster->box.y + ((float)row + 0.5f) * (float)raster->step_px;

		if (crossings)
			crossings[count] =
				(struct crossing){row, high.x + (low.x - high.x) * (y - high.y) / (low.y - high.y)};
		count++;
	}
	return count;
}

/* Of all its rings; counted only where there is no room for them. */
static size_t cross_all(const struct map_raster *raster, const struct map_cell *cell, struct crossing *crossings)
{
	size_t count = 0;

	for (uint32_t r = 0; r < cell->ring_count; r++)
		for (uint32_t i = 0; i < cell->rings[r].count; i++)
			count += cross(raster, map_spot_point(cell->rings[r].spots[i]),
				map_spot_point(cell->rings[r].spots[(i + 1) % cell->rings[r].count]),
				crossings ? crossings + count : NULL);
	return count;
}

/* Between each two crossings of a row it is inside, whatever lies between its parts. */
static void mark_cell(struct arena *arena, struct map_raster *raster, uint32_t index)
{
	const struct map_cell *cell = &raster->sheet->cells[index];
	size_t count = cross_all(raster, cell, NULL);
	struct crossing *crossings = arena_array(arena, struct crossing, count);

	cross_all(raster, cell, crossings);
	qsort(crossings, count, sizeof(*crossings), by_place);
	for (size_t i = 0; i + 1 < count; i += 2) {
		int from = keep_within(first_from(crossings[i].x, raster->box.x, raster->step_px), 0, raster->columns);
		int to =
			keep_within(first_from(crossings[i + 1].x, raster->box.x, raster->step_px), 0, raster->columns);

		for (int column = from; column < to; column++)
			raster->cells[crossings[i].row * raster->columns + column] = index;
	}
}

void map_raster_make(struct arena *arena, const struct map_sheet *sheet, const bool *kept, struct rect box, int step_px,
	struct map_raster *raster)
{
	*raster = (struct map_raster){.sheet = sheet, .kept = kept, .box = box, .step_px = step_px};
	raster->columns = box.width / step_px + 1;
	raster->rows = box.height / step_px + 1;
	raster->cells = arena_array(arena, uint32_t, (size_t)raster->columns * (size_t)raster->rows);
	for (int i = 0; i < raster->columns * raster->rows; i++)
		raster->cells[i] = UINT32_MAX;
	for (uint32_t i = 0; i < sheet->count; i++)
		mark_cell(arena, raster, i);
}

void map_raster_take(struct map_raster *raster, struct rect taken)
{
	if (raster->taken_count < MAP_LABELS_MAX)
		raster->taken[raster->taken_count++] = taken;
}

/* Divided downwards, left and above of the box too. */
static int below(int distance, int step)
{
	return distance < 0 ? -((step - 1 - distance) / step) : distance / step;
}

static int cost_under(const struct map_raster *raster, int column, int row, uint32_t outer)
{
	uint32_t index;

	if (column < 0 || row < 0 || column >= raster->columns || row >= raster->rows)
		return COST_KEPT;
	index = raster->cells[row * raster->columns + column];
	if (index == UINT32_MAX)
		return COST_NOTHING;
	if (raster->kept[index])
		return COST_KEPT;
	return raster->sheet->cells[index].outer == outer ? 0 : COST_OTHER;
}

/* With half a step around, which is as exact as the raster knows where a cell ends. */
static int cost_of(const struct map_raster *raster, struct rect plate, uint32_t outer)
{
	int step = raster->step_px, cost = 0;
	struct rect wide = rect_inset(plate, -step / 2);
	int left = wide.x - raster->box.x, top = wide.y - raster->box.y;

	for (size_t i = 0; i < raster->taken_count; i++)
		if (rect_overlap(raster->taken[i], wide))
			cost += COST_TAKEN;
	for (int row = below(top, step); row <= below(top + wide.height - 1, step); row++)
		for (int column = below(left, step); column <= below(left + wide.width - 1, step); column++)
			cost += cost_under(raster, column, row, outer);
	return cost;
}

/* Around the middle in steps of so many; the least cost that it found. */
static int search(const struct map_raster *raster, struct path_point middle, uint32_t outer, int width, int height,
	int stride, struct rect *best)
{
	int least = INT32_MAX, step = raster->step_px * stride;

	for (int down = -REACH_STEPS; down <= REACH_STEPS; down++)
		for (int right = -REACH_STEPS; right <= REACH_STEPS; right++) {
			struct rect plate = {(int)middle.x - width / 2 + right * step,
				(int)middle.y - height / 2 + down * step, width, height};
			int cost = cost_of(raster, plate, outer) + (int)(COST_STEP * stride * hypot(right, down));

			if (cost < least) {
				least = cost;
				*best = plate;
			}
		}
	return least;
}

bool map_raster_place(
	struct map_raster *raster, struct path_point middle, uint32_t outer, int width, int height, struct rect *place)
{
	if (search(raster, middle, outer, width, height, 1, place) >= COST_TAKEN &&
		search(raster, middle, outer, width, height, FAR_STRIDE, place) >= COST_TAKEN)
		return false;
	map_raster_take(raster, *place);
	return true;
}
