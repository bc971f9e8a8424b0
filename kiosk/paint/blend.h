#ifndef KIOSK_PAINT_BLEND_H
#define KIOSK_PAINT_BLEND_H

#include "kiosk/draw/draw.h"
#include "kiosk/paint/paint.h"

/* One row of one ink over XRGB pixels, by coverage. Pure. */

/* x, y: the place on the screen (patterns lie on the screen's own lattice); coverage 0..255 for all of length pixels. */
void blend_span(struct pixels target, int x, int y, int length, int coverage, const struct ink *ink);

#endif
