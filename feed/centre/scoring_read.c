#include "feed/centre/scoring.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/residents.h"
#include "feed/centre/workdays.h"

/* Where the parts of a score come from. */

/* Of each standing while its sources are read. */
struct gathered {
	double items, points, marks, mark_weights;
	int64_t item_count;
};

struct sources {
	struct scoring *scoring;
	struct gathered *gathered; /* by standing */
};

/* Of the community that an area is or lies in; NULL for another area. */
static struct standing *find(struct scoring *scoring, struct str area)
{
	uint32_t index = areas_find(&scoring->areas, area);

	if (index != AREA_NONE)
		index = areas_up_to(&scoring->areas, index, STR("community"));
	return index == AREA_NONE ? NULL : ranking_find(&scoring->ranking, index);
}

static struct store_query *ask(struct scoring *scoring, const char *sql, struct str period)
{
	struct store_query *query = store_prepare(scoring->centre->store, sql, scoring->error);

	if (query)
		store_bind_text(query, 1, period);
	return query;
}

/* Calls take for each row whose first column is an area that is ranked. */
static bool each_row(struct sources *sources, struct store_query *query,
	void (*take)(struct sources *sources, struct store_query *query, struct standing *standing,
		struct gathered *gathered))
{
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, sources->scoring->error)) == STORE_ROW) {
		struct standing *standing = find(sources->scoring, store_text(query, 0));

		if (standing)
			take(sources, query, standing,
				&sources->gathered[standing - sources->scoring->ranking.standings]);
	}
	store_reset(query);
	return step == STORE_DONE;
}

static void take_score(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	enum ranking_part part = str_equal(store_text(query, 1), STR("system")) ? RANKING_SYSTEM : RANKING_SUBDISTRICT;

	(void)sources;
	(void)gathered;
	standing->parts[part].score = store_number(query, 2);
	standing->parts[part].present = true;
}

double scoring_item_points(const struct rules *rules, enum scoring_item ended, int64_t warnings)
{
	const double points[] = {rules->item_done, rules->item_late, rules->item_overdue};

	return fmax(0, points[ended] - rules->item_warning * (double)warnings);
}

static void take_item(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)standing;
	gathered->items += scoring_item_points(
		sources->scoring->rules, (enum scoring_item)store_integer(query, 1), store_integer(query, 2));
	gathered->item_count++;
}

static void take_points(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)sources;
	(void)standing;
	gathered->points += store_number(query, 1);
}

/* Where categories have weights, others count for nothing. */
static void take_mark(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	const struct rules_weights *categories = &sources->scoring->rules->categories;
	const double one = 1, *weight = categories->count ? rules_weight(categories, store_text(query, 1)) : &one;

	(void)standing;
	if (!weight)
		return;
	gathered->marks += *weight * store_number(query, 2);
	gathered->mark_weights += *weight;
}

static void take_veto(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)sources;
	(void)query;
	(void)gathered;
	standing->vetoed = true;
}

static void take_dark(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)sources;
	(void)gathered;
	standing->dark_hours = (standing->dark_hours > 0 ? standing->dark_hours : 0) + store_integer(query, 1);
}

static void take_residents(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)gathered;
	standing->few = store_integer(query, 1) < sources->scoring->centre->settings.publish_min;
	if (standing->few || store_integer(query, 1) == 0)
		return;
	standing->answers = store_integer(query, 1);
	standing->flagged = store_integer(query, 2);
	standing->parts[RANKING_RESIDENTS].score = store_number(query, 3);
	standing->parts[RANKING_RESIDENTS].present = true;
	standing->effective = store_number(query, 4);
}

static void take_previous(
	struct sources *sources, struct store_query *query, struct standing *standing, struct gathered *gathered)
{
	(void)sources;
	(void)gathered;
	standing->previous_rank = (size_t)store_integer(query, 1);
}

static double all_of(const struct rules_weights *weights)
{
	double sum = 0;

	for (size_t i = 0; i < weights->count; i++)
		sum += weights->items[i].weight;
	return sum;
}

/* Work items stand where the online system's own points do not; a mark by categories is whole only with all of them. */
static void join(struct sources *sources)
{
	double wanted = all_of(&sources->scoring->rules->categories);

	for (size_t i = 0; i < sources->scoring->ranking.count; i++) {
		struct gathered *gathered = &sources->gathered[i];
		struct score_part *system = &sources->scoring->ranking.standings[i].parts[RANKING_SYSTEM];
		struct score_part *marks = &sources->scoring->ranking.standings[i].parts[RANKING_SUBDISTRICT];

		if (!system->present && gathered->item_count)
			*system = (struct score_part){
				.score = gathered->items / (double)gathered->item_count, .present = true};
		if (system->present)
			system->score = fmin(fmax(system->score + gathered->points, 0), 100);
		if (gathered->mark_weights > 0)
			*marks = (struct score_part){.score = gathered->marks / gathered->mark_weights,
				.present = gathered->mark_weights > wanted - 1e-9};
	}
}

/* When a demo was filled; else the end of time. */
static int64_t demo_ms(struct centre *centre)
{
	struct store_query *query =
		centre->settings.demo ? store_prepare(centre->store, "SELECT min(time_ms) FROM source_time", NULL) : NULL;
	int64_t time_ms = INT64_MAX;

	if (query && store_step(query, NULL) == STORE_ROW && !store_is_null(query, 0))
		time_ms = store_integer(query, 0);
	if (query)
		store_reset(query);
	return time_ms;
}

struct str scoring_today(struct centre *centre, struct arena *arena)
{
	int64_t now_ms = centre->clock->wall_ms(centre->clock), demo = demo_ms(centre);
	struct civil today = civil_local(now_ms < demo ? now_ms : demo);

	return str_format(arena, "%04d-%02d-%02d", today.year, today.month, today.day);
}

static struct store_query *ask_days(struct scoring *scoring, const char *sql)
{
	struct store_query *query = ask(scoring, sql, scoring->period->first_day);

	if (query)
		store_bind_text(query, 2, scoring->period->last_day);
	return query;
}

static struct store_query *ask_items(struct scoring *scoring)
{
	struct store_query *query =
		ask_days(scoring, "SELECT area, ended, warnings FROM (" SCORING_ITEMS ") ORDER BY area, id");

	if (query)
		store_bind_text(query, 3, scoring_today(scoring->centre, scoring->arena));
	return query;
}

static bool read_system(struct sources *sources)
{
	struct scoring *scoring = sources->scoring;
	struct str period = scoring->period->name;

	return each_row(sources, ask(scoring, "SELECT area, part, score FROM scores WHERE period = ?1", period),
		       take_score) &&
	       each_row(sources, ask_items(scoring), take_item) &&
	       each_row(sources,
		       ask(scoring, "SELECT area, points FROM points WHERE period = ?1 ORDER BY area, id", period),
		       take_points) &&
	       each_row(sources,
		       ask(scoring, "SELECT area FROM vetoes WHERE period = ?1 AND state = 'in_force'", period),
		       take_veto);
}

static bool read_others(struct sources *sources)
{
	struct scoring *scoring = sources->scoring;

	return each_row(sources,
		       ask(scoring, "SELECT area, category, score FROM marks WHERE period = ?1", scoring->period->name),
		       take_mark) &&
	       each_row(sources,
		       ask(scoring,
			       "SELECT area, answers, flagged, mean, ifnull(effective, answers) FROM residents "
			       "WHERE period = ?1 AND service = ''",
			       scoring->period->name),
		       take_residents) &&
	       each_row(sources,
		       ask(scoring, "SELECT area, rank FROM ranking WHERE period = ?1 AND rank IS NOT NULL",
			       scoring->period->previous),
		       take_previous) &&
	       each_row(sources,
		       ask_days(scoring, "SELECT area, sum(open_hours - working_hours) FROM screens WHERE date BETWEEN "
					 "?1 AND ?2 GROUP BY area"),
		       take_dark);
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

bool scoring_read(struct scoring *scoring)
{
	struct sources sources = {.scoring = scoring};

	if (!workdays_ready(scoring->centre, scoring->error) ||
		!derive_areas(scoring->centre, scoring->arena, &scoring->areas, scoring->error) ||
		!residents_update(scoring->centre, scoring->arena, &scoring->areas, scoring->period, scoring->rules,
			scoring->error))
		return false;
	ranking_begin(&scoring->ranking, scoring->arena, &scoring->areas);
	sources.gathered = arena_array(scoring->arena, struct gathered, scoring->ranking.count);
	if (!read_system(&sources) || !read_others(&sources) || !read_variance(scoring))
		return false;
	join(&sources);
	ranking_seal(&scoring->ranking, scoring->rules, scoring->variance);
	return true;
}
