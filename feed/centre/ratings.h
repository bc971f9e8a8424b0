#ifndef FEED_CENTRE_RATINGS_H
#define FEED_CENTRE_RATINGS_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/model/rating.h"

struct centre;
struct arena;

/* Takes a batch in one transaction: insert once by token; the same token with other content goes to the conflict table.
   The answer is made after the commit has returned. false: nothing is acknowledged. */
bool ratings_take(struct centre *centre, const char *device, const struct rating_batch *batch, struct arena *arena, struct rating_answer *answer,
	struct error *error);

#endif
