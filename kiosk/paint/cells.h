#ifndef KIOSK_PAINT_CELLS_H
#define KIOSK_PAINT_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/paint/paint.h"

/* What each cell of the picture was made of, as a hash of the commands that reach it, in painting order. UI thread. */

enum cell_flag {
	CELL_CHANGED = 1, /* differs from the picture before */
	CELL_MISSING = 2  /* ... and has to be painted */
};

struct cells {
	int width, height; /* of the picture in pixels */
	int columns, rows;
	uint64_t *now, *before; /* owned; 0 in before: never painted */
	struct rect part;       /* what is hashed; whole cells */
	struct rect exact;      /* what may differ at all */
	uint8_t *flags;         /* owned; of enum cell_flag */
	bool forgotten;         /* since the last time */
	struct rect *boxes;     /* owned; room for one a cell */
};

void cells_finish(struct cells *cells);
void cells_forget(struct cells *cells); /* all of them count as changed next time */

/* Commands change within this part only (pixels; NULL: anywhere): all other cells stay as they are. Another size than before
   starts anew. */
void cells_begin(struct cells *cells, int width, int height, const struct rect *part);
/* salt: what else the command's look depends on; 0 for most. */
void cells_put(struct cells *cells, const struct draw_command *command, uint64_t salt);

/* Flags where this picture differs from the one before, as changed and missing, and makes it the one before. Returns how
   many cells that are; their hashes then stand in `before`. */
size_t cells_compare(struct cells *cells);

/* The flagged cells, as far as they may differ, in few boxes of pixels that do not overlap. Where they would be too many, they hold others too. */
size_t cells_gather(struct cells *cells, enum cell_flag flag, struct rect boxes[PAINT_DAMAGE_MAX]);

#endif
