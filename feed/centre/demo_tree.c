#include "feed/centre/demo_tree.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/demo_district.h"
#include "feed/centre/demo_kind.h"
#include "feed/centre/demo_words.h"

enum { NAME_LEVEL, NAME_CODE, NAME_KIND, NAME_LABEL, NAME_TEAM = NAME_LABEL + LANGUAGE_COUNT };
enum {
	DISTRICTS_MAX = 8,
	HALL_COMMUNITIES = 10 /* in the subdistrict of the demo hall */
};

static const char *const level_names[DEMO_LEVEL_COUNT] = {"prefecture", "county", "subdistrict", "community", "grid"};

/* Where the counties' towns lie, in the order of the names. */
static const struct demo_point county_hearts[] = {
	{420, 370}, {690, 200}, {830, 350}, {230, 400}, {900, 610}, {540, 610}, {1020, 250}};

bool demo_tree_read_names(struct arena *arena, struct demo_words *names, struct error *error)
{
	return demo_words_read(arena, "names.csv", "level,code,kind,zh,ug,kk,en,team", names, error);
}

bool demo_tree_name_fits_team(const struct demo_words *names, size_t row)
{
	return str_equal(demo_words_cell(names, row, NAME_TEAM), STR("yes"));
}

struct label demo_tree_stem(const struct demo_words *names, size_t row)
{
	return demo_words_label(names, row, NAME_LABEL);
}

struct str demo_tree_note(const struct demo_words *names)
{
	for (size_t i = 0; i < names->row_count; i++)
		if (str_equal(demo_words_cell(names, i, NAME_LEVEL), STR("note")))
			return demo_tree_stem(names, i).text[LANGUAGE_EN];
	return STR("");
}

/* A tree that is being built. */
struct growth {
	struct arena *arena;
	const struct demo_country *country;
	const struct demo_words *names;
	struct demo_tree *tree;
	uint32_t *county_of; /* of each of the country's communities */
	uint32_t *community; /* the country's community behind each area of that level */
};

static struct label pattern_for(const struct growth *growth, struct str kind)
{
	for (size_t i = 0; i < growth->names->row_count; i++)
		if (str_equal(demo_words_cell(growth->names, i, NAME_LEVEL), STR("pattern")) &&
			str_equal(demo_words_cell(growth->names, i, NAME_KIND), kind))
			return demo_words_label(growth->names, i, NAME_LABEL);
	return (struct label){{STR("{}"), STR("{}"), STR("{}"), STR("{}")}};
}

/* The index-th row of this level whose code starts like this; names->row_count where there is none. */
static size_t name_row(const struct growth *growth, enum demo_level level, struct str start, uint32_t index)
{
	for (size_t i = 0; i < growth->names->row_count; i++)
		if (str_equal(demo_words_cell(growth->names, i, NAME_LEVEL), str_from(level_names[level])) &&
			str_starts(demo_words_cell(growth->names, i, NAME_CODE), start) && index-- == 0)
			return i;
	return growth->names->row_count;
}

static uint32_t count_names(const struct growth *growth, enum demo_level level, struct str start)
{
	uint32_t count = 0;

	while (name_row(growth, level, start, count) < growth->names->row_count)
		count++;
	return count;
}

static struct demo_area *add_area(struct growth *growth, enum demo_level level, uint32_t parent)
{
	struct demo_tree *tree = growth->tree;
	struct demo_area *area = &tree->areas[tree->count++];

	area->level = str_from(level_names[level]);
	area->parent = parent;
	if (level != DEMO_PREFECTURE) {
		if (tree->areas[parent].child_count++ == 0)
			tree->areas[parent].first_child = tree->count - 1;
	}
	return area;
}

static void name_area(struct growth *growth, struct demo_area *area, size_t row)
{
	struct str kind = demo_words_cell(growth->names, row, NAME_KIND);
	struct label pattern = pattern_for(growth, kind.length ? kind : area->level);

	area->kind = kind;
	area->stem = demo_words_label(growth->names, row, NAME_LABEL);
	area->name = demo_words_fill(growth->arena, &pattern, &area->stem);
	if (demo_words_cell(growth->names, row, NAME_CODE).length)
		area->id = demo_words_cell(growth->names, row, NAME_CODE);
}

static void grow_counties(struct growth *growth)
{
	const uint32_t count = sizeof(county_hearts) / sizeof(*county_hearts);
	struct demo_district counties[sizeof(county_hearts) / sizeof(*county_hearts)] = {0};
	double subdistricts = count_names(growth, DEMO_SUBDISTRICT, STR(""));

	name_area(growth, add_area(growth, DEMO_PREFECTURE, 0), name_row(growth, DEMO_PREFECTURE, STR(""), 0));
	growth->tree->first[DEMO_COUNTY] = growth->tree->count;
	for (uint32_t i = 0; i < count; i++) {
		struct demo_area *area = add_area(growth, DEMO_COUNTY, 0);

		name_area(growth, area, name_row(growth, DEMO_COUNTY, STR(""), i));
		area->at = county_hearts[i];
		counties[i].centre = county_hearts[i];
		counties[i].share = count_names(growth, DEMO_SUBDISTRICT, area->id) / subdistricts;
	}
	demo_district_divide(
		counties, count, growth->country->community_at, DEMO_COMMUNITIES, false, growth->county_of);
}

struct member {
	struct demo_point at;
	uint32_t community;
	double order;
};

static int by_order(const void *left, const void *right)
{
	const struct member *a = left, *b = right;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->community > b->community) - (a->community < b->community);
}

/* Starts far apart: at the county's heart, then each at the place that is farthest from those before. */
static void scatter_districts(struct demo_district *districts, uint32_t count, struct demo_point heart,
	const struct demo_point *places, uint32_t place_count)
{
	districts[0].centre = heart;
	for (uint32_t i = 0; i < count; i++)
		districts[i].share = 1.0 / count;
	for (uint32_t i = 1; i < count; i++) {
		double most = -1;

		for (uint32_t j = 0; j < place_count; j++) {
			double nearest = INFINITY;

			for (uint32_t k = 0; k < i; k++)
				nearest = fmin(nearest, demo_shape_distance(places[j], districts[k].centre));
			if (nearest > most) {
				most = nearest;
				districts[i].centre = places[j];
			}
		}
	}
}

static void add_subdistrict(struct growth *growth, uint32_t county, uint32_t index, const struct member *members,
	uint32_t member_count, struct demo_point at)
{
	struct demo_area *area = add_area(growth, DEMO_SUBDISTRICT, county);
	uint32_t first = 0;

	name_area(growth, area, name_row(growth, DEMO_SUBDISTRICT, growth->tree->areas[county].id, index));
	area->at = at;
	area->child_count = member_count;
	while (growth->community[first] != DEMO_NO_PANE)
		first++;
	area->first_child = first; /* among communities; shifted when they are added */
	for (uint32_t i = 0; i < member_count; i++)
		growth->community[first + i] = members[i].community;
}

/* The subdistricts of one county, its heart first, so that towns are outside. */
static void divide_county(struct growth *growth, uint32_t county)
{
	struct demo_area *area = &growth->tree->areas[county];
	uint32_t count = count_names(growth, DEMO_SUBDISTRICT, area->id), place_count = 0;
	struct demo_district districts[DISTRICTS_MAX] = {0};
	struct demo_point places[DEMO_COMMUNITIES];
	struct member members[DEMO_COMMUNITIES], order[DISTRICTS_MAX];
	uint32_t community[DEMO_COMMUNITIES], district_of[DEMO_COMMUNITIES];

	for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++)
		if (growth->county_of[i] == county - growth->tree->first[DEMO_COUNTY]) {
			places[place_count] = growth->country->community_at[i];
			community[place_count++] = i;
		}
	scatter_districts(districts, count, area->at, places, place_count);
	if (county == growth->tree->first[DEMO_COUNTY])
		districts[0].share = (double)HALL_COMMUNITIES / place_count;
	demo_district_divide(districts, count, places, place_count, true, district_of);
	for (uint32_t i = 0; i < count; i++)
		order[i] = (struct member){districts[i].centre, i, demo_shape_distance(districts[i].centre, area->at)};
	qsort(order, count, sizeof(*order), by_order);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t member_count = 0;

		for (uint32_t j = 0; j < place_count; j++)
			if (district_of[j] == order[i].community)
				members[member_count++] = (struct member){
					places[j], community[j], demo_shape_distance(places[j], order[i].at)};
		qsort(members, member_count, sizeof(*members), by_order);
		add_subdistrict(growth, county, i, members, member_count, order[i].at);
	}
}

static void grow_communities(struct growth *growth)
{
	struct demo_tree *tree = growth->tree;

	for (uint32_t i = tree->first[DEMO_SUBDISTRICT]; i < tree->first[DEMO_COMMUNITY]; i++) {
		uint32_t count = tree->areas[i].child_count;

		tree->areas[i].child_count = 0;
		for (uint32_t j = 0; j < count; j++) {
			uint32_t index = tree->count - tree->first[DEMO_COMMUNITY];
			struct demo_area *area = add_area(growth, DEMO_COMMUNITY, i);

			name_area(growth, area, name_row(growth, DEMO_COMMUNITY, STR(""), index));
			area->id = str_format(growth->arena, STR_FMT "%03u", STR_ARG(tree->areas[i].id), j + 1);
			area->at = growth->country->community_at[growth->community[index]];
		}
	}
}

static void grow_grids_of(struct growth *growth, uint32_t parent, const struct label *pattern)
{
	const struct demo_country *country = growth->country;
	uint32_t community = growth->community[parent - growth->tree->first[DEMO_COMMUNITY]];
	uint32_t first = country->first_grid[community], count = country->first_grid[community + 1] - first;
	struct member members[DEMO_GRIDS_PER_COMMUNITY_MAX];
	struct demo_point middle = growth->tree->areas[parent].at;

	for (uint32_t i = 0; i < count; i++) {
		struct demo_point at = country->grid_at[first + i];

		members[i] = (struct member){at, first + i, atan2(at.x - middle.x, at.y - middle.y)};
	}
	qsort(members, count, sizeof(*members), by_order);
	for (uint32_t i = 0; i < count; i++) {
		struct demo_area *area = add_area(growth, DEMO_GRID, parent);

		area->id = str_format(growth->arena, STR_FMT "%02u", STR_ARG(growth->tree->areas[parent].id), i + 1);
		area->name = area->stem = demo_words_number(growth->arena, pattern, i + 1);
		area->at = members[i].at;
		area->pane = members[i].community;
	}
}

static bool names_fit(const struct growth *growth, struct error *error)
{
	if (count_names(growth, DEMO_PREFECTURE, STR("")) != 1 ||
		count_names(growth, DEMO_COUNTY, STR("")) != sizeof(county_hearts) / sizeof(*county_hearts) ||
		count_names(growth, DEMO_COMMUNITY, STR("")) != DEMO_COMMUNITIES)
		return error_set(error, "names.csv: expected 1 prefecture, %zu counties and %d communities",
			sizeof(county_hearts) / sizeof(*county_hearts), DEMO_COMMUNITIES);
	for (uint32_t i = 0; i < sizeof(county_hearts) / sizeof(*county_hearts); i++) {
		struct str code = demo_words_cell(growth->names, name_row(growth, DEMO_COUNTY, STR(""), i), NAME_CODE);
		uint32_t count = count_names(growth, DEMO_SUBDISTRICT, code);

		if (count == 0 || count > DISTRICTS_MAX)
			return error_set(error, "names.csv: county " STR_FMT " has %u subdistricts, expected 1 to %d",
				STR_ARG(code), count, DISTRICTS_MAX);
	}
	return true;
}

bool demo_tree_grow(struct arena *arena, const struct demo_country *country, const struct demo_words *names,
	struct demo_tree *tree, struct error *error)
{
	struct growth growth = {arena, country, names, tree, arena_array(arena, uint32_t, DEMO_COMMUNITIES),
		arena_array(arena, uint32_t, DEMO_COMMUNITIES + 1)};
	struct label grid = pattern_for(&growth, STR("grid"));

	if (!names_fit(&growth, error))
		return false;
	for (uint32_t i = 0; i <= DEMO_COMMUNITIES; i++)
		growth.community[i] = DEMO_NO_PANE;
	*tree = (struct demo_tree){.country = country};
	tree->areas = arena_array(arena, struct demo_area, names->row_count + DEMO_GRIDS);
	grow_counties(&growth);
	tree->first[DEMO_SUBDISTRICT] = tree->count;
	for (uint32_t i = tree->first[DEMO_COUNTY]; i < tree->first[DEMO_SUBDISTRICT]; i++)
		divide_county(&growth, i);
	tree->first[DEMO_COMMUNITY] = tree->count;
	grow_communities(&growth);
	tree->first[DEMO_GRID] = tree->count;
	for (uint32_t i = tree->first[DEMO_COMMUNITY]; i < tree->first[DEMO_GRID]; i++)
		grow_grids_of(&growth, i, &grid);
	tree->first[DEMO_LEVEL_COUNT] = tree->count;
	demo_kind_choose(arena, tree);
	return true;
}

const struct demo_area *demo_tree_area(const struct demo_tree *tree, enum demo_level level, size_t index)
{
	return &tree->areas[tree->first[level] + index % demo_tree_size(tree, level)];
}

uint32_t demo_tree_size(const struct demo_tree *tree, enum demo_level level)
{
	return tree->first[level + 1] - tree->first[level];
}
