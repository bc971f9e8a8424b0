#ifndef FEED_CENTRE_DEMO_GROUND_H
#define FEED_CENTRE_DEMO_GROUND_H

#include "feed/base/random.h"
#include "feed/centre/demo_shape.h"

struct arena;

/*
 * The ground that the demo's country stands on: its outline, where its towns are dense, and points spread over it. All
 * of it is invented. The same from the same random source.
 */

struct demo_polygon demo_ground_outline(struct arena *arena, struct random *random);

/* From 0.55 in the open country to about 2 in the heart of a town. */
double demo_ground_density(struct demo_point point);

/* count points evenly spread over the region by repeated averaging of samples (Lloyd's method); towns draw more of them
   where by_density is set. */
struct demo_point *demo_ground_spread(
	struct arena *arena, struct random *random, const struct demo_polygon *region, size_t count, bool by_density);

#endif
