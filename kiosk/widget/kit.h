#ifndef KIOSK_WIDGET_KIT_H
#define KIOSK_WIDGET_KIT_H

#include "kiosk/widget/widget.h"

/* Shared by widgets: sizes, words, numbers, rows. Pure; texts live in the list's arena. */

int kit_px(const struct view *view, int base_px); /* base pixels to pixels, at least 1 for a positive one */

/* Ink roles and a size token of visual type scale (28, 32, 36, 40, 44, 48, 52 ... base px). */
struct text_style kit_style(const struct view *view, int base_px, enum text_weight weight, enum theme_role role);

struct str kit_word(const struct view *view, const char *key);
struct str kit_words(struct draw_list *list, const struct view *view, const char *key, const struct words_value *values,
	size_t count);
struct str kit_label(const struct view *view, const struct label *label);

/* 1,263; 96.4; 98.3 (a share as per cent, without the sign); always Western digits, thousands by comma. */
struct str kit_number(struct draw_list *list, double value, int decimals);

/* Where a value of this name is now, on its way from `first` to `target` (kiosk/widget/motion.h); at the target where nothing may
   move. */
double kit_moving(const struct view *view, struct str name, double first, double target);

/* Mirrors a part of a box where the screen reads from the right. */
struct rect kit_place(const struct view *view, struct rect box, struct rect part);

void kit_icon(struct draw_list *list, const struct view *view, struct str name, struct rect box, enum theme_role tone,
	enum theme_role on);

/* A table row filter: "kind all, state !done, area @root, area in @here". @root, @own, @subdistrict, @county
   stand for areas, @here for the one that a page that tours is about. */
struct kit_rows {
	const struct table *table;
	size_t *rows;
	size_t count;
	bool named; /* a column is missing, and the screen says so */
};

/* Rows of the setting `table` that pass the setting `where`. false: the table is absent (the widget then draws its
   empty state); a missing column is named on the screen. */
bool kit_rows_find(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows);
/* The same for settings of other names. */
bool kit_rows_find_by(const struct widget *self, const struct view *view, struct draw_list *list, const char *table_setting,
	const char *where_setting, struct kit_rows *rows);
/* Says on the screen that a table lacks a column. */
void kit_missing(const struct view *view, struct draw_list *list, struct str table, struct str column);

int kit_column(const struct kit_rows *rows, const struct widget *self, const char *setting);
/* The same for a column that must be there: false after naming it on the screen. */
bool kit_need(const struct widget *self, const struct view *view, struct draw_list *list, struct kit_rows *rows,
	const char *setting, int *column);

struct str kit_area_name(const struct view *view, struct str area_id);
const struct area *kit_area(const struct view *view, uint32_t index); /* NULL for AREA_NONE or without areas */

/* For --check: what a setting names is not in the feed. */
void kit_fault(const struct widget *self, const struct view *view, const char *setting, struct str found, struct str expected);

/* The calm empty state: one quiet sentence in the middle of the box, for a table that has not come yet. */
void kit_empty(struct draw_list *list, const struct view *view, struct rect box, const char *words_key);

/* The same for rows that were not found; nothing where a missing column is named already. */
void kit_no_rows(struct draw_list *list, const struct view *view, struct rect box, const struct kit_rows *rows);

#endif
