#ifndef KIOSK_GLASS_FRAME_H
#define KIOSK_GLASS_FRAME_H

#include "kiosk/glass/passage.h"

/*
 * A picture on its way to the pixels of a display, by the processor: the canvas is these pixels themselves, or, where the picture
 * lies turned on the display, memory of its own. For this folder only.
 */

struct frame {
	struct pixels target; /* borrowed */
	struct pixels canvas; /* the target, or owned where the picture is turned */
	enum quarter turn;
	struct passage passage;
};

/* The display's pixels; other ones than before begin anew. Returns whether they are others. */
bool frame_set(struct frame *frame, struct pixels target, enum quarter turn);
void frame_finish(struct frame *frame);

/* After painting; which boxes of the target have to be shown now, in shown. */
size_t frame_present(struct frame *frame, const struct rect *damage, size_t count, struct rect shown[GLASS_DAMAGE_MAX]);
size_t frame_step(struct frame *frame, double share, struct rect shown[GLASS_DAMAGE_MAX]);

#endif
