#ifndef FEED_CENTRE_PERIOD_H
#define FEED_CENTRE_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;
struct store;

/* A time that is scored as one: 2018, 2018-H2, 2018-Q3, 2018-09 or 2018-09R3, in the centre's zone. Exists where scores
   or marks of it were imported, or where it was opened. It is open, then a draft under public notice, then frozen. */

struct period {
	struct str name;
	int64_t from_ms, until_ms; /* half-open */
	struct str previous; /* the one as long that ended when this one began (a rolling one: a month before), empty
				where it holds no scores */
	struct str first_day, last_day; /* 2018-07-01, 2018-09-30 */
	bool noticed;                   /* its ranking moves only by a scoring that somebody asks for */
	int64_t notice_until_ms;
	bool frozen; /* its ranking does not change any more */
};

enum period_found { PERIOD_FOUND, PERIOD_NONE, PERIOD_FAILED };

/* name empty: the open one, which is the newest. */
enum period_found period_find(
	struct store *store, struct arena *arena, struct str name, struct period *period, struct error *error);

/* The names of all, the oldest first. */
bool period_names(struct store *store, struct arena *arena, struct str **names, size_t *count, struct error *error);

#endif
