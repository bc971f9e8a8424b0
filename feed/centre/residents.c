#include "feed/centre/residents.h"

#include <string.h>

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/residents_further.h"
#include "feed/centre/score.h"
#include "feed/model/rating.h"

enum { HOUR_MS = 3600 * 1000 };

/* What is told of one community and service. */
struct cell {
	const struct residents_answers *answers; /* of all services: the sum of those that weigh */
	uint32_t community;                      /* index into areas */
	int64_t count, flagged;
	double mean, effective;
	int64_t published; /* answers in what was told last; 0 never */
	bool moves;
};

struct residents {
	struct centre *centre;
	struct store *store;
	struct arena *arena; /* of one community */
	const struct areas *areas;
	const struct period *period;
	const struct centre_settings *settings;
	const struct rules *rules;
	struct error *error;
	struct residents_answers *answers; /* of one community */
	size_t count;
	bool moved; /* something was told */
};

static void add(struct residents_answers *to, const struct residents_answers *from)
{
	for (int i = 0; i < RULES_LEVELS; i++) {
		to->counts[i] += from->counts[i];
		to->flagged[i] += from->flagged[i];
	}
}

static int64_t sum_of(const int64_t counts[RULES_LEVELS])
{
	int64_t sum = 0;

	for (int i = 0; i < RULES_LEVELS; i++)
		sum += counts[i];
	return sum;
}

static struct cell cell_of(
	uint32_t community, const struct residents_answers *answers, const struct residents_mean *mean)
{
	return (struct cell){
		.answers = answers,
		.community = community,
		.count = mean->answers,
		.flagged = sum_of(answers->flagged),
		.mean = mean->mean,
		.effective = mean->effective,
	};
}

static bool read_published(struct residents *residents, struct cell *cell)
{
	struct store_query *query = store_prepare(residents->store,
		"SELECT answers FROM residents WHERE period = ?1 AND area = ?2 AND service = ?3", residents->error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, residents->period->name);
	store_bind_text(query, 2, residents->areas->items[cell->community].id);
	store_bind_text(query, 3, cell->answers->service);
	step = store_step(query, residents->error);
	cell->published = step == STORE_ROW ? store_integer(query, 0) : 0;
	if (cell->published < residents->settings->publish_min)
		cell->published = 0;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static bool is_due(const struct residents *residents, const struct cell *cell)
{
	return cell->published ? cell->count - cell->published >= residents->settings->publish_min_new
			       : cell->count >= residents->settings->publish_min;
}

/* Answers of services that stay as they were could be told from the total and the others where they are too few. */
static bool rest_is_safe(const struct residents *residents, const struct cell *cells, size_t count)
{
	int64_t rest = 0, least = residents->settings->publish_min_new;

	for (size_t i = 0; i < count; i++) {
		if (cells[i].moves || !cells[i].answers->weighs)
			continue;
		rest += cells[i].count - cells[i].published;
		if (cells[i].count && !cells[i].published)
			least = residents->settings->publish_min;
	}
	return rest == 0 || rest >= least;
}

static struct cell *smallest_mover(struct cell *cells, size_t count)
{
	struct cell *smallest = NULL;

	for (size_t i = 0; i < count; i++)
		if (cells[i].moves && cells[i].answers->weighs && (!smallest || cells[i].count < smallest->count))
			smallest = &cells[i];
	return smallest;
}

static void choose(struct residents *residents, struct cell *cells, size_t count)
{
	struct cell *held;

	for (size_t i = 0; i < count; i++)
		cells[i].moves = is_due(residents, &cells[i]);
	while (!rest_is_safe(residents, cells, count) && (held = smallest_mover(cells, count)))
		held->moves = false;
}

static int64_t satisfied_of(const struct residents *residents, const struct cell *cell)
{
	int64_t satisfied = 0;

	for (int level = residents->rules->satisfied_from; level <= LEVEL_BEST; level++)
		satisfied += cell->answers->counts[level - LEVEL_WORST];
	return satisfied;
}

/* Reasons and further answers move with the count that they belong to. */
static bool tell_further(struct residents *residents, const struct cell *cell)
{
	const struct residents_further further = {
		.store = residents->store,
		.arena = residents->arena,
		.period = residents->period->name,
		.area = residents->areas->items[cell->community].id,
		.service = cell->answers->service,
		.from_hour = (residents->period->from_ms + HOUR_MS - 1) / HOUR_MS,
		.until_hour = (residents->period->until_ms + HOUR_MS - 1) / HOUR_MS,
		.least = residents->settings->publish_min,
	};

	return residents_further_tell(&further, residents->error);
}

static bool tell(struct residents *residents, const struct cell *cell)
{
	struct store_query *query = store_prepare(residents->store,
		"INSERT OR REPLACE INTO residents (period, area, service, answers, flagged, mean, satisfied, "
		"effective) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		residents->error);
	bool told;

	if (!query)
		return false;
	store_bind_text(query, 1, residents->period->name);
	store_bind_text(query, 2, residents->areas->items[cell->community].id);
	store_bind_text(query, 3, cell->answers->service);
	store_bind_integer(query, 4, cell->count);
	store_bind_integer(query, 5, cell->flagged);
	store_bind_number(query, 6, cell->mean);
	store_bind_integer(query, 7, satisfied_of(residents, cell));
	store_bind_number(query, 8, cell->effective);
	told = store_step(query, residents->error) == STORE_DONE;
	store_reset(query);
	return told && (cell->count < residents->settings->publish_min || tell_further(residents, cell));
}

static bool tell_services(struct residents *residents, uint32_t community)
{
	struct cell *cells = arena_array(residents->arena, struct cell, residents->count);

	for (size_t i = 0; i < residents->count; i++) {
		struct residents_mean mean = residents_service_mean(&residents->answers[i], residents->rules, false);

		cells[i] = cell_of(community, &residents->answers[i], &mean);
		if (!read_published(residents, &cells[i]))
			return false;
	}
	choose(residents, cells, residents->count);
	for (size_t i = 0; i < residents->count; i++)
		if (cells[i].moves && !tell(residents, &cells[i]))
			return false;
	return true;
}

static bool tell_community(struct residents *residents, uint32_t community, const struct residents_answers *all)
{
	struct residents_mean mean = residents_mean_of(residents->answers, residents->count, residents->rules, false);
	struct cell total = cell_of(community, all, &mean);

	if (!read_published(residents, &total))
		return false;
	total.moves = is_due(residents, &total);
	if (!total.moves)
		return total.published || tell(residents, &total); /* so few are noted, and no table tells them */
	residents->moved = true;
	return tell_services(residents, community) && tell(residents, &total);
}

/* From which the variance within communities comes. */
static bool keep_sums(struct residents *residents, uint32_t community, const struct residents_answers *all)
{
	struct store_query *query = store_prepare(residents->store,
		"INSERT OR REPLACE INTO sums (period, area, answers, total, squares) VALUES (?1, ?2, ?3, ?4, ?5)",
		residents->error);
	double total = 0, squares = 0;
	bool kept;

	if (!query)
		return false;
	for (int i = 0; i < RULES_LEVELS; i++) {
		total += (double)all->counts[i] * residents->rules->level[i];
		squares += (double)all->counts[i] * residents->rules->level[i] * residents->rules->level[i];
	}
	store_bind_text(query, 1, residents->period->name);
	store_bind_text(query, 2, residents->areas->items[community].id);
	store_bind_integer(query, 3, sum_of(all->counts));
	store_bind_number(query, 4, total);
	store_bind_number(query, 5, squares);
	kept = store_step(query, residents->error) == STORE_DONE;
	store_reset(query);
	return kept;
}

static bool update_community(struct residents *residents, uint32_t community)
{
	struct residents_answers all = {.service = STR(""), .weighs = true};

	if (!residents_read(residents->centre, residents->arena, residents->areas, community, residents->period,
		    residents->rules, &residents->answers, &residents->count, residents->error))
		return false;
	if (residents->count == 0)
		return true;
	for (size_t i = 0; i < residents->count; i++)
		if (residents->answers[i].weighs)
			add(&all, &residents->answers[i]);
	return keep_sums(residents, community, &all) && tell_community(residents, community, &all);
}

/* A statement that may ask for :period, :zone, :first, :last, :areas_ms and :rules. */
static enum store_step run(struct residents *residents, const char *sql, struct str rules)
{
	struct store_query *query = store_prepare(residents->store, sql, residents->error);
	const struct {
		const char *name;
		struct str value;
	} texts[] = {
		{":period", residents->period->name},
		{":zone", str_from(residents->settings->timezone)},
		{":first", residents->period->first_day},
		{":last", residents->period->last_day},
		{":rules", rules},
	};
	enum store_step step;

	if (!query)
		return STORE_FAILED;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (store_parameter(query, texts[i].name))
			store_bind_text(query, store_parameter(query, texts[i].name), texts[i].value);
	step = store_step(query, residents->error);
	store_reset(query);
	return step;
}

/* Once in the life of a store, or where its clock moved to another zone. */
static bool count_anew(struct residents *residents)
{
	enum store_step step = run(residents, "SELECT 1 FROM tally_zone WHERE zone = :zone", STR(""));

	if (step != STORE_DONE)
		return step == STORE_ROW;
	return run(residents, "DELETE FROM tally", STR("")) == STORE_DONE &&
	       run(residents,
		       "INSERT INTO tally SELECT area, strftime('%Y-%m', hour * 3600, 'unixepoch', 'localtime') AS "
		       "month, "
		       "service, level, doubts <> 0 AS flagged, count(*) FROM ratings NOT INDEXED WHERE hour IS NOT NULL "
		       "GROUP BY area, month, service, level, flagged",
		       STR("")) == STORE_DONE &&
	       run(residents, "DELETE FROM summed_periods", STR("")) == STORE_DONE &&
	       run(residents, "INSERT OR REPLACE INTO tally_zone (only, zone) VALUES (1, :zone)", STR("")) ==
		       STORE_DONE;
}

#define AREAS_MS "ifnull((SELECT time_ms FROM source_time WHERE kind = 'areas'), 0)"

/* Whether the sums of the period were made with today's tree and rules. */
static enum store_step find_sums(struct residents *residents, struct str rules)
{
	return run(residents,
		"SELECT 1 FROM summed_periods WHERE period = :period AND rules = :rules AND areas_ms = " AREAS_MS,
		rules);
}

static bool begin_sums(struct residents *residents, struct str rules)
{
	return run(residents, "DELETE FROM sums WHERE period = :period", rules) == STORE_DONE &&
	       run(residents,
		       "INSERT OR REPLACE INTO summed_periods (period, first_month, last_month, areas_ms, rules) "
		       "VALUES (:period, substr(:first, 1, 7), substr(:last, 1, 7), " AREAS_MS ", :rules)",
		       rules) == STORE_DONE;
}

static bool read_moves(struct residents *residents, bool *due)
{
	struct store_query *query =
		store_prepare(residents->store, "SELECT area FROM summed_moves WHERE period = ?1", residents->error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, residents->period->name);
	while ((step = store_step(query, residents->error)) == STORE_ROW) {
		uint32_t area = areas_find(residents->areas, store_text(query, 0));

		if (area != AREA_NONE)
			area = areas_up_to(residents->areas, area, STR("community"));
		if (area != AREA_NONE)
			due[area] = true;
	}
	store_reset(query);
	return step == STORE_DONE;
}

static void mark_all(const struct areas *areas, bool *due)
{
	for (uint32_t i = 0; i < areas->count; i++)
		due[i] = str_equal(areas->items[i].level, STR("community"));
}

/* The variance of one answer within communities, each by its degrees of freedom. */
static bool tell_spread(struct residents *residents)
{
	return run(residents,
		       "INSERT INTO residents_spread (period, answers, variance) "
		       "SELECT :period, ifnull(sum(answers), 0), "
		       "  ifnull(sum(iif(answers > 1, max(squares - total * total / answers, 0), 0)) / "
		       "nullif(sum(max(answers - 1, 0)), 0), 0) "
		       "FROM sums WHERE period = :period "
		       "ON CONFLICT (period) DO UPDATE SET answers = excluded.answers, variance = excluded.variance",
		       STR("")) == STORE_DONE;
}

static bool update_due(struct residents *residents, const bool *due)
{
	bool updated = true;

	for (uint32_t i = 0; updated && i < residents->areas->count; i++) {
		if (!due[i])
			continue;
		arena_clear(residents->arena);
		updated = update_community(residents, i);
	}
	return updated;
}

static bool update(struct residents *residents, struct arena *arena)
{
	bool *due = arena_array(arena, bool, residents->areas->count);
	struct str rules = rules_text(arena, residents->rules, false);
	enum store_step summed;

	if (!count_anew(residents) || (summed = find_sums(residents, rules)) == STORE_FAILED)
		return false;
	if (summed == STORE_DONE)
		mark_all(residents->areas, due);
	if (!(summed == STORE_DONE ? begin_sums(residents, rules) : read_moves(residents, due)))
		return false;
	return update_due(residents, due) && (!residents->moved || tell_spread(residents)) &&
	       run(residents, "DELETE FROM summed_moves WHERE period = :period", rules) == STORE_DONE;
}

bool residents_update(struct centre *centre, struct arena *arena, const struct areas *areas,
	const struct period *period, const struct rules *rules, struct error *error)
{
	struct arena scratch;
	struct residents residents = {
		.centre = centre,
		.store = centre->store,
		.arena = &scratch,
		.areas = areas,
		.period = period,
		.settings = &centre->settings,
		.rules = rules,
		.error = error,
	};
	bool updated;

	arena_init(&scratch);
	updated = update(&residents, arena);
	arena_finish(&scratch);
	return updated;
}
