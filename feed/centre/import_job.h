#ifndef FEED_CENTRE_IMPORT_JOB_H
#define FEED_CENTRE_IMPORT_JOB_H

#include "feed/base/fault.h"
#include "feed/centre/import.h"
#include "feed/centre/import_cell.h"
#include "feed/centre/import_places.h"
#include "feed/centre/store.h"

struct arena;

/* One import under way, inside one transaction that its maker ends. Faults decide whether it is kept. */

struct import_job {
	struct store *store;       /* borrowed */
	struct arena *arena;       /* borrowed; of the row or feature that is read */
	struct arena *long_arena;  /* borrowed; lives as long as the job */
	struct faults *faults;     /* borrowed */
	size_t faults_before;      /* that were there already */
	const struct import_request *request; /* borrowed */
	struct import_report *report;         /* borrowed */
	struct str file, bytes;    /* the name for messages; the whole text of a document */
	struct str sheet;          /* of a spreadsheet; empty: faults count lines and characters */
	struct import_places *places; /* by name; NULL until a file asks */
	struct import_index reviewed; /* names that read as a person's and are none */
	struct import_index areas; /* id -> place in IMPORT_LEVELS, as imported before this job */
	struct import_index replaced; /* dates or periods whose rows this file replaces; empty where it replaces all */
	int64_t rows;              /* taken so far */
};

/* One row that was read: a value and the place of its cell for each header of the kind (of a label: its zh). */
struct import_row {
	struct import_value values[IMPORT_HEADERS_MAX]; /* absent where empty or faulty */
	int columns[IMPORT_HEADERS_MAX];                /* 0 where the file has no such header */
	int line;
};

/* The rows of a kind into its table. Nothing is stored after the first fault, but all rows are checked. take sees each
   row; NULL: nobody looks. */
void import_rows(struct import_job *job, const struct import_kind *kind,
	void (*take)(void *self, const struct import_row *row, bool sound), void *self);

void import_areas(struct import_job *job, const struct import_kind *kind); /* the tree must hold together */
void import_map(struct import_job *job);
void import_exempt(struct import_job *job); /* ground that needs no grid */
void import_check_coverage(struct import_job *job); /* after areas, map or exempt changed: a note tells what was found */
void import_survey(struct import_job *job);

/* A fault of the file at hand. line 0: of the whole file; column 0: of the whole row. mend may be empty. */
void import_fault(struct import_job *job, int line, int column, struct str found, struct str expected, struct str mend);

/* What the officer is told beside the count of rows. Copied. */
void import_note(struct import_job *job, struct str text);

bool import_is_sound(const struct import_job *job); /* no fault until now */

/* The world in the way of a job, as a fault of the file. */
void import_trouble(struct import_job *job, const struct error *error);

#endif
