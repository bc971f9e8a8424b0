#ifndef FEED_CENTRE_EDITION_H
#define FEED_CENTRE_EDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/head.h"

struct arena;
struct centre;

/*
 * The version and the times of a head. What says the same and is fresh stays the same head, in whichever folder: halls refuse a
 * version below the one that they have. Versions and times only grow, also where the store is from a backup or the clock was set
 * back.
 */

enum { EDITION_FRESH_PART = 4 }; /* a head older than head_valid_h / 4 is made anew */

/* Which heads are counted together: all that is published, or alerts. */
struct edition_series {
	const char *newest; /* SELECT version, issued_ms, documents_sha256 */
	const char *keep;   /* INSERT of the same */
	const char *name;   /* in the record: "all", "global" */
};

extern const struct edition_series edition_feed, edition_alerts;

/* Sets version, issued_ms and expires_ms. digest: over everything else that the head says. old: the head that stands in the
   folder, or NULL. A new version is on disk before the head is: it is never used for two heads. */
bool edition_set(struct centre *centre, const struct edition_series *series, struct arena *arena, const struct head *old,
	struct str digest, struct head *head, struct error *error);

#endif
