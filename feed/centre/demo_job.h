#ifndef FEED_CENTRE_DEMO_JOB_H
#define FEED_CENTRE_DEMO_JOB_H

#include <stdint.h>

#include "feed/base/civil.h"
#include "feed/base/error.h"
#include "feed/centre/demo_tree.h"
#include "feed/centre/demo_words.h"

/* What each part of the demo gets to write its files: where, of what country, as of when. Everything is borrowed. */

struct demo_job {
	struct arena *arena;
	const char *folder;
	const struct demo_tree *tree;
	const struct demo_words *names;
	int64_t at_ms;
	struct civil at; /* local */
	int64_t today;   /* days since 1970-01-01, of the local date */
};

bool demo_map_write(const struct demo_job *job, struct error *error);    /* areas, map */
bool demo_teams_write(const struct demo_job *job, struct error *error);  /* teams, days */
bool demo_work_write(const struct demo_job *job, struct error *error);   /* items, lists, whistles, notices */
bool demo_rhythm_write(const struct demo_job *job, struct error *error); /* rhythms */
bool demo_joint_write(const struct demo_job *job, struct error *error);  /* joint, funding, sites, venues */
bool demo_activities_write(const struct demo_job *job, struct error *error); /* activities */
bool demo_years_write(const struct demo_job *job, struct error *error);  /* years, a table of the customer's own kind */
bool demo_scores_write(const struct demo_job *job, struct error *error); /* scores */

#endif
