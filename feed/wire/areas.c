#include "feed/base/arena.h"
#include "feed/wire/document.h"
#include "feed/wire/json_write.h"

/* {"areas":[{"id":"652301","parent":null,"level":"county","kind":"","names":{"zh":"..."}}]} */

enum { WORD_BYTES_MAX = 32 };

/* Items and their parents' ids while they are read; gone after the seal. */
struct seedlings {
	struct arena scratch; /* owned */
	struct area *items;
	struct str *parents;
	size_t count, item_room, parent_room;
};

/* Most areas repeat the level and the kind of the one before: one text serves them all. */
static bool read_word(struct json_reader *reader, const json_t *value, const struct str *before, struct str *word)
{
	if (before && json_is_string(value) &&
		str_equal(*before, (struct str){json_string_value(value), json_string_length(value)})) {
		*word = *before;
		return true;
	}
	return json_read_text(reader, value, WORD_BYTES_MAX, word);
}

static bool read_parent(struct json_reader *reader, const json_t *value, struct str *parent)
{
	*parent = STR("");
	return !value || json_is_null(value) || json_read_id(reader, value, AREA_ID_BYTES_MAX, parent);
}

static bool read_area(struct json_reader *reader, const struct area *before, struct area *area, struct str *parent)
{
	const json_t *item = reader->item;
	const json_t *kind;

	*area = (struct area){.kind = STR("")};
	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, item, "id"), AREA_ID_BYTES_MAX, &area->id) ||
		!read_parent(reader, json_key(reader, item, "parent"), parent) ||
		!read_word(reader, json_key(reader, item, "level"), before ? &before->level : NULL, &area->level) ||
		!json_read_label(reader, json_key(reader, item, "names"), &area->name))
		return false;
	kind = json_key(reader, item, "kind");
	return !kind || read_word(reader, kind, before ? &before->kind : NULL, &area->kind);
}

static bool read_all(struct json_reader *reader, struct seedlings *seedlings)
{
	while (json_next(reader)) {
		const struct area *before = seedlings->count ? &seedlings->items[seedlings->count - 1] : NULL;
		struct area area;
		struct str parent;

		if (!read_area(reader, before, &area, &parent))
			return false;
		seedlings->items = arena_grow(
			&seedlings->scratch, seedlings->items, seedlings->count, &seedlings->item_room, sizeof(area));
		seedlings->parents = arena_grow(&seedlings->scratch, seedlings->parents, seedlings->count,
			&seedlings->parent_room, sizeof(parent));
		seedlings->items[seedlings->count] = area;
		seedlings->parents[seedlings->count++] = parent;
	}
	return !reader->broken;
}

static bool seal(struct json_reader *reader, const struct seedlings *seedlings, struct areas *areas)
{
	struct error error;

	if (areas_seal(reader->arena, seedlings->items, seedlings->parents, (uint32_t)seedlings->count, areas, &error))
		return true;
	return error_set(reader->error, STR_FMT ": %s", STR_ARG(reader->name), error.text);
}

bool areas_read(struct json_reader *reader, struct areas *areas)
{
	struct seedlings seedlings = {0};
	bool read;

	if (!json_open(reader, "areas"))
		return false;
	json_key(reader, reader->root, reader->list);
	if (reader->list_count > AREAS_MAX)
		return json_refuse_text(
			reader, str_format(reader->arena, "%zu areas", reader->list_count), "at most %d", AREAS_MAX);
	arena_init(&seedlings.scratch);
	read = read_all(reader, &seedlings) && seal(reader, &seedlings, areas);
	arena_finish(&seedlings.scratch);
	return read;
}

static json_t *of_area(const struct areas *areas, const struct area *area)
{
	json_t *object = json_object();

	json_put(object, "id", json_of_text(area->id));
	json_put(object, "parent",
		area->parent == AREA_NONE ? json_null() : json_of_text(areas->items[area->parent].id));
	json_put(object, "level", json_of_text(area->level));
	json_put(object, "kind", json_of_text(area->kind));
	json_put(object, "names", json_of_label(&area->name));
	return object;
}

struct str areas_encode(struct arena *arena, const struct areas *areas)
{
	struct json_writer writer = {0};

	json_write_list(&writer, json_object(), "areas");
	for (uint32_t i = 0; i < areas->count; i++)
		json_write_item(&writer, i, of_area(areas, &areas->items[i]));
	return json_write_list_take(&writer, arena);
}
