#ifndef KIOSK_WIDGET_MONTHS_H
#define KIOSK_WIDGET_MONTHS_H

#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* The parts of the widget `months`: what a table says of a year. */

enum { MONTHS_LINES_MAX = 12, MONTHS_OF_YEAR = 12 };

struct months_field {
	int first, months; /* from 0 */
	int count, done;
	const struct kit_state *state; /* the worst */
};

struct months_line {
	const struct choice *choice;
	struct months_field fields[MONTHS_OF_YEAR];
	size_t count;
};

struct months_strip {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int name, period, state, year;
	struct months_line lines[MONTHS_LINES_MAX];
	size_t line_count;
};

/* Reads the newest year; false where there is nothing to show. */
bool months_read(struct months_strip *strip);

#endif
