#ifndef FEED_CENTRE_IMPORT_FIELDS_H
#define FEED_CENTRE_IMPORT_FIELDS_H

#include "feed/centre/csv.h"
#include "feed/centre/import_job.h"
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

struct import_fields {
	struct import_field items[IMPORT_FIELDS_MAX];
	int count;
	size_t cell_count; /* of the header row */
};

/* All that the kind knows, before a header row was read. */
void import_fields_make(struct import_fields *fields, struct arena *arena, const struct import_kind *kind);

/* Unknown, double and missing headers are faults; false where a required one is missing, so that rows make no sense. */
bool import_fields_match(struct import_fields *fields, struct import_job *job, const struct csv_row *header);

/* values: one a field. What is empty, or faulty and told, is absent; false where there was a fault. */
bool import_fields_read(const struct import_fields *fields, struct import_job *job, const struct import_kind *kind,
	const struct csv_row *cells, struct import_value *values, struct import_row *row);

struct str import_fields_names(const struct import_fields *fields, struct arena *arena); /* "id, area, name_zh" */

#endif
