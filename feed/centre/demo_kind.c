#include "feed/centre/demo_kind.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/random.h"
#include "feed/centre/demo_ground.h"
#include "feed/centre/demo_tree.h"

enum { KIND_SEED = 20181, CLUMP_MAX = 5 };

static const uint32_t blind_clumps[] = {4, 3, 3, 2, 2, 2, 2, 2, 1, 1};
static const double blind_apart = 135; /* box units between communities with blind spots */

struct choice_order {
	uint32_t area;
	double rank;
};

static int by_rank(const void *left, const void *right)
{
	const struct choice_order *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	return (a->area > b->area) - (a->area < b->area);
}

static bool touch(const struct demo_tree *tree, uint32_t a, uint32_t b)
{
	const struct demo_lattice *lattice = &tree->country->lattice;
	uint32_t left = tree->areas[a].pane, right = tree->areas[b].pane;

	for (size_t i = 0; i < lattice->bar_count; i++) {
		const uint32_t *pane = lattice->bars[i].pane;

		if ((pane[0] == left && pane[1] == right) || (pane[0] == right && pane[1] == left))
			return true;
	}
	return false;
}

static bool touches_clump(const struct demo_tree *tree, const uint32_t *clump, uint32_t count, uint32_t grid)
{
	bool beside = false;

	for (uint32_t i = 0; i < count; i++) {
		if (clump[i] == grid)
			return false;
		beside = beside || touch(tree, clump[i], grid);
	}
	return beside;
}

/* wanted grids of one community in one piece, from the first one outward; how many there are. */
static uint32_t gather_clump(const struct demo_tree *tree, uint32_t first, uint32_t wanted, uint32_t *clump)
{
	const struct demo_area *community = &tree->areas[tree->areas[first].parent];
	uint32_t count = 0;

	for (uint32_t next = first; next != DEMO_NO_PANE && count < wanted;) {
		double nearest = INFINITY;

		clump[count++] = next;
		next = DEMO_NO_PANE;
		for (uint32_t i = 0; i < community->child_count; i++) {
			uint32_t grid = community->first_child + i;
			double away = demo_shape_distance(tree->areas[first].at, tree->areas[grid].at);

			if (away < nearest && touches_clump(tree, clump, count, grid)) {
				nearest = away;
				next = grid;
			}
		}
	}
	return count;
}

static struct choice_order *community_order(struct arena *arena, const struct demo_tree *tree, struct random *random)
{
	struct choice_order *order = arena_array(arena, struct choice_order, DEMO_COMMUNITIES);

	for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++) {
		order[i].area = tree->first[DEMO_COMMUNITY] + i;
		order[i].rank = 0.9 * random_unit(random) + 0.35 * demo_ground_density(tree->areas[order[i].area].at);
	}
	qsort(order, DEMO_COMMUNITIES, sizeof(*order), by_rank);
	return order;
}

static void choose_employers(struct arena *arena, struct demo_tree *tree, struct random *random)
{
	struct choice_order *order = community_order(arena, tree, random);
	uint32_t left = DEMO_EMPLOYER_GRIDS, clump[CLUMP_MAX];

	for (uint32_t i = 0; left > 0; i++) {
		const struct demo_area *community = &tree->areas[order[i % DEMO_COMMUNITIES].area];
		uint32_t first = community->first_child + (uint32_t)random_below(random, community->child_count);
		uint32_t wanted = 2 + (uint32_t)random_below(random, CLUMP_MAX - 1), count;

		count = gather_clump(tree, first, wanted < left ? wanted : left, clump);
		for (uint32_t j = 0; j < count; j++)
			if (!tree->areas[clump[j]].kind.length) {
				tree->areas[clump[j]].kind = STR("employer");
				left--;
			}
	}
}

static void choose_units_and_locations(struct arena *arena, struct demo_tree *tree, struct random *random)
{
	struct choice_order *order = arena_array(arena, struct choice_order, DEMO_GRIDS);
	uint32_t count = 0;

	for (uint32_t i = tree->first[DEMO_COMMUNITY]; i < tree->first[DEMO_GRID]; i++) {
		const struct demo_area *community = &tree->areas[i];
		double mood = 0.5 * (random_unit(random) - 0.5);

		for (uint32_t j = community->first_child; j < community->first_child + community->child_count; j++)
			if (!tree->areas[j].kind.length)
				order[count++] =
					(struct choice_order){j, demo_ground_density(tree->areas[j].at) + mood +
									 0.25 * (random_unit(random) - 0.5)};
	}
	qsort(order, count, sizeof(*order), by_rank);
	REQUIRE(count == DEMO_UNIT_GRIDS + DEMO_LOCATION_GRIDS);
	for (uint32_t i = 0; i < count; i++)
		tree->areas[order[i].area].kind = i < DEMO_UNIT_GRIDS ? STR("unit") : STR("location");
}

/* Open country first, away from those chosen before and from the demo hall's own subdistrict. */
static bool fits_blind(const struct demo_tree *tree, uint32_t community, const uint32_t *chosen, uint32_t count)
{
	if (tree->areas[community].parent == tree->first[DEMO_SUBDISTRICT])
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (demo_shape_distance(tree->areas[chosen[i]].at, tree->areas[community].at) < blind_apart)
			return false;
	return true;
}

static void choose_blind(struct arena *arena, struct demo_tree *tree, struct random *random)
{
	const uint32_t wanted = sizeof(blind_clumps) / sizeof(*blind_clumps);
	struct choice_order *order = community_order(arena, tree, random);
	uint32_t chosen[sizeof(blind_clumps) / sizeof(*blind_clumps)], clump[CLUMP_MAX], count = 0;

	for (uint32_t i = DEMO_COMMUNITIES; i-- > 0 && count < wanted;) {
		const struct demo_area *community = &tree->areas[order[i].area];

		if (!fits_blind(tree, order[i].area, chosen, count))
			continue;
		REQUIRE(gather_clump(tree, community->first_child + community->child_count / 2, blind_clumps[count],
				clump) == blind_clumps[count]);
		for (uint32_t j = 0; j < blind_clumps[count]; j++)
			tree->areas[clump[j]].blind = true;
		chosen[count++] = order[i].area;
	}
	REQUIRE(count == wanted);
}

void demo_kind_choose(struct arena *arena, struct demo_tree *tree)
{
	struct random random = random_seeded(KIND_SEED);

	choose_employers(arena, tree, &random);
	choose_units_and_locations(arena, tree, &random);
	choose_blind(arena, tree, &random);
}
