#include "kiosk/glass/passage_parts.h"

#include <math.h>
#include <pixman.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "kiosk/pixels/runs.h"

enum { BAND_PX = PIXELS_CELL_PX };

/* One of the two pictures. */
enum side { BEFORE, AFTER };

/* Where each is to be read while it is scaled: one pixel of the screen takes scale_x by scale_y of it, the first one at x, y. */
struct sight {
	enum side side;
	double x, y, scale_x, scale_y;
};

static const uint8_t *runs_of(const struct passage_cell *cell, enum side side)
{
	return side == AFTER && cell->after ? cell->after : cell->before;
}

static int row_count(const struct passage *passage)
{
	return pixels_cells(passage->reach.height);
}

/* A picture as wide as the reach. */
static struct pixels band_of(const struct passage *passage, uint32_t *rows, int height)
{
	return (struct pixels){rows, passage->reach.width, height, passage->reach.width * (int)sizeof(uint32_t)};
}

static uint32_t *take_rows(struct passage *passage, int height)
{
	size_t bytes = (size_t)passage->reach.width * (size_t)height * sizeof(uint32_t);
	uint32_t *rows = malloc(bytes);

	REQUIRE(rows);
	passage_count_bytes(passage, bytes);
	return rows;
}

/* The cells of a row of the reach, into the top of a band. */
static void decode_row(const struct passage *passage, struct pixels canvas, enum side side, int row, struct pixels band)
{
	struct rect reach = passage->reach;
	int first = reach.x / PIXELS_CELL_PX, at = (reach.y / PIXELS_CELL_PX + row) * passage->columns;

	for (int column = first; column < first + pixels_cells(reach.width); column++) {
		struct rect cell = passage_cell_at(passage, canvas, at + column);

		cell.x -= reach.x;
		cell.y = 0;
		runs_decode(runs_of(&passage->cells[at + column], side), band, cell);
	}
}

static int row_height(const struct passage *passage, int row)
{
	int left = passage->reach.height - row * PIXELS_CELL_PX;

	return left < PIXELS_CELL_PX ? left : PIXELS_CELL_PX;
}

static void copy_columns(struct pixels from, int from_x, struct pixels canvas, struct rect to)
{
	for (int y = 0; y < to.height; y++)
		memcpy(pixels_at(canvas, to.x, to.y + y), pixels_at(from, from_x, y), (size_t)to.width * sizeof(uint32_t));
}

void passage_push(struct passage *passage, struct pixels canvas, double share)
{
	struct rect reach = passage->reach;
	int moved = (int)lround(share * reach.width);
	enum side left = passage->way.from_left ? AFTER : BEFORE, right = left == AFTER ? BEFORE : AFTER;
	int seam = passage->way.from_left ? moved : reach.width - moved; /* where the right one begins */
	struct pixels band;

	if (!passage->strip)
		passage->strip = take_rows(passage, BAND_PX);
	band = band_of(passage, passage->strip, BAND_PX);
	for (int row = 0; row < row_count(passage); row++) {
		int y = reach.y + row * PIXELS_CELL_PX, height = row_height(passage, row);

		decode_row(passage, canvas, left, row, band);
		copy_columns(band, reach.width - seam, canvas, (struct rect){reach.x, y, seam, height});
		decode_row(passage, canvas, right, row, band);
		copy_columns(band, 0, canvas, (struct rect){reach.x + seam, y, reach.width - seam, height});
	}
}

struct passage_zoom passage_zoom_at(struct rect reach, struct rect from, double share)
{
	struct passage_zoom zoom = {
		.x = (from.x - reach.x) * share,
		.y = (from.y - reach.y) * share,
		.width = reach.width + (from.width - reach.width) * share,
		.height = reach.height + (from.height - reach.height) * share,
	};

	zoom.new_x = (from.x - reach.x - zoom.x) * reach.width / zoom.width;
	zoom.new_y = (from.y - reach.y - zoom.y) * reach.height / zoom.height;
	zoom.new_width = from.width * reach.width / zoom.width;
	zoom.new_height = from.height * reach.height / zoom.height;
	return zoom;
}

static pixman_image_t *image_of(struct pixels pixels)
{
	pixman_image_t *image = pixman_image_create_bits_no_clear(
		PIXMAN_x8r8g8b8, pixels.width, pixels.height, pixels.rows, pixels.stride_bytes);

	REQUIRE(image);
	return image;
}

/* A band of the picture whose first row is `top` of it. */
static pixman_image_t *scaled(struct pixels band, const struct sight *sight, int top)
{
	pixman_image_t *image = image_of(band);
	struct pixman_transform transform;

	pixman_transform_init_scale(&transform, pixman_double_to_fixed(sight->scale_x), pixman_double_to_fixed(sight->scale_y));
	pixman_transform_translate(&transform, NULL, pixman_double_to_fixed(sight->x), pixman_double_to_fixed(sight->y - top));
	pixman_image_set_transform(image, &transform);
	pixman_image_set_filter(image, PIXMAN_FILTER_BILINEAR, NULL, 0);
	pixman_image_set_repeat(image, PIXMAN_REPEAT_PAD);
	return image;
}

/* The first of `height` rows on the screen that is mixed from this row of cells and the one below it. */
static int first_line(const struct passage *passage, const struct sight *sight, int row, int height)
{
	double line = ceil((row * PIXELS_CELL_PX + 0.5 - sight->y) / sight->scale_y - 0.5);

	if (row == 0 || line < 0)
		return 0;
	return row == row_count(passage) || line > height ? height : (int)line;
}

/* What becomes of the lines from..to on the screen of a scaled picture. */
typedef void put_lines(struct passage *passage, pixman_image_t *image, int from, int to, void *self);

/*
 * A picture scaled to `height` lines, a row of cells after the other, so that it never stands in memory as a whole. A line may be mixed
 * from the last row of one and the first of the next: both are there.
 */
static void scale_rows(struct passage *passage, struct pixels canvas, const struct sight *sight, int height, put_lines *put, void *self)
{
	struct pixels upper = band_of(passage, passage->strip, 2 * PIXELS_CELL_PX), lower = upper;
	int held = -1; /* the row in the lower half */

	lower.rows = pixels_at(upper, 0, PIXELS_CELL_PX);
	for (int row = 0; row < row_count(passage); row++) {
		int from = first_line(passage, sight, row, height), to = first_line(passage, sight, row + 1, height);
		pixman_image_t *image;

		if (from >= to)
			continue;
		if (held == row)
			memcpy(upper.rows, lower.rows, (size_t)upper.stride_bytes * PIXELS_CELL_PX);
		else
			decode_row(passage, canvas, sight->side, row, upper);
		upper.height = row_height(passage, row);
		if (row + 1 < row_count(passage)) {
			decode_row(passage, canvas, sight->side, row + 1, lower);
			upper.height += row_height(passage, row + 1);
			held = row + 1;
		}
		image = scaled(upper, sight, row * PIXELS_CELL_PX);
		put(passage, image, from, to, self);
		pixman_image_unref(image);
	}
}

/* Where lines go. */
struct zooming {
	pixman_image_t *to, *veil, *grown; /* veil: the strength of the coming picture */
	int left, top, width;
};

static void put_before(struct passage *passage, pixman_image_t *image, int from, int to, void *self)
{
	const struct zooming *zooming = self;
	struct rect reach = passage->reach;

	pixman_image_composite32(
		PIXMAN_OP_SRC, image, NULL, zooming->to, 0, from, 0, 0, reach.x, reach.y + from, reach.width, to - from);
}

/* First to its size, then mixed: pixman is slow at both in one. */
static void put_after(struct passage *passage, pixman_image_t *image, int from, int to, void *self)
{
	const struct zooming *zooming = self;
	int x = passage->reach.x + zooming->left, y = passage->reach.y + zooming->top;

	for (int end; from < to; from = end) {
		end = to - from > BAND_PX ? from + BAND_PX : to;
		pixman_image_composite32(PIXMAN_OP_SRC, image, NULL, zooming->grown, 0, from, 0, 0, 0, 0, zooming->width, end - from);
		pixman_image_composite32(PIXMAN_OP_OVER, zooming->grown, zooming->veil, zooming->to, 0, 0, 0, 0, x, y + from,
			zooming->width, end - from);
	}
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

void passage_grow(struct passage *passage, struct pixels canvas, double share)
{
	struct rect reach = passage->reach;
	struct passage_zoom at = passage_zoom_at(reach, passage->way.from, share);
	int left = (int)floor(at.new_x), top = (int)floor(at.new_y);
	int height = least((int)ceil(at.new_y + at.new_height) - top, reach.height);
	double new_x = reach.width / at.new_width, new_y = reach.height / at.new_height;
	struct sight before = {BEFORE, at.x, at.y, at.width / reach.width, at.height / reach.height};
	struct sight after = {AFTER, (left - at.new_x) * new_x, (top - at.new_y) * new_y, new_x, new_y};
	pixman_color_t strength = {0, 0, 0, (uint16_t)lround(share * 0xffff)};
	struct zooming zooming = {.left = left, .top = top, .width = least((int)ceil(at.new_x + at.new_width) - left, reach.width)};

	if (!passage->strip)
		passage->strip = take_rows(passage, 2 * PIXELS_CELL_PX);
	if (!passage->grown)
		passage->grown = take_rows(passage, BAND_PX);
	zooming.to = image_of(canvas);
	zooming.veil = pixman_image_create_solid_fill(&strength);
	REQUIRE(zooming.veil);
	zooming.grown = image_of(band_of(passage, passage->grown, BAND_PX));
	scale_rows(passage, canvas, &before, reach.height, put_before, &zooming);
	scale_rows(passage, canvas, &after, height, put_after, &zooming);
	pixman_image_unref(zooming.grown);
	pixman_image_unref(zooming.veil);
	pixman_image_unref(zooming.to);
}
