#ifndef KIOSK_WIDGET_KIT_STATE_H
#define KIOSK_WIDGET_KIT_STATE_H

#include "kiosk/widget/kit_text.h"

/* States of work by shape, so that they are told apart without colour: escalated an octagon with chevrons, warned a triangle with
   its mark, late a clock, in hand half a disc, open a ring, done a disc with a check. */

struct kit_state {
	const char *id; /* of a choice */
	const char *icon;
	enum theme_role role; /* of the shape */
	enum theme_role ink;  /* of words beside it */
	bool urgent;          /* in bold */
};

/* NULL for a word that is no state. */
const struct kit_state *kit_state_find(struct str id);
/* Of a row's choice. */
const struct kit_state *kit_state_of(const struct table *table, size_t row, int column);

/* 2.5 hours and shorter as hours, 1.5 days and longer as days. */
struct str kit_duration(struct draw_list *list, const struct view *view, double hours);

/* "3 days left", "due today", "2 days over", of a date. */
struct str kit_days_left(struct draw_list *list, const struct view *view, int64_t date_ms);
int kit_days_from_today(const struct view *view, int64_t date_ms);
int64_t kit_next_midnight(const struct view *view);

#endif
