#ifndef FEED_CENTRE_OWN_COLUMNS_H
#define FEED_CENTRE_OWN_COLUMNS_H

#include "feed/centre/import_index.h"
#include "feed/centre/read/sheet.h"
#include "feed/model/table.h"

struct arena;
struct faults;

/* The columns of a customer's table: their names and types, and their cells as values. Pure. */

struct own_column {
	struct str name;
	enum column_type type;
	bool given;                 /* the header row says the type */
	bool seen;                  /* some cell was not empty */
	int decimals;               /* of numbers */
	int places[LANGUAGE_COUNT]; /* cells of the row, -1 for none; only the first but for labels */
};

struct own_columns {
	struct own_column items[TABLE_COLUMNS_MAX];
	size_t count;
	size_t cell_count; /* of the header row, and so of every row */
};

/* "area,planted:integer,title_zh,title_en": every fault is told. */
bool own_columns_read(
	struct own_columns *columns, struct str file, const struct sheet_row *header, struct faults *faults);

/* A row's cells bring the types of columns that do not say theirs down to what all cells so far can be. */
void own_columns_see(struct own_columns *columns, const struct sheet_row *row);

/* Columns without any cell become text. */
void own_columns_settle(struct own_columns *columns);

/* One value; false where found and expected were filled. cells: the row's, columns->cell_count of them. */
bool own_cell_read(struct arena *arena, const struct own_column *column, const struct import_index *areas,
	const struct sheet_cell *cells, struct cell *cell, int *place, struct str *found, struct str *expected);

#endif
