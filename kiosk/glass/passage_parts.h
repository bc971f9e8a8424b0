#ifndef KIOSK_GLASS_PASSAGE_PARTS_H
#define KIOSK_GLASS_PASSAGE_PARTS_H

#include "kiosk/glass/passage.h"

/* Between passage.c (which cells pass over, and how far) and passage_moves.c (a push and a zoom); nothing else includes this. */

struct passage_cell {
	uint8_t *before, *after; /* owned; runs. before NULL: it does not pass over; after NULL: it looks as before, or is awaited */
	bool awaited;            /* its coming picture is in the canvas and not kept yet */
};

struct rect passage_cell_at(const struct passage *passage, struct pixels canvas, int index);
void passage_count_bytes(struct passage *passage, size_t bytes);

/* One frame of a push or a zoom into the canvas. */
void passage_push(struct passage *passage, struct pixels canvas, double share);
void passage_grow(struct passage *passage, struct pixels canvas, double share);

#endif
