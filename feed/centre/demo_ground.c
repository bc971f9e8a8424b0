#include "feed/centre/demo_ground.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum {
	OUTLINE_ROUNDS = 2,
	SAMPLES_PER_POINT = 45,
	SPREAD_ROUNDS = 10,
	SPREAD_ROUNDS_BY_DENSITY = 22,
	TRIES_MAX = 100000
};

static const double density_open = 0.55, density_town = 1.15, density_most = 2.0;

/* Corners of the outline before it is made to look like a crack in ice. */
static const struct demo_point corners[] = {
	{62, 318},
	{150, 196},
	{262, 178},
	{318, 96},
	{468, 112},
	{560, 44},
	{668, 86},
	{774, 40},
	{930, 62},
	{968, 128},
	{1102, 150},
	{1160, 262},
	{1126, 352},
	{1176, 470},
	{1098, 566},
	{1022, 590},
	{972, 700},
	{838, 748},
	{722, 706},
	{612, 762},
	{470, 748},
	{392, 676},
	{262, 690},
	{172, 588},
	{86, 548},
	{28, 430},
};

static const struct {
	struct demo_point at;
	double radius;
} towns[] = {
	{{430, 380}, 150},
	{{800, 330}, 170},
	{{880, 570}, 110},
	{{560, 610}, 90},
};

/* A point near the middle of each side, pushed off it by up to half of `push` side lengths. */
static struct demo_polygon outline_cracked(
	struct arena *arena, struct random *random, struct demo_polygon from, double push)
{
	struct demo_polygon to = {arena_array(arena, struct demo_point, 2 * from.count), 2 * from.count};

	for (size_t i = 0; i < from.count; i++) {
		struct demo_point a = from.points[i], b = from.points[(i + 1) % from.count];
		double along = 0.38 + 0.24 * random_unit(random);
		double off = (random_unit(random) - 0.5) * push;

		to.points[2 * i] = a;
		to.points[2 * i + 1].x = a.x + (b.x - a.x) * along - (b.y - a.y) * off;
		to.points[2 * i + 1].y = a.y + (b.y - a.y) * along + (b.x - a.x) * off;
	}
	return to;
}

struct demo_polygon demo_ground_outline(struct arena *arena, struct random *random)
{
	struct demo_polygon outline = {
		arena_array(arena, struct demo_point, sizeof(corners) / sizeof(*corners)),
		sizeof(corners) / sizeof(*corners),
	};

	for (size_t i = 0; i < outline.count; i++)
		outline.points[i] = corners[i];
	for (int round = 0; round < OUTLINE_ROUNDS; round++)
		outline = outline_cracked(arena, random, outline, round == 0 ? 0.34 : 0.26);
	return outline;
}

double demo_ground_density(struct demo_point point)
{
	double density = density_open;

	for (size_t i = 0; i < sizeof(towns) / sizeof(*towns); i++) {
		double away = demo_shape_distance(point, towns[i].at) / towns[i].radius;

		density += density_town * exp(-away * away);
	}
	return density;
}

struct box {
	struct demo_point low, high;
};

static struct box box_of(const struct demo_polygon *region)
{
	struct box box = {region->points[0], region->points[0]};

	for (size_t i = 1; i < region->count; i++) {
		box.low.x = fmin(box.low.x, region->points[i].x);
		box.low.y = fmin(box.low.y, region->points[i].y);
		box.high.x = fmax(box.high.x, region->points[i].x);
		box.high.y = fmax(box.high.y, region->points[i].y);
	}
	return box;
}

static struct demo_point sample(
	struct random *random, const struct demo_polygon *region, const struct box *box, bool by_density)
{
	struct demo_point point;

	for (int try = 0; try < TRIES_MAX; try++) {
		point.x = box->low.x + random_unit(random) * (box->high.x - box->low.x);
		point.y = box->low.y + random_unit(random) * (box->high.y - box->low.y);
		if (demo_shape_inside(region, point) &&
			(!by_density || random_unit(random) < demo_ground_density(point) / density_most))
			return point;
	}
	check_failed("a region has an inside", __FILE__, __LINE__);
}

static size_t nearest(const struct demo_point *points, size_t count, struct demo_point to)
{
	size_t best = 0;
	double least = INFINITY;

	for (size_t i = 0; i < count; i++) {
		double x = points[i].x - to.x, y = points[i].y - to.y;

		if (x * x + y * y < least) {
			least = x * x + y * y;
			best = i;
		}
	}
	return best;
}

/* Each point moves to the middle of the samples that are nearest to it; one without any starts anew. */
static void spread_round(struct random *random, struct demo_point *points, size_t count,
	const struct demo_point *samples, size_t sample_count, struct demo_point *sums, size_t *shares)
{
	for (size_t i = 0; i < count; i++) {
		sums[i] = (struct demo_point){0, 0};
		shares[i] = 0;
	}
	for (size_t i = 0; i < sample_count; i++) {
		size_t to = nearest(points, count, samples[i]);

		sums[to].x += samples[i].x;
		sums[to].y += samples[i].y;
		shares[to]++;
	}
	for (size_t i = 0; i < count; i++)
		if (shares[i])
			points[i] = (struct demo_point){sums[i].x / (double)shares[i], sums[i].y / (double)shares[i]};
		else
			points[i] = samples[random_below(random, sample_count)];
}

struct demo_point *demo_ground_spread(
	struct arena *arena, struct random *random, const struct demo_polygon *region, size_t count, bool by_density)
{
	size_t sample_count = count * SAMPLES_PER_POINT;
	struct demo_point *points = arena_array(arena, struct demo_point, count);
	struct demo_point *samples = arena_array(arena, struct demo_point, sample_count);
	struct demo_point *sums = arena_array(arena, struct demo_point, count);
	size_t *shares = arena_array(arena, size_t, count);
	struct box box = box_of(region);

	for (size_t i = 0; i < sample_count; i++)
		samples[i] = sample(random, region, &box, by_density);
	for (size_t i = 0; i < count; i++)
		points[i] = samples[random_below(random, sample_count)];
	for (int round = 0; round < (by_density ? SPREAD_ROUNDS_BY_DENSITY : SPREAD_ROUNDS); round++)
		spread_round(random, points, count, samples, sample_count, sums, shares);
	return points;
}
