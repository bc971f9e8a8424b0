#include "feed/centre/judgement.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/explain.h"
#include "feed/centre/score.h"
#include "feed/centre/scoring.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

/* A statement with texts as ?2 and on; ?1 is now. */
static bool run(struct centre *centre, const char *sql, const struct str *texts, size_t count, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	bool done;

	if (!query)
		return false;
	store_bind_integer(query, 1, centre->clock->wall_ms(centre->clock));
	for (size_t i = 0; i < count; i++)
		store_bind_text(query, (int)i + 2, texts[i]);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool count(struct centre *centre, const char *sql, struct str text, int64_t *number, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	bool counted;

	if (!query)
		return false;
	store_bind_text(query, 1, text);
	counted = store_step(query, error) == STORE_ROW;
	*number = counted ? store_integer(query, 0) : 0;
	store_reset(query);
	return counted;
}

bool judgement_open(struct centre *centre, struct str period, struct error *error)
{
	if (!period_name_is_good(period))
		return error_set(error,
			"found period \"" STR_FMT "\", expected one like 2018, 2018-H2, 2018-Q3, 2018-10 or 2018-10R3",
			STR_ARG(period));
	return run(centre, "INSERT OR IGNORE INTO period_state (period, state, scored_ms) VALUES (?2, 'open', ?1)",
		&period, 1, error);
}

bool judgement_notice(struct centre *centre, const struct period *period, int64_t days, struct error *error)
{
	struct store_query *query;
	bool noted;

	if (period->frozen)
		return error_set(error, "period " STR_FMT " is frozen", STR_ARG(period->name));
	if (!score_run(centre, period->name, error))
		return false;
	query = store_prepare(centre->store,
		"UPDATE period_state SET state = 'notice', notice_until_ms = ?1 WHERE period = ?2", error);
	if (!query)
		return false;
	store_bind_integer(query, 1, centre->clock->wall_ms(centre->clock) + days * DAY_MS);
	store_bind_text(query, 2, period->name);
	noted = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return noted;
}

static bool may_freeze(struct centre *centre, const struct period *period, struct error *error)
{
	struct arena arena;
	int64_t open;
	bool may = false;

	arena_init(&arena);
	if (period->frozen)
		error_set(error, "period " STR_FMT " is frozen already", STR_ARG(period->name));
	else if (!period->noticed)
		error_set(error, "period " STR_FMT " was under no public notice: hallfeed period notice first",
			STR_ARG(period->name));
	else if (centre->clock->wall_ms(centre->clock) < period->notice_until_ms)
		error_set(error, "period " STR_FMT " is under public notice until " STR_FMT, STR_ARG(period->name),
			STR_ARG(civil_format_utc(&arena, period->notice_until_ms)));
	else if (count(centre, "SELECT count(*) FROM objections WHERE period = ?1 AND outcome IS NULL", period->name,
			 &open, error))
		may = open == 0 ||
		      error_set(error, "period " STR_FMT ": %lld objections have no answer: hallfeed objection list",
			      STR_ARG(period->name), (long long)open);
	arena_finish(&arena);
	return may;
}

static bool keep_terms(struct centre *centre, struct arena *arena, const struct period *period, struct error *error)
{
	struct explaining explaining;
	struct arena page;
	bool kept = explain_begin(&explaining, centre, arena, period, error);

	arena_init(&page);
	explaining.arena = &page;
	for (uint32_t i = 0; kept && i < explaining.areas.count; i++) {
		struct explanation explanation;
		struct str texts[3];

		if (!str_equal(explaining.areas.items[i].level, STR("community")))
			continue;
		arena_clear(&page);
		kept = explain_terms(&explaining, explaining.areas.items[i].id, &explanation);
		if (!kept)
			break;
		texts[0] = period->name;
		texts[1] = explanation.area;
		texts[2] = explain_write(&page, &explanation);
		kept = run(centre,
			"INSERT OR REPLACE INTO frozen_terms (period, area, terms) VALUES (iif(?1, ?2, ?2), ?3, ?4)",
			texts, 3, error);
	}
	arena_finish(&page);
	return kept;
}

static bool freeze(struct centre *centre, struct arena *arena, const struct period *period, struct error *error)
{
	return keep_terms(centre, arena, period, error) &&
	       run(centre, "UPDATE period_state SET state = 'frozen', frozen_ms = ?1 WHERE period = ?2", &period->name,
		       1, error) &&
	       run(centre, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', ?1)", NULL, 0, error);
}

bool judgement_freeze(struct centre *centre, const struct period *period, struct error *error)
{
	struct arena arena;
	bool frozen;

	if (!may_freeze(centre, period, error) || !store_begin(centre->store, error))
		return false;
	arena_init(&arena);
	frozen = freeze(centre, &arena, period, error) && store_commit(centre->store, error);
	if (!frozen)
		store_rollback(centre->store);
	arena_finish(&arena);
	return frozen;
}

/* Notes what a standing would be instead, where that differs. */
static bool note_correction(
	struct scoring *scoring, const struct standing *standing, struct str reason, int64_t *changes)
{
	static const char *const tiers[] = {"excellent", "good", "average", "poor"};
	struct centre *centre = scoring->centre;
	struct store_query *query = store_prepare(centre->store,
		"INSERT INTO corrections (period, area, corrected_ms, score_before, score_after, rank_before, "
		"rank_after, tier_before, "
		"tier_after, reason) SELECT period, area, ?3, score, ?4, rank, ?5, tier, ?6, ?7 FROM ranking "
		"WHERE period = ?1 AND area = ?2 AND (round(score, 6), rank, tier) IS NOT (round(?4, 6), ?5, ?6) "
		"RETURNING 1",
		scoring->error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, scoring->period->name);
	store_bind_text(query, 2, scoring->areas.items[standing->area].id);
	store_bind_integer(query, 3, centre->clock->wall_ms(centre->clock));
	if (standing->rank) {
		store_bind_number(query, 4, standing->total);
		store_bind_integer(query, 5, (int64_t)standing->rank);
		store_bind_text(query, 6, str_from(tiers[standing->tier]));
	}
	store_bind_text(query, 7, reason);
	while ((step = store_step(query, scoring->error)) == STORE_ROW)
		++*changes;
	store_reset(query);
	return step == STORE_DONE;
}

/* Everything as it would be now; what a scoring notes on its way is taken back, so that the period itself stays. */
static bool reckon(struct scoring *scoring)
{
	bool reckoned = store_begin(scoring->centre->store, scoring->error) && scoring_read(scoring);

	store_rollback(scoring->centre->store);
	return reckoned;
}

static bool note_all(struct scoring *scoring, struct str reason, int64_t *changes)
{
	struct centre *centre = scoring->centre;

	for (size_t i = 0; i < scoring->ranking.count; i++)
		if (!note_correction(scoring, &scoring->ranking.standings[i], reason, changes))
			return false;
	return run(centre, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', ?1)", NULL, 0,
		scoring->error);
}

static bool correct(struct scoring *scoring, struct str reason, int64_t *changes)
{
	struct centre *centre = scoring->centre;

	if (!reckon(scoring) || !store_begin(centre->store, scoring->error))
		return false;
	if (note_all(scoring, reason, changes) && store_commit(centre->store, scoring->error))
		return true;
	store_rollback(centre->store);
	return false;
}

bool judgement_correct(
	struct centre *centre, const struct period *period, struct str reason, int64_t *changes, struct error *error)
{
	struct arena arena;
	struct explaining explaining;
	struct scoring scoring = {
		.centre = centre, .arena = &arena, .error = error, .period = period, .rules = &explaining.rules};
	bool corrected;

	*changes = 0;
	if (!period->frozen)
		return error_set(
			error, "period " STR_FMT " is not frozen: hallfeed score moves it", STR_ARG(period->name));
	arena_init(&arena);
	corrected = explain_begin(&explaining, centre, &arena, period, error) && correct(&scoring, reason, changes);
	arena_finish(&arena);
	return corrected;
}

bool judgement_object(
	struct centre *centre, const struct period *period, const struct objection *objection, struct error *error)
{
	const struct str texts[] = {objection->id, period->name, objection->area, objection->term, objection->evidence};
	int64_t known;

	if (!period->noticed)
		return error_set(error, "period " STR_FMT " is under no public notice: objections are heard during it",
			STR_ARG(period->name));
	if (!count(centre, "SELECT count(*) FROM ranking WHERE area = ?1", objection->area, &known, error))
		return false;
	if (known == 0)
		return error_set(error, "no ranking holds a community " STR_FMT, STR_ARG(objection->area));
	return run(centre,
		       "INSERT INTO objections (raised_ms, id, period, area, term, evidence) VALUES (?1, ?2, ?3, ?4, "
		       "?5, ?6)",
		       texts, 5, error) &&
	       run(centre, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', ?1)", NULL, 0, error);
}

bool judgement_answer(
	struct centre *centre, struct str id, bool upheld, struct str answer, bool *found, struct error *error)
{
	const struct str texts[] = {id, upheld ? STR("upheld") : STR("dismissed"), answer};
	int64_t open;

	if (!count(centre, "SELECT count(*) FROM objections WHERE id = ?1 AND outcome IS NULL", id, &open, error))
		return false;
	*found = open > 0;
	return !*found ||
	       (run(centre, "UPDATE objections SET answered_ms = ?1, outcome = ?3, answer = ?4 WHERE id = ?2", texts, 3,
			error) &&
		       run(centre, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', ?1)", NULL, 0,
			       error));
}
