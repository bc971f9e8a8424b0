#ifndef KIOSK_PAINT_MASKS_H
#define KIOSK_PAINT_MASKS_H

#include <pixman.h>

#include "kiosk/paint/fonts.h"
#include "kiosk/paint/paint.h"

/* Runs as coverage, kept by content: one budget (PAINT_MASK_BYTES_MAX), the least recently used leave first. UI thread. */

struct masks;

struct mask {
	pixman_image_t *image; /* a8; NULL for a run without ink */
	int left, top;         /* of the first pixel, from the pen's start and the baseline */
	int width, height;
};

struct masks *masks_create(struct fonts *fonts); /* fonts outlive it */
void masks_destroy(struct masks *masks);

/* Borrowed until the next find. */
const struct mask *masks_find(struct masks *masks, const struct draw_text *run, int phase);

size_t masks_bytes(const struct masks *masks);
uint64_t masks_made(const struct masks *masks);

#endif
