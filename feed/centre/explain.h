#ifndef FEED_CENTRE_EXPLAIN_H
#define FEED_CENTRE_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/centre/period.h"
#include "feed/centre/rules.h"
#include "feed/model/area.h"
#include "feed/model/label.h"

struct arena;
struct centre;

/*
 * Every term of a community's score with its source, so that a disputed rank is answered on one page. Residents'
 * answers come as they may be told: small cells are blanked. Of a frozen period it is what was kept when it was frozen.
 */

enum explain_kind {
	EXPLAIN_TOTAL,
	EXPLAIN_INTERVAL,
	EXPLAIN_RANK,
	EXPLAIN_RANK_SPAN,
	EXPLAIN_PREVIOUS,
	EXPLAIN_TIER,
	EXPLAIN_STATE,
	EXPLAIN_SYSTEM,
	EXPLAIN_IMPORTED,
	EXPLAIN_ITEM,
	EXPLAIN_POINTS,
	EXPLAIN_SUBDISTRICT,
	EXPLAIN_MARK,
	EXPLAIN_GIVEN,
	EXPLAIN_NEIGHBOURS,
	EXPLAIN_ALL_MARKS,
	EXPLAIN_RESIDENTS,
	EXPLAIN_MEAN,
	EXPLAIN_ANSWERS,
	EXPLAIN_LEVEL,
	EXPLAIN_SERVICE,
	EXPLAIN_ALL_MEANS,
	EXPLAIN_RELIABILITY,
	EXPLAIN_FLAGGED,
	EXPLAIN_WITH_FLAGGED,
	EXPLAIN_VETO,
	EXPLAIN_DARK,
	EXPLAIN_OBJECTION,
	EXPLAIN_CORRECTION,
	EXPLAIN_KINDS
};

struct explain_row {
	enum explain_kind kind;
	struct str id;                /* of the source row */
	struct label label;           /* what it says */
	double value, weight, points; /* NAN where there is none; points of the total */
};

struct explanation {
	struct str area;
	struct label name;
	struct explain_row *rows;
	size_t count;
};

/* What explanations of one period have in common. */
struct explaining {
	struct centre *centre;
	struct arena *arena;
	struct error *error;
	struct period period;
	struct rules rules;
	struct areas areas;
	struct explain_marks {
		double sum, count;
	} * marks; /* by subdistrict, an index into areas; the last one of all */
	double between, mean, variance;
};

bool explain_begin(struct explaining *explaining, struct centre *centre, struct arena *arena,
	const struct period *period, struct error *error);

/* false and a sentence where the period does not rank that area. explain_area: also objections and later corrections.
 */
bool explain_terms(struct explaining *explaining, struct str area, struct explanation *explanation);
bool explain_area(struct explaining *explaining, struct str area, struct explanation *explanation);

/* What a freeze keeps, and reads again. */
struct str explain_write(struct arena *arena, const struct explanation *explanation);
bool explain_read(struct arena *arena, struct str text, struct explanation *explanation);

/* The word of a kind in assets/explain, without its explain_ in front. */
const char *explain_word(enum explain_kind kind);

#endif
