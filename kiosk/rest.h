#ifndef KIOSK_REST_H
#define KIOSK_REST_H

#include <stdint.h>

#include "kiosk/draw/draw.h"

/*
 * What keeps a picture from burning in: the whole picture moves by a few pixels every few minutes; one that has not changed for
 * hours is dimmed, and now and then a bright band sweeps over it. Pure functions of time.
 */

enum {
	REST_SHIFT_MS = 5 * 60 * 1000,  /* how long the picture stays at a place */
	REST_SWEEP_MS = 30 * 60 * 1000, /* from one sweep to the next, while it is dimmed */
	REST_SWEPT_MS = 6 * 1000        /* how long one takes */
};

/* Where the picture stands at a time, on a round of eight places; radius_px 0: always in the middle. *until_ms falls to when it
   moves on. */
struct point rest_shift(int radius_px, int64_t now_ms, int64_t *until_ms);

/* Draws the veil over a picture that has stood for so long; nothing before after_ms (0: never). Returns
   until when (now_ms scale; now_ms while the band moves). */
int64_t rest_draw(struct draw_list *list, struct rect screen, int64_t stood_ms, int64_t after_ms, int64_t now_ms);

#endif
