#ifndef KIOSK_SCREEN_FOCUS_H
#define KIOSK_SCREEN_FOCUS_H

#include "kiosk/widget/widget.h"

/*
 * Which area a page is about. A page that tours goes from the whole tree down to the hall's own area, level by level, and then to
 * the other areas of the first level; a finger leads it elsewhere, and it stays there until nobody has touched it for a while.
 * Plain values, pure.
 */

enum { FOCUS_IDLE_MS = 60000, FOCUS_STEPS_MAX = 256 };

struct focus {
	char id[AREA_ID_BYTES_MAX + 1];      /* of the area that a finger chose: trees come and go; empty: none */
	int64_t touched_ms; /* steady */
};

/* A finger chose an area. */
void focus_choose(struct focus *focus, const struct areas *areas, uint32_t area, int64_t steady_ms);
/* Whether a choice still holds. */
bool focus_is_held(const struct focus *focus, int64_t steady_ms);

/* The area of a tour at a moment; *until_ms (wall) falls to when the next one comes. own: the hall's area. */
uint32_t focus_tour(const struct areas *areas, uint32_t own, int tour_s, const struct layout_now *showing, int64_t now_ms,
	int64_t *until_ms);

#endif
