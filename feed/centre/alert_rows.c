#include "feed/centre/alerts.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"

/* Rows of the store as what halls are to show, and as what officers read. */

#define COLUMNS \
	"id, status, severity, urgency, certainty, response, event, areas, headline_zh, headline_ug, headline_kk, headline_en," \
	" instruction_zh, instruction_ug, instruction_kk, instruction_en, raised_ms, expires_ms, cleared_ms, clear_until_ms"

enum { AT_AREAS = 7, AT_HEADLINE = 8, AT_INSTRUCTION = 12, AT_RAISED = 16, AT_EXPIRES, AT_CLEARED, AT_CLEAR_UNTIL };

static void read_areas(struct arena *arena, struct str text, struct alert *alert)
{
	struct str rest = str_copy(arena, text), area;

	alert->areas = arena_array(arena, struct str, ALERT_AREAS_MAX);
	while (alert->area_count < ALERT_AREAS_MAX && str_next(&rest, ',', &area))
		alert->areas[alert->area_count++] = area;
}

/* What was written here was read from these same words. */
static void read_terms(struct store_query *query, struct alert *alert)
{
	REQUIRE(alert_status_find(store_text(query, 1), &alert->status));
	REQUIRE(alert_severity_find(store_text(query, 2), &alert->severity));
	REQUIRE(alert_urgency_find(store_text(query, 3), &alert->urgency));
	REQUIRE(alert_certainty_find(store_text(query, 4), &alert->certainty));
	REQUIRE(alert_response_find(store_text(query, 5), &alert->response));
	REQUIRE(alert_event_find(store_text(query, 6), &alert->event));
}

static void read_row(struct arena *arena, struct store_query *query, struct alert *alert)
{
	*alert = (struct alert){.id = str_copy(arena, store_text(query, 0)),
		.sent_ms = store_integer(query, AT_RAISED),
		.expires_ms = store_integer(query, AT_EXPIRES)};
	read_terms(query, alert);
	read_areas(arena, store_text(query, AT_AREAS), alert);
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		alert->headline.text[language] = str_copy(arena, store_text(query, AT_HEADLINE + language));
		alert->instruction.text[language] = str_copy(arena, store_text(query, AT_INSTRUCTION + language));
	}
	if (store_is_null(query, AT_CLEARED))
		return;
	alert->message = ALERT_CANCEL;
	alert->references = alert->id;
	alert->id = str_format(arena, STR_FMT ".clear", STR_ARG(alert->references));
	alert->sent_ms = store_integer(query, AT_CLEARED);
	alert->expires_ms = store_integer(query, AT_CLEAR_UNTIL);
}

static bool add(struct centre *centre, struct arena *arena, const char *sql, size_t most, struct alerts *alerts,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	enum store_step step = STORE_FAILED;

	if (!query)
		return false;
	store_bind_integer(query, 1, centre->clock->wall_ms(centre->clock));
	store_bind_integer(query, 2, (int64_t)most);
	while (alerts->count < ALERTS_MAX && (step = store_step(query, error)) == STORE_ROW)
		read_row(arena, query, &alerts->items[alerts->count++]);
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE || alerts->count == ALERTS_MAX;
}

bool alerts_current(struct centre *centre, struct arena *arena, struct alerts *alerts, struct error *error)
{
	*alerts = (struct alerts){.items = arena_array(arena, struct alert, ALERTS_MAX)};
	return add(centre, arena,
		       "SELECT " COLUMNS " FROM alerts WHERE cleared_ms IS NULL AND expires_ms > ?1"
		       " ORDER BY raised_ms DESC, id LIMIT ?2",
		       ALERT_ACTIVE_MAX, alerts, error) &&
	       add(centre, arena,
		       "SELECT " COLUMNS " FROM alerts WHERE clear_until_ms > ?1 ORDER BY cleared_ms DESC, id LIMIT ?2",
		       ALERTS_MAX - ALERT_ACTIVE_MAX, alerts, error);
}

static struct str time_text(struct arena *arena, int64_t time_ms)
{
	struct civil local = civil_local(time_ms);

	return str_format(arena, "%04d-%02d-%02d %02d:%02d:%02d", local.year, local.month, local.day, local.hour, local.minute,
		local.second);
}

static void print_row(struct arena *arena, struct store_query *query, int64_t now_ms, FILE *out)
{
	struct str headline = store_text(query, AT_HEADLINE);
	bool cleared = !store_is_null(query, AT_CLEARED), over = store_integer(query, AT_EXPIRES) <= now_ms;
	int64_t end_ms = store_integer(query, cleared ? AT_CLEARED : AT_EXPIRES);
	int64_t screens = store_integer(query, AT_CLEAR_UNTIL + 1);

	fprintf(out, STR_FMT ": " STR_FMT " " STR_FMT, STR_ARG(store_text(query, 0)), STR_ARG(store_text(query, 1)),
		STR_ARG(store_text(query, 2)));
	fprintf(out, " " STR_FMT " in " STR_FMT "%s" STR_FMT, STR_ARG(store_text(query, 6)), STR_ARG(store_text(query, AT_AREAS)),
		headline.length ? ", " : "", STR_ARG(headline));
	fprintf(out, "; raised " STR_FMT, STR_ARG(time_text(arena, store_integer(query, AT_RAISED))));
	fprintf(out, ", %s " STR_FMT, cleared ? "cleared" : over ? "ended" : "raised until", STR_ARG(time_text(arena, end_ms)));
	fprintf(out, "; shown by %lld %s\n", (long long)screens, screens == 1 ? "screen" : "screens");
}

bool alerts_list(struct centre *centre, FILE *out, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT " COLUMNS ", (SELECT count(*) FROM alert_seen WHERE alert = alerts.id)"
		" FROM alerts ORDER BY raised_ms DESC, id",
		error);
	int64_t now_ms = centre->clock->wall_ms(centre->clock);
	enum store_step step = STORE_FAILED;
	struct arena arena;

	arena_init(&arena);
	while (query && (step = store_step(query, error)) == STORE_ROW)
		print_row(&arena, query, now_ms, out);
	if (query)
		store_reset(query);
	arena_finish(&arena);
	return step == STORE_DONE;
}
