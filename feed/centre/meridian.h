#ifndef FEED_CENTRE_MERIDIAN_H
#define FEED_CENTRE_MERIDIAN_H

#include "feed/centre/ground.h"

/* Shapes that cross the 180th meridian are cut there, as RFC 7946 wants: a ring that leaps by more than half the globe has crossed. */

bool meridian_is_crossed(const struct map_shape *shape);

/* In the arena; false where nothing is left of it. Uses the ground's plane for degrees. */
bool meridian_split(struct ground *ground, struct arena *arena, struct map_shape *shape);

#endif
