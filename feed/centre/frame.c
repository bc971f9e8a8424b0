#include "feed/centre/frame.h"

#include <math.h>

enum { ROUNDS = 12 };

static const double PI = 3.14159265358979323846;

/* The ellipsoid of Krassowski, on which the shift is defined. */
static const double AXIS_M = 6378245.0, ECCENTRICITY_2 = 0.00669342162296594323;

static bool is_far(struct map_point point)
{
	return point.longitude < 72.004 || point.longitude > 137.8347 || point.latitude < 0.8293 || point.latitude > 55.8271;
}

/* The terms that north and east share: waves of a sixth, a half, a third of a degree and so on. */
static double waves(double at, double first, double second)
{
	return (20 * sin(at * PI) + 40 * sin(at / 3 * PI)) * 2 / 3 + (first * sin(at / 12 * PI) + second * sin(at / 30 * PI)) * 2 / 3;
}

static double shift_north(double x, double y)
{
	double common = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;

	return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + common + waves(y, 160, 320);
}

static double shift_east(double x, double y)
{
	double common = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;

	return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + common + waves(x, 150, 300);
}

struct map_point frame_gcj02_of(struct map_point point)
{
	double x = point.longitude - 105, y = point.latitude - 35, angle = point.latitude / 180 * PI;
	double magic = 1 - ECCENTRICITY_2 * sin(angle) * sin(angle), root = sqrt(magic);

	if (is_far(point))
		return point;
	return (struct map_point){
		point.longitude + shift_east(x, y) * 180 / (AXIS_M / root * cos(angle) * PI),
		point.latitude + shift_north(x, y) * 180 / (AXIS_M * (1 - ECCENTRICITY_2) / (magic * root) * PI),
	};
}

struct map_point frame_to_wgs84(enum import_frame frame, struct map_point point)
{
	struct map_point guess = point;

	if (frame != IMPORT_GCJ02 || is_far(point))
		return point;
	for (int i = 0; i < ROUNDS; i++) {
		struct map_point shifted = frame_gcj02_of(guess);

		guess.longitude += point.longitude - shifted.longitude;
		guess.latitude += point.latitude - shifted.latitude;
	}
	return guess;
}
