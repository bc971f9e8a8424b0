#ifndef TESTS_SUPPORT_CENTRE_FIXTURE_H
#define TESTS_SUPPORT_CENTRE_FIXTURE_H

#include "feed/base/arena.h"
#include "feed/base/clock.h"
#include "feed/centre/centre.h"

/* A centre on a real file in a folder of its own, without keys and lock; the process works in that folder. */

struct centre_fixture {
	char folder[64];
	struct centre centre;
	struct clock clock;
	struct arena arena; /* what the calls below return lives here */
};

#define FIXTURE_NOW_MS INT64_C(1540429200000) /* 2018-10-25T09:00:00+08:00 */

void centre_fixture_begin(struct centre_fixture *fixture);
void centre_fixture_finish(struct centre_fixture *fixture);

/* Writes the text to KIND.csv (or KIND.json) and imports it: its faults as they print, "" where it was taken. */
const char *centre_fixture_import(struct centre_fixture *fixture, const char *kind, const char *text);

/* One prefecture P, county C, subdistricts S1 and S2, communities K1 and K2 (in S1), K3 (in S2), and grids G1 G2 (in
   K1), G3 G4 (in K2), G5 (in K3): location, unit, employer, location, unit. */
void centre_fixture_import_areas(struct centre_fixture *fixture);

/* A query's rows: cells with a bar between them, a line each; NULL as "-". */
const char *centre_fixture_query(struct centre_fixture *fixture, const char *sql);

#endif
