#ifndef FEED_CENTRE_DESK_H
#define FEED_CENTRE_DESK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/centre/centre.h"
#include "feed/centre/http.h"
#include "feed/centre/pace.h"
#include "feed/centre/registry.h"

/*
 * The open centre between the two threads of `serve`: halls hand ratings in at the door, the main thread scores and
 * publishes. The store is used under one mutex; what is counted is read without it.
 */

enum {
	DESK_WAIT_MS = 250,        /* a hall that waits longer for the store is told to come again */
	DESK_GROUP_WAIT_MS = 3000, /* the same for ratings, for which nobody else waits */
	DESK_ROWS_A_MINUTE = 30000 /* of one screen: a month away is 15,000 */
};

struct desk {
	struct arena arena;
	const char *feed; /* DIR/feed */

	pthread_mutex_t mutex; /* guards centre */
	struct centre centre;

	struct registry *registry;  /* owned; enrolled screens. Any thread */
	struct pace *senders;       /* owned; ratings by screen. The answering thread */
	struct pace *codes;         /* owned; wrong ones by address. The answering thread */

	atomic_bool changed; /* ratings or imports since the last scoring */
	atomic_bool broken;  /* the store did not keep ratings: it is not asked again */
	atomic_bool lets_anybody_in;   /* settings that the answering thread asks for */
	atomic_llong head_valid_ms;
	atomic_llong version, issued_ms;
	atomic_llong alert_version;   /* of the head of alerts */
	atomic_llong alert_change_ms; /* wall: when alerts are to be published anew by time alone */
	atomic_llong backup_ms;      /* wall: when the newest copy was made; 0: never */
	int64_t backup_looked_ms, backup_told_ms; /* steady; main thread */
	atomic_llong lost, surplus, count_faults; /* what devices counted against what came */
	atomic_ullong batches, ratings, conflicts, heartbeats, scorings, publications, failures, refused, wrong_codes, commits, paced;

	struct error told; /* the last trouble that was printed; main thread */
};

bool desk_open(struct desk *desk, const char *folder, enum centre_obstacle *obstacle, struct error *error);
void desk_close(struct desk *desk); /* only after desk_open was true */

void desk_lock(struct desk *desk);
void desk_unlock(struct desk *desk);

/* The settings anew; those that are not as they should be are told on stderr and change nothing. */
void desk_reload(struct desk *desk);

struct http_door desk_door(struct desk *desk); /* valid while the desk is open */

/* Scores the open period and publishes to DIR/feed where something changed. Trouble goes to stderr, once. */
void desk_publish(struct desk *desk);
/* Who is enrolled by the store now; while locked. */
void desk_note_devices(struct desk *desk);
void desk_note_head(struct desk *desk); /* what DIR/feed says now; while locked */

/* Now and then: whether there is a copy that is young enough to be completed by what screens keep. Told once a day where there is not. */
void desk_look_at_backup(struct desk *desk, int64_t steady_ms);

/* Alerts alone, to DIR/feed. */
void desk_publish_alerts(struct desk *desk);
bool desk_alerts_are_due(struct desk *desk); /* one ended by time alone */

/* Ratings or imports came, or the head must be made anew. Clears the note that they came. */
bool desk_is_due(struct desk *desk);

#endif
