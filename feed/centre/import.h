#ifndef FEED_CENTRE_IMPORT_H
#define FEED_CENTRE_IMPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/read/sheet.h"

struct centre;
struct arena;
struct error;
struct faults;
struct import_job;

/*
 * hallfeed import DIR KIND FILE: all faults at once, all or nothing. A file replaces what its kind held before, except
 * for kinds with a period or date (days, scores), where it replaces the periods or dates that it holds.
 */

enum { IMPORT_BYTES_MAX = 512 * 1024 * 1024, IMPORT_CELL_BYTES_MAX = SHEET_CELL_BYTES_MAX, IMPORT_ROWS_MAX = 2000000 };

enum import_frame { IMPORT_WGS84, IMPORT_CGCS2000, IMPORT_GCJ02 }; /* what coordinates count in */

/* Who is asked inside the transaction: before a row is touched, and when all rows are in. Both return false with a sentence. */
struct import_witness {
	bool (*begin)(void *self, const struct import_job *job, struct error *error);
	bool (*end)(void *self, const struct import_job *job, struct error *error);
	void *self;
};

struct import_request {
	struct str kind;
	const char *path;
	struct str shown;        /* the file's name for messages; empty: its path */
	struct str sheet;        /* of a spreadsheet; empty: the first */
	bool dry_run;            /* tell what would change, and change nothing */
	bool repair;             /* of shapes: close rings, part those that cross themselves */
	enum import_frame frame; /* of shapes */
	bool frame_told;         /* by who asks; else it is WGS 84, and said so */
	FILE *progress;          /* NULL: none */
	const struct import_witness *witness; /* NULL: nobody looks */
};

struct import_report {
	struct arena *arena; /* borrowed; of the notes */
	int64_t rows;
	struct str told; /* what kind of file it was */
	struct str *notes;
	size_t note_count, note_capacity;
};

bool import_kind_known(struct str kind);
struct str import_kinds(struct arena *arena); /* for usage messages: "areas, map, ..." */

/* One transaction. On false there is at least one fault, and nothing changed; a dry run changes nothing either. report->arena is
   set, the rest is filled. */
bool import_run(struct centre *centre, const struct import_request *request, struct faults *faults, struct import_report *report);

/* The same, by name. *rows is how many were taken. On false there is at least one fault, and nothing changed. */
bool import_file(struct centre *centre, struct str kind, const char *path, struct faults *faults, int64_t *rows);

#endif
