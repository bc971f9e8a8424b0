#include "feed/sync/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/sync/database.h"
#include "feed/wire/wire.h"

enum { APPLICATION_ID = 0x48424331, VERSION = 1 };

static const char schema[] =
	"CREATE TABLE state(one INTEGER PRIMARY KEY CHECK (one = 1), head BLOB NOT NULL, signature BLOB NOT NULL,"
	" version INTEGER NOT NULL, verified_ms INTEGER NOT NULL) STRICT;"
	"CREATE TABLE blob(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;";

static const struct database_kind kind = {APPLICATION_ID, VERSION, schema, NULL};

struct cache {
	sqlite3 *database; /* owned */
	char *path;        /* owned */
};

/* Kept for whoever looks into it later; the state comes again from the feed. */
static void set_aside(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char from[4096], to[4096];

	for (int i = 0; i < 3; i++) {
		snprintf(from, sizeof(from), "%s%s", path, ends[i]);
		snprintf(to, sizeof(to), "%s.damaged%s", path, ends[i]);
		rename(from, to);
	}
}

static bool open_database(struct cache *cache, struct error *error)
{
	bool damaged;

	if (database_open(&cache->database, cache->path, &kind, &damaged, error))
		return true;
	if (!damaged)
		return false;
	set_aside(cache->path);
	return database_open(&cache->database, cache->path, &kind, &damaged, error);
}

bool cache_open(struct cache **created, const char *path, struct error *error)
{
	struct cache *cache = calloc(1, sizeof(*cache));

	REQUIRE(cache);
	cache->path = strdup(path);
	REQUIRE(cache->path);
	if (!open_database(cache, error)) {
		cache_close(cache);
		return false;
	}
	*created = cache;
	return true;
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	database_close(cache->database);
	free(cache->path);
	free(cache);
}

bool cache_blob(struct cache *cache, const char *sha256, struct arena *arena, struct str *bytes)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "SELECT bytes FROM blob WHERE sha256 = ?", NULL);
	bool found = false;

	if (statement) {
		database_bind(statement, 1, str_from(sha256));
		found = sqlite3_step(statement) == SQLITE_ROW;
		if (found)
			*bytes = str_copy(arena, database_text(statement, 0));
	}
	sqlite3_finalize(statement);
	return found;
}

/* A reference for the caller: the previous one's where it is the same document. */
static const struct document *load_document(struct cache *cache, const struct head_document *wanted, const struct snapshot *previous,
	struct error *error)
{
	const struct document *kept = previous ? snapshot_document(previous, wanted->sha256) : NULL;
	struct document *document = NULL;
	struct arena arena;
	struct str bytes;

	if (kept)
		return document_ref(kept);
	arena_init(&arena);
	if (cache_blob(cache, wanted->sha256, &arena, &bytes))
		document = document_decode(wanted->kind, wanted->name, wanted->sha256, bytes, error);
	else
		error_set(error, "the cache lacks " STR_FMT, STR_ARG(wanted->name));
	arena_finish(&arena);
	return document;
}

static const struct snapshot *load_snapshot(struct cache *cache, const struct head *head, const struct cache_wish *wish,
	const struct snapshot *previous, struct error *error)
{
	const struct document **documents = calloc(head->document_count + 1, sizeof(*documents));
	const struct snapshot *snapshot = NULL;
	size_t count = 0;
	bool ok = true;

	REQUIRE(documents);
	for (size_t i = 0; ok && i < head->document_count; i++) {
		const struct head_document *document = &head->documents[i];

		if (wish && !wish->wants(wish, document->kind, document->name))
			continue;
		documents[count] = load_document(cache, document, previous, error);
		ok = documents[count] != NULL;
		count += ok;
	}
	if (ok)
		snapshot = snapshot_create(head, documents, count);
	for (size_t i = 0; i < count; i++)
		document_unref(documents[i]);
	free(documents);
	return snapshot;
}

/* 1 read, 0 empty, -1 damaged. */
static int read_head(struct cache *cache, struct arena *arena, struct head *head, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "SELECT head, signature FROM state", error);
	int step = statement ? sqlite3_step(statement) : SQLITE_ERROR, result = step == SQLITE_DONE ? 0 : -1;

	if (step == SQLITE_ROW && head_decode(arena, str_copy(arena, database_text(statement, 0)), head, error))
		result = 1;
	sqlite3_finalize(statement);
	return result;
}

bool cache_load(struct cache *cache, const struct cache_wish *wish, const struct snapshot *previous, const struct snapshot **snapshot,
	struct error *error)
{
	struct arena arena;
	struct head head;
	int found;

	arena_init(&arena);
	*snapshot = NULL;
	found = read_head(cache, &arena, &head, error);
	if (found == 1)
		*snapshot = load_snapshot(cache, &head, wish, previous, error);
	arena_finish(&arena);
	if (found == 0 || *snapshot)
		return true;
	database_close(cache->database);
	cache->database = NULL;
	set_aside(cache->path);
	return open_database(cache, error);
}

static bool store_blob(struct cache *cache, const struct cache_blob_new *blob, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "INSERT OR REPLACE INTO blob(sha256, bytes) VALUES (?, ?)", error);

	if (!statement)
		return false;
	database_bind(statement, 1, str_from(blob->sha256));
	sqlite3_bind_blob64(statement, 2, blob->bytes.bytes, blob->bytes.length, SQLITE_STATIC);
	return database_finish(cache->database, statement, error);
}

static bool store_head(struct cache *cache, struct str bytes, struct str signature, const struct head *head, int64_t verified_ms,
	struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database,
		"INSERT OR REPLACE INTO state(one, head, signature, version, verified_ms) VALUES (1, ?, ?, ?, ?)", error);

	if (!statement)
		return false;
	sqlite3_bind_blob64(statement, 1, bytes.bytes, bytes.length, SQLITE_STATIC);
	sqlite3_bind_blob64(statement, 2, signature.bytes, signature.length, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 3, head->version);
	sqlite3_bind_int64(statement, 4, verified_ms);
	return database_finish(cache->database, statement, error);
}

static bool is_named(const struct head *head, struct str sha256)
{
	for (size_t i = 0; i < head->document_count; i++)
		if (str_equal(sha256, str_from(head->documents[i].sha256)))
			return true;
	return false;
}

static bool drop_unnamed(struct cache *cache, struct arena *arena, const struct head *head, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "SELECT sha256 FROM blob", error);
	struct str *unnamed = NULL;
	size_t count = 0, room = 0;
	bool ok = statement != NULL;

	while (ok && sqlite3_step(statement) == SQLITE_ROW) {
		if (is_named(head, database_text(statement, 0)))
			continue;
		unnamed = arena_grow(arena, unnamed, count, &room, sizeof(*unnamed));
		unnamed[count++] = str_copy(arena, database_text(statement, 0));
	}
	sqlite3_finalize(statement);
	for (size_t i = 0; ok && i < count; i++) {
		statement = database_prepare(cache->database, "DELETE FROM blob WHERE sha256 = ?", error);
		ok = statement != NULL;
		if (ok)
			database_bind(statement, 1, unnamed[i]);
		ok = ok && database_finish(cache->database, statement, error);
	}
	return ok;
}

static bool store_all(struct cache *cache, struct arena *arena, struct str head_bytes, struct str signature, int64_t verified_ms,
	const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	struct head head;

	if (!head_decode(arena, head_bytes, &head, error) || !database_run(cache->database, "BEGIN IMMEDIATE", error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!store_blob(cache, &blobs[i], error))
			return false;
	return store_head(cache, head_bytes, signature, &head, verified_ms, error) && drop_unnamed(cache, arena, &head, error) &&
	       database_run(cache->database, "COMMIT", error);
}

bool cache_store(struct cache *cache, struct str head_bytes, struct str signature, int64_t verified_ms,
	const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = store_all(cache, &arena, head_bytes, signature, verified_ms, blobs, count, error);
	if (!ok && !sqlite3_get_autocommit(cache->database))
		sqlite3_exec(cache->database, "ROLLBACK", NULL, NULL, NULL);
	arena_finish(&arena);
	return ok;
}

static int64_t read_state(struct cache *cache, const char *sql)
{
	sqlite3_stmt *statement = database_prepare(cache->database, sql, NULL);
	int64_t value = 0;

	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

int64_t cache_version(struct cache *cache)
{
	return read_state(cache, "SELECT version FROM state");
}

int64_t cache_verified_ms(struct cache *cache)
{
	return read_state(cache, "SELECT verified_ms FROM state");
}

bool cache_touch(struct cache *cache, int64_t verified_ms, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "UPDATE state SET verified_ms = ?", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, verified_ms);
	return database_finish(cache->database, statement, error);
}

bool cache_head(struct cache *cache, struct arena *arena, struct str *head, struct str *signature)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "SELECT head, signature FROM state", NULL);
	bool found = statement && sqlite3_step(statement) == SQLITE_ROW;

	if (found)
		*head = str_copy(arena, database_text(statement, 0));
	if (found && signature)
		*signature = str_copy(arena, database_text(statement, 1));
	sqlite3_finalize(statement);
	return found;
}
