#include "feed/centre/edition.h"

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/record.h"

#define HOUR_MS (INT64_C(3600) * 1000)

const struct edition_series edition_feed = {
	"SELECT version, issued_ms, documents_sha256 FROM published ORDER BY version DESC LIMIT 1",
	"INSERT INTO published (version, issued_ms, documents_sha256) VALUES (?1, ?2, ?3)",
	"all",
};

const struct edition_series edition_alerts = {
	"SELECT version, issued_ms, documents_sha256 FROM alert_published ORDER BY version DESC LIMIT 1",
	"INSERT INTO alert_published (version, issued_ms, documents_sha256) VALUES (?1, ?2, ?3)",
	"global",
};

/* The newest so far; version 0 where there was none. */
struct last {
	int64_t version, issued_ms;
	struct str digest;
};

static bool read_last(struct centre *centre, const struct edition_series *series, struct arena *arena, struct last *last,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store, series->newest, error);
	enum store_step step;

	*last = (struct last){.digest = STR("")};
	if (!query)
		return false;
	step = store_step(query, error);
	if (step == STORE_ROW)
		*last = (struct last){store_integer(query, 0), store_integer(query, 1), str_copy(arena, store_text(query, 2))};
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static bool keep(struct centre *centre, const struct edition_series *series, const struct head *head, struct str digest,
	struct error *error)
{
	struct store_query *query = store_prepare(centre->store, series->keep, error);
	bool kept;

	if (!query)
		return false;
	store_bind_integer(query, 1, head->version);
	store_bind_integer(query, 2, head->issued_ms);
	store_bind_text(query, 3, digest);
	kept = store_step(query, error) == STORE_DONE;
	store_reset(query);
	return kept;
}

/* What halls may have seen although this store does not know it: it is from a copy. */
static bool raise_to_floor(struct centre *centre, const struct edition_series *series, struct last *last, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT version FROM version_floors WHERE series = ?1", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, str_from(series->name));
	step = store_step(query, error);
	if (step == STORE_ROW && store_integer(query, 0) > last->version)
		*last = (struct last){store_integer(query, 0), last->issued_ms, STR("")};
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

bool edition_set(struct centre *centre, const struct edition_series *series, struct arena *arena, const struct head *old,
	struct str digest, struct head *head, struct error *error)
{
	int64_t now_ms = centre->clock->wall_ms(centre->clock), valid_ms = centre->settings.head_valid_h * HOUR_MS;
	struct last last;
	bool same;

	if (!read_last(centre, series, arena, &last, error))
		return false;
	if (old && old->version > last.version)
		last = (struct last){old->version, old->issued_ms, STR("")};
	if (!raise_to_floor(centre, series, &last, error))
		return false;
	same = str_equal(last.digest, digest) && now_ms - last.issued_ms < valid_ms / EDITION_FRESH_PART;
	head->version = same ? last.version : last.version + 1;
	head->issued_ms = same || last.issued_ms > now_ms ? last.issued_ms : now_ms;
	head->expires_ms = head->issued_ms + valid_ms;
	if (!same)
		record_version(centre, series->name, head->version);
	return same || keep(centre, series, head, digest, error);
}
