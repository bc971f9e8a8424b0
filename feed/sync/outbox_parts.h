#ifndef FEED_SYNC_OUTBOX_PARTS_H
#define FEED_SYNC_OUTBOX_PARTS_H

#include "feed/sync/database.h"
#include "feed/sync/outbox.h"
#include "feed/wire/tally.h"

/* Between outbox.c (ratings), outbox_counts.c (how many an hour had) and outbox_reserve.c (room for more); nothing else includes
   this. */

enum {
	OUTBOX_COUNTS_MAX = 48, /* of a batch: with their signatures 16 KiB */
	OUTBOX_LOG_PAGES = 500, /* after which the log is written into the file, and begun anew */
	OUTBOX_LOG_BYTES = 700 * 4120 /* that it may then have, with the last transaction */
};

struct outbox {
	sqlite3 *database; /* owned */
	char device[TALLY_DEVICE_DIGITS + 1];
	uint8_t secret[TALLY_SECRET_BYTES];
	bool broken;       /* a write failed: nothing more is promised */
	char refused[RATING_TOKEN_DIGITS + 1]; /* ... of this rating: its resident was told that it is not kept */
	bool held;         /* ratings without an hour do not leave yet */

	/* counts of the batch that is on its way */
	struct {
		int64_t hour, stored;
	} told[OUTBOX_COUNTS_MAX];
	size_t told_count;
};

bool outbox_count_hour(struct outbox *outbox, int64_t hour, struct error *error);
/* Of hours that ended, signed. */
bool outbox_read_counts(struct outbox *outbox, struct arena *arena, int64_t before_hour, struct rating_batch *batch, struct error *error);
bool outbox_mark_counts(struct outbox *outbox, struct error *error); /* those of the batch have arrived */
bool outbox_recount(struct outbox *outbox, int64_t since_hour, struct error *error); /* they are told again */

#endif
