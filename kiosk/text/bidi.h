#ifndef KIOSK_TEXT_BIDI_H
#define KIOSK_TEXT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

struct arena;

/* Unicode's bidirectional algorithm (UAX #9) by FriBidi, over one paragraph of code points. Pure. */

enum { BIDI_POINTS_MAX = 20000 };

/* levels[i] for each code point, by a paragraph that starts in this direction. */
bool bidi_levels(struct arena *arena, const uint32_t *points, size_t count, bool rtl, int8_t *levels);

/* A piece of a line with one level, in visual order from the left. */
struct bidi_piece {
	size_t start, count; /* code points, logical */
	int8_t level;        /* odd: right to left */
};

/* Rule L2 over one line (start..start+count); trailing white space takes the paragraph's level (L1). */
size_t bidi_line(struct arena *arena, const uint32_t *points, const int8_t *levels, size_t start, size_t count, bool rtl,
	struct bidi_piece **pieces);

#endif
