#ifndef KIOSK_PAINT_MASKS_H
#define KIOSK_PAINT_MASKS_H

#include <stddef.h>
#include <stdint.h>

#include "kiosk/paint/cache.h"
#include "kiosk/paint/fonts.h"
#include "kiosk/paint/paint.h"

/*
 * Runs of text as 8-bit coverage, kept so that text which comes again is not shaped again. They live in the painter's cache.
 * UI thread.
 */

struct mask {
	const uint8_t *rows;             /* 255: covered. NULL where there is no ink */
	int x, y;                        /* of the upper left corner, from the run's left edge and its baseline */
	int width, height, stride_bytes; /* the stride is a multiple of 4 */
};

struct masks;

struct masks *masks_create(struct fonts *fonts, struct cache *cache); /* borrowed; outlive us */
void masks_destroy(struct masks *masks);

/* Of a whole run; its place and spacing do not count. Valid until the next call. */
struct mask masks_find(struct masks *masks, const struct draw_text *run);

/* The same, so many quarters (0..3) of a pixel farther to the right: for text that moves. */
struct mask masks_find_moved(struct masks *masks, const struct draw_text *run, int phase);

uint64_t masks_made(const struct masks *masks);

#endif
