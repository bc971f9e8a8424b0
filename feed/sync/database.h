#ifndef FEED_SYNC_DATABASE_H
#define FEED_SYNC_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

/* What cache and outbox share: an SQLite file that is durable or is not opened. One connection, one thread. */

enum { DATABASE_CACHE_BYTES = 256 * 1024 /* of pages, per database */ };

/* What a file is: its schema, and how a file of an older version becomes one of this version. */
struct database_kind {
	int application_id, version;
	const char *schema;
	const char *const *steps; /* steps[n]: from version n + 1 to n + 2; NULL where there was one version only */
};

/* schema, or the steps that a file lacks, run in one transaction. A file of another program or of a newer version is
 *refused. damaged is true where the file is no sound database. */
bool database_open(
	sqlite3 **database, const char *path, const struct database_kind *kind, bool *damaged, struct error *error);
void database_close(sqlite3 *database);

bool database_run(sqlite3 *database, const char *sql, struct error *error);

/* NULL and a sentence where it cannot be prepared; sqlite3_finalize it. */
sqlite3_stmt *database_prepare(sqlite3 *database, const char *sql, struct error *error);
void database_bind(sqlite3_stmt *statement, int at, struct str text); /* borrowed until it is finalized */
struct str database_text(sqlite3_stmt *statement, int column);        /* or blob; until the next step */

/* Steps a statement without rows to its end and finalizes it. */
bool database_finish(sqlite3 *database, sqlite3_stmt *statement, struct error *error);

#endif
