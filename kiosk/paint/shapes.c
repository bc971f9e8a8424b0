#include "kiosk/paint/shapes.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H
#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

/* Farther out the rasteriser's numbers end; no screen reaches so far. */
#define FAR_PX 16000.0f

struct shapes {
	FT_Library freetype; /* owned */
	FT_Stroker stroker;  /* owned */
	struct arena arena;  /* owned; of one shape */
};

struct shapes *shapes_create(void)
{
	struct shapes *shapes = calloc(1, sizeof(*shapes));

	REQUIRE(shapes);
	REQUIRE(FT_Init_FreeType(&shapes->freetype) == 0);
	REQUIRE(FT_Stroker_New(shapes->freetype, &shapes->stroker) == 0);
	arena_init(&shapes->arena);
	return shapes;
}

void shapes_destroy(struct shapes *shapes)
{
	if (!shapes)
		return;
	arena_finish(&shapes->arena);
	FT_Stroker_Done(shapes->stroker);
	FT_Done_FreeType(shapes->freetype);
	free(shapes);
}

/* Rows count downwards here and in the outlines alike; only the sense of rotation differs, which nonzero does not mind.
 */
static FT_Vector place(struct path_point point, struct transform transform)
{
	float x = point.x * transform.scale_x + transform.x, y = point.y * transform.scale_y + transform.y;

	x = fmaxf(-FAR_PX, fminf(FAR_PX, x));
	y = fmaxf(-FAR_PX, fminf(FAR_PX, y));
	return (FT_Vector){lroundf(x * 64), lroundf(y * 64)};
}

static FT_Outline take_outline(struct arena *arena, size_t points, size_t contours)
{
	return (FT_Outline){
		.points = arena_array(arena, FT_Vector, points),
		.tags = arena_array(arena, char, points),
		.contours = arena_array(arena, short, contours),
	};
}

static size_t count_contours(const struct path *path)
{
	size_t contours = 0;

	for (uint32_t i = 0; i < path->verb_count; i++)
		contours += path->verbs[i] == PATH_MOVE;
	return contours;
}

static void put_point(FT_Outline *outline, FT_Vector point, int tag)
{
	outline->points[outline->n_points] = point;
	outline->tags[outline->n_points++] = (char)tag;
}

static void end_contour(FT_Outline *outline)
{
	short start = outline->n_contours ? (short)(outline->contours[outline->n_contours - 1] + 1) : 0;

	if (outline->n_points > start)
		outline->contours[outline->n_contours++] = (short)(outline->n_points - 1);
}

static FT_Outline outline_of(struct arena *arena, const struct path *path, struct transform transform)
{
	FT_Outline outline = take_outline(arena, path->point_count, count_contours(path));
	const struct path_point *at = path->points;

	for (uint32_t i = 0; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE)
			end_contour(&outline);
		if (path->verbs[i] == PATH_CUBIC) {
			put_point(&outline, place(*at++, transform), FT_CURVE_TAG_CUBIC);
			put_point(&outline, place(*at++, transform), FT_CURVE_TAG_CUBIC);
		} else if (path->verbs[i] == PATH_QUAD) {
			put_point(&outline, place(*at++, transform), FT_CURVE_TAG_CONIC);
		}
		if (path->verbs[i] != PATH_CLOSE)
			put_point(&outline, place(*at++, transform), FT_CURVE_TAG_ON);
	}
	end_contour(&outline);
	return outline;
}

static void put_spans(int y, int count, const FT_Span *spans, void *user)
{
	const struct brush *brush = user;

	for (int i = 0; i < count; i++)
		brush_span(brush, spans[i].x, y, spans[i].len, spans[i].coverage);
}

static void render(struct shapes *shapes, const struct brush *brush, FT_Outline *outline)
{
	const struct rect *clip = &brush->clip;
	FT_Raster_Params params = {
		.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
		.gray_spans = put_spans,
		.user = (void *)(uintptr_t)brush,
		.clip_box = {clip->x, clip->y, clip->x + clip->width, clip->y + clip->height},
	};

	if (outline->n_points > 0 && !rect_is_empty(*clip))
		FT_Outline_Render(shapes->freetype, outline, &params);
}

void shapes_path(struct shapes *shapes, const struct brush *brush, const struct path *path, struct transform transform)
{
	FT_Outline outline = outline_of(&shapes->arena, path, transform);

	render(shapes, brush, &outline);
	arena_clear(&shapes->arena);
}

void shapes_rounded(struct shapes *shapes, const struct brush *brush, struct rect box, float radius_px)
{
	struct path_builder builder = path_begin(&shapes->arena);

	if (radius_px < 0.5f) {
		brush_box(brush, box);
		return;
	}
	path_rounded(&builder, (float)box.x, (float)box.y, (float)box.width, (float)box.height, radius_px);
	shapes_path(shapes, brush, path_seal(&builder), TRANSFORM_NONE);
}

/* Whether the contour that starts after this verb comes back to its start. */
static bool is_closed(const struct path *path, uint32_t verb)
{
	for (verb++; verb < path->verb_count && path->verbs[verb] != PATH_MOVE; verb++)
		if (path->verbs[verb] == PATH_CLOSE)
			return true;
	return false;
}

/* The pen over one contour. FreeType fails on those that lead nowhere, so that they are never ended. */
struct pen {
	FT_Stroker stroker; /* borrowed */
	FT_Vector at;
	bool begun, moved;
};

static void pen_end(struct pen *pen)
{
	if (pen->begun && pen->moved)
		FT_Stroker_EndSubPath(pen->stroker);
	pen->begun = pen->moved = false;
}

static void pen_begin(struct pen *pen, FT_Vector *at, bool closed)
{
	pen_end(pen);
	FT_Stroker_BeginSubPath(pen->stroker, at, !closed);
	pen->at = *at;
	pen->begun = true;
}

/* Whether the points stand apart enough, in 64ths of a pixel, for FreeType to see a piece of line. */
static bool leads_on(FT_Vector from, const FT_Vector *points, size_t count)
{
	for (size_t i = 0; i < count; from = points[i++])
		if (labs(points[i].x - from.x) >= 2 || labs(points[i].y - from.y) >= 2)
			return true;
	return false;
}

static void pen_draw(struct pen *pen, FT_Vector *points, size_t count)
{
	if (!pen->begun || !leads_on(pen->at, points, count))
		return;
	if (count == 1)
		FT_Stroker_LineTo(pen->stroker, &points[0]);
	else if (count == 2)
		FT_Stroker_ConicTo(pen->stroker, &points[0], &points[1]);
	else
		FT_Stroker_CubicTo(pen->stroker, &points[0], &points[1], &points[2]);
	pen->at = points[count - 1];
	pen->moved = true;
}

/* Follows the path with the pen, contour by contour. A closed one is led back to its start. */
static void stroke_path(FT_Stroker stroker, const struct path *path, struct transform transform)
{
	static const size_t points_of[] = {
		[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_QUAD] = 2, [PATH_CUBIC] = 3, [PATH_CLOSE] = 0};
	const struct path_point *at = path->points;
	struct pen pen = {.stroker = stroker};

	for (uint32_t i = 0; i < path->verb_count; i++) {
		enum path_verb verb = (enum path_verb)path->verbs[i];
		FT_Vector points[3];

		for (size_t n = 0; n < points_of[verb]; n++)
			points[n] = place(*at++, transform);
		if (verb == PATH_MOVE)
			pen_begin(&pen, &points[0], is_closed(path, i));
		else if (verb == PATH_CLOSE)
			pen_end(&pen);
		else
			pen_draw(&pen, points, points_of[verb]);
	}
	pen_end(&pen);
}

void shapes_stroke(struct shapes *shapes, const struct brush *brush, const struct path *path,
	struct transform transform, float width_px)
{
	FT_UInt points = 0, contours = 0;
	FT_Outline outline;

	if (width_px <= 0)
		return;
	FT_Stroker_Set(shapes->stroker, lroundf(width_px * 32), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
	stroke_path(shapes->stroker, path, transform);
	FT_Stroker_GetCounts(shapes->stroker, &points, &contours);
	if (points > 0 && points <= PATH_POINTS_MAX) {
		outline = take_outline(&shapes->arena, points, contours);
		FT_Stroker_Export(shapes->stroker, &outline);
		render(shapes, brush, &outline);
		arena_clear(&shapes->arena);
	}
	FT_Stroker_Rewind(shapes->stroker);
}
