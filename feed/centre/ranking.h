#ifndef FEED_CENTRE_RANKING_H
#define FEED_CENTRE_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/centre/rules.h"
#include "feed/centre/score.h"
#include "feed/centre/stat.h"
#include "feed/model/area.h"

struct arena;

/* All communities of one period, from their parts to rank, interval, tier and state. Pure. */

enum ranking_part { RANKING_SYSTEM, RANKING_SUBDISTRICT, RANKING_RESIDENTS, RANKING_PARTS };

struct standing {
	uint32_t area;
	/* set by the caller between begin and seal */
	struct score_part parts[RANKING_PARTS]; /* as they were given; after it as they go into the total */
	uint32_t subdistrict;                   /* AREA_NONE for none */
	int64_t answers, flagged;
	double effective; /* answers of one service that would be as sure */
	bool few;         /* there are answers, but too few to tell anything of them */
	bool vetoed;
	int64_t dark_hours;   /* -1 where nobody told */
	size_t previous_rank; /* 0 for none */
	/* filled by ranking_seal */
	double subdistrict_mark, residents_mean; /* the parts as they were given */
	double reliability;                      /* by how much its own mean counts */
	double points[RANKING_PARTS];            /* of the total */
	double veto;                             /* points taken off */
	double error;                            /* of the total */
	double total, low, high;                 /* where rank is not 0 */
	size_t rank, rank_best, rank_worst;      /* within the subdistrict where the rules say so */
	enum score_tier tier;
	enum score_state state;
};

struct ranking {
	struct standing *standings; /* by area */
	size_t count;
	struct stat_spread spread; /* of the residents' means; filled by ranking_seal */
};

/* One standing for each community. */
void ranking_begin(struct ranking *ranking, struct arena *arena, const struct areas *areas);
struct standing *ranking_find(struct ranking *ranking, uint32_t area); /* NULL for another area */

/* variance is that of one answer, 0..100. The standings are in the order of their ranks after this. */
void ranking_seal(struct ranking *ranking, const struct rules *rules, double variance);

#endif
