#ifndef KIOSK_WIDGET_KIT_SERIES_H
#define KIOSK_WIDGET_KIT_SERIES_H

#include "kiosk/widget/kit_text.h"

/* Several columns of a table drawn beside or upon each other: which, in what ink, what they are called. */

enum { SERIES_MAX = 6, SERIES_ROWS_MAX = 60 };

struct kit_series_item {
	int column;
	struct str word; /* a word's key; empty: the column's own title */
	enum theme_role role;
};

struct kit_series {
	struct kit_series_item items[SERIES_MAX];
	size_t count;
};

/* The setting `values`: "public:WORD, organisations:WORD"; false after naming a missing column on the screen. */
bool kit_series_read(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows,
	struct kit_series *series);

/* 0 where the cell is absent. */
double kit_series_value(const struct kit_rows *rows, size_t row, const struct kit_series_item *item);

/* What a row is called; a whole number (a year) has no commas. */
struct str kit_series_place(struct draw_list *list, const struct view *view, const struct kit_rows *rows, size_t at, int column);

struct str kit_series_name(const struct view *view, const struct kit_rows *rows, const struct kit_series_item *item);

/* The settings `title` ({n}: how many rows) and `note`, cut off the panel's top. */
void kit_series_title(const struct widget *self, const struct view *view, struct draw_list *list, struct rect *panel,
	const struct kit_rows *rows);

/* Swatches and names at the reading side of a line, all in one size; nothing for one series. */
void kit_series_legend(struct draw_list *list, const struct view *view, struct rect line, const struct kit_rows *rows,
	const struct kit_series *series);

/* The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the value. */
double kit_round_up(double value);

/* A figure short enough for an axis: 1,263, 12 m, 1,200万 by the words amount_*; at_least: with a plus behind its digits. */
struct str kit_amount(struct draw_list *list, const struct view *view, double value, int decimals, bool at_least);

#define KIT_SERIES_SETTING                                                                                             \
	{                                                                                                              \
		"values", SETTING_TEXT, "value", NULL,                                                                 \
			"columns of figures, each with a word's key: COLUMN:WORD, COLUMN:WORD"                         \
	}

#endif
