#include "feed/sync/outbox_parts.h"

#include "feed/base/arena.h"

/* How visits went, a day a row: no person, no order, no hour. */

bool outbox_add_visits(struct outbox *outbox, const struct rating_visits *more, struct error *error)
{
	sqlite3_stmt *statement;

	if (outbox->broken)
		return error_set(error, "the outbox failed before and takes no more");
	statement = database_prepare(outbox->database,
		"INSERT INTO visits(day, area, shown, answered, abandoned, timed_out) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(day, area) DO UPDATE SET"
		" shown = shown + excluded.shown, answered = answered + excluded.answered, abandoned = abandoned + excluded.abandoned,"
		" timed_out = timed_out + excluded.timed_out, told = 0",
		error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, more->day);
	database_bind(statement, 2, more->area);
	sqlite3_bind_int64(statement, 3, more->shown);
	sqlite3_bind_int64(statement, 4, more->answered);
	sqlite3_bind_int64(statement, 5, more->abandoned);
	sqlite3_bind_int64(statement, 6, more->timed_out);
	return database_finish(outbox->database, statement, error);
}

bool outbox_visits(struct outbox *outbox, struct arena *arena, int64_t before_day, struct rating_batch *batch, struct error *error)
{
	sqlite3_stmt *statement = database_prepare(outbox->database,
		"SELECT day, area, shown, answered, abandoned, timed_out FROM visits WHERE told = 0 AND day < ? ORDER BY day LIMIT ?", error);

	if (!statement)
		return false;
	batch->visits = arena_array(arena, struct rating_visits, RATING_VISITS_MAX);
	sqlite3_bind_int64(statement, 1, before_day);
	sqlite3_bind_int(statement, 2, RATING_VISITS_MAX);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		struct rating_visits *visits = &batch->visits[batch->visits_count++];

		*visits = (struct rating_visits){
			.device = outbox_device(outbox),
			.area = str_copy(arena, database_text(statement, 1)),
			.day = sqlite3_column_int64(statement, 0),
			.shown = sqlite3_column_int64(statement, 2),
			.answered = sqlite3_column_int64(statement, 3),
			.abandoned = sqlite3_column_int64(statement, 4),
			.timed_out = sqlite3_column_int64(statement, 5),
		};
		tally_sign_visits(visits, outbox->secret);
	}
	sqlite3_finalize(statement);
	return true;
}

bool outbox_visits_told(struct outbox *outbox, const struct rating_batch *batch, struct error *error)
{
	bool ok = true;

	for (size_t i = 0; ok && i < batch->visits_count; i++) {
		sqlite3_stmt *statement = database_prepare(outbox->database,
			"UPDATE visits SET told = 1 WHERE day = ? AND area = ? AND shown = ? AND answered = ? AND abandoned + timed_out = ?", error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, batch->visits[i].day);
		database_bind(statement, 2, batch->visits[i].area);
		sqlite3_bind_int64(statement, 3, batch->visits[i].shown);
		sqlite3_bind_int64(statement, 4, batch->visits[i].answered);
		sqlite3_bind_int64(statement, 5, batch->visits[i].abandoned + batch->visits[i].timed_out);
		ok = database_finish(outbox->database, statement, error);
	}
	return ok;
}
