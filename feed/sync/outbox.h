#ifndef FEED_SYNC_OUTBOX_H
#define FEED_SYNC_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/rating.h"

/*
 * STATE/outbox.db: ratings on disk before "thank you", kept 30 days after they were acknowledged. SQLite, WAL,
 * synchronous=FULL, pragmas read back. Used by the worker alone.
 */

enum {
	OUTBOX_KEEP_DAYS = 30,
	OUTBOX_RESERVE_RATINGS = 10000,
	OUTBOX_RESERVE_BYTES = 3584 * 1024 /* what so many take, with their indexes half full */
};

struct outbox;
struct arena;

bool outbox_open(struct outbox **outbox, const char *path, struct error *error);
void outbox_close(struct outbox *outbox);

/* Made once and kept: the beginning of this screen's own key. 32 hexadecimal digits, borrowed. */
struct str outbox_device(struct outbox *outbox);

/* Returns after COMMIT. The same token with the same content again is fine. After a failed write the outbox refuses all
   further ones (never retry a failed fsync): the screen stops taking ratings. */
bool outbox_put(struct outbox *outbox, const struct rating *rating, struct error *error);

/* Writes once what OUTBOX_RESERVE_RATINGS more ratings will need, so that they find room on a full disk. */
bool outbox_reserve(struct outbox *outbox, struct error *error);

/* Gives a rating that was put without an hour its own, unless it has left. */
bool outbox_resolve(struct outbox *outbox, struct str token, int64_t hour, struct error *error);

/* While their hours may still become known, ratings without one do not leave. */
void outbox_hold_unknown(struct outbox *outbox, bool held);

/* After a failure: the file is opened anew and all that its log holds is written into it once more, so that what is on disk is known
   again; the rating that failed is taken out where its bytes had come that far. false: as before. */
bool outbox_reopen(struct outbox *outbox, const char *path, struct error *error);

/* Hands out how many were stored in each hour of the last weeks. */
bool outbox_hours(struct outbox *outbox, void (*know)(void *self, int64_t hour, int64_t stored), void *self, struct error *error);

/* Up to RATING_BATCH_MAX unacknowledged ratings, in random order, within RATING_BATCH_BYTES_MAX once encoded, with the
   counts of hours that ended before now_hour. before_hour: only ratings of earlier hours (INT64_MAX for all, as a demo does). */
bool outbox_batch(struct outbox *outbox, struct arena *arena, int64_t before_hour, int64_t now_hour, struct rating_batch *batch,
	struct error *error);
bool outbox_acknowledge(struct outbox *outbox, const struct rating_answer *answer, int64_t now_ms, struct error *error);

/* How visits went: added to the figures of their day (device is ours, and is left out). */
bool outbox_add_visits(struct outbox *outbox, const struct rating_visits *more, struct error *error);
/* Those of days before this one that the centre has not acknowledged, signed, into a batch. */
bool outbox_visits(struct outbox *outbox, struct arena *arena, int64_t before_day, struct rating_batch *batch, struct error *error);
bool outbox_visits_told(struct outbox *outbox, const struct rating_batch *batch, struct error *error);

bool outbox_waiting(struct outbox *outbox, int64_t *count, struct error *error);
/* Of these, ratings of hours before this one: how many there are tells nothing about when. */
bool outbox_overdue(struct outbox *outbox, int64_t before_hour, int64_t *count, struct error *error);
/* The newest count that the centre has is told once more: one that came back from a copy learns from it that this screen has more. */
bool outbox_retell(struct outbox *outbox, struct error *error);
bool outbox_forget_old(struct outbox *outbox, int64_t now_ms, struct error *error);

#endif
