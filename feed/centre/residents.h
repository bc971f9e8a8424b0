#ifndef FEED_CENTRE_RESIDENTS_H
#define FEED_CENTRE_RESIDENTS_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/centre/period.h"
#include "feed/model/area.h"

struct arena;
struct centre;

/*
 * The residents' part as it may be told: a community's five-level mean on 0..100 of the ratings of a period without
 * doubts, and the same by service. It appears at publish_min answers and moves after publish_min_new further ones, so
 * that no answer can be told from two publications; a service is held back where it could be told from the rest. A row
 * of table residents with fewer than publish_min answers says only that there are some.
 */

/* Inside the caller's transaction. */
bool residents_update(struct centre *centre, struct arena *arena, const struct areas *areas,
	const struct period *period, struct error *error);

#endif
