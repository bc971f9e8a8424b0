#include "feed/sync/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/sync/database.h"
#include "feed/wire/wire.h"

enum { APPLICATION_ID = 0x48424331, VERSION = 2 };

/* When a blob that no state names any more was named last. */
#define UNUSED "CREATE TABLE unused(sha256 TEXT PRIMARY KEY, since_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

static const char schema[] =
	"CREATE TABLE state(one INTEGER PRIMARY KEY CHECK (one = 1), head BLOB NOT NULL, signature BLOB NOT NULL,"
	" version INTEGER NOT NULL, verified_ms INTEGER NOT NULL) STRICT;"
	"CREATE TABLE blob(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;" UNUSED;

static const char *const steps[VERSION - 1] = {UNUSED};

static const struct database_kind kind = {APPLICATION_ID, VERSION, schema, steps};

struct cache {
	sqlite3 *database; /* owned */
	char *path;        /* owned */
	int64_t quota_bytes;
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
	cache->quota_bytes = CACHE_QUOTA_BYTES;
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

void cache_set_quota(struct cache *cache, int64_t bytes)
{
	cache->quota_bytes = bytes;
}

int64_t cache_quota(const struct cache *cache)
{
	return cache->quota_bytes;
}

struct str cache_parts(struct cache *cache, struct arena *arena)
{
	return str_format(arena, "%s.parts", cache->path);
}

struct str cache_part(struct cache *cache, struct arena *arena, const char *sha256)
{
	return str_format(arena, "%s.parts/%s", cache->path, sha256);
}

bool cache_has(struct cache *cache, const char *sha256)
{
	sqlite3_stmt *statement = database_prepare(cache->database, "SELECT 1 FROM blob WHERE sha256 = ?", NULL);
	bool found = false;

	if (statement) {
		database_bind(statement, 1, str_from(sha256));
		found = sqlite3_step(statement) == SQLITE_ROW;
	}
	sqlite3_finalize(statement);
	return found;
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

/* Of a blob: name, bytes, and since when nobody names it. */
struct spare {
	struct str sha256;
	int64_t bytes;
};

static bool run_with(struct cache *cache, const char *sql, struct str sha256, int64_t number, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database, sql, error);

	if (!statement)
		return false;
	database_bind(statement, 1, sha256);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, number);
	return database_finish(cache->database, statement, error);
}

/* Those that neither head names (NULL: there is none), the oldest first; *total: of all bytes. */
static struct spare *find_spare(struct cache *cache, struct arena *arena, const struct head *kept, const struct head *coming, size_t *count,
	int64_t *total, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(cache->database,
		"SELECT blob.sha256, length(bytes) FROM blob LEFT JOIN unused USING (sha256) ORDER BY since_ms IS NULL, since_ms, blob.sha256", error);
	struct spare *spare = NULL;
	size_t room = 0;

	*count = 0;
	*total = 0;
	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		struct str sha256 = database_text(statement, 0);

		*total += sqlite3_column_int64(statement, 1);
		if ((kept && is_named(kept, sha256)) || (coming && is_named(coming, sha256)))
			continue;
		spare = arena_grow(arena, spare, *count, &room, sizeof(*spare));
		spare[(*count)++] = (struct spare){str_copy(arena, sha256), sqlite3_column_int64(statement, 1)};
	}
	sqlite3_finalize(statement);
	return spare;
}

static bool make_room(struct cache *cache, struct arena *arena, const struct head *kept, const struct head *coming, int64_t more_bytes,
	struct error *error)
{
	int64_t total;
	size_t count;
	struct spare *spare = find_spare(cache, arena, kept, coming, &count, &total, error);

	for (size_t i = 0; i < count && total + more_bytes > cache->quota_bytes; i++) {
		if (!run_with(cache, "DELETE FROM blob WHERE sha256 = ?", spare[i].sha256, 0, error) ||
			!run_with(cache, "DELETE FROM unused WHERE sha256 = ?", spare[i].sha256, 0, error))
			return false;
		total -= spare[i].bytes;
	}
	return true;
}

static int64_t bytes_of(const struct cache_blob_new *blobs, size_t count)
{
	int64_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += (int64_t)blobs[i].bytes.length;
	return bytes;
}

static bool store_blobs(struct cache *cache, const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (!store_blob(cache, &blobs[i], error))
			return false;
	return true;
}

/* What the kept head named alone is unused from now on; what the new one names is used. */
static bool note_unused(struct cache *cache, const struct head *kept, const struct head *head, int64_t now_ms, struct error *error)
{
	for (size_t i = 0; kept && i < kept->document_count; i++)
		if (!is_named(head, str_from(kept->documents[i].sha256)) &&
			!run_with(cache, "INSERT OR REPLACE INTO unused(sha256, since_ms) VALUES (?, ?)", str_from(kept->documents[i].sha256), now_ms, error))
			return false;
	for (size_t i = 0; i < head->document_count; i++)
		if (!run_with(cache, "DELETE FROM unused WHERE sha256 = ?", str_from(head->documents[i].sha256), 0, error))
			return false;
	return true;
}

static struct head *kept_head(struct cache *cache, struct arena *arena)
{
	struct head *head = arena_new(arena, struct head);
	struct error ignored;

	return read_head(cache, arena, head, &ignored) == 1 ? head : NULL;
}

static bool store_all(struct cache *cache, struct arena *arena, struct str head_bytes, struct str signature, int64_t verified_ms,
	const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	struct head head, *kept = kept_head(cache, arena);

	return head_decode(arena, head_bytes, &head, error) && database_run(cache->database, "BEGIN IMMEDIATE", error) &&
	       store_blobs(cache, blobs, count, error) && store_head(cache, head_bytes, signature, &head, verified_ms, error) &&
	       note_unused(cache, kept, &head, verified_ms, error) && make_room(cache, arena, NULL, &head, 0, error) &&
	       database_run(cache->database, "COMMIT", error);
}

/* Succeeded, or undone. */
static bool end_change(struct cache *cache, bool ok)
{
	if (!ok && !sqlite3_get_autocommit(cache->database))
		sqlite3_exec(cache->database, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}

bool cache_store(struct cache *cache, struct str head_bytes, struct str signature, int64_t verified_ms,
	const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = end_change(cache, store_all(cache, &arena, head_bytes, signature, verified_ms, blobs, count, error));
	arena_finish(&arena);
	return ok;
}

bool cache_put(struct cache *cache, const struct head *coming, const struct cache_blob_new *blobs, size_t count, struct error *error)
{
	struct arena arena;
	bool ok;

	arena_init(&arena);
	ok = end_change(cache, database_run(cache->database, "BEGIN IMMEDIATE", error) &&
				       make_room(cache, &arena, kept_head(cache, &arena), coming, bytes_of(blobs, count), error) &&
				       store_blobs(cache, blobs, count, error) && database_run(cache->database, "COMMIT", error));
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
