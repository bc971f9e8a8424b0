#include "feed/centre/demo.h"

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/civil.h"
#include "feed/base/random.h"
#include "feed/centre/demo_country.h"
#include "feed/centre/demo_quality.h"
#include "feed/centre/demo_quarter.h"

/* What residents said: mostly satisfied, a few not at all, as in real halls. */

enum {
	RATINGS_SEED = 20189,
	HOUR_MS = 3600 * 1000,
	OPENS = 10, /* local hours in which people rate */
	CLOSES = 19,
	HOUR_TRIES = 40,
	BURST_MIN = 3,
	BURST_SPREAD = 9,
	TOKEN_BYTES = RATING_TOKEN_BYTES
};

static const char *const services[] = {"counter", "canteen", "haircut", "repair", "culture", "library"};
static const double service_shares[] = {0.3, 0.22, 0.16, 0.12, 0.11, 0.09};
static const double service_moods[] = {-2.5, -1, 3, -2, 2, 3.5}; /* points above or below the community's own mean */
static const char *const reasons[] = {"wait", "attitude", "unsolved", "unclean", "unclear", "time", "broken", "other"};

/* Two sorts of visits, each with its shares of the levels 5 to 1, and the mean on 0..100 that they have. */
static const double glad_levels[] = {0.88, 0.10, 0.02, 0, 0}, glad_mean = 96.5;
static const double cross_levels[] = {0.20, 0.25, 0.20, 0.20, 0.15}, cross_mean = 53.75;

static const double reason_given = 0.6, burst_share = 0.08;

/* The demo hall's twelve in the open quarter: few enough that one more is seen. */
static const int hall_levels[] = {5, 5, 4, 5, 5, 3, 5, 5, 5, 2, 5, 5};

struct crowd {
	struct arena *arena;
	struct random random;
	struct str area, device;
	double mean;
	int64_t from_ms, until_ms;
	void (*take)(void *self, const struct rating *rating);
	void *self;
};

/* left: how far along the shares, 0..1. */
static size_t pick(const double *shares, size_t count, double left)
{
	for (size_t i = 0; i + 1 < count; i++) {
		left -= shares[i];
		if (left < 0)
			return i;
	}
	return count - 1;
}

static void make_token(struct random *random, char token[RATING_TOKEN_DIGITS + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[TOKEN_BYTES];

	random->fill(random, bytes, sizeof(bytes));
	for (int i = 0; i < TOKEN_BYTES; i++) {
		token[2 * i] = digits[bytes[i] >> 4];
		token[2 * i + 1] = digits[bytes[i] & 15];
	}
	token[RATING_TOKEN_DIGITS] = '\0';
}

/* In opening hours where the quarter is old enough to have had some. */
static int64_t make_hour(struct crowd *crowd)
{
	int64_t first = crowd->from_ms / HOUR_MS, count = crowd->until_ms / HOUR_MS - first;
	int64_t hour = first;

	for (int try = 0; count > 0 && try < HOUR_TRIES; try++) {
		int local;

		hour = first + (int64_t)random_below(&crowd->random, (uint64_t)count);
		local = civil_local(hour * HOUR_MS).hour;
		if (local >= OPENS && local < CLOSES)
			break;
	}
	return hour;
}

/* place: where the visit stands in the crowd, 0 the gladdest, 1 the crossest; so even a small crowd keeps to its mean.
 */
static int make_level(struct crowd *crowd, size_t service, double place)
{
	double glad = (crowd->mean + service_moods[service] - cross_mean) / (glad_mean - cross_mean);

	if (place < glad)
		return LEVEL_BEST - (int)pick(glad_levels, LEVEL_BEST, place / glad);
	return LEVEL_BEST - (int)pick(cross_levels, LEVEL_BEST, (place - glad) / (1 - glad));
}

static void make_reasons(struct crowd *crowd, struct rating *rating)
{
	const size_t count = sizeof(reasons) / sizeof(*reasons);
	size_t first;

	if (rating->level > 2 || random_unit(&crowd->random) >= reason_given)
		return;
	first = (size_t)random_below(&crowd->random, count);
	rating->reasons[rating->reason_count++] = str_from(reasons[first]);
	if (random_below(&crowd->random, 3) == 0)
		rating->reasons[rating->reason_count++] = str_from(reasons[(first + 3) % count]);
}

static size_t make_service(struct crowd *crowd)
{
	return pick(service_shares, sizeof(services) / sizeof(*services), random_unit(&crowd->random));
}

static void rate(struct crowd *crowd, size_t service, int level, int64_t hour, unsigned doubts)
{
	struct rating rating = {
		.device = crowd->device,
		.area = crowd->area,
		.service = str_from(services[service]),
		.question = STR("satisfied"),
		.version = 1,
		.hour = hour,
		.level = level,
		.doubts = doubts,
	};

	make_token(&crowd->random, rating.token);
	make_reasons(crowd, &rating);
	crowd->take(crowd->self, &rating);
}

/* Somebody tapped the best answer again and again one evening. It is kept, and flagged. */
static void burst(struct crowd *crowd)
{
	int64_t hour = make_hour(crowd);
	int count = BURST_MIN + (int)random_below(&crowd->random, BURST_SPREAD);

	for (int i = 0; i < count; i++)
		rate(crowd, make_service(crowd), LEVEL_BEST, hour, DOUBT_BURST);
}

static void rate_community(struct crowd *crowd, uint32_t community, int age)
{
	struct demo_quality quality = demo_quality_of(community, age);
	bool hall = community == 0 && age == 0;

	crowd->random = random_seeded(RATINGS_SEED + community * 2 + (uint64_t)age);
	crowd->mean = quality.residents;
	crowd->device = str_format(crowd->arena, "demo-" STR_FMT, STR_ARG(crowd->area));
	for (uint32_t i = 0; i < quality.answers; i++) {
		size_t service = make_service(crowd);
		double place = (i + random_unit(&crowd->random)) / quality.answers;
		int level = hall ? hall_levels[i % (sizeof(hall_levels) / sizeof(*hall_levels))]
				 : make_level(crowd, service, place);

		rate(crowd, service, level, make_hour(crowd), 0);
	}
	if (!hall && random_unit(&crowd->random) < burst_share)
		burst(crowd);
}

static int by_text(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static uint32_t find_communities(const struct areas *areas, struct str found[DEMO_COMMUNITIES])
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < areas->count && count < DEMO_COMMUNITIES; i++)
		if (str_equal(areas->items[i].level, STR("community")))
			found[count++] = areas->items[i].id;
	qsort(found, count, sizeof(*found), by_text);
	return count;
}

void demo_ratings_each(
	int64_t at_ms, const struct areas *areas, void (*take)(void *self, const struct rating *rating), void *self)
{
	int64_t quarter = demo_quarter_of(at_ms);
	struct str communities[DEMO_COMMUNITIES];
	uint32_t count = find_communities(areas, communities);
	struct arena arena;
	struct crowd crowd = {.arena = &arena, .take = take, .self = self};

	arena_init(&arena);
	for (int age = 1; age >= 0; age--) {
		crowd.from_ms = demo_quarter_start_ms(quarter - age);
		crowd.until_ms = age ? demo_quarter_start_ms(quarter) : at_ms;
		for (uint32_t i = 0; i < count; i++) {
			crowd.area = communities[i];
			rate_community(&crowd, i, age);
		}
	}
	arena_finish(&arena);
}
