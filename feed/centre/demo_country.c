#include "feed/centre/demo_country.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "feed/centre/demo_ground.h"
#include "feed/centre/demo_pane.h"

/* How many grids a community gets: more where it is large or its people live close together. */
static double wanted_grids(const struct demo_polygon *community)
{
	double area = fabs(demo_shape_area(community));

	return pow(area, 0.75) * pow(demo_ground_density(demo_shape_middle(community)), 0.25);
}

/* Shares DEMO_GRIDS out; what rounding and the limits leave over goes to every 37th community in turn. */
static void share_grids(const struct demo_polygon *communities, uint32_t *counts)
{
	double sum = 0;
	int left = DEMO_GRIDS;

	for (int i = 0; i < DEMO_COMMUNITIES; i++)
		sum += wanted_grids(&communities[i]);
	for (int i = 0; i < DEMO_COMMUNITIES; i++) {
		double share = round(wanted_grids(&communities[i]) / sum * DEMO_GRIDS);

		counts[i] = (uint32_t)fmin(fmax(share, DEMO_GRIDS_PER_COMMUNITY_MIN), DEMO_GRIDS_PER_COMMUNITY_MAX);
		left -= (int)counts[i];
	}
	for (int i = 0; left != 0; i = (i + 37) % DEMO_COMMUNITIES) {
		if (left > 0 && counts[i] < DEMO_GRIDS_PER_COMMUNITY_MAX) {
			counts[i]++;
			left--;
		} else if (left < 0 && counts[i] > DEMO_GRIDS_PER_COMMUNITY_MIN) {
			counts[i]--;
			left++;
		}
	}
}

static bool cut_grids(struct arena *arena, struct random *random, const struct demo_polygon *communities,
	struct demo_country *country, struct demo_polygon *grids, struct error *error)
{
	uint32_t counts[DEMO_COMMUNITIES];
	uint32_t at = 0;

	share_grids(communities, counts);
	for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++) {
		struct demo_point *seeds = demo_ground_spread(arena, random, &communities[i], counts[i], false);

		if (!demo_pane_cut(arena, &communities[i], seeds, counts[i], grids + at, error))
			return false;
		country->first_grid[i] = at;
		for (uint32_t j = 0; j < counts[i]; j++)
			country->community_of[at++] = i;
	}
	country->first_grid[DEMO_COMMUNITIES] = at;
	return true;
}

bool demo_country_make(struct arena *arena, uint64_t seed, struct demo_country *country, struct error *error)
{
	struct random random = random_seeded(seed);
	struct demo_polygon outline = demo_ground_outline(arena, &random);
	struct demo_polygon *communities = arena_array(arena, struct demo_polygon, DEMO_COMMUNITIES);
	struct demo_polygon *grids = arena_array(arena, struct demo_polygon, DEMO_GRIDS);
	struct demo_point *seeds = demo_ground_spread(arena, &random, &outline, DEMO_COMMUNITIES, true);

	*country = (struct demo_country){
		.community_at = arena_array(arena, struct demo_point, DEMO_COMMUNITIES),
		.first_grid = arena_array(arena, uint32_t, DEMO_COMMUNITIES + 1),
		.grid_at = arena_array(arena, struct demo_point, DEMO_GRIDS),
		.community_of = arena_array(arena, uint32_t, DEMO_GRIDS),
	};
	if (!demo_pane_cut(arena, &outline, seeds, DEMO_COMMUNITIES, communities, error) ||
		!cut_grids(arena, &random, communities, country, grids, error))
		return false;
	for (int i = 0; i < DEMO_COMMUNITIES; i++)
		country->community_at[i] = demo_shape_middle(&communities[i]);
	for (int i = 0; i < DEMO_GRIDS; i++)
		country->grid_at[i] = demo_shape_middle(&grids[i]);
	return demo_lattice_join(arena, grids, DEMO_GRIDS, &country->lattice, error);
}
