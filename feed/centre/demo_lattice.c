#include "feed/centre/demo_lattice.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/random.h"
#include "feed/centre/demo_corner.h"

static const double piece_length = 15;                    /* box units, about */
static const double bend_share = 0.014, bend_most = 0.55; /* how far inner points leave the straight line */

static int by_ends(const void *left, const void *right)
{
	const struct demo_bar *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return (a->pane[0] > b->pane[0]) - (a->pane[0] < b->pane[0]);
}

static struct demo_bar *bar_between(const struct demo_lattice *lattice, uint32_t a, uint32_t b)
{
	size_t low = 0, high = lattice->bar_count;

	if (a > b)
		return bar_between(lattice, b, a);
	while (low < high) {
		size_t middle = (low + high) / 2;
		struct demo_bar *bar = &lattice->bars[middle];

		if (bar->from == a && bar->to == b)
			return bar;
		if (bar->from < a || (bar->from == a && bar->to < b))
			low = middle + 1;
		else
			high = middle;
	}
	check_failed("a ring is made of bars", __FILE__, __LINE__);
}

/* Every side of every ring becomes a bar; the two sides that lie on each other become one. */
static bool find_bars(struct arena *arena, struct demo_lattice *lattice, struct error *error)
{
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < lattice->ring_count; i++)
		count += lattice->rings[i].count;
	lattice->bars = arena_array(arena, struct demo_bar, count);
	count = 0;
	for (uint32_t i = 0; i < lattice->ring_count; i++)
		for (size_t j = 0; j < lattice->rings[i].count; j++) {
			uint32_t a = lattice->rings[i].points[j];
			uint32_t b = lattice->rings[i].points[(j + 1) % lattice->rings[i].count];

			lattice->bars[count++] = (struct demo_bar){
				.from = a < b ? a : b, .to = a < b ? b : a, .pane = {i, DEMO_NO_PANE}};
		}
	qsort(lattice->bars, count, sizeof(*lattice->bars), by_ends);
	for (size_t i = 0; i < count; i++) {
		struct demo_bar *bar = &lattice->bars[i], *last = kept ? &lattice->bars[kept - 1] : NULL;

		if (!last || last->from != bar->from || last->to != bar->to)
			lattice->bars[kept++] = *bar;
		else if (last->pane[1] == DEMO_NO_PANE)
			last->pane[1] = bar->pane[0];
		else
			return error_set(error, "cannot join the demo's map: three panes meet at one bar");
	}
	lattice->bar_count = kept;
	return true;
}

static double bar_length(const struct demo_lattice *lattice, const struct demo_bar *bar)
{
	return demo_shape_distance(lattice->points[bar->from], lattice->points[bar->to]);
}

static struct demo_bar *bar_of_side(const struct demo_lattice *lattice, const struct demo_ring *ring, size_t side)
{
	return bar_between(lattice, ring->points[side], ring->points[(side + 1) % ring->count]);
}

static size_t pieces_around(const struct demo_lattice *lattice, const struct demo_ring *ring)
{
	size_t pieces = 0;

	for (size_t i = 0; i < ring->count; i++)
		pieces += bar_of_side(lattice, ring, i)->pieces;
	return pieces;
}

static void split_longest_piece(const struct demo_lattice *lattice, const struct demo_ring *ring)
{
	struct demo_bar *longest = NULL;
	double most = 0;

	for (size_t i = 0; i < ring->count; i++) {
		struct demo_bar *bar = bar_of_side(lattice, ring, i);
		double length = bar_length(lattice, bar) / bar->pieces;

		if (length > most) {
			most = length;
			longest = bar;
		}
	}
	longest->pieces++;
}

static bool choose_pieces(struct demo_lattice *lattice, struct error *error)
{
	for (size_t i = 0; i < lattice->bar_count; i++)
		lattice->bars[i].pieces =
			(uint32_t)fmax(1, round(bar_length(lattice, &lattice->bars[i]) / piece_length));
	for (size_t i = 0; i < lattice->ring_count; i++)
		while (pieces_around(lattice, &lattice->rings[i]) < DEMO_RING_POINTS_MIN)
			split_longest_piece(lattice, &lattice->rings[i]);
	for (size_t i = 0; i < lattice->ring_count; i++)
		if (pieces_around(lattice, &lattice->rings[i]) > DEMO_RING_POINTS_MAX)
			return error_set(error, "cannot join the demo's map: a pane has more than %d points",
				DEMO_RING_POINTS_MAX);
	return true;
}

/* A hand sawed these bars: inner points lie a little off the line, by the bar's ends alone, so that both sides agree. */
static void place_inner_points(struct demo_lattice *lattice, struct demo_bar *bar)
{
	struct random random = random_seeded((uint64_t)bar->from << 32 | bar->to);
	struct demo_point a = lattice->points[bar->from], b = lattice->points[bar->to];
	double length = bar_length(lattice, bar), bend = fmin(bend_most, bend_share * length);

	bar->first = (uint32_t)lattice->point_count;
	for (uint32_t i = 1; i < bar->pieces; i++) {
		double along = (i + 0.3 * (random_unit(&random) - 0.5)) / bar->pieces;
		double off = (2 * random_unit(&random) - 1) * bend / length;

		lattice->points[lattice->point_count++] = (struct demo_point){
			a.x + (b.x - a.x) * along - (b.y - a.y) * off,
			a.y + (b.y - a.y) * along + (b.x - a.x) * off,
		};
	}
}

static void make_room(struct arena *arena, struct demo_lattice *lattice)
{
	size_t count = lattice->point_count;
	struct demo_point *points;

	for (size_t i = 0; i < lattice->bar_count; i++)
		count += lattice->bars[i].pieces - 1;
	points = arena_array(arena, struct demo_point, count);
	for (size_t i = 0; i < lattice->point_count; i++)
		points[i] = lattice->points[i];
	lattice->points = points;
}

static void put_inner_points(struct arena *arena, struct demo_lattice *lattice, struct demo_ring *ring)
{
	uint32_t *points = arena_array(arena, uint32_t, pieces_around(lattice, ring));
	size_t count = 0;

	for (size_t i = 0; i < ring->count; i++) {
		const struct demo_bar *bar = bar_of_side(lattice, ring, i);
		bool forward = bar->from == ring->points[i];

		points[count++] = ring->points[i];
		for (uint32_t j = 0; j + 1 < bar->pieces; j++)
			points[count++] = bar->first + (forward ? j : bar->pieces - 2 - j);
	}
	*ring = (struct demo_ring){points, count};
}

bool demo_lattice_join(struct arena *arena, const struct demo_polygon *panes, size_t count,
	struct demo_lattice *lattice, struct error *error)
{
	*lattice = (struct demo_lattice){.rings = arena_array(arena, struct demo_ring, count), .ring_count = count};
	demo_corner_find(arena, panes, lattice);
	if (!find_bars(arena, lattice, error) || !choose_pieces(lattice, error))
		return false;
	make_room(arena, lattice);
	for (size_t i = 0; i < lattice->bar_count; i++)
		place_inner_points(lattice, &lattice->bars[i]);
	for (size_t i = 0; i < count; i++)
		put_inner_points(arena, lattice, &lattice->rings[i]);
	return true;
}
