#ifndef KIOSK_WIDGET_SPARK_H
#define KIOSK_WIDGET_SPARK_H

#include "kiosk/widget/kit_text.h"

/* A small line beside a figure: how it came to be what it is. Pure. */

#define SPARK_SETTINGS                                                                                                 \
	{"spark", SETTING_TEXT, "", NULL, "a table whose rows make a small line beside the figure, oldest first"},     \
		{"spark_where", SETTING_TEXT, "", NULL, "which of its rows: COLUMN VALUE, COLUMN !VALUE"},             \
	{                                                                                                              \
		"spark_value", SETTING_TEXT, "value", NULL, "the column of its heights"                                \
	}

/* Draws it where the setting names a table that has two figures or more. */
void spark_draw(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box);

#endif
