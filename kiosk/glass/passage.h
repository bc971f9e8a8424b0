#ifndef KIOSK_GLASS_PASSAGE_H
#define KIOSK_GLASS_PASSAGE_H

#include "kiosk/glass/glass.h"

/*
 * One picture gives way to another, by the processor. A fade keeps both as runs of equal pixels (kiosk/pixels/runs.h) and mixes
 * them run by run; a push and a zoom keep both as they are. In the canvas, which afterwards holds the coming picture. For this
 * folder only.
 */

struct passage {
	bool running;
	bool painted;            /* the coming picture is there */
	struct glass_passage way;
	int columns, rows;
	struct passage_cell *cells; /* owned; of a fade */
	struct rect reach;          /* of all that changed */
	struct pixels before, after; /* owned; of a push or a zoom, the whole reach */
	struct pixels grown;         /* owned; of a zoom: the coming picture at the size of the moment */
	size_t bytes, bytes_most;
};

void passage_begin(struct passage *passage, const struct glass_passage *way, struct pixels canvas);

/* After painting. Returns which of the damaged boxes can be shown at once, in shown. */
size_t passage_painted(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count,
	struct rect shown[GLASS_DAMAGE_MAX]);

/* Writes the mixture into the canvas. Returns the boxes to be shown. At 1 the coming picture stands, and the passage is over. */
size_t passage_step(struct passage *passage, struct pixels canvas, double share, struct rect shown[GLASS_DAMAGE_MAX]);

/* Ends at once: the coming picture is in the canvas (as far as it was painted). */
void passage_drop(struct passage *passage, struct pixels canvas);

/* The mixture is lost with the canvas. */
void passage_finish(struct passage *passage);

/* GLASS_ZOOM at a share: which part of the old picture fills the reach, and where the coming one stands. */
struct passage_zoom {
	double x, y, width, height;                     /* in the old picture, from the reach's corner */
	double new_x, new_y, new_width, new_height;     /* on the screen, from the reach's corner */
};
struct passage_zoom passage_zoom_at(struct rect reach, struct rect from, double share);

#endif
