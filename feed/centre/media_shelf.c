#include "feed/centre/media_shelf.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/centre/centre.h"
#include "feed/centre/import_person.h"
#include "feed/centre/store.h"

/* What all others take. */
static bool count_others(struct centre *centre, const struct media_item *item, int64_t *count, int64_t *bytes, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT count(*), ifnull(sum(length(bytes)), 0) FROM media WHERE name != ?1 OR device_group != ?2", error);
	bool counted;

	if (!query)
		return false;
	store_bind_text(query, 1, item->name);
	store_bind_text(query, 2, item->group);
	counted = store_step(query, error) == STORE_ROW;
	*count = counted ? store_integer(query, 0) : 0;
	*bytes = counted ? store_integer(query, 1) : 0;
	store_reset(query);
	return counted;
}

static void bind_caption(struct store_query *query, int at, const struct label *caption)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (caption->text[i].length)
			store_bind_text(query, at + i, caption->text[i]);
		else
			store_bind_null(query, at + i);
}

static bool run(struct store_query *query, struct error *error)
{
	bool ran = store_step(query, error) == STORE_DONE;

	store_reset(query);
	return ran;
}

static bool note_time(struct centre *centre, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "INSERT OR REPLACE INTO source_time (kind, time_ms) VALUES ('media', ?1)", error);

	if (!query)
		return false;
	store_bind_integer(query, 1, centre->clock->wall_ms(centre->clock));
	return run(query, error);
}

static bool keep(struct centre *centre, const struct media_item *item, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"INSERT OR REPLACE INTO media (name, device_group, bytes, caption_zh, caption_ug, caption_kk, caption_en)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		error);

	if (!query)
		return false;
	store_bind_text(query, 1, item->name);
	store_bind_text(query, 2, item->group);
	store_bind_bytes(query, 3, item->bytes);
	bind_caption(query, 4, &item->caption);
	return run(query, error);
}

static bool in_one(struct centre *centre, const struct media_item *item, struct error *error)
{
	if (store_begin(centre->store, error) && keep(centre, item, error) && note_time(centre, error) && store_commit(centre->store, error))
		return true;
	store_rollback(centre->store);
	return false;
}

static void check_room(struct arena *arena, struct str file, const struct media_item *item, int64_t others, int64_t bytes,
	struct faults *faults)
{
	if (others >= MEDIA_MAX)
		faults_add(faults, file, 0, 0, STR("one picture more"), str_format(arena, "at most %d of them", MEDIA_MAX));
	else if (bytes + item->size_bytes > MEDIA_TOTAL_BYTES_MAX)
		faults_add(faults, file, 0, 0, str_format(arena, "%lld bytes more", (long long)item->size_bytes),
			str_format(arena, "at most %d in all: %lld are taken", MEDIA_TOTAL_BYTES_MAX, (long long)bytes));
}

static void check_captions(struct str file, const struct media_item *item, struct faults *faults)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (import_person_text(item->caption.text[i]))
			faults_add(faults, file, 0, 0, STR("a number of a person in the caption"), STR("nothing about a person"));
		if (item->caption.text[i].length && item->caption.text[LANGUAGE_ZH].length == 0) {
			faults_add(faults, file, 0, 0, STR("a caption without --zh"), STR("Chinese, which stands in for what is missing"));
			return;
		}
	}
}

bool media_put(struct centre *centre, struct media_item *item, const char *path, struct faults *faults)
{
	struct str file = str_from(path);
	struct picture_facts facts;
	size_t before = faults->total;
	int64_t others = 0, bytes = 0;
	struct arena arena;
	struct error error;

	arena_init(&arena);
	check_captions(file, item, faults);
	if (!file_read(&arena, path, MEDIA_BYTES_MAX, &item->bytes, &error))
		faults_add(faults, file, 0, 0, str_from(error.text),
			str_format(faults->arena, "a file of at most %d bytes that can be read", MEDIA_BYTES_MAX));
	else if (!picture_read(item->bytes, &facts))
		faults_add(faults, file, 0, 0, STR("no such picture"), STR(PICTURE_EXPECTED));
	item->size_bytes = (int64_t)item->bytes.length;
	if (faults->total == before) {
		if (!count_others(centre, item, &others, &bytes, &error))
			faults_add(faults, file, 0, 0, str_from(error.text), STR("a store that can be read"));
		else
			check_room(faults->arena, file, item, others, bytes, faults);
	}
	if (faults->total == before && !in_one(centre, item, &error))
		faults_add(faults, file, 0, 0, str_from(error.text), STR("a store that takes it"));
	arena_finish(&arena);
	item->bytes = STR("");
	return faults->total == before;
}

bool media_remove(struct centre *centre, struct str name, struct str group, bool *found, struct error *error)
{
	struct store_query *query =
		store_prepare(centre->store, "DELETE FROM media WHERE name = ?1 AND device_group = ?2 RETURNING name", error);
	enum store_step step;

	if (!query)
		return false;
	store_bind_text(query, 1, name);
	store_bind_text(query, 2, group);
	step = store_step(query, error);
	*found = step == STORE_ROW;
	while (step == STORE_ROW)
		step = store_step(query, error);
	store_reset(query);
	return step == STORE_DONE && note_time(centre, error);
}

bool media_list(struct centre *centre, struct arena *arena, bool with_bytes, struct media_item **items, size_t *count, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT name, device_group, length(bytes), caption_zh, CASE ?1 WHEN 1 THEN bytes END FROM media ORDER BY name, device_group",
		error);
	enum store_step step;

	*items = arena_array(arena, struct media_item, MEDIA_MAX);
	*count = 0;
	if (!query)
		return false;
	store_bind_integer(query, 1, with_bytes);
	while ((step = store_step(query, error)) == STORE_ROW && *count < MEDIA_MAX)
		(*items)[(*count)++] = (struct media_item){
			.name = str_copy(arena, store_text(query, 0)),
			.group = str_copy(arena, store_text(query, 1)),
			.size_bytes = store_integer(query, 2),
			.caption.text[LANGUAGE_ZH] = str_copy(arena, store_text(query, 3)),
			.bytes = str_copy(arena, store_text(query, 4)),
		};
	store_reset(query);
	return step == STORE_DONE || step == STORE_ROW;
}
