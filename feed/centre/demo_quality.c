#include "feed/centre/demo_quality.h"

#include <math.h>
#include <stddef.h>

#include "feed/base/random.h"
#include "feed/centre/demo_country.h"

enum {
	ORDER_SEED = 20474, /* puts every tier into the demo hall's own subdistrict */
	QUALITY_SEED = 20183,
	ANSWERS_LEAST = 31,
	ANSWERS_USUAL_SPREAD = 40,
	ANSWERS_SPREAD = 338 /* of the few busy halls */
};

static const double weight_system = 0.4, weight_subdistrict = 0.3, weight_residents = 0.3;

/* How many communities end where, from the best down, and between which scores. */
static const struct {
	uint32_t communities;
	double high, low;
} tiers[] = {{38, 96.4, 90.4}, {67, 89.6, 80.5}, {36, 79.4, 61.5}, {9, 58.5, 48}};

/* Communities with few answers in the open quarter: the demo hall, three that stay provisional, two without a share. */
static const struct {
	uint32_t community, answers;
} few[] = {{0, 12}, {41, 22}, {98, 26}, {119, 17}, {77, 6}, {131, 8}};

static const uint32_t hall_place = 62; /* in the middle of the good ones, where a few answers move its rank */

/* A place from 0, the best, for each community; the hall's is fixed. */
static uint32_t place_of(uint32_t community)
{
	struct random random = random_seeded(ORDER_SEED);
	uint32_t place[DEMO_COMMUNITIES], at = 0;

	for (uint32_t i = 0; i < DEMO_COMMUNITIES; i++)
		place[i] = i;
	for (uint32_t i = DEMO_COMMUNITIES - 1; i > 0; i--) {
		uint32_t other = (uint32_t)random_below(&random, i + 1), kept = place[i];

		place[i] = place[other];
		place[other] = kept;
	}
	while (place[at] != hall_place)
		at++;
	place[at] = place[0];
	place[0] = hall_place;
	return place[community];
}

static double score_at(uint32_t place)
{
	size_t tier = 0;

	while (place >= tiers[tier].communities)
		place -= tiers[tier++].communities;
	return tiers[tier].high - (tiers[tier].high - tiers[tier].low) * place / (tiers[tier].communities - 1);
}

static uint32_t answers_of(uint32_t community, int age, struct random *random)
{
	double usual = random_unit(random), busy = pow(random_unit(random), 8);

	for (size_t i = 0; age == 0 && i < sizeof(few) / sizeof(*few); i++)
		if (few[i].community == community)
			return few[i].answers;
	return ANSWERS_LEAST + (uint32_t)(ANSWERS_USUAL_SPREAD * usual + ANSWERS_SPREAD * busy);
}

static double within(double value, double low, double high)
{
	return fmin(fmax(value, low), high);
}

struct demo_quality demo_quality_of(uint32_t community, int age)
{
	struct random steady = random_seeded(QUALITY_SEED + community);
	struct random passing = random_seeded(QUALITY_SEED * (2 + (uint64_t)age) + community);
	double score = score_at(place_of(community)), rest;
	struct demo_quality quality;

	if (age > 0)
		score = within(score + random_normal(&passing, 0, 0.8), 0, 97);
	quality.residents = within(70 + (score - 50) * 25 / 46 + random_normal(&steady, 0, 1.5), 70, 95);
	quality.answers = answers_of(community, age, &passing);
	rest = score - weight_residents * quality.residents;
	quality.subdistrict = rest / (weight_system + weight_subdistrict) + random_normal(&steady, 0, 2);
	quality.subdistrict = within(quality.subdistrict, 0, 99);
	quality.system = within((rest - weight_subdistrict * quality.subdistrict) / weight_system, 0, 99.5);
	return quality;
}
