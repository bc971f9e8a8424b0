#include "feed/sync/outbox_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

enum { APPLICATION_ID = 0x48424f31, VERSION = 3, DAY_MS = 24 * 3600 * 1000 };

/* Hour -1 is that of ratings without one; told: what the centre has acknowledged. */
#define HOUR_COUNT \
	"CREATE TABLE hour_count(hour INTEGER PRIMARY KEY, stored INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0) STRICT;"
#define DEVICE "CREATE TABLE device(one INTEGER PRIMARY KEY CHECK (one = 1), secret BLOB NOT NULL) STRICT;"

/* told: the centre has acknowledged these figures. */
#define VISITS \
	"CREATE TABLE visits(day INTEGER NOT NULL, area TEXT NOT NULL, shown INTEGER NOT NULL, answered INTEGER NOT NULL," \
	" abandoned INTEGER NOT NULL, timed_out INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(day, area)) STRICT, WITHOUT ROWID;"

/* Without rowid: no number that grows tells in which order answers came, and the token is random. A day is kept of when
   a rating was acknowledged, no finer time. */
static const char schema[] =
	"CREATE TABLE rating(token TEXT PRIMARY KEY, device TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL,"
	" question TEXT NOT NULL, version INTEGER NOT NULL, hour INTEGER, level INTEGER NOT NULL, reasons TEXT NOT "
	"NULL,"
	" doubts INTEGER NOT NULL, acknowledged_day INTEGER, further TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;"
	HOUR_COUNT DEVICE VISITS;

static const char *const steps[VERSION - 1] = {
	/* a device is named by its key now, and counts only from here on */
	"ALTER TABLE rating ADD COLUMN further TEXT NOT NULL DEFAULT ''; DROP TABLE hour_count; DROP TABLE device;" HOUR_COUNT DEVICE,
	VISITS,
};

static const struct database_kind kind = {APPLICATION_ID, VERSION, schema, steps};

static bool read_device(struct outbox *outbox)
{
	sqlite3_stmt *statement = database_prepare(outbox->database, "SELECT secret FROM device", NULL);
	bool found = statement && sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_bytes(statement, 0) == TALLY_SECRET_BYTES;

	if (found) {
		memcpy(outbox->secret, sqlite3_column_blob(statement, 0), TALLY_SECRET_BYTES);
		tally_device(outbox->secret, outbox->device);
	}
	sqlite3_finalize(statement);
	return found;
}

static bool make_device(struct outbox *outbox, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database, "INSERT INTO device(one, secret) VALUES (1, ?)", error);

	if (!statement)
		return false;
	tally_make_device(outbox->secret, outbox->device);
	sqlite3_bind_blob(statement, 1, outbox->secret, TALLY_SECRET_BYTES, SQLITE_STATIC);
	return database_finish(outbox->database, statement, error);
}

/* The log is emptied long before it is as long as what outbox_reserve made of it: no rating may need room that a full disk does not have. */
static bool open_database(sqlite3 **database, const char *path, struct error *error)
{
	char pragma[64];
	bool damaged;

	snprintf(pragma, sizeof(pragma), "PRAGMA wal_autocheckpoint=%d", OUTBOX_LOG_PAGES);
	/* A damaged outbox is never set aside by itself: it may hold ratings that somebody can still save. */
	if (!database_open(database, path, &kind, &damaged, error))
		return false;
	if (database_run(*database, pragma, error))
		return true;
	database_close(*database);
	*database = NULL;
	return false;
}

bool outbox_open(struct outbox **created, const char *path, struct error *error)
{
	struct outbox *outbox = calloc(1, sizeof(*outbox));

	REQUIRE(outbox);
	if (!open_database(&outbox->database, path, error) ||
		(!read_device(outbox) && !make_device(outbox, error))) {
		outbox_close(outbox);
		return false;
	}
	*created = outbox;
	return true;
}

void outbox_close(struct outbox *outbox)
{
	if (!outbox)
		return;
	database_close(outbox->database);
	free(outbox);
}

struct str outbox_device(struct outbox *outbox)
{
	return str_from(outbox->device);
}

/* The lists of a rating as the file keeps them; ids hold no blanks. */
struct lists {
	struct str reasons, further;
};

static struct str join(struct arena *arena, struct str joined, struct str word)
{
	return str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(joined), joined.length ? " " : "", STR_ARG(word));
}

static struct lists join_lists(struct arena *arena, const struct rating *rating)
{
	struct lists lists = {STR(""), STR("")};

	for (size_t i = 0; i < rating->reason_count; i++)
		lists.reasons = join(arena, lists.reasons, rating->reasons[i]);
	for (size_t i = 0; i < rating->further_count; i++)
		lists.further =
			join(arena, join(arena, lists.further, rating->further[i].question), rating->further[i].answer);
	return lists;
}

static void bind_rating(sqlite3_stmt *statement, const struct rating *rating, const struct lists *lists)
{
	database_bind(statement, 1, str_from(rating->token));
	database_bind(statement, 2, rating->device);
	database_bind(statement, 3, rating->area);
	database_bind(statement, 4, rating->service);
	database_bind(statement, 5, rating->question);
	sqlite3_bind_int64(statement, 6, rating->version);
	if (rating->hour == RATING_HOUR_UNKNOWN)
		sqlite3_bind_null(statement, 7);
	else
		sqlite3_bind_int64(statement, 7, rating->hour);
	sqlite3_bind_int(statement, 8, rating->level);
	database_bind(statement, 9, lists->reasons);
	sqlite3_bind_int(statement, 10, (int)rating->doubts);
	database_bind(statement, 11, lists->further);
}

static bool insert(struct outbox *outbox, const struct rating *rating, const struct lists *lists, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"INSERT INTO rating(token, device, area, service, question, version, hour, level, reasons, doubts, "
		"further)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(token) DO NOTHING",
		error);

	if (!statement)
		return false;
	bind_rating(statement, rating, lists);
	return database_finish(outbox->database, statement, error);
}

/* The kept one with this token says the same. */
static bool is_kept(struct outbox *outbox, const struct rating *rating, const struct lists *lists, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"SELECT 1 FROM rating WHERE token = ? AND device = ? AND area = ? AND service = ? AND question = ? AND "
		"version = ?"
		" AND hour IS ? AND level = ? AND reasons = ? AND doubts = ? AND further = ?",
		error);
	bool same;

	if (!statement)
		return false;
	bind_rating(statement, rating, lists);
	same = sqlite3_step(statement) == SQLITE_ROW;
	sqlite3_finalize(statement);
	return same || error_set(error, "the same token with another answer");
}

static bool put(struct outbox *outbox, const struct rating *rating, const struct lists *lists, struct error *error)
{
	if (!database_run(outbox->database, "BEGIN IMMEDIATE", error) || !insert(outbox, rating, lists, error))
		return false;
	if (sqlite3_changes(outbox->database) && !outbox_count_hour(outbox, rating->hour, error))
		return false;
	return database_run(outbox->database, "COMMIT", error);
}

bool outbox_put(struct outbox *outbox, const struct rating *rating, struct error *error)
{
	struct arena arena;
	struct lists lists;
	bool ok;

	if (outbox->broken)
		return error_set(error, "the outbox failed before and takes no more");
	arena_init(&arena);
	lists = join_lists(&arena, rating);
	ok = put(outbox, rating, &lists, error);
	if (!ok) {
		if (!sqlite3_get_autocommit(outbox->database))
			sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
		outbox->broken = true;
		memcpy(outbox->refused, rating->token, sizeof(outbox->refused));
	}
	ok = ok && is_kept(outbox, rating, &lists, error);
	arena_finish(&arena);
	return ok;
}

static void read_rating(sqlite3_stmt *statement, struct arena *arena, struct rating *rating)
{
	struct str reasons = str_copy(arena, database_text(statement, 8)),
		   further = str_copy(arena, database_text(statement, 10)), word;

	*rating = (struct rating){
		.device = str_copy(arena, database_text(statement, 1)),
		.area = str_copy(arena, database_text(statement, 2)),
		.service = str_copy(arena, database_text(statement, 3)),
		.question = str_copy(arena, database_text(statement, 4)),
		.version = sqlite3_column_int64(statement, 5),
		.hour = sqlite3_column_type(statement, 6) == SQLITE_NULL ? RATING_HOUR_UNKNOWN
									 : sqlite3_column_int64(statement, 6),
		.level = sqlite3_column_int(statement, 7),
		.doubts = (unsigned)sqlite3_column_int(statement, 9),
	};
	snprintf(rating->token, sizeof(rating->token), STR_FMT, STR_ARG(database_text(statement, 0)));
	while (reasons.length && rating->reason_count < SURVEY_REASONS_MAX && str_next(&reasons, ' ', &word))
		rating->reasons[rating->reason_count++] = word;
	while (further.length && rating->further_count < SURVEY_FURTHER_MAX && str_next(&further, ' ', &word)) {
		struct rating_further *answered = &rating->further[rating->further_count++];

		answered->question = word;
		str_next(&further, ' ', &answered->answer);
	}
}

/* By token, which is random: the order in which they leave says nothing about the order in which they came. */
static bool read_ratings(struct outbox *outbox, struct arena *arena, int64_t before_hour, struct rating_batch *batch,
	struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"SELECT token, device, area, service, question, version, hour, level, reasons, doubts, further FROM "
		"rating"
		" WHERE acknowledged_day IS NULL AND ((hour IS NULL AND NOT ?) OR hour < ?) ORDER BY token LIMIT ?",
		error);

	if (!statement)
		return false;
	batch->ratings = arena_array(arena, struct rating, RATING_BATCH_MAX);
	sqlite3_bind_int(statement, 1, outbox->held);
	sqlite3_bind_int64(statement, 2, before_hour);
	sqlite3_bind_int(statement, 3, RATING_BATCH_MAX);
	while (sqlite3_step(statement) == SQLITE_ROW)
		read_rating(statement, arena, &batch->ratings[batch->rating_count++]);
	sqlite3_finalize(statement);
	return true;
}

static bool is_too_large(struct arena *arena, const struct rating_batch *batch)
{
	return rating_batch_encode(arena, batch).length > RATING_BATCH_BYTES_MAX;
}

bool outbox_batch(struct outbox *outbox, struct arena *arena, int64_t before_hour, int64_t now_hour, struct rating_batch *batch,
	struct error *error)
{
	*batch = (struct rating_batch){0};
	outbox->told_count = 0;
	if (!read_ratings(outbox, arena, before_hour, batch, error))
		return false;
	/* Counts come with the last of the ratings that they count. */
	if (batch->rating_count < RATING_BATCH_MAX &&
		!outbox_read_counts(outbox, arena, before_hour < now_hour ? before_hour : now_hour, batch, error))
		return false;
	if (batch->rating_count && is_too_large(arena, batch))
		batch->count_count = outbox->told_count = 0;
	while (batch->rating_count > 1 && is_too_large(arena, batch))
		batch->rating_count /= 2;
	return true;
}

static bool mark(struct outbox *outbox, struct str token, int64_t day, struct error *error)
{
	sqlite3_stmt *statement =
		database_prepare(outbox->database, "UPDATE rating SET acknowledged_day = ? WHERE token = ?", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, day);
	database_bind(statement, 2, token);
	return database_finish(outbox->database, statement, error);
}

static bool mark_all(struct outbox *outbox, const struct str *tokens, size_t count, int64_t day, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (!mark(outbox, tokens[i], day, error))
			return false;
	return true;
}

static bool run_with_hour(struct outbox *outbox, const char *sql, int64_t hour, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database, sql, error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, hour);
	return database_finish(outbox->database, statement, error);
}

static bool acknowledge(struct outbox *outbox, const struct rating_answer *answer, int64_t day, struct error *error)
{
	/* A conflict was kept by the centre in its own place, so it has arrived as well. */
	return database_run(outbox->database, "BEGIN IMMEDIATE", error) &&
	       mark_all(outbox, answer->acknowledged, answer->acknowledged_count, day, error) &&
	       mark_all(outbox, answer->conflicts, answer->conflict_count, day, error) &&
	       outbox_mark_counts(outbox, error) &&
	       (answer->resend_since == RATING_HOUR_UNKNOWN ||
		       (outbox_recount(outbox, answer->resend_since, error) &&
			       run_with_hour(outbox, "UPDATE rating SET acknowledged_day = NULL WHERE hour >= ? OR hour IS NULL",
				       answer->resend_since, error))) &&
	       database_run(outbox->database, "COMMIT", error);
}

bool outbox_acknowledge(struct outbox *outbox, const struct rating_answer *answer, int64_t now_ms, struct error *error)
{
	bool ok = acknowledge(outbox, answer, now_ms / DAY_MS, error);

	if (!ok && !sqlite3_get_autocommit(outbox->database))
		sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}

/* The hour became known: the clock is trusted now. */
bool outbox_resolve(struct outbox *outbox, struct str token, int64_t hour, struct error *error)
{
	sqlite3_stmt *statement;
	bool ok;

	if (!database_run(outbox->database, "BEGIN IMMEDIATE", error))
		return false;
	statement = database_prepare(
		outbox->database, "UPDATE rating SET hour = ? WHERE token = ? AND hour IS NULL AND acknowledged_day IS NULL", error);
	if (statement) {
		sqlite3_bind_int64(statement, 1, hour);
		database_bind(statement, 2, token);
	}
	ok = statement && database_finish(outbox->database, statement, error);
	if (ok && sqlite3_changes(outbox->database))
		ok = outbox_count_hour(outbox, hour, error) &&
		     database_run(outbox->database, "UPDATE hour_count SET stored = stored - 1 WHERE hour = -1", error);
	ok = ok && database_run(outbox->database, "COMMIT", error);
	if (!ok && !sqlite3_get_autocommit(outbox->database))
		sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
	return ok;
}

void outbox_hold_unknown(struct outbox *outbox, bool held)
{
	outbox->held = held;
}

/* Who was told "not recorded" may have tried again. What has left already stays. */
static bool forget_refused(struct outbox *outbox, struct error *error)
{
	sqlite3_stmt *statement;

	if (outbox->refused[0] == '\0')
		return true;
	statement = database_prepare(outbox->database,
		"UPDATE hour_count SET stored = stored - 1 WHERE hour = (SELECT ifnull(hour, -1) FROM rating WHERE token = ? AND acknowledged_day IS NULL)",
		error);
	if (!statement)
		return false;
	database_bind(statement, 1, str_from(outbox->refused));
	if (!database_finish(outbox->database, statement, error))
		return false;
	statement = database_prepare(outbox->database, "DELETE FROM rating WHERE token = ? AND acknowledged_day IS NULL", error);
	if (!statement)
		return false;
	database_bind(statement, 1, str_from(outbox->refused));
	return database_finish(outbox->database, statement, error);
}

static bool forget_refused_at_once(struct outbox *outbox, struct error *error)
{
	if (!database_run(outbox->database, "BEGIN IMMEDIATE", error))
		return false;
	if (forget_refused(outbox, error) && database_run(outbox->database, "COMMIT", error))
		return true;
	if (!sqlite3_get_autocommit(outbox->database))
		sqlite3_exec(outbox->database, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

bool outbox_reopen(struct outbox *outbox, const char *path, struct error *error)
{
	sqlite3 *fresh;

	if (!open_database(&fresh, path, error))
		return false;
	database_close(outbox->database);
	outbox->database = fresh;
	outbox->broken = false;
	if (database_run(fresh, "PRAGMA wal_checkpoint(TRUNCATE)", error) && outbox_reserve(outbox, error) &&
		forget_refused_at_once(outbox, error)) {
		outbox->refused[0] = '\0';
		return true;
	}
	outbox->broken = true;
	return false;
}

bool outbox_waiting(struct outbox *outbox, int64_t *count, struct error *error)
{
	sqlite3_stmt *statement =
		database_prepare(outbox->database, "SELECT count(*) FROM rating WHERE acknowledged_day IS NULL", error);
	bool ok = statement && sqlite3_step(statement) == SQLITE_ROW;

	if (ok)
		*count = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return ok;
}

bool outbox_overdue(struct outbox *outbox, int64_t before_hour, int64_t *count, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"SELECT count(*) FROM rating WHERE acknowledged_day IS NULL AND (hour IS NULL OR hour < ?)", error);
	bool ok = false;

	if (statement) {
		sqlite3_bind_int64(statement, 1, before_hour);
		ok = sqlite3_step(statement) == SQLITE_ROW;
	}
	if (ok)
		*count = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return ok;
}

bool outbox_forget_old(struct outbox *outbox, int64_t now_ms, struct error *error)
{
	int64_t day = now_ms / DAY_MS - OUTBOX_KEEP_DAYS;

	return run_with_hour(outbox, "DELETE FROM rating WHERE acknowledged_day < ?", day, error) &&
	       run_with_hour(outbox, "DELETE FROM hour_count WHERE told = stored AND hour >= 0 AND hour < ?", day * 24, error) &&
	       run_with_hour(outbox, "DELETE FROM visits WHERE told = 1 AND day < ?", day, error);
}
