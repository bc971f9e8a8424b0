#include "feed/centre/demo_corner.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum { CORNERS_ON_SIDE_MAX = 32 };

static const double same_place = 0.01;  /* box units: corners nearer than this are one, and lie on a side */
static const double bar_shortest = 2.5; /* shorter ones are drawn together into one corner */

struct corner_place {
	struct demo_point at;
	uint32_t *corner; /* where its index is wanted */
};

static int by_x(const void *left, const void *right)
{
	const struct corner_place *a = left, *b = right;

	if (a->at.x != b->at.x)
		return a->at.x < b->at.x ? -1 : 1;
	return (a->at.y > b->at.y) - (a->at.y < b->at.y);
}

static uint32_t corner_at(struct demo_lattice *lattice, struct demo_point at)
{
	for (size_t i = lattice->point_count; i > 0 && lattice->points[i - 1].x > at.x - 2 * same_place; i--)
		if (demo_shape_distance(lattice->points[i - 1], at) < same_place)
			return (uint32_t)(i - 1);
	lattice->points[lattice->point_count] = at;
	return (uint32_t)lattice->point_count++;
}

static void find_corners(struct arena *arena, const struct demo_polygon *panes, struct demo_lattice *lattice)
{
	struct corner_place *places;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < lattice->ring_count; i++)
		count += panes[i].count;
	places = arena_array(arena, struct corner_place, count);
	lattice->points = arena_array(arena, struct demo_point, count);
	for (size_t i = 0; i < lattice->ring_count; i++) {
		lattice->rings[i].count = panes[i].count;
		lattice->rings[i].points = arena_array(arena, uint32_t, panes[i].count);
		for (size_t j = 0; j < panes[i].count; j++)
			places[at++] = (struct corner_place){panes[i].points[j], &lattice->rings[i].points[j]};
	}
	qsort(places, count, sizeof(*places), by_x);
	for (size_t i = 0; i < count; i++)
		*places[i].corner = corner_at(lattice, places[i].at);
}

struct corner_on_side {
	double along;
	uint32_t corner;
};

static int by_along(const void *left, const void *right)
{
	const struct corner_on_side *a = left, *b = right;

	return (a->along > b->along) - (a->along < b->along);
}

static size_t corners_on(const struct demo_lattice *lattice, uint32_t from, uint32_t to, struct corner_on_side *found)
{
	struct demo_point a = lattice->points[from], b = lattice->points[to];
	double length = demo_shape_distance(a, b);
	double low = fmin(a.x, b.x) - same_place, high = fmax(a.x, b.x) + same_place;
	size_t count = 0;

	for (uint32_t i = 0; i < lattice->point_count; i++) {
		struct demo_point p = lattice->points[i];
		double along, off;

		if (p.x < low || p.x > high || i == from || i == to)
			continue;
		along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
		off = ((p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x)) / length;
		if (along <= 0 || along >= length || fabs(off) > same_place)
			continue;
		REQUIRE(count < CORNERS_ON_SIDE_MAX);
		found[count++] = (struct corner_on_side){along, i};
	}
	qsort(found, count, sizeof(*found), by_along);
	return count;
}

static void take_in_corners(struct arena *arena, struct demo_lattice *lattice, struct demo_ring *ring)
{
	struct corner_on_side found[CORNERS_ON_SIDE_MAX];
	uint32_t *points = arena_array(arena, uint32_t, (CORNERS_ON_SIDE_MAX + 1) * ring->count);
	size_t count = 0;

	for (size_t i = 0; i < ring->count; i++) {
		uint32_t from = ring->points[i], to = ring->points[(i + 1) % ring->count];
		size_t on_side;

		if (from == to)
			continue;
		points[count++] = from;
		on_side = corners_on(lattice, from, to, found);
		for (size_t j = 0; j < on_side; j++)
			points[count++] = found[j].corner;
	}
	*ring = (struct demo_ring){points, count};
}

static uint32_t kept_corner(uint32_t *kept, uint32_t corner)
{
	while (kept[corner] != corner)
		corner = kept[corner] = kept[kept[corner]];
	return corner;
}

static void rename_corners(struct demo_ring *ring, uint32_t *kept)
{
	size_t count = 0;

	for (size_t i = 0; i < ring->count; i++) {
		uint32_t corner = kept_corner(kept, ring->points[i]);

		if (count == 0 || ring->points[count - 1] != corner)
			ring->points[count++] = corner;
	}
	while (count > 1 && ring->points[count - 1] == ring->points[0])
		count--;
	REQUIRE(count >= 3);
	ring->count = count;
}

static void draw_short_bars_together(struct arena *arena, struct demo_lattice *lattice)
{
	uint32_t *kept = arena_array(arena, uint32_t, lattice->point_count);

	for (uint32_t i = 0; i < lattice->point_count; i++)
		kept[i] = i;
	for (size_t i = 0; i < lattice->ring_count; i++)
		for (size_t j = 0; j < lattice->rings[i].count; j++) {
			const struct demo_ring *ring = &lattice->rings[i];
			uint32_t a = kept_corner(kept, ring->points[j]);
			uint32_t b = kept_corner(kept, ring->points[(j + 1) % ring->count]);

			if (a != b && demo_shape_distance(lattice->points[a], lattice->points[b]) < bar_shortest)
				kept[a > b ? a : b] = a > b ? b : a;
		}
	for (size_t i = 0; i < lattice->ring_count; i++)
		rename_corners(&lattice->rings[i], kept);
}

void demo_corner_find(struct arena *arena, const struct demo_polygon *panes, struct demo_lattice *lattice)
{
	find_corners(arena, panes, lattice);
	for (size_t i = 0; i < lattice->ring_count; i++)
		take_in_corners(arena, lattice, &lattice->rings[i]);
	draw_short_bars_together(arena, lattice);
}
