#ifndef FEED_CENTRE_DEMO_PANE_H
#define FEED_CENTRE_DEMO_PANE_H

#include "feed/base/error.h"
#include "feed/centre/demo_shape.h"

struct arena;

/* Cuts a region into one pane around each seed: all places that are nearer to it than to any other (GEOS). panes[i]
   belongs to seeds[i] and lives in the arena. false where a pane falls apart or a seed has none. */
bool demo_pane_cut(struct arena *arena, const struct demo_polygon *region, const struct demo_point *seeds, size_t count,
	struct demo_polygon *panes, struct error *error);

#endif
