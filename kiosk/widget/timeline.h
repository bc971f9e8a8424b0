#ifndef KIOSK_WIDGET_TIMELINE_H
#define KIOSK_WIDGET_TIMELINE_H

#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* The parts of the widget `timeline`: what is on it, and where that stands. */

enum { TIMELINE_ROOMS_MAX = 32, TIMELINE_ITEMS_MAX = 400, TIMELINE_SLOTS_MAX = 6, DAY_MINUTES = 24 * 60 };

/* Minutes count from the midnight that began today. */
struct timeline_item {
	size_t row;
	int room, slot; /* things of one room at the same time stand in slots of its lane */
	int from_minute, to_minute;
};

struct timeline {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	int name, room, starts, ends; /* columns; ends may be TABLE_NO_COLUMN where days are shown */
	bool by_days;                 /* a column a day, and what happens on it fills it */
	struct timeline_item items[TIMELINE_ITEMS_MAX];
	struct str rooms[TIMELINE_ROOMS_MAX];
	int slots[TIMELINE_ROOMS_MAX];
	size_t item_count, room_count, first_room, lanes;
	int from_minute, to_minute;
	struct rect field; /* where the items stand */
};

/* false where the table or a column is missing. */
bool timeline_read(struct timeline *timeline);

/* Where an item, or a whole lane, stands in the field. */
struct rect timeline_place(const struct timeline *timeline, size_t lane, int from_minute, int to_minute);
struct rect timeline_place_item(const struct timeline *timeline, const struct timeline_item *item);

/* "09:30-11:00"; where days are shown "09:30"; empty for a date. */
struct str timeline_span(const struct timeline *timeline, const struct timeline_item *item);

#endif
