#ifndef KIOSK_DRAW_PATH_H
#define KIOSK_DRAW_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/*
 * Outlines as values: M, L, Q, C, Z, filled by nonzero winding. Built once (begin .. seal), then constant; the hash
 * covers every point, so that equal shapes are equal commands.
 */

enum path_verb { PATH_MOVE, PATH_LINE, PATH_QUAD, PATH_CUBIC, PATH_CLOSE }; /* 1, 1, 2, 3, 0 points */

enum {
	PATH_POINTS_MAX = 32767,   /* no shape that a screen can show needs more */
	PATH_TEXT_BYTES_MAX = 65536
};

struct path_point {
	float x, y;
};

struct path {
	const uint8_t *verbs;
	const struct path_point *points;
	uint32_t verb_count, point_count;
	struct path_point low, high; /* box of all points, control points included */
	uint64_t hash;
};

struct path_builder {
	struct arena *arena; /* borrowed */
	uint8_t *verbs;
	struct path_point *points;
	size_t verb_count, point_count, verb_room, point_room;
};

struct path_builder path_begin(struct arena *arena);
/* Room for so many at once; more make more. */
void path_reserve(struct path_builder *builder, size_t verbs, size_t points);
void path_move(struct path_builder *builder, float x, float y);
void path_line(struct path_builder *builder, float x, float y);
void path_quad(struct path_builder *builder, float cx, float cy, float x, float y);
void path_cubic(struct path_builder *builder, float ax, float ay, float bx, float by, float x, float y);
void path_close(struct path_builder *builder);
void path_rounded(struct path_builder *builder, float x, float y, float width, float height, float radius); /* a closed box */
/* The same the other way round: cut out of what lies around it. */
void path_rounded_hole(struct path_builder *builder, float x, float y, float width, float height, float radius);
void path_circle(struct path_builder *builder, float x, float y, float radius);
/* Angles from the right, clockwise; a whole turn is a ring, inner 0 a slice of a disc. */
void path_ring_slice(struct path_builder *builder, float x, float y, float inner, float outer, float from_rad, float to_rad);
const struct path *path_seal(struct path_builder *builder); /* lives in the arena */

/* "M48 1.5C49.49 1.5 51.06 1.95 52.47 2.57Z": absolute commands M L Q C Z. */
bool path_parse(struct arena *arena, struct str text, const struct path **path, struct error *error);

/* Scale first, then move. A negative scale_x mirrors (icons that face the reading way): x is then the right edge. */
struct transform {
	float scale_x, scale_y, x, y;
};

#define TRANSFORM_NONE ((struct transform){1, 1, 0, 0})

#endif
