#include "feed/centre/import_places.h"

#include <limits.h>

#include "feed/base/arena.h"
#include "feed/centre/import_index.h"
#include "feed/centre/import_kind.h"
#include "feed/centre/store.h"
#include "feed/model/label.h"

enum { PARTS_MAX = 8 };

struct place {
	struct str id, parent_id;
	int level, parent; /* a place, or -1 */
	int first_name;    /* of its names, LANGUAGE_COUNT of them */
};

/* A name of an area; those that are equal hang together. */
struct name {
	int place, next; /* a name, or -1 */
};

struct import_places {
	struct place *places;
	struct name *names;
	size_t count, capacity, name_capacity;
	struct import_index by_id, by_name; /* to places; to the first name */
};

static void put_name(struct import_places *places, struct str text)
{
	size_t at = places->count * LANGUAGE_COUNT; /* places are put after their names */
	int number;
	bool made;
	struct import_entry *entry;

	while (places->names[at].place == (int)places->count)
		at++;
	number = (int)at;
	places->names[number] = (struct name){(int)places->count, -1};
	entry = import_index_put(&places->by_name, text, number, &made);
	if (made)
		return;
	places->names[number].next = entry->value;
	entry->value = number;
}

static void put_place(struct arena *arena, struct import_places *places, struct store_query *query)
{
	struct place place = {.id = str_copy(arena, store_text(query, 0)),
		.parent_id = str_copy(arena, store_text(query, 1)),
		.level = import_word_find(IMPORT_LEVELS, store_text(query, 2)),
		.parent = -1};
	size_t used = places->count * LANGUAGE_COUNT;
	bool made;

	places->places = arena_grow(arena, places->places, places->count, &places->capacity, sizeof(place));
	while (places->name_capacity < used + LANGUAGE_COUNT + 1)
		places->names = arena_grow(arena, places->names, places->name_capacity, &places->name_capacity, sizeof(struct name));
	for (size_t i = used; i <= used + LANGUAGE_COUNT; i++)
		places->names[i] = (struct name){-1, -1};
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		if (!store_is_null(query, 3 + language))
			put_name(places, str_copy(arena, store_text(query, 3 + language)));
	import_index_put(&places->by_id, place.id, (int)places->count, &made);
	places->places[places->count++] = place;
}

static void link_parents(struct import_places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct import_entry *parent = import_index_find(&places->by_id, places->places[i].parent_id);

		if (parent)
			places->places[i].parent = parent->value;
	}
}

struct import_places *import_places_load(struct arena *arena, struct store *store, struct error *error)
{
	struct import_places *places = arena_new(arena, struct import_places);
	struct store_query *query =
		store_prepare(store, "SELECT id, parent, level, name_zh, name_ug, name_kk, name_en FROM areas", error);
	enum store_step step;

	if (!query)
		return NULL;
	import_index_init(&places->by_id, arena);
	import_index_init(&places->by_name, arena);
	while ((step = store_step(query, error)) == STORE_ROW)
		put_place(arena, places, query);
	store_reset(query);
	link_parents(places);
	return step == STORE_DONE ? places : NULL;
}

static bool is_called(const struct import_places *places, int place, struct str text)
{
	const struct import_entry *entry;

	if (str_equal(places->places[place].id, text))
		return true;
	entry = import_index_find(&places->by_name, text);
	for (int name = entry ? entry->value : -1; name >= 0; name = places->names[name].next)
		if (places->names[name].place == place)
			return true;
	return false;
}

/* Whether all parts but the last are found on the way up. */
static bool is_within(const struct import_places *places, int place, const struct str *parts, int count)
{
	int wanted = count - 2;

	for (int up = places->places[place].parent; up >= 0 && wanted >= 0; up = places->places[up].parent)
		if (is_called(places, up, parts[wanted]))
			wanted--;
	return wanted < 0;
}

static struct str level_word(int level)
{
	struct str rest = STR(IMPORT_LEVELS), word = STR("");

	for (int i = 0; i <= level; i++)
		str_next(&rest, '|', &word);
	return word;
}

size_t import_places_find(const struct import_places *places, struct str path, const char *levels, struct str *id)
{
	struct str parts[PARTS_MAX], piece, rest = path;
	const struct import_entry *entry;
	size_t found = 0;
	int count = 0;

	while (str_next(&rest, '/', &piece)) {
		piece = str_trim(piece);
		if (count == PARTS_MAX)
			return 0;
		if (piece.length)
			parts[count++] = piece;
	}
	entry = count ? import_index_find(&places->by_name, parts[count - 1]) : NULL;
	for (int name = entry ? entry->value : -1, last = -1; name >= 0; name = places->names[name].next) {
		int place = places->names[name].place;

		if (place == last || !is_within(places, place, parts, count) ||
			(levels && import_word_find(levels, level_word(places->places[place].level)) < 0))
			continue;
		last = place;
		*id = places->places[place].id;
		found++;
	}
	entry = count > 1 ? import_index_find(&places->by_id, parts[count - 1]) : NULL;
	if (found == 0 && entry && is_within(places, entry->value, parts, count) &&
		(!levels || import_word_find(levels, level_word(places->places[entry->value].level)) >= 0)) {
		*id = places->places[entry->value].id;
		found = 1;
	}
	return found;
}
