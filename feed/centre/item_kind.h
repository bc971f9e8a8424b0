#ifndef FEED_CENTRE_ITEM_KIND_H
#define FEED_CENTRE_ITEM_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/error.h"
#include "feed/base/str.h"
#include "feed/model/label.h"

struct arena;
struct centre;
struct faults;

/* Kinds of work item that come again each month, quarter, half or year: DIR/centre.items where it is there, else the program's own 29. */

enum { ITEM_KINDS_MAX = 200, ITEM_KIND_ID_BYTES_MAX = 32, ITEM_WORKDAY_MAX = 250 };

struct item_kind {
	struct str id;
	struct label title;
	int months;       /* 1, 3, 6 or 12 */
	int due;          /* the workday of that time, from 1; from the end -1 is the last */
	struct str level; /* one item for each area of it */
};

struct item_kinds {
	struct item_kind *items;
	size_t count;
};

bool item_kinds_read(struct arena *arena, const char *folder, struct item_kinds *kinds, struct faults *faults);

/* Items of the time that is now, where they are not there yet. A centre that ever imported items gets them from its import alone. Inside
   a transaction. */
bool item_kinds_open(struct centre *centre, const struct item_kinds *kinds, struct error *error);

#endif
