#ifndef KIOSK_DRAW_GEOMETRY_H
#define KIOSK_DRAW_GEOMETRY_H

#include <stdbool.h>

/* Pixels of the screen as people see it (before rotation); x to the right, y down. Half-open boxes. Plain values. */

struct point {
	int x, y;
};

struct rect {
	int x, y, width, height;
};

bool rect_is_empty(struct rect rect);
bool rect_contains(struct rect rect, struct point point);
bool rect_overlap(struct rect a, struct rect b);
struct rect rect_intersect(struct rect a, struct rect b); /* empty where they do not meet */
struct rect rect_union(struct rect a, struct rect b);     /* of the non-empty ones */
struct rect rect_inset(struct rect rect, int by);         /* negative grows */

/* Pieces off a box; what is left stays in *rest. The cut is clipped to the box. */
struct rect rect_cut_left(struct rect *rest, int width);
struct rect rect_cut_right(struct rect *rest, int width);
struct rect rect_cut_top(struct rect *rest, int height);
struct rect rect_cut_bottom(struct rect *rest, int height);

/* The same box seen in a mirror that fills within: right-to-left screens. */
struct rect rect_mirror(struct rect rect, struct rect within);

#endif
