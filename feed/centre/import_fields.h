#ifndef FEED_CENTRE_IMPORT_FIELDS_H
#define FEED_CENTRE_IMPORT_FIELDS_H

#include "feed/centre/import_alias.h"
#include "feed/centre/import_job.h"
#include "feed/centre/read/sheet.h"
#include "feed/model/label.h"

/* Which cell of a file's rows goes to which column of its kind's table. */

enum { IMPORT_FIELDS_MAX = IMPORT_HEADERS_MAX * LANGUAGE_COUNT };

struct import_field {
	struct str name; /* of the column; a label has four */
	int header;      /* place in the kind */
	bool main;       /* its value stands in struct import_row */
	bool required;
	int cell; /* place in the file's rows, or -1 where the file has it not */
};

enum { IMPORT_LEVEL_COUNT = 6 }; /* in IMPORT_LEVELS */

struct import_fields {
	struct import_field items[IMPORT_FIELDS_MAX];
	int count;
	size_t cell_count;                        /* of the header row */
	bool passed_over[SHEET_CELLS_MAX];        /* about persons, remarks, numbers of rows */
	int level_cells[IMPORT_LEVEL_COUNT];      /* columns that say in which area the row is; -1: there is none */
	struct str level_names[IMPORT_LEVEL_COUNT]; /* what stood there last: merged cells are empty below their first */
	const struct import_kind *kind;           /* borrowed */
	struct import_choices choices;
};

/* All that the kind knows, before a header row was read. */
void import_fields_make(struct import_fields *fields, struct arena *arena, const struct import_kind *kind);

/* How many columns of a row would be known if it were the header row. below: the second half of a header of two rows, or NULL. */
int import_fields_count_known(const struct import_fields *fields, struct arena *arena, const struct sheet_row *row,
	const struct sheet_row *below);

/* The names of a header of two rows as one: what is written over several columns stands before each of them. */
void import_fields_join(const struct import_fields *fields, struct arena *arena, struct sheet_row *row,
	const struct sheet_row *below);

/* Unknown, double and missing headers are faults; columns about persons are passed over, with a note. false where a required one is
   missing, so that rows make no sense. */
bool import_fields_match(struct import_fields *fields, struct import_job *job, const struct sheet_row *header);

/* values: one a field. What is empty, or faulty and told, is absent; false where there was a fault. */
bool import_fields_read(struct import_fields *fields, struct import_job *job, const struct import_kind *kind,
	const struct sheet_row *cells, struct import_value *values, struct import_row *row);

struct str import_fields_names(const struct import_fields *fields, struct arena *arena); /* "id, area, name_zh" */

#endif
