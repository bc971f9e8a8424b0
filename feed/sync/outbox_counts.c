#include "feed/sync/outbox_parts.h"

#include "feed/base/arena.h"

bool outbox_count_hour(struct outbox *outbox, int64_t hour, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"INSERT INTO hour_count(hour, stored) VALUES (?, 1) ON CONFLICT(hour) DO UPDATE SET stored = stored + 1", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, hour);
	return database_finish(outbox->database, statement, error);
}

bool outbox_read_counts(struct outbox *outbox, struct arena *arena, int64_t before_hour, struct rating_batch *batch, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"SELECT hour, stored FROM hour_count WHERE told <> stored AND hour < ? ORDER BY hour LIMIT ?", error);

	if (!statement)
		return false;
	batch->counts = arena_array(arena, struct rating_count, OUTBOX_COUNTS_MAX);
	sqlite3_bind_int64(statement, 1, before_hour);
	sqlite3_bind_int(statement, 2, OUTBOX_COUNTS_MAX);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		struct rating_count *count = &batch->counts[batch->count_count];

		*count = (struct rating_count){
			.device = outbox_device(outbox), .hour = sqlite3_column_int64(statement, 0), .stored = sqlite3_column_int64(statement, 1)};
		tally_sign(count, outbox->secret);
		outbox->told[batch->count_count].hour = count->hour;
		outbox->told[batch->count_count++].stored = count->stored;
	}
	outbox->told_count = batch->count_count;
	sqlite3_finalize(statement);
	return true;
}

bool outbox_mark_counts(struct outbox *outbox, struct error *error)
{
	bool ok = true;

	for (size_t i = 0; ok && i < outbox->told_count; i++) {
		sqlite3_stmt *statement = database_prepare(outbox->database, "UPDATE hour_count SET told = ? WHERE hour = ?", error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, outbox->told[i].stored);
		sqlite3_bind_int64(statement, 2, outbox->told[i].hour);
		ok = database_finish(outbox->database, statement, error);
	}
	outbox->told_count = 0;
	return ok;
}

bool outbox_recount(struct outbox *outbox, int64_t since_hour, struct error *error)
{
	sqlite3_stmt *statement =
		database_prepare(outbox->database, "UPDATE hour_count SET told = 0 WHERE hour >= ? OR hour = -1", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, since_hour);
	return database_finish(outbox->database, statement, error);
}

bool outbox_hours(struct outbox *outbox, void (*know)(void *self, int64_t hour, int64_t stored), void *self, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database, "SELECT hour, stored FROM hour_count WHERE hour >= 0 ORDER BY hour", error);

	if (!statement)
		return false;
	while (sqlite3_step(statement) == SQLITE_ROW)
		know(self, sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1));
	sqlite3_finalize(statement);
	return true;
}

bool outbox_retell(struct outbox *outbox, struct error *error)
{
	return database_run(outbox->database,
		"UPDATE hour_count SET told = -1 WHERE hour = (SELECT max(hour) FROM hour_count WHERE told = stored AND hour >= 0)", error);
}
