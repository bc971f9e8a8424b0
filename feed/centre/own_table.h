#ifndef FEED_CENTRE_OWN_TABLE_H
#define FEED_CENTRE_OWN_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/fault.h"
#include "feed/model/table.h"

struct arena;
struct centre;

/*
 * Tables that a customer thought of: any CSV becomes a published table under a name of its own, so that a board can
 * show it without a line of C or SQL. The columns' types are written in the header row (planted:integer) or found by
 * the cells.
 */

enum {
	OWN_TABLES_MAX = 100,
	OWN_TABLE_ROWS_MAX = 20000,
	OWN_TABLE_TEXT_BYTES_MAX = 400 /* of a cell */
};

/* a-z first, then a-z, 0-9 and _, at most 31 of them. */
bool own_table_name_is_good(struct str name);

/* The file's rows in place of the table's; all faults at once, all or nothing. *table: what was understood, in the
 * arena. */
bool own_table_import(struct centre *centre, struct arena *arena, struct str name, const char *path,
	struct faults *faults, struct table *table);
bool own_table_drop(struct centre *centre, struct str name, bool *found, struct error *error);

/* All of them by name. */
bool own_tables(struct centre *centre, struct arena *arena, struct table **tables, size_t *count, struct error *error);
/* *found is false where there is none of that name. */
bool own_table_find(struct centre *centre, struct arena *arena, struct str name, struct table *table, bool *found,
	struct error *error);

#endif
