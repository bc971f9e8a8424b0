#ifndef KIOSK_PIXELS_RUNS_H
#define KIOSK_PIXELS_RUNS_H

#include "kiosk/pixels/pixels.h"

/*
 * A cell of a picture as runs of equal pixels, in colours of its own palette. Dashboards are flat: a cell takes about 1 KB instead
 * of 16, and a stretch that is flat in two pictures blends as one colour. Exact; a photograph takes as much as plain rows.
 *
 *     u32 n                    colours of the palette; 0: plain rows of pixels follow
 *     u32 colour[n]            2048 at most
 *     bytes                    row by row: 0..127, that many and one more indices follow; 128..255, that less 127 times the next
 *                              index, also over the ends of rows. An index takes one byte, or two (low byte first) where there are more than 256 colours
 */

enum { RUNS_BYTES_MOST = 4 + PIXELS_CELL_PX * PIXELS_CELL_PX * 4 };

enum runs_for { RUNS_TO_KEEP /* small */, RUNS_TO_MIX /* read often: short runs are kept as literals */ };

/* Encodes a part of one cell's size at most. bytes is aligned to 4 and has room for RUNS_BYTES_MOST; returns how many were used. */
size_t runs_encode(struct pixels from, struct rect part, enum runs_for use, uint8_t *bytes);
void runs_decode(const uint8_t *bytes, struct pixels to, struct rect part);

/* Two pictures of one part: before where share is 0, after where it is 255, rounded to the nearest level between. */
void runs_mix(const uint8_t *before, const uint8_t *after, unsigned share, struct pixels to, struct rect part);

/* (before * (255 - share) + after * share) / 255 in each channel. */
uint32_t runs_mix_color(uint32_t before, uint32_t after, unsigned share);

#endif
