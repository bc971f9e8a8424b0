#ifndef KIOSK_TEXT_RUNS_H
#define KIOSK_TEXT_RUNS_H

#include "kiosk/text/text_letters.h"

/* Pieces of a line that are shaped together: one face, one size, one direction, one colour. Pure but for the metrics.
 */

struct run {
	struct str text;
	enum font_face face;
	int size_px;
	bool rtl, strong, accent;
	float width_px, spacing_px; /* the width includes the spacing after each character */
};

/* How letters are set just now. */
struct setting {
	const struct metrics *metrics;
	const struct text_style *style;
	int size_px; /* of Chinese */
};

/* The runs of letters start .. start + count, from the left to the right. Texts live in the arena. */
size_t runs_of_line(struct arena *arena, const struct setting *setting, const struct letters *letters, size_t start,
	size_t count, struct run **runs);

/* How wide they are together. */
float runs_width(
	struct arena *arena, const struct setting *setting, const struct letters *letters, size_t start, size_t count);

#endif
