#ifndef FEED_CENTRE_RESIDENTS_FURTHER_H
#define FEED_CENTRE_RESIDENTS_FURTHER_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/centre/store.h"

struct arena;

/* What a community answered to further questions, and the reasons that it gave (question "reasons"), in hours [from,
 * until). */
struct residents_further {
	struct store *store;              /* borrowed */
	struct arena *arena;              /* borrowed */
	struct str period, area, service; /* service empty: all of them */
	int64_t from_hour, until_hour;
	int64_t least; /* questions with fewer answers are not told */
};

/* Takes the place of what was told before. Called where the residents' part moves, so that it follows the same rules.
 */
bool residents_further_tell(const struct residents_further *further, struct error *error);

#endif
