#include "feed/centre/demo_shape.h"

#include <math.h>

double demo_shape_distance(struct demo_point a, struct demo_point b)
{
	return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

bool demo_shape_inside(const struct demo_polygon *polygon, struct demo_point point)
{
	bool inside = false;

	for (size_t i = 0, j = polygon->count - 1; i < polygon->count; j = i++) {
		struct demo_point a = polygon->points[i], b = polygon->points[j];

		if ((a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
			inside = !inside;
	}
	return inside;
}

double demo_shape_area(const struct demo_polygon *polygon)
{
	double sum = 0;

	for (size_t i = 0; i < polygon->count; i++) {
		struct demo_point a = polygon->points[i], b = polygon->points[(i + 1) % polygon->count];

		sum += a.x * b.y - b.x * a.y;
	}
	return sum / 2;
}

struct demo_point demo_shape_middle(const struct demo_polygon *polygon)
{
	struct demo_point middle = {0, 0};
	double area = 0;

	for (size_t i = 0; i < polygon->count; i++) {
		struct demo_point a = polygon->points[i], b = polygon->points[(i + 1) % polygon->count];
		double part = a.x * b.y - b.x * a.y;

		area += part;
		middle.x += (a.x + b.x) * part;
		middle.y += (a.y + b.y) * part;
	}
	return (struct demo_point){middle.x / (3 * area), middle.y / (3 * area)};
}
