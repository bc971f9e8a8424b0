#include "kiosk/draw/path.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* How far the handles of a cubic stand off so that it runs like a quarter circle. */
#define QUARTER 0.5522847498f
#define TURN 6.283185307179586

struct path_builder path_begin(struct arena *arena)
{
	return (struct path_builder){.arena = arena};
}

void path_reserve(struct path_builder *builder, size_t verbs, size_t points)
{
	REQUIRE(builder->verb_room == 0 && builder->point_room == 0);
	builder->verbs = arena_take_array(builder->arena, verbs, 1);
	builder->points = arena_array(builder->arena, struct path_point, points);
	builder->verb_room = verbs;
	builder->point_room = points;
}

static void put_verb(struct path_builder *builder, enum path_verb verb)
{
	builder->verbs = arena_grow(builder->arena, builder->verbs, builder->verb_count, &builder->verb_room, 1);
	builder->verbs[builder->verb_count++] = (uint8_t)verb;
}

static void put_point(struct path_builder *builder, float x, float y)
{
	REQUIRE(builder->point_count < PATH_POINTS_MAX);
	builder->points = arena_grow(
		builder->arena, builder->points, builder->point_count, &builder->point_room, sizeof(*builder->points));
	builder->points[builder->point_count++] = (struct path_point){x, y};
}

void path_move(struct path_builder *builder, float x, float y)
{
	put_verb(builder, PATH_MOVE);
	put_point(builder, x, y);
}

void path_line(struct path_builder *builder, float x, float y)
{
	REQUIRE(builder->verb_count > 0);
	put_verb(builder, PATH_LINE);
	put_point(builder, x, y);
}

void path_quad(struct path_builder *builder, float cx, float cy, float x, float y)
{
	REQUIRE(builder->verb_count > 0);
	put_verb(builder, PATH_QUAD);
	put_point(builder, cx, cy);
	put_point(builder, x, y);
}

void path_cubic(struct path_builder *builder, float ax, float ay, float bx, float by, float x, float y)
{
	REQUIRE(builder->verb_count > 0);
	put_verb(builder, PATH_CUBIC);
	put_point(builder, ax, ay);
	put_point(builder, bx, by);
	put_point(builder, x, y);
}

void path_close(struct path_builder *builder)
{
	REQUIRE(builder->verb_count > 0);
	put_verb(builder, PATH_CLOSE);
}

static float rounded_radius(float width, float height, float radius)
{
	return fmaxf(0, fminf(radius, fminf(width, height) / 2));
}

void path_rounded(struct path_builder *builder, float x, float y, float width, float height, float radius)
{
	float r = rounded_radius(width, height, radius), k = r * (1 - QUARTER);
	float right = x + width, bottom = y + height;

	path_move(builder, x + r, y);
	path_line(builder, right - r, y);
	path_cubic(builder, right - k, y, right, y + k, right, y + r);
	path_line(builder, right, bottom - r);
	path_cubic(builder, right, bottom - k, right - k, bottom, right - r, bottom);
	path_line(builder, x + r, bottom);
	path_cubic(builder, x + k, bottom, x, bottom - k, x, bottom - r);
	path_line(builder, x, y + r);
	path_cubic(builder, x, y + k, x + k, y, x + r, y);
	path_close(builder);
}

void path_rounded_hole(struct path_builder *builder, float x, float y, float width, float height, float radius)
{
	float r = rounded_radius(width, height, radius), k = r * (1 - QUARTER);
	float right = x + width, bottom = y + height;

	path_move(builder, x + r, y);
	path_cubic(builder, x + k, y, x, y + k, x, y + r);
	path_line(builder, x, bottom - r);
	path_cubic(builder, x, bottom - k, x + k, bottom, x + r, bottom);
	path_line(builder, right - r, bottom);
	path_cubic(builder, right - k, bottom, right, bottom - k, right, bottom - r);
	path_line(builder, right, y + r);
	path_cubic(builder, right, y + k, right - k, y, right - r, y);
	path_close(builder);
}

void path_circle(struct path_builder *builder, float x, float y, float radius)
{
	path_rounded(builder, x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

/* From where the path stands, in cubics of at most a quarter turn. */
static void put_arc(struct path_builder *builder, float x, float y, float radius, double from, double to)
{
	int pieces = (int)fmax(1, ceil(fabs(to - from) / (TURN / 4) - 1e-6));
	double step = (to - from) / pieces, k = 4.0 / 3.0 * tan(step / 4) * radius;

	for (int i = 0; i < pieces; i++) {
		double a = from + step * i, b = a + step;

		path_cubic(builder, (float)(x + radius * cos(a) - k * sin(a)),
			(float)(y + radius * sin(a) + k * cos(a)), (float)(x + radius * cos(b) + k * sin(b)),
			(float)(y + radius * sin(b) - k * cos(b)), (float)(x + radius * cos(b)),
			(float)(y + radius * sin(b)));
	}
}

void path_ring_slice(
	struct path_builder *builder, float x, float y, float inner, float outer, float from_rad, float to_rad)
{
	bool whole = to_rad - from_rad >= (float)TURN;

	if (whole) {
		path_circle(builder, x, y, outer);
		if (inner > 0)
			path_rounded_hole(builder, x - inner, y - inner, 2 * inner, 2 * inner, inner);
		return;
	}
	path_move(builder, x + outer * cosf(from_rad), y + outer * sinf(from_rad));
	put_arc(builder, x, y, outer, from_rad, to_rad);
	path_line(builder, x + fmaxf(inner, 0) * cosf(to_rad), y + fmaxf(inner, 0) * sinf(to_rad));
	if (inner > 0)
		put_arc(builder, x, y, inner, to_rad, from_rad);
	path_close(builder);
}

static void find_box(struct path *path)
{
	if (path->point_count == 0)
		return;
	path->low = path->high = path->points[0];
	for (uint32_t i = 1; i < path->point_count; i++) {
		path->low.x = fminf(path->low.x, path->points[i].x);
		path->low.y = fminf(path->low.y, path->points[i].y);
		path->high.x = fmaxf(path->high.x, path->points[i].x);
		path->high.y = fmaxf(path->high.y, path->points[i].y);
	}
}

const struct path *path_seal(struct path_builder *builder)
{
	struct path *path = arena_new(builder->arena, struct path);

	REQUIRE(builder->verb_count == 0 || builder->verbs[0] == PATH_MOVE);
	*path = (struct path){
		.verbs = builder->verbs,
		.points = builder->points,
		.verb_count = (uint32_t)builder->verb_count,
		.point_count = (uint32_t)builder->point_count,
	};
	find_box(path);
	path->hash = str_hash(STR_HASH_START, path->verbs, path->verb_count);
	path->hash = str_hash(path->hash, path->points, path->point_count * sizeof(*path->points));
	*builder = (struct path_builder){0};
	return path;
}
