#ifndef FEED_CENTRE_CSV_H
#define FEED_CENTRE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"

struct arena;
struct faults;

/*
 * CSV as spreadsheets write it (RFC 4180): UTF-8 with or without a byte order mark, commas, cells in double quotes
 * where they hold a comma, a quote (doubled) or a line break; lines ended by LF or CRLF; empty lines are passed over.
 * Pure.
 */

enum {
	CSV_CELLS_MAX = 100, /* in a row */
	CSV_CELL_BYTES_MAX = 4000
};

struct csv_cell {
	struct str text;  /* a view into the text, or in the row's arena where quotes were doubled */
	int line, column; /* of its first character, from 1, in characters */
};

struct csv_row {
	struct csv_cell cells[CSV_CELLS_MAX];
	size_t count;
	int line;
};

struct csv {
	struct str file; /* the name for messages */
	struct str text;
	size_t at;
	int line, column;
	struct faults *faults; /* borrowed */
};

/* false and a fault where the text is no UTF-8 (line and column are told) or holds a zero byte. */
bool csv_open(struct csv *csv, struct str file, struct str text, struct faults *faults);

/* The next row; false at the end. A row with a fault in it is told and passed over; one that never ends is the last. */
bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row);

#endif
