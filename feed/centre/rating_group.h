#ifndef FEED_CENTRE_RATING_GROUP_H
#define FEED_CENTRE_RATING_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/centre/ratings.h"

/*
 * Batches of many screens in one transaction, by a thread of its own: one sync to the disk is shared by all that come within a few
 * milliseconds, and nobody who answers requests waits for it. A batch is done after COMMIT has returned.
 */

enum {
	RATING_GROUP_ROWS = 1000,       /* so many do not wait for more */
	RATING_GROUP_WAIT_MS = 8,       /* for more, after the first */
	RATING_GROUP_ROWS_MAX = 40000   /* that wait; beyond, screens come again */
};

struct rating_group;

struct rating_ticket {
	struct rating_job job;
	bool taken; /* else nothing of it was kept */
	bool busy;  /* and it may come again soon */
	void (*done)(struct rating_ticket *self); /* on the group's thread; the ticket is then its owner's again */
	struct rating_ticket *next;
};

/* Commits all of them or none; *busy: the store is at other work. */
typedef bool rating_group_commit(void *self, struct rating_job *const *jobs, size_t count, bool *busy);

struct rating_group *rating_group_start(rating_group_commit *commit, void *self);
void rating_group_stop(struct rating_group *group); /* after all that wait are done; NULL is fine */

/* false: too many wait, or it stops. What the ticket points to is borrowed until it is done. */
bool rating_group_put(struct rating_group *group, struct rating_ticket *ticket);

#endif
