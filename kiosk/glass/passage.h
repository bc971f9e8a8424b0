#ifndef KIOSK_GLASS_PASSAGE_H
#define KIOSK_GLASS_PASSAGE_H

#include "kiosk/glass/glass.h"

/*
 * One picture gives way to another, by the processor. Both are kept as runs of equal pixels (kiosk/pixels/runs.h): a fade mixes them
 * cell by cell, a push and a zoom read them a row of cells at a time. In the canvas, which afterwards holds the coming picture. To
 * keep a picture takes half a frame's time, so it is done in parts: the old one ahead, the coming one in the first steps, which show
 * nothing new. For this folder only.
 */

struct passage {
	bool running;
	bool painted; /* the coming picture is there */
	bool shown;   /* a step has written into the canvas */
	struct glass_passage way;
	int columns, rows;
	struct passage_cell *cells; /* owned; also of what is kept ahead */
	int kept_to;                /* of the old picture: cells before this one */
	int await_from;             /* of the coming one: none before this one is awaited */
	struct rect reach;          /* of all that changed */
	uint32_t *strip, *grown;    /* owned; of a push or a zoom: decoded rows */
	size_t bytes, bytes_most;
};

/* Ahead of passage_begin, once a frame: keeps a part more of what is shown. true: there is more to keep. */
bool passage_prepare(struct passage *passage, struct pixels canvas);

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
