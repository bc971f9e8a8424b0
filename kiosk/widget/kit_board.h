#ifndef KIOSK_WIDGET_KIT_BOARD_H
#define KIOSK_WIDGET_KIT_BOARD_H

#include "kiosk/widget/kit_text.h"

/* Shared by boards of many rows: pages that turn, the hall's own rows. */

enum { BOARD_MARGIN = 20, BOARD_PIPS = 12 }; /* base px on both sides for the raised row; dots beside the rows */

/* Which of so many pages is on where they turn every turn_s seconds (0: once a showing), going on where the last showing ended;
   *until_ms is brought down to when the next one comes. */
size_t kit_turn(const struct view *view, int turn_s, size_t count, int64_t *until_ms);

/* "2 / 5" and a dot for each page (none where there would be more than pips_most), at the far side of *rest. Nothing
   for one page. */
void kit_pager(struct draw_list *list, const struct view *view, struct rect *rest, size_t number, size_t count, size_t pips_most);

/* Whether the area of a row is inside the hall's own area of that level; "own": the hall's own area itself. */
bool kit_is_within(const struct view *view, const struct table *table, size_t row, int column, struct str level);
/* Keeps the rows that the settings `within` and `area` want. */
void kit_keep_within(const struct widget *self, const struct view *view, struct kit_rows *rows);

#define KIT_WITHIN_SETTINGS \
	{"area", SETTING_TEXT, "area", NULL, "the column of the areas"}, \
	{"within", SETTING_CHOICE, "all", "all|own|community|subdistrict|county", \
		"rows of the whole table, of the hall's own area, or of the one of that level that it lies in"}

/* Rows of the hall's own area (settings `own`, `area`) before the others, each part in the table's order. Returns how many are own. */
size_t kit_put_own_first(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows);

/* The calm empty state under the box's own title, so that it is plain what is missing; nothing where a missing column is named. */
void kit_nothing(const struct widget *self, const struct view *view, struct draw_list *list, struct rect box, const struct kit_rows *rows);

/* The hall's own row: raised, with an edge at the reading side, in a margin that its board keeps for it. */
void kit_raise(struct draw_list *list, const struct view *view, struct rect row, int margin_px);

#endif
