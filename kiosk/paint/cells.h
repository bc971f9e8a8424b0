#ifndef KIOSK_PAINT_CELLS_H
#define KIOSK_PAINT_CELLS_H

#include <stddef.h>

#include "kiosk/paint/paint.h"

/* What each cell of the picture was made of, as a hash of the commands that reach it, in painting order. UI thread. */

struct cells {
	int width, height; /* of the picture in pixels */
	int columns, rows;
	uint64_t *now, *before; /* owned; 0 in before: never painted */
	struct rect *changed;   /* owned; room for one a cell */
};

void cells_finish(struct cells *cells);
void cells_forget(struct cells *cells); /* all of them count as changed next time */

/* Another size than before starts anew. */
void cells_begin(struct cells *cells, int width, int height);
void cells_put(struct cells *cells, const struct draw_command *command);

/* Where this picture differs from the one before, in few boxes that do not overlap, and makes it the one before.
   How many cells it was goes to changed. */
size_t cells_damage(struct cells *cells, struct rect damage[PAINT_DAMAGE_MAX], size_t *changed);

#endif
