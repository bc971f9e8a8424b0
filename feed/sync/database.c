#include "feed/sync/database.h"

#include <stdio.h>

static bool say(sqlite3 *database, const char *what, struct error *error)
{
	return error_set(error, "%s: %s", what, sqlite3_errmsg(database));
}

bool database_run(sqlite3 *database, const char *sql, struct error *error)
{
	return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       say(database, "the state database refuses", error);
}

sqlite3_stmt *database_prepare(sqlite3 *database, const char *sql, struct error *error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
		say(database, "the state database cannot be read", error);
	return statement;
}

void database_bind(sqlite3_stmt *statement, int at, struct str text)
{
	sqlite3_bind_text(statement, at, text.bytes ? text.bytes : "", (int)text.length, SQLITE_STATIC);
}

struct str database_text(sqlite3_stmt *statement, int column)
{
	const char *bytes = sqlite3_column_blob(statement, column);

	return (struct str){bytes ? bytes : "", (size_t)sqlite3_column_bytes(statement, column)};
}

bool database_finish(sqlite3 *database, sqlite3_stmt *statement, struct error *error)
{
	int step = statement ? sqlite3_step(statement) : SQLITE_ERROR;

	if (step != SQLITE_DONE && statement)
		say(database, "the state database cannot be written", error);
	sqlite3_finalize(statement);
	return step == SQLITE_DONE;
}

static bool read_integer(sqlite3 *database, const char *sql, int64_t *value)
{
	sqlite3_stmt *statement = database_prepare(database, sql, NULL);
	bool ok = statement && sqlite3_step(statement) == SQLITE_ROW;

	if (ok)
		*value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return ok;
}

/* What was asked for is read back: a database that is less durable than we promise is not used. */
static bool set_pragmas(sqlite3 *database, struct error *error)
{
	int64_t synchronous = 0;
	sqlite3_stmt *statement;
	char size[64];
	bool wal;

	snprintf(size, sizeof(size), "PRAGMA cache_size=-%d", DATABASE_CACHE_BYTES / 1024);
	if (!database_run(database, size, error) ||
		!database_run(
			database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF;", error))
		return false;
	statement = database_prepare(database, "PRAGMA journal_mode", error);
	wal = statement && sqlite3_step(statement) == SQLITE_ROW && str_equal(database_text(statement, 0), STR("wal"));
	sqlite3_finalize(statement);
	if (!wal || !read_integer(database, "PRAGMA synchronous", &synchronous) || synchronous != 2)
		return error_set(error,
			"the state database is not durable here: found journal %s and synchronous %lld, expected wal "
			"and 2",
			wal ? "wal" : "of another kind", (long long)synchronous);
	return true;
}

static bool run_all(sqlite3 *database, const char *const *parts, size_t count, const char *last, struct error *error)
{
	bool ok = database_run(database, "BEGIN IMMEDIATE", error);

	for (size_t i = 0; ok && i < count; i++)
		ok = database_run(database, parts[i], error);
	if (ok && database_run(database, last, error) && database_run(database, "COMMIT", error))
		return true;
	sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static bool create(sqlite3 *database, const struct database_kind *kind, struct error *error)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "PRAGMA application_id=%d; PRAGMA user_version=%d;", kind->application_id,
		kind->version);
	return run_all(database, &kind->schema, 1, sql, error);
}

static bool raise_version(sqlite3 *database, const struct database_kind *kind, int64_t found, struct error *error)
{
	char sql[64];

	if (found == kind->version)
		return true;
	snprintf(sql, sizeof(sql), "PRAGMA user_version=%d;", kind->version);
	return run_all(database, kind->steps + found - 1, (size_t)(kind->version - found), sql, error);
}

static bool check(
	sqlite3 *database, const char *path, const struct database_kind *kind, bool *damaged, struct error *error)
{
	int64_t application = 0, found = 0, tables = 0;

	if (!read_integer(database, "SELECT count(*) FROM sqlite_schema", &tables)) {
		int code = sqlite3_errcode(database);

		*damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
		return say(database, path, error);
	}
	if (tables == 0)
		return set_pragmas(database, error) && create(database, kind, error);
	if (!read_integer(database, "PRAGMA application_id", &application) || application != kind->application_id ||
		!read_integer(database, "PRAGMA user_version", &found) || found < 1 || found > kind->version)
		return error_set(error, "%s: found version %lld of program %lld, expected version %d of %d", path,
			(long long)found, (long long)application, kind->version, kind->application_id);
	return set_pragmas(database, error) && raise_version(database, kind, found, error);
}

bool database_open(
	sqlite3 **database, const char *path, const struct database_kind *kind, bool *damaged, struct error *error)
{
	int stay = 1;

	*damaged = false;
	*database = NULL;
	if (sqlite3_open_v2(path, database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK) {
		error_set(error, "cannot open %s: %s", path, *database ? sqlite3_errmsg(*database) : "no memory");
	} else {
		sqlite3_busy_timeout(*database, 2000);
		/* Its files beside it stay when it is closed: to make them anew takes room, which a full disk does not have. */
		sqlite3_file_control(*database, "main", SQLITE_FCNTL_PERSIST_WAL, &stay);
		if (check(*database, path, kind, damaged, error))
			return true;
	}
	database_close(*database);
	*database = NULL;
	return false;
}

void database_close(sqlite3 *database)
{
	sqlite3_close_v2(database);
}
