#ifndef FEED_CENTRE_IMPORT_CELL_H
#define FEED_CENTRE_IMPORT_CELL_H

#include <stdbool.h>

#include "feed/centre/import_index.h"
#include "feed/centre/import_kind.h"

struct arena;
struct import_places;

/* One cell: text to a value of its header's type. Pure. */

enum import_form { IMPORT_ABSENT, IMPORT_AS_TEXT, IMPORT_AS_INTEGER, IMPORT_AS_NUMBER };

struct import_value {
	enum import_form form;
	struct str text; /* borrowed from the cell */
	int64_t integer;
	double number;
};

/* What a cell may be read against; all borrowed. */
struct import_lookup {
	const struct import_index *areas;      /* id -> level, as a place in IMPORT_LEVELS */
	const struct import_places *places;    /* by name; NULL: by id alone */
	const struct import_choices *choices;  /* NULL: by the words of the kind alone */
	const struct import_index *reviewed;   /* names that read as a person's and are none; NULL: none */
	struct str within;                     /* the path of names that the row's other columns tell; empty: none */
};

/* text is trimmed and not empty. false: *found, *expected and *mend (which may stay empty) say why, in the arena. */
bool import_cell_read(struct arena *arena, const struct import_header *header, const struct import_lookup *lookup,
	struct str text, struct import_value *value, struct str *found, struct str *expected, struct str *mend);

/* -1, 0, 1 as a is before, equal to or after b; both present and of the same header type. */
int import_value_compare(const struct import_value *a, const struct import_value *b);

/* A cell's text for a message: in quotes, cut where it is long. */
struct str import_quote(struct arena *arena, struct str text);

#endif
