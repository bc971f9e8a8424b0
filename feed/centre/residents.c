#include "feed/centre/residents.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/score.h"
#include "feed/model/rating.h"

enum { HOUR_MS = 3600 * 1000 };

/* Answers of one community to one service. */
struct cell {
	uint32_t community; /* index into areas */
	struct str service; /* empty: all of them */
	int64_t counts[SCORE_LEVELS];
	int64_t flagged;
	struct score_summary summary;
	int64_t published; /* answers in what was told last; 0 never */
	bool moves;
};

struct residents {
	struct store *store;
	struct arena *arena;
	const struct areas *areas;
	const struct period *period;
	const struct centre_settings *settings;
	struct error *error;
	struct cell *cells;
	size_t count, capacity;
};

static void take_count(struct residents *residents, struct store_query *query)
{
	uint32_t area = areas_find(residents->areas, store_text(query, 0)), community;
	int64_t level = store_integer(query, 2), count = store_integer(query, 4);
	struct cell *cell;

	community = area == AREA_NONE ? AREA_NONE : areas_up_to(residents->areas, area, STR("community"));
	if (community == AREA_NONE)
		return;
	residents->cells =
		arena_grow(residents->arena, residents->cells, residents->count, &residents->capacity, sizeof(*cell));
	cell = &residents->cells[residents->count++];
	*cell = (struct cell){.community = community, .service = str_copy(residents->arena, store_text(query, 1))};
	if (store_integer(query, 3))
		cell->flagged = count;
	else
		cell->counts[level - LEVEL_WORST] = count;
}

static bool read_counts(struct residents *residents)
{
	struct store_query *query = store_prepare(residents->store,
		"SELECT area, service, level, doubts <> 0 AS flagged, count(*) FROM ratings WHERE hour >= ?1 AND hour "
		"< ?2 "
		"GROUP BY area, service, level, flagged",
		residents->error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_integer(query, 1, (residents->period->from_ms + HOUR_MS - 1) / HOUR_MS);
	store_bind_integer(query, 2, (residents->period->until_ms + HOUR_MS - 1) / HOUR_MS);
	while ((step = store_step(query, residents->error)) == STORE_ROW)
		take_count(residents, query);
	store_reset(query);
	return step == STORE_DONE;
}

static int by_community_and_service(const void *left, const void *right)
{
	const struct cell *a = left, *b = right;

	if (a->community != b->community)
		return a->community < b->community ? -1 : 1;
	return str_compare(a->service, b->service);
}

static void add(struct cell *to, const struct cell *from)
{
	for (int i = 0; i < SCORE_LEVELS; i++)
		to->counts[i] += from->counts[i];
	to->flagged += from->flagged;
}

/* One cell for each community and service. */
static void merge(struct residents *residents)
{
	size_t kept = 0;

	if (residents->count == 0)
		return;
	qsort(residents->cells, residents->count, sizeof(*residents->cells), by_community_and_service);
	for (size_t i = 1; i < residents->count; i++)
		if (by_community_and_service(&residents->cells[kept], &residents->cells[i]) == 0)
			add(&residents->cells[kept], &residents->cells[i]);
		else
			residents->cells[++kept] = residents->cells[i];
	residents->count = kept + 1;
	for (size_t i = 0; i < residents->count; i++)
		residents->cells[i].summary = score_summary_of(residents->cells[i].counts, score_level_values);
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
	store_bind_text(query, 3, cell->service);
	step = store_step(query, residents->error);
	cell->published = step == STORE_ROW ? store_integer(query, 0) : 0;
	if (cell->published < residents->settings->publish_min)
		cell->published = 0;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static bool is_due(const struct residents *residents, const struct cell *cell)
{
	return cell->published ? cell->summary.answers - cell->published >= residents->settings->publish_min_new
			       : cell->summary.answers >= residents->settings->publish_min;
}

/* Answers of services that stay as they were could be told from the total and the others where they are too few. */
static bool rest_is_safe(const struct residents *residents, const struct cell *cells, size_t count)
{
	int64_t rest = 0, least = residents->settings->publish_min_new;

	for (size_t i = 0; i < count; i++) {
		if (cells[i].moves)
			continue;
		rest += cells[i].summary.answers - cells[i].published;
		if (cells[i].summary.answers && !cells[i].published)
			least = residents->settings->publish_min;
	}
	return rest == 0 || rest >= least;
}

static struct cell *smallest_mover(struct cell *cells, size_t count)
{
	struct cell *smallest = NULL;

	for (size_t i = 0; i < count; i++)
		if (cells[i].moves && (!smallest || cells[i].summary.answers < smallest->summary.answers))
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

static int64_t satisfied_of(const struct cell *cell)
{
	int64_t satisfied = 0;

	for (int level = LEVEL_SATISFIED; level <= LEVEL_BEST; level++)
		satisfied += cell->counts[level - LEVEL_WORST];
	return satisfied;
}

static bool tell(struct residents *residents, const struct cell *cell)
{
	struct store_query *query = store_prepare(residents->store,
		"INSERT OR REPLACE INTO residents (period, area, service, answers, flagged, mean, satisfied) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		residents->error);
	bool told;

	if (!query)
		return false;
	store_bind_text(query, 1, residents->period->name);
	store_bind_text(query, 2, residents->areas->items[cell->community].id);
	store_bind_text(query, 3, cell->service);
	store_bind_integer(query, 4, cell->summary.answers);
	store_bind_integer(query, 5, cell->flagged);
	store_bind_number(query, 6, cell->summary.mean);
	store_bind_integer(query, 7, satisfied_of(cell));
	told = store_step(query, residents->error) == STORE_DONE;
	store_reset(query);
	return told;
}

/* The services of one community, which begin at cells[0]. */
static bool update_community(struct residents *residents, struct cell *cells, size_t count, struct cell *total)
{
	*total = (struct cell){.community = cells[0].community, .service = STR("")};
	for (size_t i = 0; i < count; i++) {
		add(total, &cells[i]);
		if (!read_published(residents, &cells[i]))
			return false;
	}
	total->summary = score_summary_of(total->counts, score_level_values);
	if (!read_published(residents, total))
		return false;
	total->moves = is_due(residents, total);
	if (!total->moves)
		return total->published || tell(residents, total); /* so few are noted, and no table tells them */
	choose(residents, cells, count);
	for (size_t i = 0; i < count; i++)
		if (cells[i].moves && !tell(residents, &cells[i]))
			return false;
	return tell(residents, total);
}

static bool tell_spread(struct residents *residents, const struct score_summary *totals, size_t count)
{
	struct store_query *query = store_prepare(residents->store,
		"INSERT OR REPLACE INTO residents_spread (period, answers, variance) VALUES (?1, ?2, ?3)",
		residents->error);
	int64_t answers = 0;
	bool told;

	if (!query)
		return false;
	for (size_t i = 0; i < count; i++)
		answers += totals[i].answers;
	store_bind_text(query, 1, residents->period->name);
	store_bind_integer(query, 2, answers);
	store_bind_number(query, 3, score_pooled_variance(totals, count));
	told = store_step(query, residents->error) == STORE_DONE;
	store_reset(query);
	return told;
}

static bool update_all(struct residents *residents)
{
	struct score_summary *totals = arena_array(residents->arena, struct score_summary, residents->count);
	size_t communities = 0, from, until;
	bool moved = false;

	for (from = 0; from < residents->count; from = until) {
		struct cell total;

		until = from + 1;
		while (until < residents->count &&
			residents->cells[until].community == residents->cells[from].community)
			until++;
		if (!update_community(residents, &residents->cells[from], until - from, &total))
			return false;
		totals[communities++] = total.summary;
		moved = moved || total.moves;
	}
	return !moved || tell_spread(residents, totals, communities);
}

bool residents_update(struct centre *centre, struct arena *arena, const struct areas *areas,
	const struct period *period, struct error *error)
{
	struct residents residents = {
		.store = centre->store,
		.arena = arena,
		.areas = areas,
		.period = period,
		.settings = &centre->settings,
		.error = error,
	};

	if (!read_counts(&residents))
		return false;
	merge(&residents);
	return update_all(&residents);
}
