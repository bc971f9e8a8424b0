#ifndef FEED_SYNC_DATABASE_H
#define FEED_SYNC_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/* What cache and outbox share: an SQLite file that is durable or is not opened. One connection, one thread. */

enum { DATABASE_CACHE_BYTES = 256 * 1024 /* of pages, per database */ };

/* schema runs in one transaction in a new file. A file of another program or of a newer version is refused. *damaged is true where
   the file is no sound database. */
bool database_open(sqlite3 **database, const char *path, int application_id, int version, const char *schema, bool *damaged,
	struct error *error);
void database_close(sqlite3 *database);

bool database_run(sqlite3 *database, const char *sql, struct error *error);

/* NULL and a sentence where it cannot be prepared; sqlite3_finalize it. */
sqlite3_stmt *database_prepare(sqlite3 *database, const char *sql, struct error *error);
void database_bind(sqlite3_stmt *statement, int at, struct str text); /* borrowed until it is finalized */
struct str database_text(sqlite3_stmt *statement, int column);        /* or blob; until the next step */

/* Steps a statement without rows to its end and finalizes it. */
bool database_finish(sqlite3 *database, sqlite3_stmt *statement, struct error *error);

#endif
