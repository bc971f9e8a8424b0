#include "feed/centre/publish.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/alert_publish.h"
#include "feed/centre/centre.h"
#include "feed/centre/derive.h"
#include "feed/centre/edition.h"
#include "feed/centre/outlet.h"
#include "feed/centre/publish_guard.h"
#include "feed/centre/media_shelf.h"
#include "feed/centre/own_table.h"
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

/* Named by what they replace and where: hall, hall.lobby. */
static bool add_layouts(struct publication *publication)
{
	struct layout_text *layouts;
	size_t count;

	if (!derive_layouts(publication->centre, publication->arena, &layouts, &count, publication->error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!add(publication, DOCUMENT_LAYOUT,
			    str_format(publication->arena, STR_FMT "%s" STR_FMT, STR_ARG(layouts[i].name),
				    layouts[i].group.length ? "." : "", STR_ARG(layouts[i].group)),
			    layout_text_encode(publication->arena, &layouts[i])))
			return false;
	return true;
}

/* A picture's document is its own file. */
static bool add_media(struct publication *publication)
{
	struct media_item *items;
	size_t count;

	if (!media_list(publication->centre, publication->arena, true, &items, &count, publication->error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!add(publication, DOCUMENT_MEDIA,
			    str_format(publication->arena, STR_FMT "%s" STR_FMT, STR_ARG(items[i].name), items[i].group.length ? "." : "",
				    STR_ARG(items[i].group)),
			    items[i].bytes))
			return false;
	return true;
}

static bool add_words(struct publication *publication)
{
	struct words_text *words;
	size_t count;

	if (!derive_words(publication->centre, publication->arena, &words, &count, publication->error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!add(publication, DOCUMENT_WORDS, language_code(words[i].language),
			    words_text_encode(publication->arena, &words[i])))
			return false;
	return true;
}

static bool add_table(struct publication *publication, const struct table *table)
{
	return publish_guard(table, publication->centre->settings.publish_min, publication->error) &&
	       add(publication, DOCUMENT_TABLE, table->name, table_encode(publication->arena, table));
}

static bool add_tables(struct publication *publication)
{
	for (size_t i = 0; i < derive_table_count(); i++) {
		struct str name = derive_table_name(i);
		struct table table;

		if (!derive_table(publication->centre, publication->arena, name, &table, publication->error) ||
			!add_table(publication, &table))
			return false;
	}
	return true;
}

static bool add_own_tables(struct publication *publication)
{
	struct table *tables;
	size_t count;

	if (!own_tables(publication->centre, publication->arena, &tables, &count, publication->error))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!add_table(publication, &tables[i]))
			return false;
	return true;
}

static bool gather(struct publication *publication)
{
	publication->head.documents = arena_array(publication->arena, struct head_document, HEAD_DOCUMENTS_MAX);
	publication->bytes = arena_array(publication->arena, struct str, HEAD_DOCUMENTS_MAX);
	return add_areas(publication) && add_map(publication) && add_survey(publication) && add_notices(publication) &&
	       add_layouts(publication) && add_words(publication) && add_media(publication) && add_tables(publication) &&
	       add_own_tables(publication);
}

/* Over everything that a head says but its version and times. */
static struct str digest(struct publication *publication)
{
	const struct centre_settings *settings = &publication->centre->settings;
	const struct head *head = &publication->head;
	struct arena *arena = publication->arena;
	char *digits = arena_take(arena, SHA256_DIGITS + 1);
	struct str text =
		str_format(arena, "%d %d %d\n", settings->next_poll_s, settings->head_valid_h, settings->demo);

	for (size_t i = 0; i < head->document_count; i++)
		text = str_format(arena, STR_FMT STR_FMT " " STR_FMT " %s\n", STR_ARG(text),
			STR_ARG(document_kind_name(head->documents[i].kind)), STR_ARG(head->documents[i].name),
			head->documents[i].sha256);
	sha256_hex(text, digits);
	return str_from(digits);
}

static bool set_head(struct publication *publication, const struct head *old)
{
	const struct centre_settings *settings = &publication->centre->settings;
	struct head *head = &publication->head;

	head->area = STR("all");
	head->next_poll_s = settings->next_poll_s;
	head->demo = settings->demo;
	return edition_set(publication->centre, &edition_feed, publication->arena, old, digest(publication), head,
		publication->error);
}

static bool write_blobs(struct publication *publication, const char *out)
{
	for (size_t i = 0; i < publication->head.document_count; i++)
		if (!outlet_put_blob(out, &publication->head.documents[i], publication->bytes[i], publication->error))
			return false;
	return true;
}

/* The head of alerts has its document beside those of the feed. */
static bool sweep(struct publication *publication, const char *out, int64_t now_ms)
{
	const struct head *heads[] = {&publication->head,
		outlet_find_head(publication->arena, out, STR("global"), &publication->centre->alert_open)};

	return outlet_sweep(out, heads, sizeof(heads) / sizeof(heads[0]), now_ms - PUBLISH_KEEP_BLOB_H * HOUR_MS,
		publication->error);
}

static bool publish(struct publication *publication, const char *out, bool *changed)
{
	struct centre *centre = publication->centre;
	int64_t now_ms = centre->clock->wall_ms(centre->clock);
	struct head *old;
	struct str bytes, comment;

	if (!gather(publication) || !outlet_open(out, publication->error) ||
		!root_publish(centre->folder, &centre->open, out, publication->error) || !write_blobs(publication, out))
		return false;
	old = outlet_find_head(publication->arena, out, STR("all"), &centre->open);
	if (!set_head(publication, old))
		return false;
	bytes = head_encode(publication->arena, &publication->head);
	comment = str_format(publication->arena, "all version %lld", (long long)publication->head.version);
	*changed = !old || old->version != publication->head.version;
	if (*changed &&
		(!outlet_touch_blobs(out, old, now_ms, publication->error) ||
			!outlet_put_head(out, STR("all"), bytes, sign_make(publication->arena, &centre->secret, bytes, comment),
				publication->error)))
		return false;
	return sweep(publication, out, now_ms);
}

bool publish_run(struct centre *centre, const char *out, bool *changed, struct error *error)
{
	struct arena arena;
	struct publication publication = {.centre = centre, .arena = &arena, .error = error};
	bool published, alerts_changed;

	arena_init(&arena);
	*changed = false;
	published = alert_publish(centre, out, &alerts_changed, error) && publish(&publication, out, changed);
	*changed = *changed || alerts_changed;
	arena_finish(&arena);
	return published;
}
