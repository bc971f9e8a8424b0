#ifndef FEED_CENTRE_SOURCE_NEWS_ROWS_H
#define FEED_CENTRE_SOURCE_NEWS_ROWS_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/source/source.h"

struct arena;
struct centre;
struct faults;

/* RSS or Atom as notices: the items of the feed that are still to be shown, beside all notices that did not come from this source. Their ids
   begin with the source's name. */

struct news_count {
	size_t taken, others; /* notices of the feed, and those that were there already */
	size_t over, about_persons, left_out;
};

/* A CSV of the kind notices. On false there is at least one fault. */
bool news_rows_write(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, FILE *to,
	struct news_count *count, struct faults *faults);

#endif
