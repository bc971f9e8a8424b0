#include "feed/centre/derive.h"

#include "feed/base/arena.h"
#include "feed/centre/centre.h"
#include "feed/centre/shape.h"
#include "feed/wire/wire.h"

static struct label read_label(struct arena *arena, struct store_query *query, int at)
{
	struct label label;

	for (int language = 0; language < LANGUAGE_COUNT; language++)
		label.text[language] = str_copy(arena, store_text(query, at + language));
	return label;
}

bool derive_areas(struct centre *centre, struct arena *arena, struct areas *areas, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT id, level, kind, name_zh, name_ug, name_kk, name_en, parent FROM areas ORDER BY id", error);
	struct area *items = NULL;
	struct str *parents = NULL;
	size_t count = 0, item_capacity = 0, parent_capacity = 0;
	enum store_step step;

	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		items = arena_grow(arena, items, count, &item_capacity, sizeof(*items));
		parents = arena_grow(arena, parents, count, &parent_capacity, sizeof(*parents));
		items[count] = (struct area){
			.id = str_copy(arena, store_text(query, 0)),
			.level = str_copy(arena, store_text(query, 1)),
			.kind = str_copy(arena, store_text(query, 2)),
			.name = read_label(arena, query, 3),
		};
		parents[count++] = str_copy(arena, store_text(query, 7));
	}
	store_reset(query);
	if (step != STORE_DONE)
		return false;
	if (count == 0)
		return error_set(error, "the centre has no areas yet: import them first");
	return areas_seal(arena, items, parents, (uint32_t)count, areas, error);
}

static void widen(struct map *map, const struct map_shape *shape)
{
	for (uint32_t i = 0; i < shape->ring_count; i++) {
		for (uint32_t j = 0; j < shape->rings[i].count; j++) {
			struct map_point point = shape->rings[i].points[j];

			if (point.longitude < map->south_west.longitude)
				map->south_west.longitude = point.longitude;
			if (point.latitude < map->south_west.latitude)
				map->south_west.latitude = point.latitude;
			if (point.longitude > map->north_east.longitude)
				map->north_east.longitude = point.longitude;
			if (point.latitude > map->north_east.latitude)
				map->north_east.latitude = point.latitude;
		}
	}
}

static bool take_shape(
	struct arena *arena, struct store_query *query, struct map *map, size_t *capacity, struct error *error)
{
	struct map_shape shape = {.area = str_copy(arena, store_text(query, 0))};

	if (!shape_unpack(arena, store_text(query, 1), &shape))
		return error_set(error, "the stored shape of area " STR_FMT " is damaged: import the map again",
			STR_ARG(shape.area));
	if (map->shape_count == 0)
		map->south_west = map->north_east = shape.rings[0].points[0];
	widen(map, &shape);
	map->shapes = arena_grow(arena, map->shapes, map->shape_count, capacity, sizeof(shape));
	map->shapes[map->shape_count++] = shape;
	return true;
}

/* Areas first, what lies over them after. */
static const char *const map_queries[] = {
	"SELECT area, rings FROM shapes ORDER BY area",
	"SELECT 'exempt:' || id, rings FROM exempt ORDER BY id",
	"SELECT 'finding:' || number, rings FROM coverage_faults WHERE rings IS NOT NULL ORDER BY number",
};

bool derive_map(struct centre *centre, struct arena *arena, struct map *map, struct error *error)
{
	size_t capacity = 0;

	*map = (struct map){0};
	for (size_t i = 0; i < sizeof(map_queries) / sizeof(map_queries[0]); i++) {
		struct store_query *query = store_prepare(centre->store, map_queries[i], error);
		enum store_step step;

		if (!query)
			return false;
		while ((step = store_step(query, error)) == STORE_ROW)
			if (!take_shape(arena, query, map, &capacity, error))
				break;
		store_reset(query);
		if (step != STORE_DONE)
			return false;
	}
	return true;
}

bool derive_survey(
	struct centre *centre, struct arena *arena, struct survey *survey, bool *present, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT document FROM survey", error);
	enum store_step step;
	bool derived = true;

	if (!query)
		return false;
	step = store_step(query, error);
	*present = step == STORE_ROW;
	if (*present)
		derived = survey_parse(arena, store_text(query, 0), survey, error);
	store_reset(query);
	return derived && (step == STORE_ROW || step == STORE_DONE);
}

bool derive_layouts(struct centre *centre, struct arena *arena, struct layout_text **layouts, size_t *count, struct error *error)
{
	struct store_query *query = store_prepare(
		centre->store, "SELECT name, device_group, file, text FROM layouts ORDER BY name, device_group", error);
	size_t capacity = 0;
	enum store_step step;

	*layouts = NULL;
	*count = 0;
	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		*layouts = arena_grow(arena, *layouts, *count, &capacity, sizeof(**layouts));
		(*layouts)[(*count)++] = (struct layout_text){
			.name = str_copy(arena, store_text(query, 0)),
			.group = str_copy(arena, store_text(query, 1)),
			.file = str_copy(arena, store_text(query, 2)),
			.text = str_copy(arena, store_text(query, 3)),
		};
	}
	store_reset(query);
	return step == STORE_DONE;
}

bool derive_words(struct centre *centre, struct arena *arena, struct words_text **words, size_t *count, struct error *error)
{
	struct store_query *query = store_prepare(centre->store, "SELECT language, file, text FROM words ORDER BY language", error);
	enum store_step step;

	*words = arena_array(arena, struct words_text, LANGUAGE_COUNT);
	*count = 0;
	if (!query)
		return false;
	while ((step = store_step(query, error)) == STORE_ROW) {
		struct words_text *text = &(*words)[*count];

		if (*count == LANGUAGE_COUNT || !language_find(store_text(query, 0), &text->language))
			continue;
		text->file = str_copy(arena, store_text(query, 1));
		text->text = str_copy(arena, store_text(query, 2));
		(*count)++;
	}
	store_reset(query);
	return step == STORE_DONE;
}

bool derive_notices(struct centre *centre, struct arena *arena, struct notices *notices, struct error *error)
{
	struct store_query *query = store_prepare(centre->store,
		"SELECT id, area, title_zh, title_ug, title_kk, title_en, text_zh, text_ug, text_kk, text_en, "
		"\"from\", until, urgent "
		"FROM notices ORDER BY id LIMIT ?",
		error);
	enum store_step step;

	if (!query)
		return false;
	*notices = (struct notices){.items = arena_array(arena, struct notice, NOTICES_MAX)};
	store_bind_integer(query, 1, NOTICES_MAX);
	while ((step = store_step(query, error)) == STORE_ROW)
		notices->items[notices->count++] = (struct notice){
			.id = str_copy(arena, store_text(query, 0)),
			.area = str_copy(arena, store_text(query, 1)),
			.title = read_label(arena, query, 2),
			.text = read_label(arena, query, 6),
			.from_ms = store_integer(query, 10),
			.until_ms = store_integer(query, 11),
			.urgent = store_integer(query, 12) != 0,
		};
	store_reset(query);
	return step == STORE_DONE;
}
