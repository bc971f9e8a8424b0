#ifndef FEED_CENTRE_RATINGS_H
#define FEED_CENTRE_RATINGS_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/model/rating.h"

struct centre;
struct arena;

struct rating_job {
	const char *device; /* that signed; empty: nobody in particular */
	const struct rating_batch *batch;
	struct arena *arena; /* of the answer */
	struct rating_answer answer;
};

/* All of them in one transaction, or none. The answers are made after the commit has returned. */
bool ratings_take_all(struct centre *centre, struct rating_job *const *jobs, size_t count, struct error *error);

/* Takes a batch in one transaction: insert once by token; the same token with other content goes to the conflict table.
   The answer is made after the commit has returned. false: nothing is acknowledged. */
bool ratings_take(struct centre *centre, const char *device, const struct rating_batch *batch, struct arena *arena, struct rating_answer *answer,
	struct error *error);

#endif
