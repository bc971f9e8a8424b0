#ifndef FEED_CENTRE_READ_SHEET_H
#define FEED_CENTRE_READ_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/str.h"

struct arena;
struct faults;

/*
 * Rows of cells, whatever file they stand in: the one interface behind which all readers of sheets are (CSV, XLS, XLSX).
 * Read once, from the top down, a row at a time; the file's kind, its encoding and its separator are found by what it holds.
 * Every cell comes as text: numbers as a person would type them, dates as 2018-10-25, a time after a blank.
 */

enum {
	SHEET_CELLS_MAX = 100, /* in a row */
	SHEET_CELL_BYTES_MAX = 4000,
	SHEET_LINES_MAX = 4000000 /* of a file, empty ones too */
};

struct sheet_cell {
	struct str text;  /* in the row's arena, or borrowed until the next row */
	int line, column; /* from 1: of its first character in a text, its row and column in a spreadsheet */
};

struct sheet_row {
	struct sheet_cell cells[SHEET_CELLS_MAX];
	size_t count;
	int line;
};

struct sheet {
	struct str file; /* the name for messages; borrowed */
	struct str name; /* of the sheet; empty where the file is a text, and faults count lines and characters */
	struct str told; /* what was found: "CSV, GB18030, semicolons" */
	struct arena *arena;   /* borrowed; outlives us */
	struct faults *faults; /* borrowed */
	uint64_t done, all;    /* bytes, so that the time left can be told; all is 0 where it is not known */
	const struct sheet_class *class;
	void *body; /* owned by the class */
};

struct sheet_class {
	bool (*next)(struct sheet *sheet, struct arena *arena, struct sheet_row *row);
	void (*close)(struct sheet *sheet);
};

/* wanted: the sheet's name; empty: the only one, or the first that holds anything. On false there is at least one fault. */
bool sheet_open(struct sheet *sheet, const char *path, struct str file, struct str wanted, struct arena *arena,
	struct faults *faults);

/* The next row that holds anything; false at the end. Rows with faults are told and passed over. Texts are valid until the arena
   is cleared or the next row is asked for. */
bool sheet_next(struct sheet *sheet, struct arena *arena, struct sheet_row *row);
void sheet_close(struct sheet *sheet); /* only after sheet_open was true */

/* For readers: a fault of this file and this sheet. column 0: of the whole row; line 0: of the whole sheet. */
void sheet_fault(struct sheet *sheet, int line, int column, struct str found, struct str expected, struct str mend);

#endif
