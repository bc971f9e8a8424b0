#include "feed/centre/store_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"

enum { PAGES_A_STEP = 4096, BUSY_MS = 5000, SECRET_MODE = 0600 };

static const char inside[] =
	"CREATE TABLE backup_files (name TEXT PRIMARY KEY, mode INTEGER NOT NULL, bytes BLOB NOT NULL) WITHOUT ROWID, STRICT;"
	"CREATE TABLE backup_made (only INTEGER PRIMARY KEY CHECK (only = 1), made_ms INTEGER NOT NULL) STRICT;";

static bool fails(sqlite3 *database, const char *path, const char *doing, struct error *error)
{
	return error_set(error, "%s: cannot %s: %s", path, doing, database ? sqlite3_errmsg(database) : "no memory");
}

static bool run(sqlite3 *database, const char *path, const char *sql, struct error *error)
{
	return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK || fails(database, path, "be written", error);
}

static bool open_one(sqlite3 **database, const char *path, int flags, struct error *error)
{
	if (sqlite3_open_v2(path, database, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return fails(*database, path, "be opened", error);
	sqlite3_busy_timeout(*database, BUSY_MS);
	return true;
}

/* One moment: the transaction that reads holds it while the pages go over. */
static bool copy_pages(sqlite3 *from, sqlite3 *to, const char *path, struct error *error)
{
	sqlite3_backup *backup;
	int code = SQLITE_OK;

	if (sqlite3_exec(from, "PRAGMA wal_autocheckpoint = 0; BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK)
		return fails(from, path, "be read", error);
	backup = sqlite3_backup_init(to, "main", from, "main");
	while (backup && (code = sqlite3_backup_step(backup, PAGES_A_STEP)) == SQLITE_OK)
		continue;
	if (!backup || sqlite3_backup_finish(backup) != SQLITE_OK || code != SQLITE_DONE)
		return fails(to, path, "be copied", error);
	sqlite3_exec(from, "COMMIT", NULL, NULL, NULL);
	return true;
}

static bool read_text(sqlite3 *database, const char *sql, char *text, size_t room)
{
	sqlite3_stmt *statement = NULL;
	bool found = sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;

	snprintf(text, room, "%s", found && sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0) : "");
	sqlite3_finalize(statement);
	return found;
}

static bool check_whole(sqlite3 *database, const char *path, struct error *error)
{
	char said[128];

	if (!read_text(database, "PRAGMA integrity_check(1)", said, sizeof(said)) || strcmp(said, "ok") != 0)
		return error_set(error, "%s: found a damaged copy (%s), expected a whole one", path, said);
	return true;
}

static bool put_files(sqlite3 *database, const char *path, const struct store_file *files, size_t count, int64_t now_ms, struct error *error)
{
	sqlite3_stmt *statement = NULL;
	bool ok = run(database, path, inside, error);
	char made[128];

	snprintf(made, sizeof(made), "INSERT INTO backup_made VALUES (1, %lld)", (long long)now_ms);
	ok = ok && run(database, path, made, error);
	ok = ok && sqlite3_prepare_v2(database, "INSERT INTO backup_files VALUES (?, ?, ?)", -1, &statement, NULL) == SQLITE_OK;
	for (size_t i = 0; ok && i < count; i++) {
		sqlite3_bind_text(statement, 1, files[i].name.bytes, (int)files[i].name.length, SQLITE_STATIC);
		sqlite3_bind_int(statement, 2, (int)files[i].mode);
		sqlite3_bind_blob(statement, 3, files[i].bytes.bytes, (int)files[i].bytes.length, SQLITE_STATIC);
		ok = sqlite3_step(statement) == SQLITE_DONE || fails(database, path, "be written", error);
		sqlite3_reset(statement);
	}
	sqlite3_finalize(statement);
	return ok;
}

static bool write_copy(const char *from, const char *part, const struct store_file *files, size_t count, int64_t now_ms, struct error *error)
{
	sqlite3 *source = NULL, *copy = NULL;
	bool ok = open_one(&source, from, SQLITE_OPEN_READONLY, error) &&
		  open_one(&copy, part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) && copy_pages(source, copy, part, error) &&
		  run(copy, part, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; BEGIN", error) &&
		  put_files(copy, part, files, count, now_ms, error) && run(copy, part, "COMMIT", error);

	sqlite3_close(copy);
	sqlite3_close(source);
	return ok;
}

/* Opened anew, as a restore would. */
static bool check_copy(const char *part, struct error *error)
{
	sqlite3 *copy = NULL;
	bool ok = open_one(&copy, part, SQLITE_OPEN_READONLY, error) && check_whole(copy, part, error);

	sqlite3_close(copy);
	return ok;
}

static bool sync_file(const char *path, struct error *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = file >= 0 && fsync(file) == 0;

	if (file >= 0)
		close(file);
	return ok || error_set(error, "cannot sync %s: %s", path, strerror(errno));
}

bool store_copy_out(const char *from, const char *to, const struct store_file *files, size_t count, int64_t now_ms, struct error *error)
{
	char part[PATH_MAX];
	int file;

	if (snprintf(part, sizeof(part), "%s.part", to) >= (int)sizeof(part))
		return error_set(error, "cannot write %s: the path is too long", to);
	unlink(part);
	file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, SECRET_MODE); /* keys are in it */
	if (file < 0)
		return error_set(error, "cannot write %s: %s", part, strerror(errno));
	close(file);
	if (write_copy(from, part, files, count, now_ms, error) && check_copy(part, error) && sync_file(part, error)) {
		if (rename(part, to) == 0)
			return true;
		error_set(error, "cannot write %s: %s", to, strerror(errno));
	}
	unlink(part);
	return false;
}

static bool take_files(sqlite3 *copy, const char *path, struct arena *arena, struct store_file *files, size_t *count, struct error *error)
{
	sqlite3_stmt *statement = NULL;
	bool ok = sqlite3_prepare_v2(copy, "SELECT name, mode, bytes FROM backup_files ORDER BY name", -1, &statement, NULL) == SQLITE_OK;

	*count = 0;
	while (ok && sqlite3_step(statement) == SQLITE_ROW && *count < STORE_FILES_MAX) {
		struct str name = {(const char *)sqlite3_column_text(statement, 0), (size_t)sqlite3_column_bytes(statement, 0)},
			   bytes = {sqlite3_column_blob(statement, 2), (size_t)sqlite3_column_bytes(statement, 2)};

		files[(*count)++] = (struct store_file){str_copy(arena, name), str_copy(arena, bytes), (unsigned)sqlite3_column_int(statement, 1)};
	}
	sqlite3_finalize(statement);
	return ok || error_set(error, "%s: found no backup, expected what hallfeed backup wrote", path);
}

bool store_copy_in(const char *from, const char *to, struct arena *arena, struct store_file *files, size_t *count, int64_t *made_ms,
	struct error *error)
{
	char part[PATH_MAX], made[32] = "";
	sqlite3 *source = NULL, *copy = NULL;
	bool ok;

	snprintf(part, sizeof(part), "%s.part", to);
	unlink(part);
	ok = open_one(&source, from, SQLITE_OPEN_READONLY, error) && check_whole(source, from, error) &&
	     take_files(source, from, arena, files, count, error) &&
	     open_one(&copy, part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) && copy_pages(source, copy, part, error);
	if (ok) {
		read_text(copy, "SELECT made_ms FROM backup_made", made, sizeof(made));
		*made_ms = 0;
		str_integer(str_from(made), made_ms);
		ok = run(copy, part, "DROP TABLE backup_files; DROP TABLE backup_made", error);
	}
	sqlite3_close(copy);
	sqlite3_close(source);
	ok = ok && sync_file(part, error) && (rename(part, to) == 0 || error_set(error, "cannot write %s: %s", to, strerror(errno)));
	if (!ok)
		unlink(part);
	return ok;
}
