#include "feed/centre/period.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/store.h"

/* How long a period is tells a quarter from a month that ended on the same day. */
static const char find_sql[] =
	"WITH long AS (SELECT *, substr(last_day, 1, 4) * 12 + substr(last_day, 6, 2) "
	"  - substr(first_day, 1, 4) * 12 - substr(first_day, 6, 2) AS months FROM periods) "
	"SELECT this.period, this.first_day, date(this.last_day, '+1 day'), "
	"  (SELECT period FROM long AS before WHERE date(before.last_day, '+1 day') = this.first_day "
	"    AND before.months = this.months), "
	"  (SELECT state FROM period_state WHERE period_state.period = this.period) "
	"FROM long AS this "
	"WHERE this.period = ifnull(nullif(?1, ''), (SELECT period FROM open_period))";

static bool read_period(struct arena *arena, struct store_query *query, struct period *period)
{
	*period = (struct period){
		.name = str_copy(arena, store_text(query, 0)),
		.previous = str_copy(arena, store_text(query, 3)),
		.frozen = str_equal(store_text(query, 4), STR("frozen")),
	};
	return civil_parse(store_text(query, 1), &period->from_ms) &&
	       civil_parse(store_text(query, 2), &period->until_ms);
}

enum period_found period_find(
	struct store *store, struct arena *arena, struct str name, struct period *period, struct error *error)
{
	struct store_query *query = store_prepare(store, find_sql, error);
	enum period_found found = PERIOD_FAILED;
	enum store_step step;

	if (!query)
		return PERIOD_FAILED;
	store_bind_text(query, 1, name);
	step = store_step(query, error);
	if (step == STORE_ROW && !read_period(arena, query, period))
		error_set(error, "period " STR_FMT " has no days", STR_ARG(period->name));
	else if (step == STORE_ROW)
		found = PERIOD_FOUND;
	else if (step == STORE_DONE && name.length)
		error_set(error, "there are no scores of period " STR_FMT ": import them first", STR_ARG(name));
	else if (step == STORE_DONE)
		error_set(error, "there are no scores yet: import them first");
	store_reset(query);
	return step == STORE_DONE ? PERIOD_NONE : found;
}

bool period_names(struct store *store, struct arena *arena, struct str **names, size_t *count, struct error *error)
{
	struct store_query *query =
		store_prepare(store, "SELECT period FROM periods ORDER BY last_day, first_day", error);
	size_t capacity = 0;
	enum store_step step;

	*names = NULL;
	*count = 0;
	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		*names = arena_grow(arena, *names, *count, &capacity, sizeof(**names));
		(*names)[(*count)++] = str_copy(arena, store_text(query, 0));
	}
	store_reset(query);
	return step == STORE_DONE;
}
