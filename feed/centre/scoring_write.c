#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/scoring.h"

/* Row by row, and only what differs, so that the same figures keep their time. */
static const char write_sql[] =
	"INSERT INTO ranking (period, area, system, subdistrict_part, residents, score, low, high, "
	"rank, rank_best, rank_worst, tier, state, answers, flagged, previous_rank, system_score, "
	"subdistrict_score, residents_score, subdistrict_mark, residents_mean, reliability, error, "
	"veto, dark_hours) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
	"?20, ?21, ?22, ?23, ?24, ?25) "
	"ON CONFLICT (period, area) DO UPDATE SET system = excluded.system, "
	"subdistrict_part = excluded.subdistrict_part, residents = excluded.residents, "
	"score = excluded.score, low = excluded.low, high = excluded.high, rank = excluded.rank, "
	"rank_best = excluded.rank_best, rank_worst = excluded.rank_worst, tier = excluded.tier, "
	"state = excluded.state, answers = excluded.answers, flagged = excluded.flagged, "
	"previous_rank = excluded.previous_rank, system_score = excluded.system_score, "
	"subdistrict_score = excluded.subdistrict_score, residents_score = excluded.residents_score, "
	"subdistrict_mark = excluded.subdistrict_mark, residents_mean = excluded.residents_mean, "
	"reliability = excluded.reliability, error = excluded.error, veto = excluded.veto, "
	"dark_hours = excluded.dark_hours "
	"WHERE (system, subdistrict_part, residents, score, low, high, rank, rank_best, rank_worst, "
	"tier, state, answers, flagged, previous_rank, system_score, subdistrict_score, "
	"residents_score, subdistrict_mark, residents_mean, reliability, error, veto, dark_hours"
	") IS NOT (excluded.system, excluded.subdistrict_part, excluded.residents, excluded.score, "
	"excluded.low, excluded.high, excluded.rank, excluded.rank_best, excluded.rank_worst, "
	"excluded.tier, excluded.state, excluded.answers, excluded.flagged, excluded.previous_rank, "
	"excluded.system_score, excluded.subdistrict_score, excluded.residents_score, "
	"excluded.subdistrict_mark, excluded.residents_mean, excluded.reliability, excluded.error, "
	"excluded.veto, excluded.dark_hours)";

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

static void bind_parts(struct store_query *query, const struct standing *standing)
{
	const double before[RANKING_PARTS] = {0, standing->subdistrict_mark, standing->residents_mean};

	for (int part = 0; part < RANKING_PARTS; part++) {
		bool present = standing->parts[part].present;

		bind_optional(query, 3 + part, present, standing->points[part]);
		bind_optional(query, 17 + part, present, standing->parts[part].score);
		if (part != RANKING_SYSTEM)
			bind_optional(query, 19 + part, present, before[part]);
	}
	bind_optional(query, 22, standing->parts[RANKING_RESIDENTS].present, standing->reliability);
}

static void bind_place(struct store_query *query, const struct standing *standing)
{
	static const char *const tiers[] = {"excellent", "good", "average", "poor"};
	static const char *const states[] = {"firm", "provisional", "insufficient", "incomplete"};
	bool ranked = standing->rank > 0;

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
	bind_optional(query, 23, ranked, standing->error);
}

static bool write_standing(struct scoring *scoring, const struct standing *standing)
{
	struct store_query *query = store_prepare(scoring->centre->store, write_sql, scoring->error);
	bool written;

	if (!query)
		return false;
	store_bind_text(query, 1, scoring->period->name);
	store_bind_text(query, 2, scoring->areas.items[standing->area].id);
	bind_parts(query, standing);
	bind_place(query, standing);
	store_bind_integer(query, 14, standing->answers);
	store_bind_integer(query, 15, standing->flagged);
	bind_rank(query, 16, standing->previous_rank);
	bind_optional(query, 24, standing->vetoed, standing->veto);
	if (standing->dark_hours >= 0)
		store_bind_integer(query, 25, standing->dark_hours);
	else
		store_bind_null(query, 25);
	written = store_step(query, scoring->error) == STORE_DONE;
	store_reset(query);
	return written;
}

/* A statement that may ask for :period, :kind, :rules and :now. */
static bool run(struct scoring *scoring, const char *sql, int64_t now_ms)
{
	struct store_query *query = store_prepare(scoring->centre->store, sql, scoring->error);
	bool done;

	if (!query)
		return false;
	if (store_parameter(query, ":period"))
		store_bind_text(query, store_parameter(query, ":period"), scoring->period->name);
	if (store_parameter(query, ":kind"))
		store_bind_text(
			query, store_parameter(query, ":kind"), period_kind_name(scoring->centre->settings.period));
	if (store_parameter(query, ":rules"))
		store_bind_text(
			query, store_parameter(query, ":rules"), rules_text(scoring->arena, scoring->rules, false));
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

static bool write_spread(struct scoring *scoring)
{
	struct store_query *query = store_prepare(scoring->centre->store,
		"UPDATE residents_spread SET between_communities = ?2, mean = ?3 WHERE period = ?1", scoring->error);
	bool written;

	if (!query)
		return false;
	store_bind_text(query, 1, scoring->period->name);
	store_bind_number(query, 2, scoring->ranking.spread.between);
	store_bind_number(query, 3, scoring->ranking.spread.mean);
	written = store_step(query, scoring->error) == STORE_DONE;
	store_reset(query);
	return written;
}

bool scoring_write(struct scoring *scoring)
{
	int64_t now_ms = scoring->centre->clock->wall_ms(scoring->centre->clock), before, after;

	if (!count_changes(scoring, &before) || !write_rows(scoring) || !count_changes(scoring, &after))
		return false;
	if (after > before &&
		!run(scoring, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('ranking', :now)", now_ms))
		return false;
	return write_spread(scoring) &&
	       run(scoring, "INSERT OR REPLACE INTO shown_kind (only, kind) VALUES (1, :kind)", now_ms) &&
	       run(scoring,
		       "INSERT INTO period_state (period, state, scored_ms, rules) VALUES (:period, 'open', :now, "
		       ":rules) "
		       "ON CONFLICT (period) DO UPDATE SET scored_ms = excluded.scored_ms, rules = excluded.rules",
		       now_ms);
}
