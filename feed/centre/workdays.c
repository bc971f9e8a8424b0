#include "feed/centre/workdays.h"

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/scoring.h"

#define CALENDAR "ifnull((SELECT max(number) FROM imports WHERE kind = 'calendar'), 0)"

static bool run(struct centre *centre, const char *sql, struct str today, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	enum store_step step;

	if (!query)
		return false;
	if (store_parameter(query, "?1"))
		store_bind_text(query, 1, today);
	step = store_step(query, error);
	if (found)
		*found = step == STORE_ROW;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

/* Three years back and two ahead: what is older is overdue by its date alone. */
static bool fill(struct centre *centre, struct str today, struct error *error)
{
	return run(centre, "DELETE FROM workdays", today, NULL, error) &&
	       run(centre,
		       "INSERT OR REPLACE INTO workdays_span SELECT 1, date(?1, '-3 years'), date(?1, '+2 years'), " CALENDAR, today,
		       NULL, error) &&
	       run(centre,
		       "WITH RECURSIVE span(date) AS (SELECT first FROM workdays_span UNION ALL "
		       "SELECT date(date, '+1 day') FROM span WHERE date < (SELECT last FROM workdays_span)), "
		       "kind AS (SELECT span.date, CASE type WHEN 'holiday' THEN 0 WHEN 'makeup' THEN 1 "
		       "ELSE strftime('%w', span.date) NOT IN ('0', '6') END AS works FROM span LEFT JOIN calendar USING (date)) "
		       "INSERT INTO workdays SELECT date, works, sum(works) OVER (ORDER BY date) FROM kind",
		       today, NULL, error);
}

bool workdays_ready(struct centre *centre, struct error *error)
{
	struct arena arena;
	struct str today;
	bool ready, done;

	arena_init(&arena);
	today = scoring_today(centre, &arena);
	done = run(centre,
		"SELECT 1 FROM workdays_span WHERE first <= date(?1, '-2 years') AND last >= date(?1, '+1 year') AND calendar = " CALENDAR,
		today, &ready, error);
	if (done && !ready) {
		done = store_run(centre->store, "SAVEPOINT workdays", error);
		if (done && fill(centre, today, error))
			done = store_run(centre->store, "RELEASE workdays", error);
		else if (done)
			done = store_run(centre->store, "ROLLBACK TO workdays; RELEASE workdays", NULL) && false;
	}
	arena_finish(&arena);
	return done;
}
