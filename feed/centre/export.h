#ifndef FEED_CENTRE_EXPORT_H
#define FEED_CENTRE_EXPORT_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/model/table.h"

struct arena;
struct centre;
struct xlsx;

/* hallfeed export DIR TABLE FILE, by the ending of FILE. Labels become one column per language; columns are named as on
 * the feed. */

/* UTF-8 with a byte order mark, RFC 4180; text cells that start a formula (= + - @ tab CR) get a leading apostrophe. */
struct str export_csv(struct arena *arena, const struct table *table);

/* A sheet of a workbook that the caller began. */
void export_sheet(struct xlsx *xlsx, struct arena *arena, const struct table *table);

/* A published table, one of the customer's own, or a roster: .csv or .xlsx. */
bool export_table(struct centre *centre, struct str name, const char *path, struct error *error);

#endif
