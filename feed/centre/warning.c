#include "feed/centre/warning.h"

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/centre/centre.h"
#include "feed/centre/gateway.h"
#include "feed/centre/item_kind.h"
#include "feed/centre/message.h"
#include "feed/centre/scoring.h"
#include "feed/centre/workdays.h"

static const char *const steps[] = {"first", "second", "escalation"};

/* base: workdays up to the day from which time runs, which is when it is due or was found not done properly. Warnings that an import tells
 * of are given already. What is older than the calendar goes by its date alone. */
static const char due_sql[] =
	"WITH dated AS ("
	"SELECT item_standing.*, now.number AS today, CASE WHEN fault_on IS NOT NULL THEN faulty.number WHEN due IS NULL THEN NULL "
	"ELSE ifnull(due_day.number, iif(due < :today, 0, 1000000000)) END AS base, "
	"first_day.number AS first_number, second_day.number AS second_number, progress_day.number AS progress_number "
	"FROM item_standing JOIN workdays AS now ON now.date = :today AND now.works LEFT JOIN workdays AS due_day ON due_day.date = due "
	"LEFT JOIN workdays AS faulty ON faulty.date = fault_on LEFT JOIN workdays AS first_day ON first_day.date = first_on "
	"LEFT JOIN workdays AS second_day ON second_day.date = second_on LEFT JOIN workdays AS progress_day ON progress_day.date = progress_on "
	"WHERE NOT done AND escalated_on IS NULL), "
	"stepping AS (SELECT *, CASE WHEN warnings = 0 THEN iif(today >= base - :first, 0, NULL) "
	"WHEN warnings = 1 THEN iif(today >= base + :second AND today > ifnull(first_number, 0), 1, NULL) "
	"WHEN state <> 'escalated' THEN iif(today >= base + :second + :escalate AND today >= ifnull(second_number, 0) + :escalate "
	"AND today >= ifnull(progress_number, -1000) + :escalate, 2, NULL) END AS step FROM dated) "
	"SELECT stepping.id, stepping.area, title_zh, ifnull(due, fault_on), warnings, step, name_zh FROM stepping JOIN areas ON areas.id = stepping.area "
	"WHERE step IS NOT NULL ORDER BY stepping.id";

struct step {
	struct str item, area, title, due, area_name;
	int64_t warnings;
	int which; /* enum gateway_step */
};

struct stepping {
	struct centre *centre;
	struct arena *arena;
	const struct gateway *gateway;
	struct str today;
	struct error *error;
	struct step *steps;
	size_t count;
};

static void bind_settings(const struct stepping *stepping, struct store_query *query)
{
	const struct centre_settings *settings = &stepping->centre->settings;

	store_bind_text(query, store_parameter(query, ":today"), stepping->today);
	store_bind_integer(query, store_parameter(query, ":first"), settings->warn_first);
	store_bind_integer(query, store_parameter(query, ":second"), settings->warn_second);
	store_bind_integer(query, store_parameter(query, ":escalate"), settings->warn_escalate);
}

static bool find_due(struct stepping *stepping)
{
	struct store_query *query = store_prepare(stepping->centre->store, due_sql, stepping->error);
	size_t capacity = 0;
	enum store_step step;

	if (!query)
		return false;
	bind_settings(stepping, query);
	while ((step = store_step(query, stepping->error)) == STORE_ROW) {
		stepping->steps = arena_grow(stepping->arena, stepping->steps, stepping->count, &capacity, sizeof(struct step));
		stepping->steps[stepping->count++] = (struct step){
			.item = str_copy(stepping->arena, store_text(query, 0)),
			.area = str_copy(stepping->arena, store_text(query, 1)),
			.title = str_copy(stepping->arena, store_text(query, 2)),
			.due = str_copy(stepping->arena, store_text(query, 3)),
			.warnings = store_integer(query, 4),
			.which = (int)store_integer(query, 5),
			.area_name = str_copy(stepping->arena, store_text(query, 6)),
		};
	}
	store_reset(query);
	return step == STORE_DONE;
}

/* again: a later day takes the place of an earlier one; else a second time is an error. */
static bool write_step(struct centre *centre, struct str item, struct str step, struct str today, bool again, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		again ? "INSERT OR REPLACE INTO item_steps (item, step, date) VALUES (?1, ?2, ?3)"
		      : "INSERT INTO item_steps (item, step, date) VALUES (?1, ?2, ?3)",
		error);
	bool done;

	if (!query)
		return false;
	store_bind_text(query, 1, item);
	store_bind_text(query, 2, step);
	store_bind_text(query, 3, today);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool take_step(struct stepping *stepping, const struct step *step)
{
	const struct gateway *gateway = stepping->gateway;
	const struct gateway_value values[] = {{"title", step->title}, {"area", step->area_name}, {"due", step->due},
		{"warnings", str_format(stepping->arena, "%lld", (long long)step->warnings)}, {"item", step->item}};
	bool told = gateway->present && (gateway->warnings || step->which == STEP_ESCALATION);

	return write_step(stepping->centre, step->item, str_from(steps[step->which]), stepping->today, false, stepping->error) &&
	       (!told || message_put(stepping->centre, step->item, str_from(steps[step->which]), step->area,
				 gateway_fill(stepping->arena, gateway->texts[step->which], values, sizeof(values) / sizeof(*values), NULL),
				 stepping->error));
}

/* The published table is as of the last change. */
static bool note_time(struct centre *centre, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "INSERT INTO source_time (kind, time_ms) VALUES ('items', ?1) "
		"ON CONFLICT (kind) DO UPDATE SET time_ms = max(time_ms, excluded.time_ms)", error);
	bool done;

	if (!query)
		return false;
	store_bind_integer(query, 1, centre->clock->wall_ms(centre->clock));
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return done;
}

static bool count_items(struct centre *centre, int64_t *count, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT count(*) FROM items", error);
	bool found = query && store_step(query, error) == STORE_ROW;

	if (found)
		*count = store_integer(query, 0);
	if (query)
		store_reset(query);
	return found;
}

static bool open_items(struct stepping *stepping, struct warning_report *report)
{
	struct item_kinds kinds;
	struct faults faults;
	int64_t before, after;

	faults_init(&faults, stepping->arena);
	if (!item_kinds_read(stepping->arena, stepping->centre->folder, &kinds, &faults))
		return error_set(stepping->error, STR_FMT ":%d:%d: found " STR_FMT ", expected " STR_FMT, STR_ARG(faults.items->file),
			faults.items->line, faults.items->column, STR_ARG(faults.items->found), STR_ARG(faults.items->expected));
	if (!count_items(stepping->centre, &before, stepping->error) || !item_kinds_open(stepping->centre, &kinds, stepping->error) ||
		!count_items(stepping->centre, &after, stepping->error))
		return false;
	report->opened = after - before;
	return true;
}

static bool run(struct stepping *stepping, FILE *to, struct warning_report *report)
{
	if (!workdays_ready(stepping->centre, stepping->error) || !open_items(stepping, report) || !find_due(stepping))
		return false;
	for (size_t i = 0; i < stepping->count; i++) {
		const struct step *step = &stepping->steps[i];

		if (!take_step(stepping, step))
			return false;
		report->steps[step->which]++;
		if (to)
			fprintf(to, "%s  " STR_FMT "  " STR_FMT "  " STR_FMT "  " STR_FMT "\n", steps[step->which], STR_ARG(step->item),
				STR_ARG(step->area_name), STR_ARG(step->title), STR_ARG(step->due));
	}
	return (report->opened == 0 && stepping->count == 0) || note_time(stepping->centre, stepping->error);
}

bool warning_step(struct centre *centre, const struct gateway *gateway, FILE *to, struct warning_report *report, struct error *error)
{
	struct arena arena;
	struct stepping stepping = {.centre = centre, .arena = &arena, .gateway = gateway, .error = error};
	bool done;

	*report = (struct warning_report){0};
	if (!store_begin(centre->store, error))
		return false;
	arena_init(&arena);
	stepping.today = scoring_today(centre, &arena);
	done = run(&stepping, to, report) && store_commit(centre->store, error);
	if (!done)
		store_rollback(centre->store);
	arena_finish(&arena);
	return done;
}

bool warning_note(struct centre *centre, struct str item, struct str what, bool *found, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT 1 FROM items WHERE id = ?1", error);
	struct arena arena;
	enum store_step step;
	bool done;

	if (!query)
		return false;
	store_bind_text(query, 1, item);
	step = store_step(query, error);
	*found = step == STORE_ROW;
	store_reset(query);
	if (!*found)
		return step == STORE_DONE;
	arena_init(&arena);
	done = write_step(centre, item, what, scoring_today(centre, &arena), true, error) && note_time(centre, error);
	arena_finish(&arena);
	return done;
}
