#ifndef FEED_MODEL_TABLE_H
#define FEED_MODEL_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "feed/model/label.h"

/*
 * The one shape that runs from the spreadsheet to the glass: typed columns, rows, title, as-of time, source.
 * Plain values in one arena, constant once built. Widgets bind columns by name.
 */

enum {
	TABLE_COLUMNS_MAX = 64,
	TABLE_ROWS_MAX = 200000,
	TABLE_NAME_BYTES_MAX = 64,
	TABLE_CHOICES_MAX = 64
};

enum column_type {
	COLUMN_TEXT,
	COLUMN_LABEL,
	COLUMN_INTEGER,
	COLUMN_NUMBER, /* with so many decimals */
	COLUMN_SHARE,  /* 0..1 */
	COLUMN_MONEY,  /* yuan */
	COLUMN_DATE,   /* local midnight, ms; "2018-10-25" on the wire */
	COLUMN_TIME,   /* ms; ISO 8601 UTC on the wire */
	COLUMN_AREA,   /* an area's id */
	COLUMN_CHOICE, /* one of the column's choices */
	COLUMN_FLAG,
	COLUMN_TYPE_COUNT
};

struct choice {
	struct str id;
	struct label label;
};

struct column {
	struct str name; /* lower_snake_case */
	struct label title;
	struct choice *choices;
	size_t choice_count;
	enum column_type type;
	int decimals;
};

struct cell {
	bool present;
	union {
		struct str text;            /* TEXT, AREA */
		const struct label *label;  /* LABEL */
		int64_t integer;            /* INTEGER */
		double number;              /* NUMBER, SHARE, MONEY */
		int64_t time_ms;            /* DATE, TIME */
		const struct choice *choice; /* CHOICE; points into the column */
		bool flag;                  /* FLAG */
	};
};

struct table {
	struct str name;
	struct label title, source;
	int64_t as_of_ms;
	struct column *columns;
	struct cell *cells; /* row by row */
	size_t column_count, row_count;
};

enum { TABLE_NO_COLUMN = -1 };

struct str column_type_name(enum column_type type); /* "text", "label", ... */
int table_find_column(const struct table *table, struct str name); /* or TABLE_NO_COLUMN */
const struct cell *table_cell(const struct table *table, size_t row, int column);

/* INTEGER, NUMBER, SHARE, MONEY and FLAG as a double; false where the cell is absent or of another type. */
bool table_number(const struct table *table, size_t row, int column, double *value);

/* The cell equals this text: TEXT, AREA and CHOICE by id, INTEGER and FLAG (yes, no) as written. */
bool table_cell_is(const struct table *table, size_t row, int column, struct str text);

#endif
