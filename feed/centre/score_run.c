#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/period.h"
#include "feed/centre/ranking.h"
#include "feed/centre/residents.h"
#include "feed/centre/score.h"

/* One scoring of one period: everything is read, computed, and written where it differs. */

struct scoring {
	struct centre *centre;
	struct arena *arena;
	struct error *error;
	const struct period *period;
	struct areas areas;
	struct ranking ranking;
	double variance; /* of one answer */
};

static struct standing *find(struct scoring *scoring, struct str area)
{
	uint32_t index = areas_find(&scoring->areas, area);

	return index == AREA_NONE ? NULL : ranking_find(&scoring->ranking, index);
}

static struct store_query *ask(struct scoring *scoring, const char *sql, struct str period)
{
	struct store_query *query = store_prepare(scoring->centre->store, sql, scoring->error);

	if (query)
		store_bind_text(query, 1, period);
	return query;
}

static bool read_scores(struct scoring *scoring)
{
	struct store_query *query =
		ask(scoring, "SELECT area, part, score FROM scores WHERE period = ?1", scoring->period->name);
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, scoring->error)) == STORE_ROW) {
		struct standing *standing = find(scoring, store_text(query, 0));
		enum ranking_part part =
			str_equal(store_text(query, 1), STR("system")) ? RANKING_SYSTEM : RANKING_SUBDISTRICT;

		if (!standing)
			continue;
		standing->parts[part].score = store_number(query, 2);
		standing->parts[part].present = true;
	}
	store_reset(query);
	return step == STORE_DONE;
}

static bool read_residents(struct scoring *scoring)
{
	struct store_query *query =
		ask(scoring, "SELECT area, answers, flagged, mean FROM residents WHERE period = ?1 AND service = ''",
			scoring->period->name);
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, scoring->error)) == STORE_ROW) {
		struct standing *standing = find(scoring, store_text(query, 0));

		if (!standing)
			continue;
		standing->few = store_integer(query, 1) < scoring->centre->settings.publish_min;
		if (standing->few)
			continue;
		standing->answers = store_integer(query, 1);
		standing->flagged = store_integer(query, 2);
		standing->parts[RANKING_RESIDENTS].score = store_number(query, 3);
		standing->parts[RANKING_RESIDENTS].present = true;
	}
	store_reset(query);
	return step == STORE_DONE;
}

static bool read_variance(struct scoring *scoring)
{
	struct store_query *query =
		ask(scoring, "SELECT variance FROM residents_spread WHERE period = ?1", scoring->period->name);
	enum store_step step;

	if (!query)
		return false;
	step = store_step(query, scoring->error);
	scoring->variance = step == STORE_ROW ? store_number(query, 0) : 0;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static bool read_previous(struct scoring *scoring)
{
	struct store_query *query = ask(scoring,
		"SELECT area, rank FROM ranking WHERE period = ?1 AND rank IS NOT NULL", scoring->period->previous);
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, scoring->error)) == STORE_ROW) {
		struct standing *standing = find(scoring, store_text(query, 0));

		if (standing)
			standing->previous_rank = (size_t)store_integer(query, 1);
	}
	store_reset(query);
	return step == STORE_DONE;
}

/* Row by row, and only what differs, so that the same figures keep their time. */
static const char write_sql[] =
	"INSERT INTO ranking (period, area, system, subdistrict_part, residents, score, low, high, rank, rank_best, "
	"rank_worst, "
	"  tier, state, answers, flagged, previous_rank) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) "
	"ON CONFLICT (period, area) DO UPDATE SET system = excluded.system, subdistrict_part = "
	"excluded.subdistrict_part, "
	"  residents = excluded.residents, score = excluded.score, low = excluded.low, high = excluded.high, "
	"  rank = excluded.rank, rank_best = excluded.rank_best, rank_worst = excluded.rank_worst, tier = "
	"excluded.tier, "
	"  state = excluded.state, answers = excluded.answers, flagged = excluded.flagged, "
	"  previous_rank = excluded.previous_rank "
	"WHERE (system, subdistrict_part, residents, score, low, high, rank, rank_best, rank_worst, tier, state, "
	"answers, "
	"  flagged, previous_rank) IS NOT (excluded.system, excluded.subdistrict_part, excluded.residents, "
	"excluded.score, "
	"  excluded.low, excluded.high, excluded.rank, excluded.rank_best, excluded.rank_worst, excluded.tier, "
	"  excluded.state, excluded.answers, excluded.flagged, excluded.previous_rank)";

static void bind_optional(struct store_query *query, int at, bool present, double value)
{
	if (present)
		store_bind_number(query, at, value);
	else
		store_bind_null(query, at);
}

static void bind_rank(struct store_query *query, int at, size_t rank)
{
	if (rank)
		store_bind_integer(query, at, (int64_t)rank);
	else
		store_bind_null(query, at);
}

static bool write_standing(struct scoring *scoring, const struct standing *standing)
{
	static const char *const tiers[] = {"excellent", "good", "average", "poor"};
	static const char *const states[] = {"firm", "provisional", "insufficient", "incomplete"};
	struct store_query *query = ask(scoring, write_sql, scoring->period->name);
	bool ranked = standing->rank > 0, written;

	if (!query)
		return false;
	store_bind_text(query, 2, scoring->areas.items[standing->area].id);
	for (int part = 0; part < RANKING_PARTS; part++)
		bind_optional(query, 3 + part, standing->parts[part].present, standing->points[part]);
	bind_optional(query, 6, ranked, standing->total);
	bind_optional(query, 7, ranked, standing->low);
	bind_optional(query, 8, ranked, standing->high);
	bind_rank(query, 9, standing->rank);
	bind_rank(query, 10, standing->rank_best);
	bind_rank(query, 11, standing->rank_worst);
	if (ranked)
		store_bind_text(query, 12, str_from(tiers[standing->tier]));
	else
		store_bind_null(query, 12);
	store_bind_text(query, 13, str_from(states[standing->state]));
	store_bind_integer(query, 14, standing->answers);
	store_bind_integer(query, 15, standing->flagged);
	bind_rank(query, 16, standing->previous_rank);
	written = store_step(query, scoring->error) == STORE_DONE;
	store_reset(query);
	return written;
}

/* A statement that may ask for :period and :now. */
static bool run(struct scoring *scoring, const char *sql, int64_t now_ms)
{
	struct store_query *query = store_prepare(scoring->centre->store, sql, scoring->error);
	bool done;

	if (!query)
		return false;
	if (store_parameter(query, ":period"))
		store_bind_text(query, store_parameter(query, ":period"), scoring->period->name);
	if (store_parameter(query, ":now"))
		store_bind_integer(query, store_parameter(query, ":now"), now_ms);
	done = store_step(query, scoring->error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool count_changes(struct scoring *scoring, int64_t *changes)
{
	struct store_query *query = store_prepare(scoring->centre->store, "SELECT total_changes()", scoring->error);
	bool counted;

	if (!query)
		return false;
	counted = store_step(query, scoring->error) == STORE_ROW;
	*changes = counted ? store_integer(query, 0) : 0;
	store_reset(query);
	return counted;
}

static bool write_rows(struct scoring *scoring)
{
	for (size_t i = 0; i < scoring->ranking.count; i++)
		if (!write_standing(scoring, &scoring->ranking.standings[i]))
			return false;
	return run(scoring,
		"DELETE FROM ranking WHERE period = :period AND area NOT IN (SELECT id FROM areas WHERE level = "
		"'community')",
		0);
}

static bool write_all(struct scoring *scoring)
{
	int64_t now_ms = scoring->centre->clock->wall_ms(scoring->centre->clock), before, after;

	if (!count_changes(scoring, &before) || !write_rows(scoring) || !count_changes(scoring, &after))
		return false;
	if (after > before &&
		!run(scoring, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', :now)", now_ms))
		return false;
	return run(scoring,
		"INSERT INTO period_state (period, state, scored_ms) VALUES (:period, 'open', :now) "
		"ON CONFLICT (period) DO UPDATE SET scored_ms = excluded.scored_ms",
		now_ms);
}

static bool score(struct scoring *scoring)
{
	const struct centre_settings *settings = &scoring->centre->settings;
	const struct ranking_rules rules = {
		.weights = {settings->weight_system, settings->weight_subdistrict, settings->weight_residents},
		.thresholds = {settings->tier_excellent, settings->tier_good, settings->tier_average},
		.min_answers = settings->min_answers,
	};

	if (scoring->period->frozen)
		return error_set(scoring->error, "period " STR_FMT " is frozen", STR_ARG(scoring->period->name));
	if (!derive_areas(scoring->centre, scoring->arena, &scoring->areas, scoring->error) ||
		!residents_update(scoring->centre, scoring->arena, &scoring->areas, scoring->period, scoring->error))
		return false;
	ranking_begin(&scoring->ranking, scoring->arena, &scoring->areas);
	if (!read_scores(scoring) || !read_residents(scoring) || !read_variance(scoring) || !read_previous(scoring))
		return false;
	ranking_seal(&scoring->ranking, &rules, scoring->variance);
	return write_all(scoring);
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
