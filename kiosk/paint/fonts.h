#ifndef KIOSK_PAINT_FONTS_H
#define KIOSK_PAINT_FONTS_H

#include <SDL_ttf.h>
#include <stdbool.h>

#include "feed/base/error.h"
#include "kiosk/text/text.h"

/*
 * The font files behind the faces. One handle per face and direction, opened when first needed and set to the size of
 * the moment: a handle of a Chinese font costs 2.7 MB, so there is none per size. UI thread.
 */

struct fonts;

/* false where a file is missing: the sentence names it and its package. */
bool fonts_create(struct fonts **fonts, struct error *error);
void fonts_destroy(struct fonts *fonts);

const struct metrics *fonts_metrics(const struct fonts *fonts);

/* Ready for shaping at this size; valid until the next call. NULL where the file cannot be opened. */
TTF_Font *fonts_open(struct fonts *fonts, enum font_face face, int size_px, bool rtl);

/* Closes the files that nobody asked for since the last call: what was measured and set once is known without them. Whether any
   was closed. */
bool fonts_rest(struct fonts *fonts);

/* How far SDL_ttf moves a run to the right because its first glyph sticks out to the left of the pen; from the left
 * only. */
int fonts_overhang(TTF_Font *font, struct str run, bool rtl);

float fonts_space_px(struct fonts *fonts, enum font_face face, int size_px);

#endif
