#ifndef KIOSK_SCREEN_STAMP_H
#define KIOSK_SCREEN_STAMP_H

#include "kiosk/widget/widget.h"

/*
 * How old what a box shows is, said on the glass: a band along the bottom of a box whose table is old, a calm sentence in place of a
 * box whose table is past its limit. Figures stay as they are. Where a whole page is old, or a box has no room, the header says it
 * once for all of them.
 */

/* false: the sentence stands there, and the widget is not to draw. *box loses the band; *until_ms falls to when this changes. */
bool stamp_draw(const struct widget *widget, const struct view *view, struct rect *box, struct draw_list *list, int64_t *until_ms);

/* Over the boxes of a page. Starts with all_old true and until_ms. */
struct stamp_sum {
	int64_t oldest_ms; /* of what is old; 0: nothing */
	int64_t until_ms;  /* when time alone may change it; starts with WIDGET_FOREVER */
	bool all_old;      /* of what is about a table */
	bool crowded;      /* an old one has no room for its band */
};

void stamp_count(struct stamp_sum *sum, const struct widget *widget, const struct view *view, struct rect box);
int64_t stamp_of(const struct stamp_sum *sum);

#endif
