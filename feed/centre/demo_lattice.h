#ifndef FEED_CENTRE_DEMO_LATTICE_H
#define FEED_CENTRE_DEMO_LATTICE_H

#include <stdint.h>

#include "feed/base/error.h"
#include "feed/centre/demo_shape.h"

struct arena;

/*
 * Panes joined like the bars of a window lattice: every corner stands once in one table, every bar between two corners
 * is shared by the panes on its sides, and each pane's ring has DEMO_RING_POINTS_MIN..MAX points. So neighbours share
 * their border to the last digit. Constant once joined; everything lives in the arena.
 */

enum { DEMO_RING_POINTS_MIN = 12, DEMO_RING_POINTS_MAX = 40 };

#define DEMO_NO_PANE UINT32_MAX

struct demo_ring {
	uint32_t *points; /* indices into the lattice's points */
	size_t count;
};

struct demo_bar {
	uint32_t from, to; /* corners, from < to */
	uint32_t pane[2];  /* the panes beside it; pane[1] is DEMO_NO_PANE on the rim */
	uint32_t pieces;   /* how many straight pieces it is made of */
	uint32_t first;    /* its first inner point; pieces - 1 of them follow each other from `from` to `to` */
};

struct demo_lattice {
	struct demo_point *points;
	struct demo_ring *rings; /* one a pane, in the order given */
	struct demo_bar *bars;
	size_t point_count, ring_count, bar_count;
};

/* false where a pane cannot be given its number of points. */
bool demo_lattice_join(struct arena *arena, const struct demo_polygon *panes, size_t count,
	struct demo_lattice *lattice, struct error *error);

#endif
