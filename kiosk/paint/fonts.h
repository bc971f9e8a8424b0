#ifndef KIOSK_PAINT_FONTS_H
#define KIOSK_PAINT_FONTS_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "kiosk/text/text.h"

/*
 * Font files, opened when they are first needed; HarfBuzz shapes a run, FreeType gives the outlines of its glyphs. One open
 * file a face whatever the sizes, positions in 1/64 px, so that spacing and baselines are exact. UI thread.
 */

struct fonts;

/* false where a file that is needed is missing: the sentence names file and package. */
bool fonts_create(struct fonts **fonts, struct error *error);
void fonts_destroy(struct fonts *fonts);

const struct metrics *fonts_metrics(struct fonts *fonts);

/* A run as 8-bit coverage. left, top: where its first pixel lies from the pen's start and the baseline (top counts up). */
struct run_mask {
	unsigned char *coverage; /* owned by the taker: free(); NULL for a run without ink */
	int width, height, stride, left, top;
};

/* phase: the fraction of a pixel at which the run starts, in quarters (0..3). */
struct run_mask fonts_render(struct fonts *fonts, const struct draw_text *run, int phase);

#endif
