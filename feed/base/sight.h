#ifndef FEED_BASE_SIGHT_H
#define FEED_BASE_SIGHT_H

/* How high something must be to be seen under an angle from a distance. Pure. */

double sight_height_mm(double distance_mm, double arc_minutes);

/* The same as EN 301 549 (5.1.4) reckons it, along the arc. */
double sight_arc_mm(double distance_mm, double arc_minutes);

#endif
