#include "feed/centre/publish.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/outlet.h"
#include "feed/centre/root.h"
#include "feed/wire/wire.h"

#define HOUR_MS (INT64_C(3600) * 1000)

/* One publication: what the store says now as documents, and what the folder holds already. */
struct publication {
	struct centre *centre;
	struct arena *arena;
	struct error *error;
	struct head head;
	struct str *bytes; /* of the head's documents */
};

static bool add(struct publication *publication, enum document_kind kind, struct str name, struct str bytes)
{
	struct head *head = &publication->head;
	struct head_document *document = &head->documents[head->document_count];

	REQUIRE(head->document_count < HEAD_DOCUMENTS_MAX);
	if (bytes.length > HEAD_DOCUMENT_BYTES_MAX)
		return error_set(publication->error, STR_FMT " " STR_FMT " has %zu bytes, a feed takes %d",
			STR_ARG(document_kind_name(kind)), STR_ARG(name), bytes.length, HEAD_DOCUMENT_BYTES_MAX);
	*document = (struct head_document){.kind = kind, .name = name, .size_bytes = (int64_t)bytes.length};
	sha256_hex(bytes, document->sha256);
	publication->bytes[head->document_count++] = bytes;
	return true;
}

static bool add_areas(struct publication *publication)
{
	struct areas areas;

	return derive_areas(publication->centre, publication->arena, &areas, publication->error) &&
		add(publication, DOCUMENT_AREAS, STR("areas"), areas_encode(publication->arena, &areas));
}

static bool add_map(struct publication *publication)
{
	struct map map;

	if (!derive_map(publication->centre, publication->arena, &map, publication->error))
		return false;
	return map.shape_count == 0 || add(publication, DOCUMENT_MAP, STR("map"), map_encode(publication->arena, &map));
}

static bool add_survey(struct publication *publication)
{
	struct survey survey;
	bool present;

	if (!derive_survey(publication->centre, publication->arena, &survey, &present, publication->error))
		return false;
	return !present || add(publication, DOCUMENT_SURVEY, STR("survey"), survey_encode(publication->arena, &survey));
}

static bool add_notices(struct publication *publication)
{
	struct notices notices;

	return derive_notices(publication->centre, publication->arena, &notices, publication->error) &&
		add(publication, DOCUMENT_NOTICES, STR("notices"), notices_encode(publication->arena, &notices));
}

static bool add_tables(struct publication *publication)
{
	for (size_t i = 0; i < derive_table_count(); i++) {
		struct str name = derive_table_name(i);
		struct table table;

		if (!derive_table(publication->centre, publication->arena, name, &table, publication->error) ||
			!add(publication, DOCUMENT_TABLE, name, table_encode(publication->arena, &table)))
			return false;
	}
	return true;
}

static bool gather(struct publication *publication)
{
	publication->head.documents = arena_array(publication->arena, struct head_document, HEAD_DOCUMENTS_MAX);
	publication->bytes = arena_array(publication->arena, struct str, HEAD_DOCUMENTS_MAX);
	return add_areas(publication) && add_map(publication) && add_survey(publication) && add_notices(publication) &&
		add_tables(publication);
}

static bool same_documents(const struct head *a, const struct head *b)
{
	if (a->document_count != b->document_count)
		return false;
	for (size_t i = 0; i < a->document_count; i++)
		if (a->documents[i].kind != b->documents[i].kind || !str_equal(a->documents[i].name, b->documents[i].name) ||
			!str_equal(str_from(a->documents[i].sha256), str_from(b->documents[i].sha256)))
			return false;
	return true;
}

static bool same_settings(const struct publication *publication, const struct head *old)
{
	const struct centre_settings *settings = &publication->centre->settings;

	return old->next_poll_s == settings->next_poll_s && old->demo == settings->demo &&
		old->expires_ms - old->issued_ms == settings->head_valid_h * HOUR_MS;
}

static bool is_fresh(const struct publication *publication, const struct head *old, int64_t now_ms)
{
	return now_ms - old->issued_ms < publication->centre->settings.head_valid_h * HOUR_MS / PUBLISH_FRESH_PART;
}

/* The newest version so far and its time: both only grow, also where the clock was set back. */
static bool read_last(struct publication *publication, int64_t *version, int64_t *issued_ms)
{
	struct store_query *query = store_prepare(publication->centre->store,
		"SELECT version, issued_ms FROM published ORDER BY version DESC LIMIT 1", publication->error);
	enum store_step step;

	if (!query)
		return false;
	step = store_step(query, publication->error);
	*version = step == STORE_ROW ? store_integer(query, 0) : 0;
	*issued_ms = step == STORE_ROW ? store_integer(query, 1) : 0;
	store_reset(query);
	return step == STORE_ROW || step == STORE_DONE;
}

static struct str digest(struct arena *arena, const struct head *head)
{
	char *digits = arena_take(arena, SHA256_DIGITS + 1);
	struct str text = STR("");

	for (size_t i = 0; i < head->document_count; i++)
		text = str_format(arena, STR_FMT STR_FMT " " STR_FMT " %s\n", STR_ARG(text),
			STR_ARG(document_kind_name(head->documents[i].kind)), STR_ARG(head->documents[i].name),
			head->documents[i].sha256);
	sha256_hex(text, digits);
	return str_from(digits);
}

/* On disk before the head is: a version is never used for two heads. */
static bool keep_version(struct publication *publication)
{
	struct store_query *query = store_prepare(publication->centre->store,
		"INSERT INTO published (version, issued_ms, documents_sha256) VALUES (?1, ?2, ?3)", publication->error);
	bool kept;

	if (!query)
		return false;
	store_bind_integer(query, 1, publication->head.version);
	store_bind_integer(query, 2, publication->head.issued_ms);
	store_bind_text(query, 3, digest(publication->arena, &publication->head));
	kept = store_step(query, publication->error) == STORE_DONE;
	store_reset(query);
	return kept;
}

/* A restored store may be behind what the folder says. */
static bool set_head(struct publication *publication, const struct head *old, int64_t now_ms)
{
	const struct centre_settings *settings = &publication->centre->settings;
	struct head *head = &publication->head;
	int64_t version, issued_ms;

	if (!read_last(publication, &version, &issued_ms))
		return false;
	if (old && old->version > version)
		version = old->version;
	if (old && old->issued_ms > issued_ms)
		issued_ms = old->issued_ms;
	head->area = STR("all");
	head->version = version + 1;
	head->issued_ms = now_ms > issued_ms ? now_ms : issued_ms;
	head->expires_ms = head->issued_ms + settings->head_valid_h * HOUR_MS;
	head->next_poll_s = settings->next_poll_s;
	head->demo = settings->demo;
	return keep_version(publication);
}

static bool write_blobs(struct publication *publication, const char *out)
{
	for (size_t i = 0; i < publication->head.document_count; i++)
		if (!outlet_put_blob(out, &publication->head.documents[i], publication->bytes[i], publication->error))
			return false;
	return true;
}

static bool write_head(struct publication *publication, const char *out)
{
	struct arena *arena = publication->arena;
	struct str bytes = head_encode(arena, &publication->head);
	struct str comment = str_format(arena, "all version %lld", (long long)publication->head.version);
	struct str signature = sign_make(arena, &publication->centre->secret, bytes, comment);

	return outlet_put_head(out, bytes, signature, publication->error);
}

static bool publish(struct publication *publication, const char *out, bool *changed)
{
	struct centre *centre = publication->centre;
	int64_t now_ms = centre->clock->wall_ms(centre->clock);
	struct head *old;

	if (!gather(publication) || !outlet_open(out, publication->error) ||
		!root_publish(centre->folder, &centre->open, out, publication->error) || !write_blobs(publication, out))
		return false;
	old = outlet_find_head(publication->arena, out, &centre->open);
	*changed = !old || !same_documents(old, &publication->head) || !same_settings(publication, old) ||
		!is_fresh(publication, old, now_ms);
	if (*changed && (!outlet_touch_blobs(out, old, now_ms, publication->error) || !set_head(publication, old, now_ms) ||
				!write_head(publication, out)))
		return false;
	return outlet_sweep(out, &publication->head, now_ms - PUBLISH_KEEP_BLOB_H * HOUR_MS, publication->error);
}

bool publish_run(struct centre *centre, const char *out, bool *changed, struct error *error)
{
	struct arena arena;
	struct publication publication = {.centre = centre, .arena = &arena, .error = error};
	bool published;

	arena_init(&arena);
	*changed = false;
	published = publish(&publication, out, changed);
	arena_finish(&arena);
	return published;
}
