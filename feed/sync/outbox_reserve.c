#include "feed/sync/outbox_parts.h"

#include <stdio.h>
#include <sys/stat.h>

_Static_assert((int)OUTBOX_LOG_BYTES < (int)OUTBOX_RESERVE_BYTES, "what fills the file makes the log long enough");

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

static int64_t log_bytes(struct outbox *outbox)
{
	const char *path = sqlite3_db_filename(outbox->database, "main");
	char log[4096];
	struct stat info;

	snprintf(log, sizeof(log), "%s-wal", path ? path : "");
	return stat(log, &info) == 0 ? info.st_size : 0;
}

static bool drop_filler(struct outbox *outbox, struct error *error)
{
	return database_run(outbox->database, "DROP TABLE IF EXISTS filler", error);
}

bool outbox_reserve(struct outbox *outbox, struct error *error)
{
	int64_t free_pages = 0, page_bytes = 0;
	bool ok;

	if (outbox->broken)
		return error_set(error, "the outbox failed before and takes no more");
	ok = drop_filler(outbox, error) && /* a power cut came between */
	     read_integer(outbox, "PRAGMA freelist_count", &free_pages, error) &&
	     read_integer(outbox, "PRAGMA page_size", &page_bytes, error);
	if (ok && (free_pages * page_bytes < OUTBOX_RESERVE_BYTES / 2 || log_bytes(outbox) < OUTBOX_LOG_BYTES))
		ok = fill(outbox, OUTBOX_RESERVE_BYTES, error) && drop_filler(outbox, error);
	if (!ok && !sqlite3_get_autocommit(outbox->database))
		sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}
