#ifndef KIOSK_WIDGET_SHEET_H
#define KIOSK_WIDGET_SHEET_H

#include "kiosk/widget/kit_board.h"
#include "kiosk/widget/kit_state.h"

/* The parts of the widget `table`: what its columns show, and their cells. */

enum { SHEET_COLUMNS_MAX = 12, SHEET_ROWS_MAX = 40 };

enum sheet_kind {
	SHEET_PLAIN,    /* by the column's type */
	SHEET_MARK,     /* a state: its shape and its word */
	SHEET_SHAPE,    /* its shape alone */
	SHEET_LEFT,     /* a date as days left or over; when it was done where that is known */
	SHEET_DURATION, /* hours as hours or days */
	SHEET_BRIEF,    /* a date or time in its shortest form */
	SHEET_CLOCK,    /* a time as 09:30 */
	SHEET_HOURS,    /* opening hours: 09:00-21:00 */
	SHEET_OPEN,     /* whether it is open now, and until or from when */
	SHEET_SPAN,     /* from starts to ends, and whether it is on now */
	SHEET_ABOVE,    /* of an area: the one that it lies in */
	SHEET_TILE,     /* of a matrix: a flag as a full or an empty tile, a figure on one, a state by its shape */
	SHEET_ARROW     /* from what stands before to what comes after */
};

struct sheet_column {
	struct str name, head, says; /* head, says: words' keys or empty; says: for flags that are set */
	int column;                  /* of the table; TABLE_NO_COLUMN for kinds that read several */
	int share;                   /* of the row's width */
	enum sheet_kind kind;
	enum text_align align;
	bool bold, quiet;
	bool under;                  /* a second line in the place of the column before */
	bool stated;                 /* in the weight and colour of the row's state */
};

struct sheet {
	const struct widget *self;
	const struct view *view;
	struct draw_list *list;
	struct kit_rows rows;
	struct sheet_column columns[SHEET_COLUMNS_MAX];
	struct text_style styles[SHEET_COLUMNS_MAX];
	size_t column_count;
	int area, state, done_on, days, opens, closes, starts, ends; /* columns that cells look at beside their own; TABLE_NO_COLUMN */
	int px;
	bool second_lines;
	int64_t until_ms;
};

/* Reads the setting `columns` (upright: `upright`) and finds what it names; false after naming what is missing. */
bool sheet_read_columns(struct sheet *sheet);

/* A row's time in a column of that type; false where it has none. */
bool sheet_time(const struct sheet *sheet, size_t row, int column, int64_t *time_ms);
void sheet_changes_at(struct sheet *sheet, int64_t time_ms); /* the picture is right until then at most */

/* Where a column stands in a row; empty for one that stands under another. */
struct rect sheet_place(const struct sheet *sheet, struct rect row, size_t column);

/* One style a column that all these rows fit. */
void sheet_even(struct sheet *sheet, struct rect row, const size_t *rows, size_t count);

/* The cell's words, without its mark. Brings until_ms down to when they change. */
struct str sheet_text(struct sheet *sheet, size_t row, const struct sheet_column *column);

/* Of a matrix: one tile, and the row that says how many rows have it or how much it is in all. */
void sheet_draw_tile(struct sheet *sheet, struct rect box, size_t row, const struct sheet_column *column);
void sheet_draw_totals(struct sheet *sheet, struct rect line, struct str name);

void sheet_draw_cell(struct sheet *sheet, struct rect box, size_t row, size_t column);

#endif
