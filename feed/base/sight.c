#include "feed/base/sight.h"

#include <math.h>

static double radians(double arc_minutes)
{
	return arc_minutes / 60 * M_PI / 180;
}

double sight_height_mm(double distance_mm, double arc_minutes)
{
	return 2 * distance_mm * tan(radians(arc_minutes) / 2);
}

double sight_arc_mm(double distance_mm, double arc_minutes)
{
	return distance_mm * radians(arc_minutes);
}
