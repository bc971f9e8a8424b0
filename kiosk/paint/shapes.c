#include "kiosk/paint/shapes.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H
#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/paint/blend.h"

enum { LIMIT_26_6 = 16000 * 64 /* FreeType's rasteriser stays exact well beyond any screen, but not beyond this */ };

struct shapes {
	FT_Library library;
	FT_Stroker stroker;
	struct arena arena; /* cleared after each shape */
};

struct shapes *shapes_create(void)
{
	struct shapes *shapes = calloc(1, sizeof(*shapes));

	REQUIRE(shapes && FT_Init_FreeType(&shapes->library) == 0);
	REQUIRE(FT_Stroker_New(shapes->library, &shapes->stroker) == 0);
	return shapes;
}

void shapes_destroy(struct shapes *shapes)
{
	if (!shapes)
		return;
	FT_Stroker_Done(shapes->stroker);
	FT_Done_FreeType(shapes->library);
	arena_finish(&shapes->arena);
	free(shapes);
}

/* Where spans of one shape go. FreeType's y is up: row -1 - y of the screen. */
struct brush {
	struct pixels target;
	struct rect clip;
	const struct ink *ink;
};

static void put_spans(int y, int count, const FT_Span *spans, void *self)
{
	const struct brush *brush = self;
	int row = -1 - y, right = brush->clip.x + brush->clip.width;

	if (row < brush->clip.y || row >= brush->clip.y + brush->clip.height)
		return;
	for (int i = 0; i < count; i++) {
		int from = spans[i].x, to = spans[i].x + spans[i].len;

		from = from < brush->clip.x ? brush->clip.x : from;
		to = to > right ? right : to;
		if (to > from)
			blend_span(brush->target, from, row, to - from, spans[i].coverage, brush->ink);
	}
}

static void render(struct shapes *shapes, FT_Outline *outline, const struct brush *brush)
{
	FT_Raster_Params params = {
		.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
		.gray_spans = put_spans,
		.user = (void *)(uintptr_t)brush,
		.clip_box = {brush->clip.x, -(brush->clip.y + brush->clip.height), brush->clip.x + brush->clip.width, -brush->clip.y},
	};

	FT_Outline_Render(shapes->library, outline, &params);
}

static FT_Pos to_26_6(float value)
{
	long fixed = lroundf(value * 64);

	return fixed > LIMIT_26_6 ? LIMIT_26_6 : fixed < -LIMIT_26_6 ? -LIMIT_26_6 : fixed;
}

static FT_Vector place(struct path_point point, struct transform t)
{
	return (FT_Vector){to_26_6(point.x * t.scale_x + t.x), -to_26_6(point.y * t.scale_y + t.y)};
}

struct outline_builder {
	FT_Outline outline;
	struct transform transform;
};

static void add_points(struct outline_builder *builder, const struct path_point *points, int count, const char *tags)
{
	for (int i = 0; i < count; i++) {
		builder->outline.tags[builder->outline.n_points] = tags[i];
		builder->outline.points[builder->outline.n_points++] = place(points[i], builder->transform);
	}
}

static void end_contour(FT_Outline *outline)
{
	int before = outline->n_contours ? outline->contours[outline->n_contours - 1] : -1;

	if (outline->n_points - 1 > before)
		outline->contours[outline->n_contours++] = (short)(outline->n_points - 1);
}

/* A point that repeats the start is left out by FreeType's own closing line, which is then empty. */
static FT_Outline outline_of(struct arena *arena, const struct path *path, struct transform transform)
{
	static const char on[] = {FT_CURVE_TAG_ON}, conic[] = {FT_CURVE_TAG_CONIC, FT_CURVE_TAG_ON},
			  cubic[] = {FT_CURVE_TAG_CUBIC, FT_CURVE_TAG_CUBIC, FT_CURVE_TAG_ON};
	static const char *const tags[] = {on, on, conic, cubic};
	static const int counts[] = {1, 1, 2, 3};
	struct outline_builder builder = {.transform = transform};
	const struct path_point *point = path->points;

	builder.outline.points = arena_array(arena, FT_Vector, path->point_count);
	builder.outline.tags = arena_array(arena, char, path->point_count);
	builder.outline.contours = arena_array(arena, short, path->verb_count);
	for (uint32_t i = 0; i < path->verb_count; i++) {
		enum path_verb verb = path->verbs[i];

		if (verb == PATH_MOVE || verb == PATH_CLOSE)
			end_contour(&builder.outline);
		if (verb == PATH_CLOSE)
			continue;
		add_points(&builder, point, counts[verb], tags[verb]);
		point += counts[verb];
	}
	end_contour(&builder.outline);
	return builder.outline;
}

static void fill_path(struct shapes *shapes, const struct brush *brush, const struct draw_command *command)
{
	FT_Outline outline;

	if (command->path.path->point_count > PATH_POINTS_MAX)
		return;
	outline = outline_of(&shapes->arena, command->path.path, command->path.transform);
	render(shapes, &outline, brush);
}

/* Feeds one contour after the other to the stroker; open where the path does not close it. */
static void stroke_contours(struct shapes *shapes, const struct path *path, struct transform t)
{
	const struct path_point *p = path->points;
	bool open = false;

	for (uint32_t i = 0; i < path->verb_count; i++) {
		FT_Vector a, b, c;

		switch ((enum path_verb)path->verbs[i]) {
		case PATH_MOVE: {
			bool closed = false;

			for (uint32_t j = i + 1; j < path->verb_count && path->verbs[j] != PATH_MOVE; j++)
				closed = closed || path->verbs[j] == PATH_CLOSE;
			if (open)
				FT_Stroker_EndSubPath(shapes->stroker);
			a = place(*p++, t);
			FT_Stroker_BeginSubPath(shapes->stroker, &a, !closed);
			open = true;
			break;
		}
		case PATH_LINE:
			a = place(*p++, t);
			FT_Stroker_LineTo(shapes->stroker, &a);
			break;
		case PATH_QUAD:
			a = place(p[0], t);
			b = place(p[1], t);
			p += 2;
			FT_Stroker_ConicTo(shapes->stroker, &a, &b);
			break;
		case PATH_CUBIC:
			a = place(p[0], t);
			b = place(p[1], t);
			c = place(p[2], t);
			p += 3;
			FT_Stroker_CubicTo(shapes->stroker, &a, &b, &c);
			break;
		case PATH_CLOSE:
			if (open)
				FT_Stroker_EndSubPath(shapes->stroker);
			open = false;
			break;
		}
	}
	if (open)
		FT_Stroker_EndSubPath(shapes->stroker);
}

static void stroke_path(struct shapes *shapes, const struct brush *brush, const struct draw_command *command)
{
	FT_UInt points, contours;
	FT_Outline outline;

	FT_Stroker_Rewind(shapes->stroker);
	FT_Stroker_Set(shapes->stroker, to_26_6(command->path.width_px / 2), FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
	stroke_contours(shapes, command->path.path, command->path.transform);
	if (FT_Stroker_GetCounts(shapes->stroker, &points, &contours) != 0 || points == 0 || points > PATH_POINTS_MAX)
		return;
	outline = (FT_Outline){
		.points = arena_array(&shapes->arena, FT_Vector, points),
		.tags = arena_array(&shapes->arena, char, points),
		.contours = arena_array(&shapes->arena, short, contours),
	};
	FT_Stroker_Export(shapes->stroker, &outline);
	render(shapes, &outline, brush);
}

static void fill_box(struct shapes *shapes, const struct brush *brush, const struct draw_command *command)
{
	struct rect box = command->fill.box, part = rect_intersect(box, brush->clip);

	if (command->fill.radius_px > 0) {
		struct path_builder builder = path_begin(&shapes->arena);
		FT_Outline outline;

		path_rounded(&builder, (float)box.x, (float)box.y, (float)box.width, (float)box.height, command->fill.radius_px);
		outline = outline_of(&shapes->arena, path_seal(&builder), TRANSFORM_NONE);
		render(shapes, &outline, brush);
		return;
	}
	for (int y = part.y; y < part.y + part.height; y++)
		blend_span(brush->target, part.x, y, part.width, 255, brush->ink);
}

void shapes_paint(struct shapes *shapes, struct pixels target, struct rect clip, const struct draw_command *command)
{
	struct brush brush = {target, rect_intersect(clip, command->bounds), &command->ink};

	if (rect_is_empty(brush.clip))
		return;
	if (command->kind == DRAW_FILL)
		fill_box(shapes, &brush, command);
	else if (command->kind == DRAW_PATH)
		fill_path(shapes, &brush, command);
	else if (command->kind == DRAW_STROKE)
		stroke_path(shapes, &brush, command);
	arena_clear(&shapes->arena);
}
