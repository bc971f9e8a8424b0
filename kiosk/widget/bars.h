#ifndef KIOSK_WIDGET_BARS_H
#define KIOSK_WIDGET_BARS_H

#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_series.h"

/* The parts of the widget `bars`: one row of it. */

struct bars {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	struct kit_series series;
	int name, low, high, target; /* columns or TABLE_NO_COLUMN */
	double least, most;          /* the ends of the scale, zero between them */
	size_t own;                  /* so many rows at the head are the hall's own */
	size_t lifted;               /* of them, those that would stand beyond the first page */
	int names_width, values_width;
	struct text_style names;
};

struct str bars_name(const struct bars *bars, size_t at);
/* What stands at the end of a row: its figure or the sum of its pieces; a dash where there is none. */
struct str bars_value(const struct bars *bars, size_t at);
/* The sums of its pieces above and below zero. */
double bars_above(const struct bars *bars, size_t at);
double bars_below(const struct bars *bars, size_t at);
/* NAN where a row has none. */
double bars_target(const struct bars *bars, size_t at);
bool bars_range(const struct bars *bars, size_t at, double *low, double *high);

void bars_draw_row(const struct bars *bars, struct rect box, size_t at);

#endif
