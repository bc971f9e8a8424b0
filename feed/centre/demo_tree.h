#ifndef FEED_CENTRE_DEMO_TREE_H
#define FEED_CENTRE_DEMO_TREE_H

#include "feed/base/str.h"
#include "feed/centre/demo_country.h"
#include "feed/model/label.h"

struct arena;
struct demo_words;

/*
 * The demo's areas with their codes, names and kinds, level after level; within a level the children of one area follow
 * each other. Constant once grown; lives in the arena.
 */

enum demo_level { DEMO_PREFECTURE, DEMO_COUNTY, DEMO_SUBDISTRICT, DEMO_COMMUNITY, DEMO_GRID, DEMO_LEVEL_COUNT };

enum { DEMO_LOCATION_GRIDS = 409, DEMO_UNIT_GRIDS = 633, DEMO_EMPLOYER_GRIDS = 221, DEMO_BLIND_GRIDS = 22 };

struct demo_area {
	struct str id, level, kind; /* as in areas.csv */
	struct label name, stem;    /* stem: without the word for the level */
	struct demo_point at;
	uint32_t parent, first_child, child_count;
	uint32_t pane; /* of a grid, in the country's lattice */
	bool blind;    /* a grid without a service team */
};

struct demo_tree {
	const struct demo_country *country; /* borrowed; outlives us */
	struct demo_area *areas;            /* the root is the first */
	uint32_t first[DEMO_LEVEL_COUNT + 1];
	uint32_t count;
};

/* false where the words do not fit the country. */
bool demo_tree_grow(struct arena *arena, const struct demo_country *country, const struct demo_words *names,
	struct demo_tree *tree, struct error *error);

/* The area of this level at this place in it; index wraps around. */
const struct demo_area *demo_tree_area(const struct demo_tree *tree, enum demo_level level, size_t index);
uint32_t demo_tree_size(const struct demo_tree *tree, enum demo_level level);

/* The words of assets/demo/names.csv. */
bool demo_tree_read_names(struct arena *arena, struct demo_words *names, struct error *error);
bool demo_tree_name_fits_team(const struct demo_words *names, size_t row);
struct label demo_tree_stem(const struct demo_words *names, size_t row);
struct str demo_tree_note(const struct demo_words *names); /* says that the country is made up */

#endif
