#ifndef KIOSK_PAINT_BRUSH_H
#define KIOSK_PAINT_BRUSH_H

#include <stddef.h>
#include <stdint.h>

#include "kiosk/paint/paint.h"

/* An ink on its way to pixels: colour times coverage times pattern, blended over what is there. UI thread. */

/* Where an ink's pattern covers, by x + y (hatch) or by x and by y (dots). On the screen's own lattice, so that
   neighbours join and a part painted again is the same. */
struct lattice {
	uint8_t *covers; /* owned */
	int count;
	enum ink_pattern pattern;
	float pitch_px, band_px;
};

struct brush {
	struct pixels target;
	struct rect clip; /* inside the target */
	struct ink ink;
	const struct lattice *lattice; /* NULL for solid ink; borrowed */
};

void lattice_finish(struct lattice *lattice);

/* Makes lattice right for this ink and takes it along; the lattice may serve many brushes, one after the other. */
struct brush brush_begin(struct pixels target, struct rect clip, const struct ink *ink, struct lattice *lattice);

/* Pixels x .. x + count - 1 of row y, all inside the clip; coverage 0..255. */
void brush_span(const struct brush *brush, int x, int y, int count, unsigned coverage);

/* The same with a coverage for each pixel. */
void brush_covers(const struct brush *brush, int x, int y, int count, const uint8_t *covers);

/* A box with square corners. */
void brush_box(const struct brush *brush, struct rect box);

#endif
