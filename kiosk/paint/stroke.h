#ifndef KIOSK_PAINT_STROKE_H
#define KIOSK_PAINT_STROKE_H

#include "kiosk/paint/outline.h"
#include "kiosk/paint/raster.h"

/* The edges of a line of this width along the outline, with round joins and caps; contours that lead nowhere leave none. */
void stroke_outline(struct raster *raster, struct arena *arena, const struct outline *outline, float width_px);

#endif
