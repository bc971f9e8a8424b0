#include "feed/centre/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "feed/base/check.h"
#include "feed/centre/sql.h"

enum {
	STORE_APPLICATION_ID = 0x48424344, /* "HBCD" */
	STORE_VERSION = 3,
	STORE_BUSY_MS = 2000 /* a backup program may read */
};

struct store_query {
	struct store_query *next; /* owned */
	sqlite3_stmt *statement;  /* owned */
	const char *sql;          /* in the statement */
};

struct store {
	sqlite3 *database;           /* owned */
	struct store_query *queries; /* owned; the newest first */
};

static bool store_error(struct store *store, struct error *error, const char *doing)
{
	return error_set(error, "centre.db: cannot %s: %s", doing, sqlite3_errmsg(store->database));
}

bool store_run(struct store *store, const char *sql, struct error *error)
{
	if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return store_error(store, error, "run a statement");
}

bool store_begin(struct store *store, struct error *error)
{
	return store_run(store, "BEGIN IMMEDIATE", error);
}

bool store_commit(struct store *store, struct error *error)
{
	return store_run(store, "COMMIT", error);
}

/* SQLite rolls back by itself after some errors. */
void store_rollback(struct store *store)
{
	for (struct store_query *query = store->queries; query; query = query->next)
		sqlite3_reset(query->statement);
	if (!sqlite3_get_autocommit(store->database))
		sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

struct store_query *store_prepare(struct store *store, const char *sql, struct error *error)
{
	struct store_query *query;
	sqlite3_stmt *statement;

	for (query = store->queries; query; query = query->next) {
		if (strcmp(query->sql, sql) == 0) {
			store_reset(query);
			return query;
		}
	}
	if (sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
		store_error(store, error, "prepare a statement");
		return NULL;
	}
	REQUIRE(statement);
	query = calloc(1, sizeof(*query));
	REQUIRE(query);
	*query = (struct store_query){.next = store->queries, .statement = statement, .sql = sqlite3_sql(statement)};
	store->queries = query;
	return query;
}

int store_parameter(struct store_query *query, const char *name)
{
	return sqlite3_bind_parameter_index(query->statement, name);
}

void store_bind_text(struct store_query *query, int at, struct str text)
{
	REQUIRE(sqlite3_bind_text64(query->statement, at, text.bytes ? text.bytes : "", text.length, SQLITE_TRANSIENT,
			SQLITE_UTF8) == SQLITE_OK);
}

void store_bind_bytes(struct store_query *query, int at, struct str bytes)
{
	REQUIRE(sqlite3_bind_blob64(query->statement, at, bytes.bytes ? bytes.bytes : "", bytes.length,
			SQLITE_TRANSIENT) == SQLITE_OK);
}

void store_bind_integer(struct store_query *query, int at, int64_t value)
{
	REQUIRE(sqlite3_bind_int64(query->statement, at, value) == SQLITE_OK);
}

void store_bind_number(struct store_query *query, int at, double value)
{
	REQUIRE(sqlite3_bind_double(query->statement, at, value) == SQLITE_OK);
}

void store_bind_null(struct store_query *query, int at)
{
	REQUIRE(sqlite3_bind_null(query->statement, at) == SQLITE_OK);
}

enum store_step store_step(struct store_query *query, struct error *error)
{
	sqlite3 *database = sqlite3_db_handle(query->statement);

	switch (sqlite3_step(query->statement)) {
	case SQLITE_ROW:
		return STORE_ROW;
	case SQLITE_DONE:
		return STORE_DONE;
	case SQLITE_CONSTRAINT:
		error_set(error, "centre.db: %s", sqlite3_errmsg(database));
		return STORE_CONSTRAINT;
	default:
		error_set(error, "centre.db: cannot run a statement: %s", sqlite3_errmsg(database));
		return STORE_FAILED;
	}
}

void store_reset(struct store_query *query)
{
	sqlite3_reset(query->statement);
	sqlite3_clear_bindings(query->statement);
}

bool store_finish(struct store_query *query, struct error *error)
{
	bool done = query && store_step(query, error) == STORE_DONE;

	if (query)
		store_reset(query);
	return done;
}

int store_column_count(struct store_query *query)
{
	return sqlite3_column_count(query->statement);
}

const char *store_column_name(struct store_query *query, int column)
{
	return sqlite3_column_name(query->statement, column);
}

bool store_is_null(struct store_query *query, int column)
{
	return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

struct str store_text(struct store_query *query, int column)
{
	const void *bytes = sqlite3_column_type(query->statement, column) == SQLITE_BLOB
				    ? sqlite3_column_blob(query->statement, column)
				    : sqlite3_column_text(query->statement, column);
	int length = sqlite3_column_bytes(query->statement, column);

	return bytes ? (struct str){bytes, (size_t)length} : STR("");
}

int64_t store_integer(struct store_query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

double store_number(struct store_query *query, int column)
{
	return sqlite3_column_double(query->statement, column);
}

/* The value of a pragma or of a query with one row. */
static bool read_integer(struct store *store, const char *sql, int64_t *value, struct error *error)
{
	sqlite3_stmt *statement = NULL;
	bool read = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) == SQLITE_OK &&
		    sqlite3_step(statement) == SQLITE_ROW;

	if (read)
		*value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return read || store_error(store, error, "be read");
}

static bool journal_is_wal(struct store *store)
{
	sqlite3_stmt *statement = NULL;
	bool wal = sqlite3_prepare_v2(store->database, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
		   sqlite3_step(statement) == SQLITE_ROW &&
		   strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;

	sqlite3_finalize(statement);
	return wal;
}

/* What an acknowledged rating rests on: said, then read back. */
static bool make_durable(struct store *store, struct error *error)
{
	int64_t synchronous, foreign_keys;

	if (!store_run(
		    store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", error) ||
		!read_integer(store, "PRAGMA synchronous", &synchronous, error) ||
		!read_integer(store, "PRAGMA foreign_keys", &foreign_keys, error))
		return false;
	if (!journal_is_wal(store) || synchronous != 2 || foreign_keys != 1)
		return error_set(
			error, "centre.db: this file system or SQLite does not keep a write-ahead log with full syncs");
	return true;
}

static const char *schema_text(const char *name)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (strcmp(sql_files[i].name, name) == 0)
			return sql_files[i].text;
	REQUIRE(!"the schema is part of the program");
	return NULL;
}

/* What version 2 knows beyond version 1. */
static const char to_version_2[] =
	"ALTER TABLE lists ADD COLUMN reply_zh TEXT;"
	"ALTER TABLE lists ADD COLUMN reply_ug TEXT;"
	"ALTER TABLE lists ADD COLUMN reply_kk TEXT;"
	"ALTER TABLE lists ADD COLUMN reply_en TEXT;"
	"ALTER TABLE notices ADD COLUMN urgent INTEGER;"
	"ALTER TABLE residents ADD COLUMN satisfied INTEGER;"
	"CREATE TABLE activities ("
	"	id TEXT PRIMARY KEY,"
	"	area TEXT NOT NULL REFERENCES areas(id) DEFERRABLE INITIALLY DEFERRED,"
	"	room_zh TEXT NOT NULL, room_ug TEXT, room_kk TEXT, room_en TEXT,"
	"	title_zh TEXT NOT NULL, title_ug TEXT, title_kk TEXT, title_en TEXT,"
	"	starts INTEGER NOT NULL,"
	"	ends INTEGER NOT NULL"
	") WITHOUT ROWID, STRICT;"
	"CREATE INDEX activities_by_area ON activities(area);"
	"PRAGMA user_version = 2";

/* What version 3 knows beyond version 2. Views and what stands apart are made when the file is opened. */
static const char to_version_3[] =
	"ALTER TABLE items ADD COLUMN measure TEXT;"
	"ALTER TABLE venues ADD COLUMN phone TEXT;"
	"ALTER TABLE ratings ADD COLUMN further TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE rating_conflicts RENAME TO rating_conflicts_2;"
	"CREATE TABLE rating_conflicts ("
	"	token TEXT NOT NULL, device TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL, question TEXT NOT NULL,"
	"	version INTEGER NOT NULL, hour INTEGER NOT NULL, level INTEGER NOT NULL, reasons TEXT NOT NULL, doubts INTEGER NOT NULL,"
	"	further TEXT NOT NULL DEFAULT '',"
	"	PRIMARY KEY (token, device, area, service, question, version, hour, level, reasons, doubts, further)"
	") WITHOUT ROWID, STRICT;"
	"INSERT INTO rating_conflicts SELECT *, '' FROM rating_conflicts_2;"
	"DROP TABLE rating_conflicts_2;"
	"CREATE TABLE residents_further ("
	"	period TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,"
	"	answers INTEGER NOT NULL,"
	"	PRIMARY KEY (period, area, service, question, answer)"
	") WITHOUT ROWID, STRICT;"
	"DROP VIEW IF EXISTS open_period;"
	"DROP VIEW IF EXISTS periods;"
	"ALTER TABLE residents ADD COLUMN effective REAL;"
	"ALTER TABLE residents_spread ADD COLUMN between_communities REAL;"
	"ALTER TABLE residents_spread ADD COLUMN mean REAL;"
	"ALTER TABLE ranking ADD COLUMN system_score REAL;"
	"ALTER TABLE ranking ADD COLUMN subdistrict_score REAL;"
	"ALTER TABLE ranking ADD COLUMN residents_score REAL;"
	"ALTER TABLE ranking ADD COLUMN subdistrict_mark REAL;"
	"ALTER TABLE ranking ADD COLUMN residents_mean REAL;"
	"ALTER TABLE ranking ADD COLUMN reliability REAL;"
	"ALTER TABLE ranking ADD COLUMN error REAL;"
	"ALTER TABLE ranking ADD COLUMN veto REAL;"
	"ALTER TABLE ranking ADD COLUMN dark_hours INTEGER;"
	"ALTER TABLE period_state ADD COLUMN notice_until_ms INTEGER;"
	"ALTER TABLE period_state ADD COLUMN frozen_ms INTEGER;"
	"ALTER TABLE period_state ADD COLUMN rules TEXT;"
	"PRAGMA user_version = 3";

static const char *const version_steps[STORE_VERSION] = {[1] = to_version_2, [2] = to_version_3}; /* from version n */

/* All of it or nothing. */
static bool raise_version(struct store *store, int64_t version, struct error *error)
{
	bool ok;

	if (version >= STORE_VERSION)
		return true;
	ok = store_begin(store, error);
	for (; ok && version < STORE_VERSION; version++)
		ok = store_run(store, version_steps[version > 0 ? version : 1], error);
	if (ok && store_commit(store, error))
		return true;
	store_rollback(store);
	return false;
}

/* From an empty file. */
static bool make_schema(struct store *store, struct error *error)
{
	char identity[128];

	sqlite3_snprintf(sizeof(identity), identity, "PRAGMA application_id = %d; PRAGMA user_version = %d",
		STORE_APPLICATION_ID, STORE_VERSION);
	if (store_begin(store, error) && store_run(store, schema_text("schema"), error) && store_run(store, identity, error) &&
		store_commit(store, error))
		return true;
	store_rollback(store);
	return false;
}

/* An empty file is one whose making was cut short by a power failure. */
static bool upgrade(struct store *store, const char *path, struct error *error)
{
	int64_t application, version, tables;

	if (!read_integer(store, "PRAGMA application_id", &application, error) ||
		!read_integer(store, "PRAGMA user_version", &version, error) ||
		!read_integer(store, "SELECT count(*) FROM sqlite_schema", &tables, error))
		return false;
	if (application == 0 && version == 0 && tables == 0)
		return make_durable(store, error) && make_schema(store, error);
	if (application != STORE_APPLICATION_ID)
		return error_set(error, "%s is a database of another program", path);
	if (version > STORE_VERSION)
		return error_set(error, "%s was written by a newer hallfeed (version %lld, this one knows %d)", path,
			(long long)version, STORE_VERSION);
	return make_durable(store, error) && raise_version(store, version, error);
}

/* Tables that stand apart from all others, views and triggers are added to any file that lacks them. */
static bool add_apart(struct store *store, struct error *error)
{
	if (store_begin(store, error) && store_run(store, schema_text("schema_apart"), error) &&
		store_run(store, schema_text("schema_score"), error) && store_commit(store, error))
		return true;
	store_rollback(store);
	return false;
}

static bool open_database(struct store *store, const char *path, struct error *error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

	if (sqlite3_open_v2(path, &store->database, flags, NULL) != SQLITE_OK)
		return error_set(error, "cannot open %s: %s", path, sqlite3_errmsg(store->database));
	sqlite3_busy_timeout(store->database, STORE_BUSY_MS);
	sqlite3_db_config(store->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(store->database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return true;
}

bool store_open(struct store **opened, const char *path, struct error *error)
{
	struct store *store = calloc(1, sizeof(*store));

	REQUIRE(store);
	if (open_database(store, path, error) && upgrade(store, path, error) && add_apart(store, error)) {
		*opened = store;
		return true;
	}
	store_close(store);
	return false;
}

bool store_create(const char *path, struct error *error)
{
	int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	struct store *store;

	if (file < 0)
		return error_set(error, "cannot make %s: %s", path, strerror(errno));
	close(file);
	if (!store_open(&store, path, error))
		return false;
	store_close(store);
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	while (store->queries) {
		struct store_query *query = store->queries;

		store->queries = query->next;
		sqlite3_finalize(query->statement);
		free(query);
	}
	sqlite3_close(store->database);
	free(store);
}
