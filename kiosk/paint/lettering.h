#ifndef KIOSK_PAINT_LETTERING_H
#define KIOSK_PAINT_LETTERING_H

#include <pixman.h>

#include "kiosk/draw/draw.h"
#include "kiosk/paint/masks.h"
#include "kiosk/pixels/pixels.h"

/* Text onto pixels: masks of runs in their ink, by pixman. UI thread. */

struct lettering {
	struct masks *masks; /* borrowed, as the two below */
	struct cache *cache;
	const struct metrics *metrics;
	struct pixels target;
	pixman_image_t *image; /* of the target; until lettering_end */
};

struct lettering lettering_begin(struct masks *masks, struct cache *cache, const struct metrics *metrics, struct pixels target);
void lettering_end(struct lettering *letters);

/* Nothing outside the clip, which lies within the target. */
void lettering_text(const struct lettering *letters, const struct draw_command *command, struct rect clip);
void lettering_moving(const struct lettering *letters, const struct draw_command *command, struct rect clip);

#endif
