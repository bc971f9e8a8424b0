#include "kiosk/paint/stroke.h"

#include <math.h>

#include "feed/base/arena.h"

/*
 * A contour's border is walked along one side and back along the other: forwards with the side at the left, then the same
 * points backwards, whose left is the other side. A closed contour has two such rings, an open one a single ring with half
 * a turn at either end. On a bend's inner side the border goes through the point itself, which nonzero filling does not mind.
 */

enum { ARC_PIECES_MAX = 32 };

#define APART_PX (1 / 32.0f)
#define TOLERANCE_PX 0.1f
#define HALF_TURN 3.14159265f

/* The border as it is walked. */
struct walk {
	struct raster *raster;
	struct path_point first, at;
	bool begun;
	float radius, step_rad; /* of a join: how far each of its pieces turns */
};

static void go(struct walk *walk, float x, float y)
{
	struct path_point to = {x, y};

	if (walk->begun)
		raster_edge(walk->raster, walk->at, to);
	else
		walk->first = to;
	walk->begun = true;
	walk->at = to;
}

static void close_ring(struct walk *walk)
{
	if (walk->begun)
		raster_edge(walk->raster, walk->at, walk->first);
	walk->begun = false;
}

/* A direction of length 1. */
static struct path_point toward(struct path_point from, struct path_point to)
{
	float x = to.x - from.x, y = to.y - from.y, length = hypotf(x, y);

	return (struct path_point){x / length, y / length};
}

static void turn(struct walk *walk, struct path_point at, struct path_point before, float angle)
{
	int count = (int)ceilf(fabsf(angle) / walk->step_rad);
	float start = atan2f(-before.x, before.y); /* of the left side's normal */

	count = count > ARC_PIECES_MAX ? ARC_PIECES_MAX : count;
	for (int i = 1; i < count; i++) {
		float rad = start + angle * (float)i / (float)count;

		go(walk, at.x + walk->radius * cosf(rad), at.y + walk->radius * sinf(rad));
	}
}

/* The left border around a point where the line turns from one direction to another. */
static void join(struct walk *walk, struct path_point at, struct path_point before, struct path_point after)
{
	float across = before.x * after.y - before.y * after.x, along = before.x * after.x + before.y * after.y;
	float angle = across == 0 && along < 0 ? HALF_TURN : atan2f(across, along), radius = walk->radius; /* -0: the other way round */

	go(walk, at.x + before.y * radius, at.y - before.x * radius);
	if (across < 0 && along < 0.999f)
		go(walk, at.x, at.y);
	else if (across >= 0)
		turn(walk, at, before, angle);
	go(walk, at.x + after.y * radius, at.y - after.x * radius);
}

static void walk_closed(struct walk *walk, const struct path_point *points, size_t count, bool backwards)
{
	for (size_t i = 0; i < count; i++) {
		size_t here = backwards ? count - 1 - i : i, step = backwards ? count - 1 : 1;
		struct path_point at = points[here], next = points[(here + step) % count], last = points[(here + count - step) % count];

		join(walk, at, toward(last, at), toward(at, next));
	}
	close_ring(walk);
}

static void walk_open(struct walk *walk, const struct path_point *points, size_t count)
{
	for (size_t i = 0; i < 2 * (count - 1); i++) {
		/* 0 1 2 .. n-1 .. 2 1 */
		size_t here = i < count ? i : 2 * (count - 1) - i;
		struct path_point at = points[here], next, last;

		next = points[here == count - 1 ? here - 1 : i < count ? here + 1 : here - 1];
		last = points[here == 0 ? 1 : i < count ? here - 1 : here + 1];
		join(walk, at, toward(last, at), toward(at, next));
	}
	close_ring(walk);
}

/* Without points that stand on the one before. */
static size_t spread(struct path_point *to, const struct contour *contour)
{
	size_t count = 0;

	for (size_t i = 0; i < contour->count; i++)
		if (count == 0 || hypotf(contour->points[i].x - to[count - 1].x, contour->points[i].y - to[count - 1].y) >= APART_PX)
			to[count++] = contour->points[i];
	while (contour->closed && count > 1 && hypotf(to[0].x - to[count - 1].x, to[0].y - to[count - 1].y) < APART_PX)
		count--;
	return count;
}

void stroke_outline(struct raster *raster, struct arena *arena, const struct outline *outline, float width_px)
{
	struct walk walk = {.raster = raster, .radius = width_px / 2};

	walk.step_rad = walk.radius > TOLERANCE_PX ? 2 * acosf(1 - TOLERANCE_PX / walk.radius) : HALF_TURN;
	for (size_t i = 0; i < outline->count; i++) {
		const struct contour *contour = &outline->contours[i];
		struct path_point *points = arena_array(arena, struct path_point, contour->count);
		size_t count = spread(points, contour);

		if (contour->closed && count > 2) {
			walk_closed(&walk, points, count, false);
			walk_closed(&walk, points, count, true);
		} else if (count > 1) {
			walk_open(&walk, points, count);
		}
	}
}
