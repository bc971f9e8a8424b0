#include "kiosk/draw/path.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* A quarter circle as one cubic: control points at 4/3 (sqrt 2 - 1) of the radius. */
#define QUARTER 0.5522847498f

struct path_builder path_begin(struct arena *arena)
{
	return (struct path_builder){.arena = arena};
}

static void put_verb(struct path_builder *builder, enum path_verb verb)
{
	builder->verbs = arena_grow(builder->arena, builder->verbs, builder->verb_count, &builder->verb_room, 1);
	builder->verbs[builder->verb_count++] = (uint8_t)verb;
}

static void put_point(struct path_builder *builder, float x, float y)
{
	builder->points = arena_grow(builder->arena, builder->points, builder->point_count, &builder->point_room,
		sizeof(*builder->points));
	builder->points[builder->point_count++] = (struct path_point){x, y};
}

void path_move(struct path_builder *builder, float x, float y)
{
	put_verb(builder, PATH_MOVE);
	put_point(builder, x, y);
}

void path_line(struct path_builder *builder, float x, float y)
{
	REQUIRE(builder->verb_count);
	put_verb(builder, PATH_LINE);
	put_point(builder, x, y);
}

void path_quad(struct path_builder *builder, float cx, float cy, float x, float y)
{
	REQUIRE(builder->verb_count);
	put_verb(builder, PATH_QUAD);
	put_point(builder, cx, cy);
	put_point(builder, x, y);
}

void path_cubic(struct path_builder *builder, float ax, float ay, float bx, float by, float x, float y)
{
	REQUIRE(builder->verb_count);
	put_verb(builder, PATH_CUBIC);
	put_point(builder, ax, ay);
	put_point(builder, bx, by);
	put_point(builder, x, y);
}

void path_close(struct path_builder *builder)
{
	REQUIRE(builder->verb_count);
	put_verb(builder, PATH_CLOSE);
}

void path_rounded(struct path_builder *builder, float x, float y, float width, float height, float radius)
{
	float right = x + width, bottom = y + height, r = fminf(radius, fminf(width, height) / 2), k;

	r = r > 0 ? r : 0;
	k = r * (1 - QUARTER);
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

void path_circle(struct path_builder *builder, float x, float y, float radius)
{
	path_rounded(builder, x - radius, y - radius, 2 * radius, 2 * radius, radius);
}

/* A piece of a circle of at most a quarter turn, from where the path stands. */
static void arc_piece(struct path_builder *builder, float x, float y, float radius, float from, float to)
{
	float k = 4.0f / 3 * tanf((to - from) / 4) * radius;
	float ax = x + radius * cosf(from), ay = y + radius * sinf(from), bx = x + radius * cosf(to), by = y + radius * sinf(to);

	path_cubic(builder, ax - k * sinf(from), ay + k * cosf(from), bx + k * sinf(to), by - k * cosf(to), bx, by);
}

static void arc(struct path_builder *builder, float x, float y, float radius, float from, float to)
{
	int pieces = (int)ceilf(fabsf(to - from) / 1.5707964f);

	for (int i = 0; i < pieces; i++)
		arc_piece(builder, x, y, radius, from + (to - from) * (float)i / (float)pieces,
			from + (to - from) * (float)(i + 1) / (float)pieces);
}

void path_ring_slice(struct path_builder *builder, float x, float y, float inner, float outer, float from_rad, float to_rad)
{
	path_move(builder, x + outer * cosf(from_rad), y + outer * sinf(from_rad));
	arc(builder, x, y, outer, from_rad, to_rad);
	path_line(builder, x + inner * cosf(to_rad), y + inner * sinf(to_rad));
	arc(builder, x, y, inner, to_rad, from_rad);
	path_close(builder);
}

static void measure(struct path *path)
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

	path->verbs = builder->verbs;
	path->points = builder->points;
	path->verb_count = (uint32_t)builder->verb_count;
	path->point_count = (uint32_t)builder->point_count;
	measure(path);
	path->hash = str_hash(STR_HASH_START, path->verbs, path->verb_count);
	path->hash = str_hash(path->hash, path->points, path->point_count * sizeof(*path->points));
	return path;
}

/* What a command letter takes. */
static int point_count(char letter)
{
	switch (letter) {
	case 'M':
	case 'L':
		return 1;
	case 'Q':
		return 2;
	case 'C':
		return 3;
	case 'Z':
		return 0;
	default:
		return -1;
	}
}

static enum path_verb verb_of(char letter)
{
	switch (letter) {
	case 'M':
		return PATH_MOVE;
	case 'L':
		return PATH_LINE;
	case 'Q':
		return PATH_QUAD;
	case 'C':
		return PATH_CUBIC;
	default:
		return PATH_CLOSE;
	}
}

static bool is_number_part(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static bool read_number(struct str text, size_t *at, float *value)
{
	size_t start, end;
	double number;

	while (*at < text.length && (text.bytes[*at] == ' ' || text.bytes[*at] == ','))
		++*at;
	start = end = *at;
	while (end < text.length && is_number_part(text.bytes[end]) && (end == start || text.bytes[end] != '-'))
		end++;
	*at = end;
	if (!str_number(str_part(text, start, end - start), &number) || fabs(number) > 1e6)
		return false;
	*value = (float)number;
	return true;
}

static bool read_command(struct path_builder *builder, struct str text, size_t *at)
{
	char letter = text.bytes[(*at)++];
	int count = point_count(letter);

	if (count < 0 || (builder->verb_count == 0 && letter != 'M') || builder->point_count + 3 > PATH_POINTS_MAX)
		return false;
	put_verb(builder, verb_of(letter));
	for (int i = 0; i < count; i++) {
		float x, y;

		if (!read_number(text, at, &x) || !read_number(text, at, &y))
			return false;
		put_point(builder, x, y);
	}
	return true;
}

bool path_parse(struct arena *arena, struct str text, const struct path **path, struct error *error)
{
	struct path_builder builder = path_begin(arena);
	size_t at = 0;

	if (text.length > PATH_TEXT_BYTES_MAX)
		return error_set(error, "found a path of %zu bytes, expected at most %d", text.length, PATH_TEXT_BYTES_MAX);
	while (at < text.length) {
		size_t start = at;

		if (text.bytes[at] == ' ') {
			at++;
			continue;
		}
		if (!read_command(&builder, text, &at))
			return error_set(error, "found \"" STR_FMT "\" in a path, expected M, L, Q, C or Z with their numbers",
				STR_ARG(str_part(text, start, 24)));
	}
	if (builder.verb_count == 0)
		return error_set(error, "found no path, expected M, L, Q, C or Z with their numbers");
	*path = path_seal(&builder);
	return true;
}
