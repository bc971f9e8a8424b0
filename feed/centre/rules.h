#ifndef FEED_CENTRE_RULES_H
#define FEED_CENTRE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/str.h"

struct arena;

/*
 * By what a period is scored: one table of name, range, default and help. The settings of [centre] hold from the
 * beginning, those of [rules.2019-01-01] over them from that day on; a period goes by the rules of its first day. Plain
 * values.
 */

enum {
	RULES_LEVELS = 5,
	RULES_WEIGHTS_MAX = 24, /* categories, and services */
	RULES_ID_BYTES = 33,
	RULES_DATED_MAX = 24,
	RULES_TEXT_BYTES_MAX = 8192
};

/* Parts of something that have a name each: the categories of a subdistrict's marks, the mix of services. */
struct rules_weights {
	struct {
		char id[RULES_ID_BYTES];
		double weight;
	} items[RULES_WEIGHTS_MAX];
	size_t count;
};

enum rules_marks { MARKS_CENTRED, MARKS_WITHIN, MARKS_PLAIN };
enum rules_tiers { TIERS_BY_THRESHOLD, TIERS_BY_QUOTA };

struct rules {
	double weight_system, weight_subdistrict, weight_residents; /* 40, 30, 30 */
	int marks;                                                  /* enum rules_marks */
	int tiers;                                                  /* enum rules_tiers */
	double tier_excellent, tier_good, tier_average;             /* 90, 80, 60: thresholds */
	double quota_excellent, quota_good, quota_average;          /* per cent of those that are ranked */
	int min_answers;                                            /* below: provisional; 30 */
	double level[RULES_LEVELS];                                 /* what an answer is worth, the lowest first */
	int satisfied_from;                                         /* 3: this level and those above */
	double item_done, item_late, item_overdue, item_warning;    /* points of a work item */
	double veto_points;                                         /* taken off by a veto; 0: vetoes have no effect */
	struct rules_weights categories, services;
};

void rules_default(struct rules *rules);

/* false with *expected for a bad value, with *expected empty for an unknown name. */
bool rules_set(struct arena *arena, struct rules *rules, struct str name, struct str value, struct str *expected);

/* What does not go together, as "found" and "expected"; false where there is something. */
bool rules_check(const struct rules *rules, struct str *found, struct str *expected);

/* "name = value" lines, with help as comments where asked for; rules_read reads them back. */
struct str rules_text(struct arena *arena, const struct rules *rules, bool help);
bool rules_read(struct arena *arena, struct str text, struct rules *rules);

struct str rules_names(struct arena *arena);
void rules_manual(FILE *to);

/* NULL where nothing of that name has a weight. */
const double *rules_weight(const struct rules_weights *weights, struct str id);

#endif
