#ifndef KIOSK_PAINT_RASTER_H
#define KIOSK_PAINT_RASTER_H

#include "kiosk/paint/brush.h"

/*
 * Lines to coverage: how much of each pixel lies inside a shape, nonzero and exact but for 1/256 of a pixel. UI thread.
 *
 * Each edge leaves in every pixel that it touches how much of the pixel's height it passes (cover) and the area between it and
 * the pixel's left side; a sum along the row then tells the inside (the method of libart's and FreeType's smooth rasterisers).
 * They keep the touched pixels in sorted lists, in which a map with a hundred edges a row searches for long, and begin anew
 * where a shape has too many; here a band of rows is a plain array, and each edge is looked at once in a band.
 */

struct raster;

struct raster *raster_create(void);
void raster_destroy(struct raster *raster);

/* One edge of a shape, in pixels of the target, within some 20,000 of it; all edges of a shape form closed rings. */
void raster_edge(struct raster *raster, struct path_point from, struct path_point to);

/* Fills the edges since the last fill into the brush's clip, and forgets them. */
void raster_fill(struct raster *raster, const struct brush *brush);

#endif
