#include "kiosk/paint/shapes.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/paint/outline.h"
#include "kiosk/paint/raster.h"
#include "kiosk/paint/stroke.h"

struct shapes {
	struct raster *raster; /* owned */
	struct arena arena;    /* owned; of one shape */
};

struct shapes *shapes_create(void)
{
	struct shapes *shapes = calloc(1, sizeof(*shapes));

	REQUIRE(shapes);
	shapes->raster = raster_create();
	arena_init(&shapes->arena);
	return shapes;
}

void shapes_destroy(struct shapes *shapes)
{
	if (!shapes)
		return;
	arena_finish(&shapes->arena);
	raster_destroy(shapes->raster);
	free(shapes);
}

static void fill_outline(struct raster *raster, const struct outline *outline)
{
	for (size_t i = 0; i < outline->count; i++) {
		const struct contour *contour = &outline->contours[i];
		struct path_point last = contour->points[contour->count - 1];

		for (size_t n = 0; n < contour->count; last = contour->points[n++])
			raster_edge(raster, last, contour->points[n]);
	}
}

void shapes_path(struct shapes *shapes, const struct brush *brush, const struct path *path, struct transform transform)
{
	struct outline outline = outline_of(&shapes->arena, path, transform);

	fill_outline(shapes->raster, &outline);
	raster_fill(shapes->raster, brush);
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

void shapes_stroke(struct shapes *shapes, const struct brush *brush, const struct path *path,
	struct transform transform, float width_px)
{
	struct outline outline;

	if (!(width_px > 0))
		return;
	outline = outline_of(&shapes->arena, path, transform);
	stroke_outline(shapes->raster, &shapes->arena, &outline, width_px);
	raster_fill(shapes->raster, brush);
	arena_clear(&shapes->arena);
}
