#ifndef FEED_CENTRE_DEMO_SHAPE_H
#define FEED_CENTRE_DEMO_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

/* Plane figures of the demo's made-up country: a box of DEMO_BOX_WIDTH x DEMO_BOX_HEIGHT units, y down. Plain values.
 */

enum { DEMO_BOX_WIDTH = 1200, DEMO_BOX_HEIGHT = 800 };

struct demo_point {
	double x, y;
};

/* One ring; the first point is not repeated. */
struct demo_polygon {
	struct demo_point *points;
	size_t count;
};

double demo_shape_distance(struct demo_point a, struct demo_point b);
bool demo_shape_inside(const struct demo_polygon *polygon, struct demo_point point);
double demo_shape_area(const struct demo_polygon *polygon); /* positive where it runs clockwise on the screen */
struct demo_point demo_shape_middle(const struct demo_polygon *polygon); /* the centre of its area */

#endif
