#ifndef KIOSK_PAINT_CELLS_H
#define KIOSK_PAINT_CELLS_H

#include "kiosk/draw/draw.h"
#include "kiosk/paint/paint.h"

/* The screen in cells of PAINT_CELL_PX, each with the hash of the commands that reach it (after rxi's cached renderer). */

struct cells {
	uint64_t *before, *now; /* owned; row by row */
	int columns, rows, width, height;
	bool fresh;             /* nothing of before is on the glass */
};

void cells_finish(struct cells *cells);
void cells_forget(struct cells *cells);

/* Takes the lists in; afterwards `before` is what they say. Writes the damage as few boxes, at most PAINT_DAMAGE_MAX, and adds how
   many cells changed to *changed. */
size_t cells_compare(struct cells *cells, int width, int height, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX], uint64_t *changed);

#endif
