#ifndef FEED_CENTRE_COVERAGE_H
#define FEED_CENTRE_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;
struct store;

/* The coverage check: every community against its grids, one after another, so that a country costs no more memory than its largest
   community. What is found stands in coverage_faults until the next check, and goes out with coverage_findings and the map. */

struct coverage_count {
	int64_t communities, grids; /* that have a shape */
	int64_t gaps, overlaps, outside, slivers, shared, broken;
	double gap_m2, overlap_m2;
};

/* In the caller's transaction. */
bool coverage_check(struct store *store, struct coverage_count *count, struct error *error);

/* One line: "coverage: 1263 grids in 92 communities; 2 gaps (310 m2), ..."; that it goes by the list where there is no map. */
struct str coverage_text(struct arena *arena, const struct coverage_count *count);

#endif
