#ifndef FEED_CENTRE_IMPORT_H
#define FEED_CENTRE_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"
#include "feed/centre/csv.h"

struct centre;
struct arena;
struct faults;

/*
 * hallfeed import DIR KIND FILE: all faults at once, all or nothing. A file replaces what its kind held before, except
 * for kinds with a period or date (days, scores), where it replaces the periods or dates that it holds.
 */

enum { IMPORT_BYTES_MAX = 512 * 1024 * 1024, IMPORT_CELL_BYTES_MAX = CSV_CELL_BYTES_MAX, IMPORT_ROWS_MAX = 2000000 };

bool import_kind_known(struct str kind);
struct str import_kinds(struct arena *arena); /* for usage messages: "areas, map, ..." */

/* One transaction. *rows is how many were taken. On false there is at least one fault, and nothing changed. */
bool import_file(struct centre *centre, struct str kind, const char *path, struct faults *faults, int64_t *rows);

#endif
