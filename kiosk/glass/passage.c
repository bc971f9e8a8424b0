#include "kiosk/glass/passage.h"

#include <math.h>
#include <pixman.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "kiosk/pixels/runs.h"

struct passage_cell {
	uint8_t *before, *after; /* owned; runs */
};

static struct rect cell_at(const struct passage *passage, struct pixels canvas, int index)
{
	return pixels_cell(canvas, index % passage->columns, index / passage->columns);
}

static int cell_count(const struct passage *passage)
{
	return passage->columns * passage->rows;
}

static void count_bytes(struct passage *passage, size_t bytes)
{
	passage->bytes += bytes;
	if (passage->bytes > passage->bytes_most)
		passage->bytes_most = passage->bytes;
}

static uint8_t *encode(struct passage *passage, struct pixels canvas, struct rect cell)
{
	_Alignas(uint32_t) uint8_t bytes[RUNS_BYTES_MOST];
	size_t used = runs_encode(canvas, cell, RUNS_TO_MIX, bytes);
	uint8_t *kept = malloc(used);

	REQUIRE(kept);
	memcpy(kept, bytes, used);
	count_bytes(passage, used);
	return kept;
}

static struct pixels take_pixels(struct passage *passage, int width, int height)
{
	struct pixels pixels = {NULL, width, height, width * (int)sizeof(uint32_t)};
	size_t bytes = (size_t)pixels.stride_bytes * (size_t)height;

	pixels.rows = malloc(bytes);
	REQUIRE(pixels.rows);
	count_bytes(passage, bytes);
	return pixels;
}

void passage_finish(struct passage *passage)
{
	size_t bytes_most = passage->bytes_most;

	for (int i = 0; passage->cells && i < cell_count(passage); i++) {
		free(passage->cells[i].before);
		free(passage->cells[i].after);
	}
	free(passage->cells);
	free(passage->before.rows);
	free(passage->after.rows);
	free(passage->grown.rows);
	*passage = (struct passage){.bytes_most = bytes_most};
}

void passage_begin(struct passage *passage, const struct glass_passage *way, struct pixels canvas)
{
	passage_drop(passage, canvas);
	passage->running = true;
	passage->way = *way;
	passage->columns = pixels_cells(canvas.width);
	passage->rows = pixels_cells(canvas.height);
	if (way->kind != GLASS_FADE) {
		passage->before = take_pixels(passage, canvas.width, canvas.height);
		pixels_copy(canvas, passage->before, pixels_rect(canvas));
		return;
	}
	passage->cells = calloc((size_t)cell_count(passage), sizeof(*passage->cells));
	REQUIRE(passage->cells);
	for (int i = 0; i < cell_count(passage); i++)
		passage->cells[i].before = encode(passage, canvas, cell_at(passage, canvas, i));
}

static bool is_damaged(struct rect cell, const struct rect *damage, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rect_overlap(cell, damage[i]))
			return true;
	return false;
}

/* What does not change needs no place in the fade. */
static void take_cells(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count, bool first)
{
	for (int i = 0; i < cell_count(passage); i++) {
		struct passage_cell *cell = &passage->cells[i];
		struct rect at = cell_at(passage, canvas, i);

		if (!cell->before)
			continue;
		if (is_damaged(at, damage, count)) {
			free(cell->after);
			cell->after = encode(passage, canvas, at);
		} else if (first) {
			free(cell->before);
			cell->before = NULL;
		}
	}
}

/* A push and a zoom: from the whole canvas before to the part that moves. */
static void take_reach(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count, bool first)
{
	struct rect reach = passage->reach;
	struct pixels before;

	if (first) {
		before = take_pixels(passage, reach.width, reach.height);
		for (int y = 0; y < reach.height; y++)
			memcpy(pixels_at(before, 0, y), pixels_at(passage->before, reach.x, reach.y + y),
				(size_t)before.stride_bytes);
		free(passage->before.rows);
		passage->before = before;
		passage->after = take_pixels(passage, reach.width, reach.height);
		if (passage->way.kind == GLASS_ZOOM)
			passage->grown = take_pixels(passage, reach.width, reach.height);
		damage = &reach;
		count = 1;
	}
	for (size_t i = 0; i < count; i++) {
		struct rect part = rect_intersect(damage[i], reach);

		for (int y = part.y; y < part.y + part.height; y++)
			memcpy(pixels_at(passage->after, part.x - reach.x, y - reach.y), pixels_at(canvas, part.x, y),
				(size_t)part.width * sizeof(uint32_t));
	}
}

/* Whether nothing of a box passes over, so that it can be shown at once. */
static bool is_apart(const struct passage *passage, struct pixels canvas, struct rect box)
{
	if (!rect_overlap(box, passage->reach))
		return true;
	for (int i = 0; passage->cells && i < cell_count(passage); i++)
		if (passage->cells[i].before && rect_overlap(cell_at(passage, canvas, i), box))
			return false;
	return passage->cells != NULL;
}

size_t passage_painted(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count,
	struct rect shown[GLASS_DAMAGE_MAX])
{
	bool first = !passage->painted;
	size_t apart = 0;

	REQUIRE(count <= GLASS_DAMAGE_MAX);
	if (!passage->running) {
		memcpy(shown, damage, count * sizeof(*damage));
		return count;
	}
	if (first) {
		for (size_t i = 0; i < count; i++)
			passage->reach = rect_union(passage->reach, damage[i]);
		if (rect_is_empty(passage->reach)) {
			passage_finish(passage);
			return 0;
		}
		passage->painted = true;
	}
	if (passage->cells)
		take_cells(passage, canvas, damage, count, first);
	else
		take_reach(passage, canvas, damage, count, first);
	for (size_t i = 0; i < count && !first; i++)
		if (is_apart(passage, canvas, damage[i]))
			shown[apart++] = damage[i];
	return apart;
}

static void fade(const struct passage *passage, struct pixels canvas, double share)
{
	unsigned level = (unsigned)lround(share * 255);

	for (int i = 0; i < cell_count(passage); i++)
		if (passage->cells[i].before)
			runs_mix(passage->cells[i].before, passage->cells[i].after, level, canvas,
				cell_at(passage, canvas, i));
}

static void push(const struct passage *passage, struct pixels canvas, double share)
{
	struct rect reach = passage->reach;
	int moved = (int)lround(share * reach.width);
	const struct pixels *left = passage->way.from_left ? &passage->after : &passage->before;
	const struct pixels *right = passage->way.from_left ? &passage->before : &passage->after;
	int seam = passage->way.from_left ? moved : reach.width - moved; /* where the right one begins */

	for (int y = 0; y < reach.height; y++) {
		memcpy(pixels_at(canvas, reach.x, reach.y + y), pixels_at(*left, reach.width - seam, y),
			(size_t)seam * sizeof(uint32_t));
		memcpy(pixels_at(canvas, reach.x + seam, reach.y + y), pixels_at(*right, 0, y),
			(size_t)(reach.width - seam) * sizeof(uint32_t));
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

/* Shows the part of a picture that starts at x, y so that one pixel of the screen takes scale_x by scale_y of it. */
static pixman_image_t *scaled(struct pixels pixels, double x, double y, double scale_x, double scale_y)
{
	pixman_image_t *image = image_of(pixels);
	struct pixman_transform transform;

	pixman_transform_init_scale(&transform, pixman_double_to_fixed(scale_x), pixman_double_to_fixed(scale_y));
	pixman_transform_translate(&transform, NULL, pixman_double_to_fixed(x), pixman_double_to_fixed(y));
	pixman_image_set_transform(image, &transform);
	pixman_image_set_filter(image, PIXMAN_FILTER_BILINEAR, NULL, 0);
	pixman_image_set_repeat(image, PIXMAN_REPEAT_PAD);
	return image;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static void zoom(const struct passage *passage, struct pixels canvas, double share)
{
	struct rect reach = passage->reach;
	struct passage_zoom at = passage_zoom_at(reach, passage->way.from, share);
	int left = (int)floor(at.new_x), top = (int)floor(at.new_y);
	int width = least((int)ceil(at.new_x + at.new_width) - left, reach.width);
	int height = least((int)ceil(at.new_y + at.new_height) - top, reach.height);
	double new_scale_x = reach.width / at.new_width, new_scale_y = reach.height / at.new_height;
	pixman_color_t strength = {0, 0, 0, (uint16_t)lround(share * 0xffff)};
	pixman_image_t *to = image_of(canvas), *veil = pixman_image_create_solid_fill(&strength);
	pixman_image_t *grown = image_of(passage->grown);
	pixman_image_t *before = scaled(passage->before, at.x, at.y, at.width / reach.width, at.height / reach.height);
	pixman_image_t *after = scaled(passage->after, (left - at.new_x) * new_scale_x, (top - at.new_y) * new_scale_y,
		new_scale_x, new_scale_y);

	REQUIRE(veil);
	pixman_image_composite32(
		PIXMAN_OP_SRC, before, NULL, to, 0, 0, 0, 0, reach.x, reach.y, reach.width, reach.height);
	/* First to its size, then mixed: pixman is slow at both in one. */
	pixman_image_composite32(PIXMAN_OP_SRC, after, NULL, grown, 0, 0, 0, 0, 0, 0, width, height);
	pixman_image_composite32(
		PIXMAN_OP_OVER, grown, veil, to, 0, 0, 0, 0, reach.x + left, reach.y + top, width, height);
	pixman_image_unref(grown);
	pixman_image_unref(after);
	pixman_image_unref(before);
	pixman_image_unref(veil);
	pixman_image_unref(to);
}

/* The coming picture into the canvas. */
static void settle(const struct passage *passage, struct pixels canvas)
{
	struct rect reach = passage->reach;

	for (int i = 0; passage->cells && i < cell_count(passage); i++)
		if (passage->cells[i].before)
			runs_decode(passage->cells[i].after, canvas, cell_at(passage, canvas, i));
	for (int y = 0; !passage->cells && y < reach.height; y++)
		memcpy(pixels_at(canvas, reach.x, reach.y + y), pixels_at(passage->after, 0, y),
			(size_t)reach.width * sizeof(uint32_t));
}

void passage_drop(struct passage *passage, struct pixels canvas)
{
	if (passage->painted)
		settle(passage, canvas);
	passage_finish(passage);
}

/* Rows of cells that pass over, from the first to the last of each; few enough for any display. */
static size_t gather(const struct passage *passage, struct pixels canvas, struct rect shown[GLASS_DAMAGE_MAX])
{
	size_t count = 0;

	if (!passage->cells || passage->rows > GLASS_DAMAGE_MAX) {
		shown[0] = passage->reach;
		return 1;
	}
	for (int row = 0; row < passage->rows; row++) {
		struct rect span = {0};

		for (int column = 0; column < passage->columns; column++)
			if (passage->cells[row * passage->columns + column].before)
				span = rect_union(span, pixels_cell(canvas, column, row));
		if (rect_is_empty(span))
			continue;
		if (count > 0 && shown[count - 1].x == span.x && shown[count - 1].width == span.width &&
			shown[count - 1].y + shown[count - 1].height == span.y)
			shown[count - 1].height += span.height;
		else
			shown[count++] = span;
	}
	return count;
}

size_t passage_step(struct passage *passage, struct pixels canvas, double share, struct rect shown[GLASS_DAMAGE_MAX])
{
	size_t count;

	if (!passage->running || !passage->painted)
		return 0;
	count = gather(passage, canvas, shown);
	if (share >= 1)
		passage_drop(passage, canvas);
	else if (passage->way.kind == GLASS_FADE)
		fade(passage, canvas, share);
	else if (passage->way.kind == GLASS_PUSH)
		push(passage, canvas, share);
	else
		zoom(passage, canvas, share);
	return count;
}
