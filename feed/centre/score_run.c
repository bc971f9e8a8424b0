#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/score.h"
#include "feed/centre/scoring.h"
#include "feed/centre/topics.h"

static bool score(struct scoring *scoring)
{
	if (scoring->period->frozen)
		return error_set(scoring->error, "period " STR_FMT " is frozen", STR_ARG(scoring->period->name));
	return scoring_read(scoring) && scoring_write(scoring) &&
	       topics_open(scoring->centre, scoring->period, scoring->error);
}

bool score_run(struct centre *centre, struct str name, struct error *error)
{
	struct arena arena;
	struct period period;
	struct scoring scoring = {.centre = centre, .arena = &arena, .error = error, .period = &period};
	bool scored = false;

	arena_init(&arena);
	if (period_find(centre->store, &arena, name, &period, error) == PERIOD_FOUND &&
		store_begin(centre->store, error)) {
		scoring.rules = centre_settings_rules(&centre->settings, period.first_day);
		scored = score(&scoring) && store_commit(centre->store, error);
		if (!scored)
			store_rollback(centre->store);
	}
	arena_finish(&arena);
	return scored;
}

bool score_run_all(struct centre *centre, struct error *error)
{
	struct arena arena;
	struct str *names;
	size_t count;
	bool scored;

	arena_init(&arena);
	scored = period_names(centre->store, &arena, &names, &count, error);
	for (size_t i = 0; scored && i < count; i++)
		scored = score_run(centre, names[i], error);
	arena_finish(&arena);
	return scored;
}
