#include "feed/centre/demo_district.h"

#include <math.h>

enum { ROUNDS = 240 };

static const double first_step = 900; /* box units squared a place; shrinks to nothing over the rounds */

static uint32_t district_for(const struct demo_district *districts, uint32_t count, struct demo_point place)
{
	uint32_t best = 0;
	double least = INFINITY;

	for (uint32_t i = 0; i < count; i++) {
		double away = demo_shape_distance(districts[i].centre, place);

		if (away * away - districts[i].head_start < least) {
			least = away * away - districts[i].head_start;
			best = i;
		}
	}
	return best;
}

static void assign(struct demo_district *districts, uint32_t district_count, const struct demo_point *places,
	uint32_t place_count, uint32_t *district_of)
{
	for (uint32_t i = 0; i < district_count; i++)
		districts[i].size = 0;
	for (uint32_t i = 0; i < place_count; i++) {
		district_of[i] = district_for(districts, district_count, places[i]);
		districts[district_of[i]].size++;
	}
}

static void move_to_middle(struct demo_district *district, uint32_t index, const struct demo_point *places,
	uint32_t place_count, const uint32_t *district_of)
{
	struct demo_point sum = {0, 0};

	if (district->size == 0)
		return;
	for (uint32_t i = 0; i < place_count; i++)
		if (district_of[i] == index) {
			sum.x += places[i].x;
			sum.y += places[i].y;
		}
	district->centre = (struct demo_point){sum.x / district->size, sum.y / district->size};
}

void demo_district_divide(struct demo_district *districts, uint32_t district_count, const struct demo_point *places,
	uint32_t place_count, bool move_centres, uint32_t *district_of)
{
	for (int round = 0; round < ROUNDS; round++) {
		double step = first_step * (ROUNDS - round) / ROUNDS;

		assign(districts, district_count, places, place_count, district_of);
		for (uint32_t i = 0; i < district_count; i++) {
			struct demo_district *district = &districts[i];

			district->head_start +=
				step / fmax(district->size, 1) * (district->share * place_count - district->size);
			if (move_centres && round < ROUNDS / 2)
				move_to_middle(district, i, places, place_count, district_of);
		}
	}
	assign(districts, district_count, places, place_count, district_of);
}
