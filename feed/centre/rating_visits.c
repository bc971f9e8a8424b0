#include "feed/centre/rating_visits.h"

#include "feed/centre/store.h"
#include "feed/wire/tally.h"

enum { DAY_HOURS = 24 };

static bool run(struct store_query *query, struct error *error)
{
	bool done = store_step(query, error) == STORE_DONE;

	store_reset(query);
	return done;
}

static bool note_fault(struct store *store, const struct rating_visits *visits, struct error *error)
{
	struct store_query *query =
		store_prepare(store, "INSERT OR IGNORE INTO rating_count_faults VALUES (?1, ?2, ?3, 'signature')", error);

	if (!query)
		return false;
	store_bind_text(query, 1, visits->device);
	store_bind_integer(query, 2, visits->day * DAY_HOURS);
	store_bind_integer(query, 3, visits->shown);
	return run(query, error);
}

/* A day only grows; one that comes again, late or out of turn, changes nothing. */
static bool take(struct store *store, const struct rating_visits *visits, struct error *error)
{
	struct store_query *query;

	if (!tally_verify_visits(visits))
		return note_fault(store, visits, error);
	query = store_prepare(store,
		"INSERT INTO visits (device, area, day, shown, answered, abandoned, timed_out) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
		" ON CONFLICT (device, area, day) DO UPDATE SET shown = max(shown, excluded.shown), answered = max(answered, excluded.answered),"
		" abandoned = max(abandoned, excluded.abandoned), timed_out = max(timed_out, excluded.timed_out)",
		error);
	if (!query)
		return false;
	store_bind_text(query, 1, visits->device);
	store_bind_text(query, 2, visits->area);
	store_bind_integer(query, 3, visits->day);
	store_bind_integer(query, 4, visits->shown);
	store_bind_integer(query, 5, visits->answered);
	store_bind_integer(query, 6, visits->abandoned);
	store_bind_integer(query, 7, visits->timed_out);
	return run(query, error);
}

bool rating_visits_take(struct store *store, const struct rating_batch *batch, struct error *error)
{
	for (size_t i = 0; i < batch->visits_count; i++)
		if (!take(store, &batch->visits[i], error))
			return false;
	return true;
}

static bool is_few(int64_t count, int64_t least)
{
	return count > 0 && count < least;
}

/* A cell of few is left out, and with it the one that it could be reckoned from. */
static void print_month(FILE *to, struct store_query *query, int64_t least)
{
	int64_t shown = store_integer(query, 2), answered = store_integer(query, 3), abandoned = store_integer(query, 4),
		timed_out = store_integer(query, 5);

	fprintf(to, STR_FMT "\t" STR_FMT "\t", STR_ARG(store_text(query, 0)), STR_ARG(store_text(query, 1)));
	if (shown < least)
		fprintf(to, "fewer than %lld\n", (long long)least);
	else if (is_few(answered, least) || is_few(shown - answered, least))
		fprintf(to, "%lld\t-\t-\t-\t-\n", (long long)shown);
	else if (is_few(abandoned, least) || is_few(timed_out, least))
		fprintf(to, "%lld\t%lld\t-\t-\t%lld%%\n", (long long)shown, (long long)answered, (long long)(answered * 100 / shown));
	else
		fprintf(to, "%lld\t%lld\t%lld\t%lld\t%lld%%\n", (long long)shown, (long long)answered, (long long)abandoned, (long long)timed_out,
			(long long)(answered * 100 / shown));
}

bool rating_visits_report(struct store *store, int64_t least, FILE *to, struct error *error)
{
	struct store_query *query = store_prepare(store,
		"SELECT area, strftime('%Y-%m', day * 86400, 'unixepoch') AS month, sum(shown), sum(answered), sum(abandoned), sum(timed_out)"
		" FROM visits GROUP BY area, month ORDER BY area, month",
		error);
	enum store_step step;

	if (!query)
		return false;
	fputs("area\tmonth\tshown\tanswered\tabandoned\ttimed out\tresponse\n", to);
	while ((step = store_step(query, error)) == STORE_ROW)
		print_month(to, query, least);
	store_reset(query);
	return step == STORE_DONE;
}
