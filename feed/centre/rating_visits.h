#ifndef FEED_CENTRE_RATING_VISITS_H
#define FEED_CENTRE_RATING_VISITS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/model/rating.h"

struct store;

/* How visits went, for the response rate: what screens counted a day. Within the caller's transaction. */

bool rating_visits_take(struct store *store, const struct rating_batch *batch, struct error *error);

/* One line an area and month; figures only where at least so many answered and so many did not. false where the store fails. */
bool rating_visits_report(struct store *store, int64_t least, FILE *to, struct error *error);

#endif
