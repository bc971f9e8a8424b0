#ifndef FEED_CENTRE_TILING_H
#define FEED_CENTRE_TILING_H

#include "feed/centre/ground.h"

/*
 * Whether the grids of a community tile it: no ground without a grid, none with two, none outside. Pure but for memory. Cost: one union
 * of the grids; pairs are looked at only where their areas do not add up.
 */

enum tiling_kind {
	TILING_GAP,     /* of the community, in no grid */
	TILING_OVERLAP, /* in two grids */
	TILING_OUTSIDE, /* of a grid, beyond the community */
	TILING_SLIVER,  /* any of them, but narrower than TILING_SLIVER_M: all of a community as one */
	TILING_BROKEN   /* a grid whose shape cannot be made whole */
};

/* Below these it is rounding, or one boundary drawn twice. */
#define TILING_AREA_M2 1.0
#define TILING_SLIVER_M 0.5

struct tiling_finding {
	enum tiling_kind kind;
	int grid, other;              /* places in the grids, or -1 */
	double square_metres, community_m2;
	const GEOSGeometry *geometry; /* borrowed while it is told; NULL where there is none */
};

struct tiling {
	struct ground *ground;             /* borrowed; set to the community */
	const struct map_shape *community; /* NULL: holes inside the grids are its gaps */
	const struct map_shape *grids;
	int count;
	const GEOSGeometry *exempt; /* roads and water that need no grid; NULL: none */
	void (*take)(void *self, const struct tiling_finding *finding);
	void *self;
	GEOSGeometry *sum;    /* out, owned by the caller: all grids as one; NULL where there are none */
};

/* false where GEOS gave up on one of the steps; ground->trouble says why. */
bool tiling_check(struct tiling *tiling);

#endif
