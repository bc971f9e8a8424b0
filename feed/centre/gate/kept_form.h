#ifndef FEED_CENTRE_GATE_KEPT_FORM_H
#define FEED_CENTRE_GATE_KEPT_FORM_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/import_kind.h"
#include "feed/model/label.h"

struct arena;
struct store_query;

/* Rows of the store in the forms in which they can be imported again: CSV for rows, GeoJSON for shapes. */

enum { KEPT_COLUMNS_MAX = IMPORT_HEADERS_MAX * LANGUAGE_COUNT };

struct kept_columns {
	enum import_type types[KEPT_COLUMNS_MAX];
	int count;
	struct str names;  /* "id", "name_zh": for SELECT */
	struct str header; /* id,name_zh */
};

void kept_columns_of(struct arena *arena, const struct import_kind *kind, struct kept_columns *columns);

void kept_put_cell(FILE *to, struct str text); /* of CSV, in quotes where it needs them */

/* A line of CSV: the columns of the query, in the order of columns. */
void kept_put_row(FILE *to, struct arena *arena, const struct kept_columns *columns, struct store_query *query);

/* A feature: id, rings and kind (may be NULL) of the query. Seven decimals, so that corners come back as they are stored. false where the
   rings cannot be read. */
bool kept_put_shape(FILE *to, struct arena *arena, struct store_query *query);

#endif
