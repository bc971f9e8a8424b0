#ifndef KIOSK_PIXELS_PIXELS_H
#define KIOSK_PIXELS_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/draw/geometry.h"

/* Rows of pixels in memory: XRGB8888, native endian. Borrowed wherever it is passed. */

enum { PIXELS_CELL_PX = 64 /* the lattice on which changes are found, kept and blended */ };

struct pixels {
	uint32_t *rows;
	int width, height, stride_bytes;
};

static inline uint32_t *pixels_at(struct pixels pixels, int x, int y)
{
	return pixels.rows + (ptrdiff_t)y * (pixels.stride_bytes / (int)sizeof(uint32_t)) + x;
}

static inline struct rect pixels_rect(struct pixels pixels)
{
	return (struct rect){0, 0, pixels.width, pixels.height};
}

/* How many cells lie side by side along so many pixels. */
static inline int pixels_cells(int length_px)
{
	return (length_px + PIXELS_CELL_PX - 1) / PIXELS_CELL_PX;
}

/* The pixels of one cell of the lattice; cells at the far edges are smaller. */
static inline struct rect pixels_cell(struct pixels pixels, int column, int row)
{
	struct rect cell = {column * PIXELS_CELL_PX, row * PIXELS_CELL_PX, PIXELS_CELL_PX, PIXELS_CELL_PX};

	return rect_intersect(cell, pixels_rect(pixels));
}

/* The same part of two pictures. */
void pixels_copy(struct pixels from, struct pixels to, struct rect part);

/* Quarter turns clockwise, from how a picture is painted to how it lies on the display. */
enum quarter { QUARTER_0, QUARTER_90, QUARTER_180, QUARTER_270 };

struct point quarter_turn_point(enum quarter quarter, struct point point, int width, int height); /* size before the turn */
struct point quarter_back_point(enum quarter quarter, struct point point, int width, int height); /* size before the turn */
struct rect quarter_turn_rect(enum quarter quarter, struct rect rect, int width, int height);

/* Copies a part of a picture to where it lies after the turn; `to` has the turned size. */
void pixels_turn(struct pixels from, struct pixels to, enum quarter quarter, struct rect part);

#endif
