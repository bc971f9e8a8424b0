#ifndef KIOSK_TEXT_TEXT_LINES_H
#define KIOSK_TEXT_TEXT_LINES_H

#include "kiosk/text/runs.h"

/* Letters to lines of at most a width. For kiosk/text only. Pure but for the metrics. */

struct line {
	const struct letters *letters; /* those of the text, or of its cut end */
	size_t start, count;           /* without trailing spaces */
};

struct lines {
	struct line *items;
	size_t count;
	int size_px;
	bool cut; /* what did not fit is left out and an ellipsis stands for it */
};

/* As wide and with as many lines as allowed; the size goes down to least_px (of Chinese) before anything is cut. height
   0: any. Lines live in the arena. */
struct lines lines_fill(struct arena *arena, const struct metrics *metrics, const struct text_style *style, int width,
	int height, const struct letters *letters);

/* From one baseline to the next. */
int lines_pitch_px(const struct text_style *style, int size_px);

#endif
