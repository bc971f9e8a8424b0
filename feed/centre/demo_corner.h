#ifndef FEED_CENTRE_DEMO_CORNER_H
#define FEED_CENTRE_DEMO_CORNER_H

#include "feed/centre/demo_lattice.h"

/* Fills the lattice's points and rings with the corners of the panes, each standing once: also those that lie on a side
   of a neighbour, and without bars so short that nobody would see them. Bars come later. */
void demo_corner_find(struct arena *arena, const struct demo_polygon *panes, struct demo_lattice *lattice);

#endif
