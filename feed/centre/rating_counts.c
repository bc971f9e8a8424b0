#include "feed/centre/rating_counts.h"

#include "feed/base/civil.h"
#include "feed/centre/store.h"
#include "feed/wire/tally.h"

enum { HOUR_MS = 3600 * 1000 };

/* One statement with up to three values. */
struct call {
	struct store *store;
	struct error *error;
};

static struct store_query *bind(struct call *call, const char *sql, struct str device, int64_t hour, int64_t number)
{
	struct store_query *query = store_prepare(call->store, sql, call->error);

	if (!query)
		return NULL;
	store_bind_text(query, 1, device);
	if (store_parameter(query, "?2"))
		store_bind_integer(query, 2, hour);
	if (store_parameter(query, "?3"))
		store_bind_integer(query, 3, number);
	return query;
}

static bool run(struct call *call, const char *sql, struct str device, int64_t hour, int64_t number)
{
	struct store_query *query = bind(call, sql, device, hour, number);
	bool done;

	if (!query)
		return false;
	done = store_step(query, call->error) == STORE_DONE;
	store_reset(query);
	return done;
}

/* *found stays where there is no row. */
static bool read(struct call *call, const char *sql, struct str device, int64_t hour, int64_t *found)
{
	struct store_query *query = bind(call, sql, device, hour, 0);
	enum store_step step;

	if (!query)
		return false;
	step = store_step(query, call->error);
	if (step == STORE_ROW)
		*found = store_integer(query, 0);
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

/* A device that counts an hour again has counted more: one that has fewer is another one with the same key. */
static bool take_count(struct call *call, const struct rating_count *count)
{
	int64_t before = 0;

	if (!tally_verify(count))
		return run(call, "INSERT OR IGNORE INTO rating_count_faults VALUES (?1, ?2, ?3, 'signature')", count->device, count->hour,
			count->stored);
	if (!read(call, "SELECT stored FROM rating_counts WHERE device = ?1 AND hour = ?2", count->device, count->hour, &before))
		return false;
	/* Those without an hour become fewer when the clock is set. */
	if (count->stored < before && count->hour != RATING_HOUR_UNKNOWN)
		return run(call, "INSERT OR IGNORE INTO rating_count_faults VALUES (?1, ?2, ?3, 'fewer')", count->device, count->hour,
			count->stored);
	return run(call,
		"INSERT INTO rating_counts (device, hour, stored) VALUES (?1, ?2, ?3) ON CONFLICT (device, hour) DO UPDATE SET "
		"stored = excluded.stored",
		count->device, count->hour, count->stored);
}

/* Asked once for each count: what a device has lost itself does not come by asking for ever. */
static bool note_gap(struct call *call, struct str device, int64_t hour, int64_t counted, int64_t arrived)
{
	struct store_query *query = bind(call,
		"INSERT INTO rating_gaps (device, hour, counted, arrived, asked) VALUES (?1, ?2, ?3, ?4, -1) ON CONFLICT (device, hour) "
		"DO UPDATE SET counted = excluded.counted, arrived = excluded.arrived",
		device, hour, counted);
	bool done;

	if (!query)
		return false;
	store_bind_integer(query, 4, arrived);
	done = store_step(query, call->error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool ask_again(struct call *call, struct str device, int64_t hour, int64_t counted, int64_t now_hour, struct rating_answer *answer)
{
	int64_t asked = -1, since = hour == RATING_HOUR_UNKNOWN ? now_hour : hour;

	if (!read(call, "SELECT asked FROM rating_gaps WHERE device = ?1 AND hour = ?2", device, hour, &asked))
		return false;
	if (asked == counted)
		return true;
	if (answer->resend_since == RATING_HOUR_UNKNOWN || since < answer->resend_since)
		answer->resend_since = since;
	return run(call, "UPDATE rating_gaps SET asked = ?3 WHERE device = ?1 AND hour = ?2", device, hour, counted);
}

static bool look(struct call *call, struct str device, int64_t hour, int64_t now_hour, struct rating_answer *answer)
{
	int64_t counted = -1, arrived = 0;

	if (!read(call, "SELECT stored FROM rating_counts WHERE device = ?1 AND hour = ?2", device, hour, &counted))
		return false;
	if (counted < 0)
		return true; /* it will be counted later */
	if (!read(call, "SELECT count(*) FROM ratings WHERE device = ?1 AND hour IS nullif(?2, -1)", device, hour, &arrived))
		return false;
	if (arrived == counted)
		return run(call, "DELETE FROM rating_gaps WHERE device = ?1 AND hour = ?2", device, hour, 0);
	return note_gap(call, device, hour, counted, arrived) &&
	       (arrived > counted || ask_again(call, device, hour, counted, now_hour, answer));
}

/* Once a device, since a backup was restored. */
static bool ask_restored(struct call *call, struct str device, struct rating_answer *answer)
{
	int64_t since = -1, told = 0;

	if (!read(call, "SELECT since_hour FROM resend WHERE ?1 = ?1", device, 0, &since) ||
		!read(call, "SELECT 1 FROM resend_told WHERE device = ?1", device, 0, &told))
		return false;
	if (since < 0 || told)
		return true;
	if (answer->resend_since == RATING_HOUR_UNKNOWN || since < answer->resend_since)
		answer->resend_since = since;
	return run(call, "INSERT INTO resend_told (device) VALUES (?1)", device, 0, 0);
}

bool rating_counts_take(struct store *store, const struct rating_batch *batch, int64_t now_hour, struct rating_answer *answer,
	struct error *error)
{
	struct call call = {store, error};
	const struct rating *ratings = batch->ratings;

	for (size_t i = 0; i < batch->count_count; i++)
		if (!take_count(&call, &batch->counts[i]) || !look(&call, batch->counts[i].device, batch->counts[i].hour, now_hour, answer) ||
			!ask_restored(&call, batch->counts[i].device, answer))
			return false;
	for (size_t i = 0; i < batch->rating_count; i++) {
		bool same_device = i > 0 && str_equal(ratings[i].device, ratings[i - 1].device);

		if (!(same_device && ratings[i].hour == ratings[i - 1].hour) &&
			!look(&call, ratings[i].device, ratings[i].hour, now_hour, answer))
			return false;
		if (!same_device && !ask_restored(&call, ratings[i].device, answer))
			return false;
	}
	return true;
}

bool rating_counts_resend(struct store *store, int64_t since_hour, struct error *error)
{
	struct store_query *query;
	bool done;

	if (!store_begin(store, error))
		return false;
	query = store_prepare(store,
		"INSERT INTO resend (only, since_hour) VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET since_hour = excluded.since_hour", error);
	done = query != NULL;
	if (query) {
		store_bind_integer(query, 1, since_hour);
		done = store_step(query, error) == STORE_DONE;
		store_reset(query);
	}
	if (done && store_run(store, "DELETE FROM resend_told", error) && store_commit(store, error))
		return true;
	store_rollback(store);
	return false;
}

bool rating_counts_totals(struct store *store, struct rating_totals *totals, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT ifnull(sum(max(counted - arrived, 0)), 0), ifnull(sum(max(arrived - counted, 0)), 0),"
		" (SELECT count(*) FROM rating_count_faults) FROM rating_gaps",
		error);
	bool found;

	*totals = (struct rating_totals){0};
	if (!query)
		return false;
	found = store_step(query, error) == STORE_ROW;
	if (found)
		*totals = (struct rating_totals){store_integer(query, 0), store_integer(query, 1), store_integer(query, 2)};
	store_reset(query);
	return found;
}

static void print_hour(FILE *to, int64_t hour)
{
	struct civil local;

	if (hour == RATING_HOUR_UNKNOWN) {
		fputs("an unknown hour", to);
		return;
	}
	local = civil_local(hour * HOUR_MS);
	fprintf(to, "%04d-%02d-%02d %02d:00", local.year, local.month, local.day, local.hour);
}

static void print_gap(FILE *to, struct store_query *query)
{
	int64_t counted = store_integer(query, 2), arrived = store_integer(query, 3);

	fprintf(to, STR_FMT "  " STR_FMT "  ", STR_ARG(store_text(query, 0)), STR_ARG(store_text(query, 5)));
	print_hour(to, store_integer(query, 1));
	if (!str_equal(store_text(query, 4), STR("")))
		fprintf(to, "  " STR_FMT "\n", STR_ARG(store_text(query, 4)));
	else if (arrived < counted)
		fprintf(to, "  counted %lld, came %lld: %lld lost\n", (long long)counted, (long long)arrived, (long long)(counted - arrived));
	else
		fprintf(to, "  counted %lld, came %lld: %lld too many, as from a copy of the device\n", (long long)counted, (long long)arrived,
			(long long)(arrived - counted));
}

bool rating_counts_report(struct store *store, FILE *to, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT device, hour, counted, arrived, '', ifnull((SELECT min(area) FROM ratings WHERE ratings.device = rating_gaps.device), '-')"
		" FROM rating_gaps UNION ALL"
		" SELECT device, hour, stored, 0, CASE fault WHEN 'signature' THEN 'a count of ' || stored || ' that is not signed by the device'"
		" ELSE 'a count of ' || stored || ' after a higher one, as from a copy of the device' END,"
		" ifnull((SELECT min(area) FROM ratings WHERE ratings.device = rating_count_faults.device), '-')"
		" FROM rating_count_faults ORDER BY 1, 2",
		error);
	enum store_step step;
	bool any = false;

	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		print_gap(to, query);
		any = true;
	}
	store_reset(query);
	if (step == STORE_DONE && !any)
		fputs("every rating that a device counted has come, once\n", to);
	return step == STORE_DONE;
}
