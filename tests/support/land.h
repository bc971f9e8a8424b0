#ifndef TESTS_SUPPORT_LAND_H
#define TESTS_SUPPORT_LAND_H

#include "feed/model/snapshot.h"

/*
 * A made-up land, the same for each seed: grids that share ragged borders; each has a hole that a far grid's second
 * part fills, and some have an island in the north. Of every kind, with blind spots, in communities, in counties.
 */

enum {
	LAND_COLUMNS = 60,
	LAND_ROWS = 50,
	LAND_GRIDS = LAND_COLUMNS * LAND_ROWS,
	LAND_EDGE_POINTS = 16, /* from one corner to the next */
	LAND_HOLE_POINTS = 24,
	LAND_ISLANDS = LAND_COLUMNS / 2
};

/* Map, areas and the table `coverage`. Owned by the caller. */
struct snapshot *land_make(uint64_t seed);

#endif
