#include "kiosk/paint/outline.h"

#include <math.h>

#include "feed/base/arena.h"

enum { PIECES_MAX = 64 };

#define FAR_PX 16000.0f
#define TOLERANCE_PX 0.0625f

struct builder {
	struct arena *arena;
	struct outline outline;
	struct path_point *points; /* of all contours */
	size_t count, room, start; /* start: of the contour that is being made */
};

static float held(float px)
{
	return fmaxf(-FAR_PX, fminf(FAR_PX, px));
}

static struct path_point place(struct path_point point, struct transform transform)
{
	return (struct path_point){held(point.x * transform.scale_x + transform.x), held(point.y * transform.scale_y + transform.y)};
}

static void put(struct builder *builder, struct path_point point)
{
	if (builder->count == builder->room)
		builder->points = arena_grow(builder->arena, builder->points, builder->count, &builder->room, sizeof(point));
	builder->points[builder->count++] = point;
}

/* The points may still move: until all are there, `points` is only counted. */
static void end_contour(struct builder *builder, bool closed)
{
	if (builder->count > builder->start)
		builder->outline.contours[builder->outline.count++] =
			(struct contour){NULL, builder->count - builder->start, closed};
	builder->start = builder->count;
}

/* How far a curve bends off its chord grows with this; n pieces make it n * n times less. */
static float bend(struct path_point a, struct path_point b, struct path_point c)
{
	return hypotf(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y);
}

static int pieces(float deviation_px)
{
	float count = ceilf(sqrtf(deviation_px / TOLERANCE_PX));

	return count < 1 ? 1 : count > PIECES_MAX ? PIECES_MAX : (int)count;
}

static void put_quad(struct builder *builder, struct path_point a, struct path_point b, struct path_point c)
{
	int count = pieces(bend(a, b, c) / 4);

	for (int i = 1; i <= count; i++) {
		float t = (float)i / (float)count, s = 1 - t;

		put(builder, (struct path_point){s * s * a.x + 2 * s * t * b.x + t * t * c.x,
				     s * s * a.y + 2 * s * t * b.y + t * t * c.y});
	}
}

static void put_cubic(struct builder *builder, struct path_point a, struct path_point b, struct path_point c, struct path_point d)
{
	int count = pieces(fmaxf(bend(a, b, c), bend(b, c, d)) * 0.75f);

	for (int i = 1; i <= count; i++) {
		float t = (float)i / (float)count, s = 1 - t;
		float of_a = s * s * s, of_b = 3 * s * s * t, of_c = 3 * s * t * t, of_d = t * t * t;

		put(builder, (struct path_point){of_a * a.x + of_b * b.x + of_c * c.x + of_d * d.x,
				     of_a * a.y + of_b * b.y + of_c * c.y + of_d * d.y});
	}
}

static size_t count_contours(const struct path *path)
{
	size_t contours = 1;

	for (uint32_t i = 0; i < path->verb_count; i++)
		contours += path->verbs[i] == PATH_MOVE || path->verbs[i] == PATH_CLOSE;
	return contours;
}

static void follow(struct builder *builder, const struct path *path, struct transform transform)
{
	static const int points_of[] = {[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_QUAD] = 2, [PATH_CUBIC] = 3, [PATH_CLOSE] = 0};
	const struct path_point *at = path->points;
	struct path_point points[3] = {{0, 0}}, pen = {0, 0};

	for (uint32_t i = 0; i < path->verb_count; i++) {
		int count = points_of[path->verbs[i]];

		for (int n = 0; n < count; n++)
			points[n] = place(*at++, transform);
		if (path->verbs[i] == PATH_MOVE || path->verbs[i] == PATH_CLOSE)
			end_contour(builder, path->verbs[i] == PATH_CLOSE);
		if (path->verbs[i] == PATH_QUAD)
			put_quad(builder, pen, points[0], points[1]);
		else if (path->verbs[i] == PATH_CUBIC)
			put_cubic(builder, pen, points[0], points[1], points[2]);
		else if (count)
			put(builder, points[0]);
		if (count)
			pen = points[count - 1];
	}
	end_contour(builder, false);
}

struct outline outline_of(struct arena *arena, const struct path *path, struct transform transform)
{
	struct builder builder = {.arena = arena, .room = path->point_count + 1};
	const struct path_point *at;

	builder.points = arena_array(arena, struct path_point, builder.room);
	builder.outline.contours = arena_array(arena, struct contour, count_contours(path));
	follow(&builder, path, transform);
	at = builder.points;
	for (size_t i = 0; i < builder.outline.count; i++) {
		builder.outline.contours[i].points = at;
		at += builder.outline.contours[i].count;
	}
	return builder.outline;
}
