#include "feed/sync/outbox_parts.h"

#include <stdio.h>

/*
 * Room for more ratings on a disk that fills up. Pages are written once and given back to the database's own list of free ones, and
 * the log keeps its length: what comes later needs nothing of the file system.
 */

static bool read_integer(struct outbox *outbox, const char *sql, int64_t *value, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database, sql, error);
	bool ok = statement && sqlite3_step(statement) == SQLITE_ROW;

	if (ok)
		*value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return ok || error_set(error, "the state database cannot be read");
}

/* In two transactions with a checkpoint between them: free pages of one would never be written. */
static bool fill(struct outbox *outbox, int64_t bytes, struct error *error)
{
	char sql[160];

	snprintf(sql, sizeof(sql), "CREATE TABLE filler(bytes BLOB NOT NULL) STRICT; INSERT INTO filler VALUES (zeroblob(%lld))",
		(long long)bytes);
	return database_run(outbox->database, "BEGIN IMMEDIATE", error) && database_run(outbox->database, sql, error) &&
	       database_run(outbox->database, "COMMIT", error) && database_run(outbox->database, "PRAGMA wal_checkpoint(FULL)", error);
}

bool outbox_reserve(struct outbox *outbox, struct error *error)
{
	int64_t free_pages = 0, page_bytes = 0, fillers = 0;
	bool ok = true;

	if (outbox->broken)
		return error_set(error, "the outbox failed before and takes no more");
	if (!read_integer(outbox, "SELECT count(*) FROM sqlite_schema WHERE name = 'filler'", &fillers, error) ||
	    !read_integer(outbox, "PRAGMA freelist_count", &free_pages, error) ||
	    !read_integer(outbox, "PRAGMA page_size", &page_bytes, error))
		return false;
	if (fillers) /* a power cut came between */
		ok = database_run(outbox->database, "DROP TABLE filler", error);
	else if (free_pages * page_bytes < OUTBOX_RESERVE_BYTES / 2)
		ok = fill(outbox, OUTBOX_RESERVE_BYTES - free_pages * page_bytes, error) &&
		     database_run(outbox->database, "DROP TABLE filler", error);
	if (!ok && !sqlite3_get_autocommit(outbox->database))
		sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}
