#include "feed/centre/period.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/store.h"

static const char find_sql[] =
	"SELECT this.period, this.first_day, date(this.last_day, '+1 day'), "
	"  (SELECT period FROM periods AS before WHERE before.months = this.months "
	"    AND (before.kind = 'rolling') = (this.kind = 'rolling') "
	"    AND date(before.last_day, '+1 day') = iif(this.kind = 'rolling', date(this.last_day, 'start of month'), "
	"this.first_day)), "
	"  (SELECT state FROM period_state WHERE period_state.period = this.period), this.last_day, "
	"  (SELECT notice_until_ms FROM period_state WHERE period_state.period = this.period) "
	"FROM periods AS this "
	"WHERE this.period = ifnull(nullif(?1, ''), (SELECT period FROM open_period))";

static bool read_period(struct arena *arena, struct store_query *query, struct period *period)
{
	*period = (struct period){
		.name = str_copy(arena, store_text(query, 0)),
		.previous = str_copy(arena, store_text(query, 3)),
		.frozen = str_equal(store_text(query, 4), STR("frozen")),
		.noticed = str_equal(store_text(query, 4), STR("notice")),
		.notice_until_ms = store_integer(query, 6),
		.first_day = str_copy(arena, store_text(query, 1)),
		.last_day = str_copy(arena, store_text(query, 5)),
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
