#ifndef KIOSK_KEEPER_H
#define KIOSK_KEEPER_H

#include <limits.h>
#include <stdatomic.h>

#include "feed/sync/outbox.h"
#include "kiosk/fairness.h"
#include "kiosk/wish.h"

/*
 * Keeps ratings: judges what an answer looks like, puts it on disk, holds room for more, resolves the hours of those that were given
 * before the clock was trusted. The worker's thread, but for `closed`, which any thread may read.
 */

enum { KEEPER_UNRESOLVED_MAX = 256 };

struct keeper {
	struct outbox *outbox; /* owned; NULL on a wall, and until it can be opened */
	char path[PATH_MAX];
	int64_t reserve_due_ms; /* steady: when to look after the room for ratings */
	struct fairness fairness;
	struct {
		char token[RATING_TOKEN_DIGITS + 1];
		int64_t given_ms; /* steady */
	} unresolved[KEEPER_UNRESOLVED_MAX]; /* lost with the power, their hour is then unknown */
	size_t unresolved_count;
	atomic_bool closed; /* no rating can be kept */
};

/* Without an outbox the wall goes on, and no rating is taken. */
void keeper_open(struct keeper *keeper, const char *state_folder);
void keeper_close(struct keeper *keeper);

/* COMMIT has returned before this says true. */
bool keeper_put(struct keeper *keeper, struct wish *wish);

/* How visits went that ended since. false: not kept, to be said again. */
bool keeper_add_visits(struct keeper *keeper, const struct rating_visits *more);

/* The clock is right: hours since an answer are hours before now. */
void keeper_resolve(struct keeper *keeper, int64_t wall_ms, int64_t now_ms);

/* Room for ratings on a disk that fills up, and a second chance for a disk that failed: *reopened, and `outbox` is there. Returns when
   to come again, on the steady clock. */
int64_t keeper_step(struct keeper *keeper, int64_t now_ms, bool *reopened);

#endif
