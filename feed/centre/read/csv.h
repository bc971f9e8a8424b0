#ifndef FEED_CENTRE_READ_CSV_H
#define FEED_CENTRE_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/centre/read/sheet.h"

struct arena;
struct faults;

/*
 * CSV as spreadsheets write it (RFC 4180): UTF-8 with or without a byte order mark, commas
 * (or another separator), cells in double quotes
 * where they hold a comma, a quote (doubled) or a line break; lines ended by LF or CRLF; empty lines are passed over.
 * Pure.
 */

struct csv;

/* Where a text comes piece by piece. */
struct csv_source {
	/* Moves what stands from csv->at on to the start of csv->text, at 0, and more behind it; false where there is no more, or no
	   room for more, which *full tells. Texts of rows read before are gone then. */
	bool (*more)(void *self, struct csv *csv, bool *full);
	void *self;
};

struct csv {
	struct str file; /* the name for messages */
	struct str text;
	size_t at;
	int line, column;
	char separator;
	const struct csv_source *source; /* borrowed; NULL: text is all there is */
	struct faults *faults;           /* borrowed */
};

/* false and a fault where the text is no UTF-8 (line and column are told) or holds a zero byte. */
bool csv_open(struct csv *csv, struct str file, struct str text, struct faults *faults);

/* A text that its source has checked, and its first piece. */
void csv_open_source(struct csv *csv, struct str file, char separator, struct str start, const struct csv_source *source,
	struct faults *faults);

/* The next row; false at the end. A row with a fault in it is told and passed over; one that never ends is the last. */
bool csv_next(struct csv *csv, struct arena *arena, struct sheet_row *row);

#endif
