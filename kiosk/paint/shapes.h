#ifndef KIOSK_PAINT_SHAPES_H
#define KIOSK_PAINT_SHAPES_H

#include "kiosk/paint/brush.h"

/* Paths to pixels: filled nonzero, or followed by a pen, and clipped to the brush. UI thread. */

struct shapes;

struct shapes *shapes_create(void);
void shapes_destroy(struct shapes *shapes);

void shapes_rounded(struct shapes *shapes, const struct brush *brush, struct rect box, float radius_px);
void shapes_path(struct shapes *shapes, const struct brush *brush, const struct path *path, struct transform transform);

/* width_px is measured on the screen; joins and caps are round. */
void shapes_stroke(struct shapes *shapes, const struct brush *brush, const struct path *path,
	struct transform transform, float width_px);

#endif
