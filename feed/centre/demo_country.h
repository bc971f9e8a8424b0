#ifndef FEED_CENTRE_DEMO_COUNTRY_H
#define FEED_CENTRE_DEMO_COUNTRY_H

#include "feed/centre/demo_lattice.h"

struct arena;

/* The land of the demo without names: communities, each cut into grids that tile it. Constant; lives in the arena. */

enum { DEMO_COMMUNITIES = 150, DEMO_GRIDS = 1263, DEMO_GRIDS_PER_COMMUNITY_MIN = 6, DEMO_GRIDS_PER_COMMUNITY_MAX = 11 };

struct demo_country {
	struct demo_point *community_at; /* DEMO_COMMUNITIES middles */
	uint32_t *first_grid;            /* of each community, and one more that ends the last */
	struct demo_point *grid_at;      /* DEMO_GRIDS middles */
	uint32_t *community_of;          /* of each grid */
	struct demo_lattice lattice;     /* its panes are the grids */
};

bool demo_country_make(struct arena *arena, uint64_t seed, struct demo_country *country, struct error *error);

#endif
