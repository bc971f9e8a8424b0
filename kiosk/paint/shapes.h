#ifndef KIOSK_PAINT_SHAPES_H
#define KIOSK_PAINT_SHAPES_H

#include "kiosk/draw/draw.h"
#include "kiosk/paint/paint.h"

/* Outlines by FreeType's rasteriser, whose spans go straight into the target. UI thread. */

struct shapes;

struct shapes *shapes_create(void);
void shapes_destroy(struct shapes *shapes);

/* Only pixels inside clip are touched. The command is a fill, a path or a stroke. */
void shapes_paint(struct shapes *shapes, struct pixels target, struct rect clip, const struct draw_command *command);

#endif
