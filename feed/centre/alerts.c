#include "feed/centre/alerts.h"

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/centre/centre.h"
#include "feed/centre/record.h"

#define RAISED "cleared_ms IS NULL AND expires_ms > :now"

enum { SECOND_MS = 1000, SAME_SECOND_MAX = 100 };

/* Times go out in whole seconds. */
static int64_t now_of(const struct centre *centre)
{
	return centre->clock->wall_ms(centre->clock) / SECOND_MS * SECOND_MS;
}

/* One whole number, such as a count, about :now and :text where the statement has them; false where the store fails. */
static bool ask(struct centre *centre, const char *sql, int64_t now_ms, struct str text, int64_t *answer, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, sql, error);
	enum store_step step;

	*answer = 0;
	if (!query)
		return false;
	if (store_parameter(query, ":now"))
		store_bind_integer(query, store_parameter(query, ":now"), now_ms);
	if (store_parameter(query, ":text"))
		store_bind_text(query, store_parameter(query, ":text"), text);
	step = store_step(query, error);
	if (step == STORE_ROW)
		*answer = store_integer(query, 0);
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static bool is_known(struct centre *centre, struct str id, int64_t *count, struct error *error)
{
	return ask(centre, "SELECT count(*) FROM alerts WHERE id = :text", 0, id, count, error);
}

/* From template and time; a second one in the same second gets a number. */
static bool make_id(struct centre *centre, struct arena *arena, const struct alert_wish *wish, int64_t now_ms, struct str *id,
	struct error *error)
{
	struct civil local = civil_local(now_ms);
	struct str stem = str_format(arena, STR_FMT "-%04d%02d%02d-%02d%02d%02d", STR_ARG(wish->template->id), local.year,
		local.month, local.day, local.hour, local.minute, local.second);
	int64_t known = 1;

	*id = stem;
	for (int number = 2; number <= SAME_SECOND_MAX; number++) {
		if (!is_known(centre, *id, &known, error) || !known)
			break;
		*id = str_format(arena, STR_FMT "-%d", STR_ARG(stem), number);
	}
	return known == 0 || error_set(error, "too many alerts in one second");
}

static bool is_plain(struct str id)
{
	for (size_t i = 0; i < id.length; i++) {
		char c = id.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
			return false;
	}
	return id.length > 0 && id.length <= ALERT_RAISED_ID_BYTES_MAX;
}

static enum alert_outcome check_id(struct centre *centre, struct str id, struct error *error)
{
	int64_t known;

	if (!is_plain(id)) {
		error_set(error, "found id \"" STR_FMT "\", expected 1 to %d letters, digits, - and _", STR_ARG(id),
			ALERT_RAISED_ID_BYTES_MAX);
		return ALERT_REFUSED;
	}
	if (!is_known(centre, id, &known, error))
		return ALERT_FAILED;
	if (known)
		error_set(error, "found id \"" STR_FMT "\" a second time, expected a new one", STR_ARG(id));
	return known ? ALERT_REFUSED : ALERT_DONE;
}

static enum alert_outcome check_areas(struct centre *centre, struct str areas, struct error *error)
{
	struct str rest = areas, area;
	int64_t known, count = 0;

	while (str_next(&rest, ',', &area)) {
		if (++count > ALERT_AREAS_MAX) {
			error_set(error, "found more than %d areas, expected one that holds them", ALERT_AREAS_MAX);
			return ALERT_REFUSED;
		}
		if (str_equal(area, STR("all")))
			continue;
		if (!ask(centre, "SELECT count(*) FROM areas WHERE id = :text", 0, area, &known, error))
			return ALERT_FAILED;
		if (!known) {
			error_set(error, "found area \"" STR_FMT "\", expected all or the id of an area", STR_ARG(area));
			return ALERT_REFUSED;
		}
	}
	return ALERT_DONE;
}

static enum alert_outcome check(struct centre *centre, const struct alert_wish *wish, struct str id, int64_t now_ms,
	struct error *error)
{
	enum alert_outcome outcome = check_id(centre, id, error);
	int64_t active;

	if (outcome == ALERT_DONE)
		outcome = check_areas(centre, wish->areas, error);
	if (outcome != ALERT_DONE)
		return outcome;
	if (wish->expires_ms <= now_ms || wish->expires_ms > now_ms + ALERT_VALID_MS_MAX) {
		error_set(error, "found an end that is past or more than 7 days away, expected one between");
		return ALERT_REFUSED;
	}
	if (!ask(centre, "SELECT count(*) FROM alerts WHERE " RAISED, now_ms, STR(""), &active, error))
		return ALERT_FAILED;
	if (active < ALERT_ACTIVE_MAX)
		return ALERT_DONE;
	error_set(error, "%d alerts are raised already: clear one first", ALERT_ACTIVE_MAX);
	return ALERT_REFUSED;
}

/* Texts that nobody approved go to the halls of a demo alone. */
static void bind_texts(struct store_query *query, int at, const struct centre *centre, const struct alert_template *template,
	const struct label *label)
{
	for (enum language language = 0; language < LANGUAGE_COUNT; language++)
		store_bind_text(query, at + (int)language,
			template->approved[language] || centre->settings.demo ? label->text[language] : STR(""));
}

static bool keep(struct centre *centre, const struct alert_wish *wish, struct str id, int64_t now_ms, struct error *error)
{
	const struct alert_template *template = wish->template;
	struct store_query *query = store_prepare(centre->store,
		"INSERT INTO alerts (id, template, status, severity, urgency, certainty, response, event, areas, headline_zh,"
		" headline_ug, headline_kk, headline_en, instruction_zh, instruction_ug, instruction_kk, instruction_en,"
		" raised_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
		" ?17, ?18, ?19)",
		error);
	bool kept;

	if (!query)
		return false;
	store_bind_text(query, 1, id);
	store_bind_text(query, 2, template->id);
	store_bind_text(query, 3, alert_status_name(wish->drill ? ALERT_EXERCISE : ALERT_ACTUAL));
	store_bind_text(query, 4, alert_severity_name(wish->severity));
	store_bind_text(query, 5, alert_urgency_name(template->urgency));
	store_bind_text(query, 6, alert_certainty_name(template->certainty));
	store_bind_text(query, 7, alert_response_name(template->response));
	store_bind_text(query, 8, alert_event_name(template->event));
	store_bind_text(query, 9, wish->areas);
	bind_texts(query, 10, centre, template, &template->headline);
	bind_texts(query, 14, centre, template, &template->instruction);
	store_bind_integer(query, 18, now_ms);
	store_bind_integer(query, 19, (wish->expires_ms + SECOND_MS - 1) / SECOND_MS * SECOND_MS);
	kept = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return kept;
}

enum alert_outcome alerts_raise(struct centre *centre, struct arena *arena, const struct alert_wish *wish, struct str *id,
	struct error *error)
{
	int64_t now_ms = now_of(centre);
	enum alert_outcome outcome;

	*id = wish->id;
	if (id->length == 0 && !make_id(centre, arena, wish, now_ms, id, error))
		return ALERT_FAILED;
	outcome = check(centre, wish, *id, now_ms, error);
	if (outcome != ALERT_DONE)
		return outcome;
	if (!keep(centre, wish, *id, now_ms, error))
		return ALERT_FAILED;
	record_row(centre, "alerts", "id", *id);
	return ALERT_DONE;
}

enum alert_outcome alerts_clear(struct centre *centre, struct str id, int64_t shown_ms, struct error *error)
{
	int64_t now_ms = now_of(centre), active;
	struct store_query *query;
	bool done;

	if (!ask(centre, "SELECT count(*) FROM alerts WHERE " RAISED " AND id = :text", now_ms, id, &active, error))
		return ALERT_FAILED;
	if (!active) {
		error_set(error, "found \"" STR_FMT "\", expected an alert that is raised: see hallfeed alert list", STR_ARG(id));
		return ALERT_REFUSED;
	}
	query = store_prepare(centre->store, "UPDATE alerts SET cleared_ms = ?1, clear_until_ms = ?3 WHERE id = ?2", error);
	if (!query)
		return ALERT_FAILED;
	store_bind_integer(query, 1, now_ms);
	store_bind_text(query, 2, id);
	store_bind_integer(query, 3, now_ms + shown_ms);
	done = store_step(query, error) == STORE_DONE;
	store_reset(query);
	if (done)
		record_row(centre, "alerts", "id", id);
	return done ? ALERT_DONE : ALERT_FAILED;
}

bool alerts_next_change(struct centre *centre, int64_t *change_ms, struct error *error)
{
	bool asked = ask(centre,
		"SELECT min(time) FROM (SELECT expires_ms AS time FROM alerts WHERE " RAISED
		" UNION ALL SELECT clear_until_ms FROM alerts WHERE clear_until_ms > :now)",
		now_of(centre), STR(""), change_ms, error);

	if (*change_ms == 0)
		*change_ms = INT64_MAX;
	return asked;
}

static bool note(struct centre *centre, const struct seen_batch *batch, const struct seen *seen, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"INSERT OR IGNORE INTO alert_seen (alert, screen, shown_ms, told_ms) SELECT ?1, ?2, ?3, ?4"
		" FROM alerts WHERE id = ?1 AND (SELECT count(*) FROM alert_seen WHERE alert = ?1) < ?5",
		error);
	bool noted;

	if (!query)
		return false;
	store_bind_text(query, 1, seen->alert);
	store_bind_text(query, 2, str_from(batch->device));
	store_bind_integer(query, 3, seen->shown_ms);
	store_bind_integer(query, 4, now_of(centre));
	store_bind_integer(query, 5, ALERT_SCREENS_MAX);
	noted = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return noted;
}

bool alerts_note_seen(struct centre *centre, const struct seen_batch *batch, struct error *error)
{
	if (!store_begin(centre->store, error))
		return false;
	for (size_t i = 0; i < batch->count; i++)
		if (!note(centre, batch, &batch->items[i], error)) {
			store_rollback(centre->store);
			return false;
		}
	return store_commit(centre->store, error);
}
