#include "feed/centre/explain.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/residents.h"
#include "feed/centre/scoring.h"
#include "feed/centre/stat.h"

/* One explanation as it grows. */
struct growing {
	struct explaining *explaining;
	struct explanation *explanation;
	size_t capacity;
	bool failed;
	/* of the ranking's row */
	double total, residents_mean, residents_score, effective;
	bool ranked, told;
};

static struct explain_row *add(
	struct growing *growing, enum explain_kind kind, double value, double weight, double points)
{
	struct explanation *explanation = growing->explanation;

	explanation->rows = arena_grow(growing->explaining->arena, explanation->rows, explanation->count,
		&growing->capacity, sizeof(*explanation->rows));
	explanation->rows[explanation->count] =
		(struct explain_row){.kind = kind, .value = value, .weight = weight, .points = points};
	return &explanation->rows[explanation->count++];
}

static double number_of(struct store_query *query, int column)
{
	return store_is_null(query, column) ? NAN : store_number(query, column);
}

static struct label label_of(struct arena *arena, struct store_query *query, int column)
{
	struct label label;

	for (int language = 0; language < LANGUAGE_COUNT; language++)
		label.text[language] = str_copy(arena, store_text(query, column + language));
	return label;
}

static struct label same_in_all(struct str text)
{
	return (struct label){{text, text, text, text}};
}

static struct store_query *ask(struct growing *growing, const char *sql, struct str first, struct str second)
{
	struct store_query *query = store_prepare(growing->explaining->centre->store, sql, growing->explaining->error);

	growing->failed = growing->failed || !query;
	if (!query)
		return NULL;
	store_bind_text(query, 1, first);
	store_bind_text(query, 2, second);
	return query;
}

static bool next(struct growing *growing, struct store_query *query)
{
	enum store_step step = query ? store_step(query, growing->explaining->error) : STORE_DONE;

	growing->failed = growing->failed || (step != STORE_ROW && step != STORE_DONE);
	if (step != STORE_ROW && query)
		store_reset(query);
	return step == STORE_ROW;
}

static void add_place(struct growing *growing, struct store_query *query)
{
	struct arena *arena = growing->explaining->arena;

	growing->ranked = !store_is_null(query, 1);
	growing->total = store_number(query, 0);
	add(growing, EXPLAIN_TOTAL, NAN, NAN, number_of(query, 0));
	if (growing->ranked) {
		add(growing, EXPLAIN_INTERVAL, NAN, NAN, NAN)->label =
			same_in_all(str_format(arena, "%.1f – %.1f", store_number(query, 4), store_number(query, 5)));
		add(growing, EXPLAIN_RANK, store_number(query, 1), NAN, NAN);
		add(growing, EXPLAIN_RANK_SPAN, NAN, NAN, NAN)->label = same_in_all(str_format(
			arena, "%lld – %lld", (long long)store_integer(query, 2), (long long)store_integer(query, 3)));
		if (!store_is_null(query, 6))
			add(growing, EXPLAIN_PREVIOUS, store_number(query, 6), NAN, NAN);
		add(growing, EXPLAIN_TIER, NAN, NAN, NAN)->id = str_copy(arena, store_text(query, 7));
	}
	add(growing, EXPLAIN_STATE, NAN, NAN, NAN)->id = str_copy(arena, store_text(query, 8));
}

static void add_items(struct growing *growing, uint32_t community)
{
	struct explaining *explaining = growing->explaining;
	struct store_query *query = ask(growing, "SELECT * FROM (" SCORING_ITEMS ") ORDER BY id",
		explaining->period.first_day, explaining->period.last_day);

	if (query)
		store_bind_text(query, 3, scoring_today(explaining->centre, explaining->arena));
	while (next(growing, query)) {
		uint32_t area = areas_find(&explaining->areas, store_text(query, 1));
		struct explain_row *row;

		if (area == AREA_NONE || !areas_within(&explaining->areas, area, community))
			continue;
		row = add(growing, EXPLAIN_ITEM,
			scoring_item_points(&explaining->rules, (enum scoring_item)store_integer(query, 2),
				store_integer(query, 3)),
			NAN, NAN);
		row->id = str_copy(explaining->arena, store_text(query, 0));
		row->label = label_of(explaining->arena, query, 4);
	}
}

static bool add_imported(struct growing *growing, const char *source, const char *sql)
{
	struct store_query *query = ask(growing, sql, growing->explaining->period.name, growing->explanation->area);
	bool found = next(growing, query);

	if (found) {
		add(growing, EXPLAIN_IMPORTED, store_number(query, 0), NAN, NAN)->id = str_from(source);
		store_reset(query);
	}
	return found;
}

static void add_reasons(struct growing *growing, enum explain_kind kind, const char *sql)
{
	struct store_query *query = ask(growing, sql, growing->explaining->period.name, growing->explanation->area);

	while (next(growing, query)) {
		struct explain_row *row = add(growing, kind, number_of(query, 1), NAN, NAN);

		row->id = str_copy(growing->explaining->arena, store_text(query, 0));
		row->label = label_of(growing->explaining->arena, query, 2);
	}
}

static void add_part(struct growing *growing, enum explain_kind kind, double score, double weight, double points)
{
	const struct rules *rules = &growing->explaining->rules;
	double all = rules->weight_system + rules->weight_subdistrict + rules->weight_residents;

	add(growing, kind, score, weight / all, points);
}

static void add_system(struct growing *growing, double score, double points, uint32_t community)
{
	add_part(growing, EXPLAIN_SYSTEM, score, growing->explaining->rules.weight_system, points);
	if (!add_imported(growing, "scores: system",
		    "SELECT score FROM scores WHERE period = ?1 AND area = ?2 AND part = 'system'"))
		add_items(growing, community);
	add_reasons(growing, EXPLAIN_POINTS,
		"SELECT id, points, reason_zh, reason_ug, reason_kk, reason_en FROM points WHERE period = ?1 AND area "
		"= ?2 ORDER BY id");
}

static size_t add_categories(struct growing *growing)
{
	const struct rules_weights *categories = &growing->explaining->rules.categories;
	struct store_query *query =
		ask(growing, "SELECT category, score FROM marks WHERE period = ?1 AND area = ?2 ORDER BY category",
			growing->explaining->period.name, growing->explanation->area);
	size_t count = 0;

	while (next(growing, query)) {
		const double *weight = rules_weight(categories, store_text(query, 0));
		struct explain_row *row = add(growing, EXPLAIN_MARK, store_number(query, 1),
			categories->count ? (weight ? *weight : 0) : NAN, NAN);

		row->id = str_copy(growing->explaining->arena, store_text(query, 0));
		count++;
	}
	return count;
}

static void add_subdistrict(struct growing *growing, double score, double points, double mark, uint32_t community)
{
	struct explaining *explaining = growing->explaining;
	uint32_t subdistrict = areas_up_to(&explaining->areas, community, STR("subdistrict"));
	const struct explain_marks *all = &explaining->marks[explaining->areas.count];

	add_part(growing, EXPLAIN_SUBDISTRICT, score, explaining->rules.weight_subdistrict, points);
	if (add_categories(growing) == 0)
		add_imported(growing, "scores: subdistrict",
			"SELECT score FROM scores WHERE period = ?1 AND area = ?2 AND part = 'subdistrict'");
	if (explaining->rules.marks != MARKS_CENTRED || isnan(mark))
		return;
	add(growing, EXPLAIN_GIVEN, mark, NAN, NAN);
	if (subdistrict != AREA_NONE) {
		struct explain_row *row = add(growing, EXPLAIN_NEIGHBOURS,
			explaining->marks[subdistrict].sum / explaining->marks[subdistrict].count, NAN, NAN);

		row->label = explaining->areas.items[subdistrict].name;
		row->id = explaining->areas.items[subdistrict].id;
	}
	add(growing, EXPLAIN_ALL_MARKS, all->sum / all->count, NAN, NAN);
}

/* Answers that came since nothing was told are not told here either: current says that there are none. */
static void add_levels(struct growing *growing, const struct residents_answers *all, bool current)
{
	bool blanked[RULES_LEVELS];

	stat_suppress(all->counts, RULES_LEVELS, growing->explaining->centre->settings.publish_min, blanked);
	for (int level = RULES_LEVELS - 1; level >= 0; level--)
		add(growing, EXPLAIN_LEVEL, blanked[level] || !current ? NAN : (double)all->counts[level],
			growing->explaining->rules.level[level], NAN)
			->id = str_format(growing->explaining->arena, "%d", level + 1);
}

static void add_services(struct growing *growing)
{
	struct explaining *explaining = growing->explaining;
	struct store_query *query = ask(growing,
		"SELECT service, answers, mean FROM residents WHERE period = ?1 AND area = ?2 AND service <> '' AND "
		"answers >= ?3 "
		"ORDER BY service",
		explaining->period.name, growing->explanation->area);

	if (query)
		store_bind_integer(query, 3, explaining->centre->settings.publish_min);
	while (next(growing, query)) {
		struct explain_row *row =
			add(growing, EXPLAIN_SERVICE, store_number(query, 2), store_number(query, 1), NAN);

		row->id = str_copy(explaining->arena, store_text(query, 0));
	}
}

/* What the total would be if nothing were flagged: its own mean moves, what all have in common stays. */
static void add_with_flagged(struct growing *growing, const struct residents_answers *answers, size_t count)
{
	const struct explaining *explaining = growing->explaining;
	const struct rules *rules = &explaining->rules;
	double all = rules->weight_system + rules->weight_subdistrict + rules->weight_residents;
	struct residents_mean mean = residents_mean_of(answers, count, rules, true);
	double own = explaining->variance > 0 && mean.answers
			     ? explaining->between / (explaining->between + explaining->variance / mean.effective)
			     : 1;
	double score = explaining->mean + own * (mean.mean - explaining->mean);

	add(growing, EXPLAIN_WITH_FLAGGED, mean.mean, (double)mean.answers,
		growing->ranked ? growing->total + (score - growing->residents_score) * rules->weight_residents / all
				: NAN);
}

static void add_answers(struct growing *growing, uint32_t community, int64_t answers, int64_t flagged)
{
	struct explaining *explaining = growing->explaining;
	struct residents_answers *services, all = {.service = STR("")};
	int64_t counted = 0;
	size_t count;

	add(growing, EXPLAIN_MEAN, growing->residents_mean, NAN, NAN);
	add(growing, EXPLAIN_ANSWERS, (double)answers, NAN, NAN);
	if (!residents_read(explaining->centre, explaining->arena, &explaining->areas, community, &explaining->period,
		    &explaining->rules, &services, &count, explaining->error)) {
		growing->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		for (int level = 0; services[i].weighs && level < RULES_LEVELS; level++) {
			all.counts[level] += services[i].counts[level];
			counted += services[i].counts[level];
		}
	add_levels(growing, &all, counted == answers);
	add_services(growing);
	add(growing, EXPLAIN_ALL_MEANS, explaining->mean, NAN, NAN);
	add(growing, EXPLAIN_FLAGGED, (double)flagged, NAN, NAN);
	if (counted == answers && (flagged >= explaining->centre->settings.publish_min || flagged == 0))
		add_with_flagged(growing, services, count);
}

static void add_all(struct growing *growing, struct store_query *query, uint32_t community)
{
	const struct explaining *explaining = growing->explaining;
	struct {
		double system, subdistrict, residents, system_points, subdistrict_points, residents_points, mark,
			reliability, veto, dark;
		int64_t answers, flagged;
	} row = {number_of(query, 9), number_of(query, 10), number_of(query, 11), number_of(query, 12),
		number_of(query, 13), number_of(query, 14), number_of(query, 15), number_of(query, 17),
		number_of(query, 18), number_of(query, 19), store_integer(query, 20), store_integer(query, 21)};

	growing->residents_mean = number_of(query, 16);
	growing->residents_score = row.residents;
	add_place(growing, query);
	store_reset(query);
	add_system(growing, row.system, row.system_points, community);
	add_subdistrict(growing, row.subdistrict, row.subdistrict_points, row.mark, community);
	add_part(growing, EXPLAIN_RESIDENTS, row.residents, explaining->rules.weight_residents, row.residents_points);
	if (!isnan(row.residents)) {
		add_answers(growing, community, row.answers, row.flagged);
		add(growing, EXPLAIN_RELIABILITY, row.reliability, NAN, NAN);
	}
	add_reasons(growing, EXPLAIN_VETO,
		"SELECT id, NULL, reason_zh, reason_ug, reason_kk, reason_en FROM vetoes WHERE period = ?1 AND area = "
		"?2 AND "
		"state = 'in_force' ORDER BY id");
	if (!isnan(row.veto))
		add(growing, EXPLAIN_VETO, NAN, NAN, -row.veto);
	if (!isnan(row.dark))
		add(growing, EXPLAIN_DARK, row.dark, NAN, NAN);
}

static bool explain_live(struct explaining *explaining, uint32_t community, struct explanation *explanation)
{
	struct growing growing = {.explaining = explaining, .explanation = explanation};
	struct store_query *query = ask(&growing,
		"SELECT score, rank, rank_best, rank_worst, low, high, previous_rank, tier, state, system_score, "
		"subdistrict_score, "
		"residents_score, system, subdistrict_part, residents, subdistrict_mark, residents_mean, reliability, "
		"veto, dark_hours, "
		"answers, flagged FROM ranking WHERE period = ?1 AND area = ?2",
		explaining->period.name, explanation->area);

	if (!next(&growing, query))
		return growing.failed ? false
				      : error_set(explaining->error, "period " STR_FMT " ranks no community " STR_FMT,
						STR_ARG(explaining->period.name), STR_ARG(explanation->area));
	add_all(&growing, query, community);
	return !growing.failed;
}

static bool explain_frozen(struct explaining *explaining, struct explanation *explanation, bool *found)
{
	struct growing growing = {.explaining = explaining, .explanation = explanation};
	struct store_query *query = ask(&growing, "SELECT terms FROM frozen_terms WHERE period = ?1 AND area = ?2",
		explaining->period.name, explanation->area);

	*found = next(&growing, query);
	if (*found && !explain_read(explaining->arena, store_text(query, 0), explanation))
		growing.failed =
			!error_set(explaining->error, "centre.db: what explains a frozen period cannot be read");
	if (*found)
		store_reset(query);
	return !growing.failed;
}

static void add_later(struct explaining *explaining, struct explanation *explanation, bool *failed)
{
	struct growing growing = {
		.explaining = explaining, .explanation = explanation, .capacity = explanation->count, .failed = false};
	struct store_query *query = ask(&growing,
		"SELECT id, term, ifnull(outcome, 'open'), evidence, ifnull(answer, '') FROM objections WHERE period = "
		"?1 AND area = ?2 "
		"ORDER BY raised_ms, id",
		explaining->period.name, explanation->area);
	struct arena *arena = explaining->arena;

	while (next(&growing, query)) {
		struct explain_row *row = add(&growing, EXPLAIN_OBJECTION, NAN, NAN, NAN);

		row->id = str_copy(arena, store_text(query, 0));
		row->label = same_in_all(str_format(arena, STR_FMT ": " STR_FMT " — " STR_FMT " " STR_FMT,
			STR_ARG(store_text(query, 1)), STR_ARG(store_text(query, 3)), STR_ARG(store_text(query, 2)),
			STR_ARG(store_text(query, 4))));
	}
	query = ask(&growing,
		"SELECT score_before, score_after, rank_before, rank_after, reason FROM corrections WHERE period = ?1 "
		"AND area = ?2 "
		"ORDER BY corrected_ms",
		explaining->period.name, explanation->area);
	while (next(&growing, query)) {
		struct explain_row *row =
			add(&growing, EXPLAIN_CORRECTION, number_of(query, 0), NAN, number_of(query, 1));

		row->label = same_in_all(str_format(arena, "%lld → %lld: " STR_FMT, (long long)store_integer(query, 2),
			(long long)store_integer(query, 3), STR_ARG(store_text(query, 4))));
	}
	*failed = growing.failed;
}

static bool read_marks(struct explaining *explaining)
{
	struct store_query *query = store_prepare(explaining->centre->store,
		"SELECT area, subdistrict_mark FROM ranking WHERE period = ?1 AND subdistrict_mark IS NOT NULL",
		explaining->error);
	enum store_step step;

	explaining->marks = arena_array(explaining->arena, struct explain_marks, explaining->areas.count + 1);
	if (!query)
		return false;
	store_bind_text(query, 1, explaining->period.name);
	while ((step = store_step(query, explaining->error)) == STORE_ROW) {
		uint32_t area = areas_find(&explaining->areas, store_text(query, 0));
		uint32_t subdistrict =
			area == AREA_NONE ? AREA_NONE : areas_up_to(&explaining->areas, area, STR("subdistrict"));

		for (int all = 0; all < 2; all++) {
			struct explain_marks *marks = &explaining->marks[all ? explaining->areas.count : subdistrict];

			if (!all && subdistrict == AREA_NONE)
				continue;
			marks->sum += store_number(query, 1);
			marks->count++;
		}
	}
	store_reset(query);
	return step == STORE_DONE;
}

static bool read_common(struct explaining *explaining)
{
	struct store_query *query = store_prepare(explaining->centre->store,
		"SELECT rules, (SELECT ifnull(between_communities, 0) FROM residents_spread WHERE period = ?1), "
		"(SELECT ifnull(mean, 0) FROM residents_spread WHERE period = ?1), "
		"(SELECT variance FROM residents_spread WHERE period = ?1) FROM period_state WHERE period = ?1",
		explaining->error);
	enum store_step step;
	bool read = true;

	if (!query)
		return false;
	store_bind_text(query, 1, explaining->period.name);
	step = store_step(query, explaining->error);
	if (step == STORE_DONE)
		error_set(explaining->error,
			"period " STR_FMT " is not scored yet: hallfeed score DIR --period " STR_FMT,
			STR_ARG(explaining->period.name), STR_ARG(explaining->period.name));
	explaining->rules = *centre_settings_rules(&explaining->centre->settings, explaining->period.first_day);
	if (step == STORE_ROW) {
		explaining->between = store_number(query, 1);
		explaining->mean = store_number(query, 2);
		explaining->variance = store_number(query, 3);
		if (!store_is_null(query, 0) &&
			!rules_read(explaining->arena, store_text(query, 0), &explaining->rules))
			read = error_set(explaining->error, "centre.db: the rules of a period cannot be read");
	}
	store_reset(query);
	return read && step == STORE_ROW;
}

bool explain_begin(struct explaining *explaining, struct centre *centre, struct arena *arena,
	const struct period *period, struct error *error)
{
	*explaining = (struct explaining){.centre = centre, .arena = arena, .error = error, .period = *period};
	return derive_areas(centre, arena, &explaining->areas, error) && read_common(explaining) &&
	       read_marks(explaining);
}

bool explain_terms(struct explaining *explaining, struct str area, struct explanation *explanation)
{
	uint32_t community = areas_find(&explaining->areas, area);
	bool found = false;

	if (community == AREA_NONE)
		return error_set(explaining->error, "there is no area " STR_FMT, STR_ARG(area));
	*explanation = (struct explanation){
		.area = explaining->areas.items[community].id, .name = explaining->areas.items[community].name};
	if (explaining->period.frozen && !explain_frozen(explaining, explanation, &found))
		return false;
	return found || explain_live(explaining, community, explanation);
}

bool explain_area(struct explaining *explaining, struct str area, struct explanation *explanation)
{
	bool failed = true;

	if (explain_terms(explaining, area, explanation))
		add_later(explaining, explanation, &failed);
	return !failed;
}
