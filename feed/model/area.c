#include "feed/model/area.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"

/* An area of the input and where it will stand. */
struct place {
	struct str id;
	uint32_t given, parent, first_child, next_sibling, final; /* as given, except final */
};

/* The input while it is put in order. */
struct planting {
	const struct area *items;
	const struct str *parent_ids;
	uint32_t count;
	struct place *places;  /* as given */
	struct place **sorted; /* by id */
	uint32_t root;
	struct error *error;
};

static int compare_ids(const void *a, const void *b)
{
	return str_compare((*(struct place *const *)a)->id, (*(struct place *const *)b)->id);
}

static bool index_ids(struct planting *planting)
{
	for (uint32_t i = 0; i < planting->count; i++) {
		struct str id = planting->items[i].id;

		if (id.length == 0 || id.length > AREA_ID_BYTES_MAX)
			return error_set(planting->error, "area %u: found an id of %zu bytes, expected 1 to %d", i + 1,
				id.length, AREA_ID_BYTES_MAX);
		if (str_equal(id, STR("all")) && planting->parent_ids[i].length)
			return error_set(planting->error, "area all: found a parent, expected the root under this id");
		planting->places[i] = (struct place){id, i, AREA_NONE, AREA_NONE, AREA_NONE, AREA_NONE};
		planting->sorted[i] = &planting->places[i];
	}
	qsort(planting->sorted, planting->count, sizeof(*planting->sorted), compare_ids);
	for (uint32_t i = 1; i < planting->count; i++)
		if (str_equal(planting->sorted[i - 1]->id, planting->sorted[i]->id))
			return error_set(planting->error, "found area " STR_FMT " a second time, expected each id once",
				STR_ARG(planting->sorted[i]->id));
	return true;
}

static struct place *find_place(const struct planting *planting, struct str id)
{
	struct place wanted = {.id = id};
	struct place *key = &wanted;
	struct place **found = bsearch(&key, planting->sorted, planting->count, sizeof(*found), compare_ids);

	return found ? *found : NULL;
}

static bool note_root(struct planting *planting, uint32_t given)
{
	if (planting->root != AREA_NONE)
		return error_set(planting->error,
			"found a second root " STR_FMT " beside " STR_FMT ", expected one area without a parent",
			STR_ARG(planting->places[given].id), STR_ARG(planting->places[planting->root].id));
	planting->root = given;
	return true;
}

/* From the last to the first, so that brothers keep the order of the input. */
static bool link_parents(struct planting *planting)
{
	planting->root = AREA_NONE;
	for (uint32_t i = planting->count; i-- > 0;) {
		struct place *place = &planting->places[i];
		struct place *parent;

		if (planting->parent_ids[i].length == 0) {
			if (!note_root(planting, i))
				return false;
			continue;
		}
		parent = find_place(planting, planting->parent_ids[i]);
		if (!parent)
			return error_set(planting->error,
				"area " STR_FMT ": found no parent " STR_FMT ", expected an id of this tree",
				STR_ARG(place->id), STR_ARG(planting->parent_ids[i]));
		place->parent = parent->given;
		place->next_sibling = parent->first_child;
		parent->first_child = i;
	}
	if (planting->root == AREA_NONE)
		return error_set(planting->error, "found no root, expected one area without a parent");
	return true;
}

/* The next one in the order parent, children, brother; climbs without recursion. */
static uint32_t next_place(const struct planting *planting, uint32_t given, uint32_t *depth)
{
	const struct place *place = &planting->places[given];

	if (place->first_child != AREA_NONE) {
		++*depth;
		return place->first_child;
	}
	while (place->next_sibling == AREA_NONE) {
		if (place->parent == AREA_NONE)
			return AREA_NONE;
		place = &planting->places[place->parent];
		--*depth;
	}
	return place->next_sibling;
}

static bool put_in_order(struct planting *planting, struct areas *areas)
{
	uint32_t depth = 0, last[AREA_DEPTH_MAX];

	for (uint32_t given = planting->root; given != AREA_NONE; given = next_place(planting, given, &depth)) {
		struct area *area = &areas->items[areas->count];

		if (depth >= AREA_DEPTH_MAX)
			return error_set(planting->error, "area " STR_FMT ": found more than %d levels",
				STR_ARG(planting->places[given].id), AREA_DEPTH_MAX);
		*area = planting->items[given];
		area->depth = depth;
		area->parent = depth ? last[depth - 1] : AREA_NONE;
		area->first_child = area->next_sibling = AREA_NONE;
		if (depth && areas->items[area->parent].first_child == AREA_NONE)
			areas->items[area->parent].first_child = areas->count;
		else if (depth)
			areas->items[last[depth]].next_sibling = areas->count;
		last[depth] = planting->places[given].final = areas->count++;
	}
	return true;
}

static bool check_reached(const struct planting *planting, const struct areas *areas)
{
	if (areas->count == planting->count)
		return true;
	for (uint32_t i = 0; i < planting->count; i++)
		if (planting->places[i].final == AREA_NONE)
			return error_set(planting->error,
				"area " STR_FMT ": found a circle, expected parents that lead to " STR_FMT,
				STR_ARG(planting->places[i].id), STR_ARG(planting->places[planting->root].id));
	return false;
}

static bool seal(struct arena *arena, struct planting *planting, struct areas *areas)
{
	if (!index_ids(planting) || !link_parents(planting))
		return false;
	*areas = (struct areas){
		.items = arena_array(arena, struct area, planting->count),
		.by_id = arena_array(arena, uint32_t, planting->count),
	};
	if (!put_in_order(planting, areas) || !check_reached(planting, areas))
		return false;
	for (uint32_t i = 0; i < planting->count; i++)
		areas->by_id[i] = planting->sorted[i]->final;
	return true;
}

bool areas_seal(struct arena *arena, const struct area *items, const struct str *parent_ids, uint32_t count,
	struct areas *areas, struct error *error)
{
	struct planting planting = {.items = items, .parent_ids = parent_ids, .count = count, .error = error};
	struct arena scratch;
	bool sealed;

	*areas = (struct areas){0};
	if (count == 0 || count > AREAS_MAX)
		return error_set(error, "found %u areas, expected 1 to %d", count, AREAS_MAX);
	arena_init(&scratch);
	planting.places = arena_array(&scratch, struct place, count);
	planting.sorted = arena_array(&scratch, struct place *, count);
	sealed = seal(arena, &planting, areas);
	arena_finish(&scratch);
	if (!sealed)
		*areas = (struct areas){0};
	return sealed;
}

uint32_t areas_find(const struct areas *areas, struct str id)
{
	uint32_t low = 0, high = areas->count;

	if (areas->count && str_equal(id, STR("all")))
		return 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = str_compare(areas->items[areas->by_id[middle]].id, id);

		if (order == 0)
			return areas->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return AREA_NONE;
}

uint32_t areas_up_to(const struct areas *areas, uint32_t area, struct str level)
{
	while (area != AREA_NONE && !str_equal(areas->items[area].level, level))
		area = areas->items[area].parent;
	return area;
}

bool areas_within(const struct areas *areas, uint32_t area, uint32_t ancestor)
{
	while (area != AREA_NONE && area != ancestor)
		area = areas->items[area].parent;
	return area != AREA_NONE;
}
