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

enum { OUTBOX_KEEP_DAYS = 30 };

struct outbox;
struct arena;

bool outbox_open(struct outbox **outbox, const char *path, struct error *error);
void outbox_close(struct outbox *outbox);

/* Random, made once and kept: which screen this is. 32 hexadecimal digits, borrowed. */
struct str outbox_device(struct outbox *outbox);

/* Returns after COMMIT. The same token with the same content again is fine. After a failed write the outbox refuses all
   further ones (never retry a failed fsync): the screen stops taking ratings and the program restarts. */
bool outbox_put(struct outbox *outbox, const struct rating *rating, struct error *error);

/* Up to RATING_BATCH_MAX unacknowledged ratings, in random order, within RATING_BATCH_BYTES_MAX once encoded, with the
   counts of hours not yet counted. before_hour: only hours that ended (INT64_MAX for all, as a demo does). */
bool outbox_batch(struct outbox *outbox, struct arena *arena, int64_t before_hour, struct rating_batch *batch, struct error *error);
bool outbox_acknowledge(struct outbox *outbox, const struct rating_answer *answer, int64_t now_ms, struct error *error);
bool outbox_waiting(struct outbox *outbox, int64_t *count, struct error *error);
bool outbox_forget_old(struct outbox *outbox, int64_t now_ms, struct error *error);

#endif
