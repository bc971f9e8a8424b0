#ifndef FEED_CENTRE_RATING_COUNTS_H
#define FEED_CENTRE_RATING_COUNTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/model/rating.h"

struct store;

/* What devices counted against what came: losses, copies of a device, and asking again. Within the caller's transaction. */

/* Takes the counts of a batch whose ratings were taken, looks at every hour that it touches, and fills answer->resend_since where
   something is missing. */
bool rating_counts_take(struct store *store, const struct rating_batch *batch, int64_t now_hour, struct rating_answer *answer,
	struct error *error);

/* Every device is asked once for what it has stored since then. */
bool rating_counts_resend(struct store *store, int64_t since_hour, struct error *error);

struct rating_totals {
	int64_t lost, surplus, faults; /* ratings that did not come; ratings that nobody counted; counts that cannot be */
};
bool rating_counts_totals(struct store *store, struct rating_totals *totals, struct error *error);

/* One line a finding. false where the store fails. */
bool rating_counts_report(struct store *store, FILE *to, struct error *error);

#endif
