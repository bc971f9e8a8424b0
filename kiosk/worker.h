#ifndef KIOSK_WORKER_H
#define KIOSK_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/sync/sync.h"
#include "feed/sync/watch.h"
#include "kiosk/visit/visit.h"
#include "kiosk/wish.h"

/*
 * The second thread and its two doors. It alone does SQL and opens sockets. Facts come through one slot where the
 * newest wins; wishes go through a bounded queue. Everything that crosses is immutable or handed over.
 */

enum { WORKER_WISHES_MAX = 16 };

enum receipt { RECEIPT_NONE, RECEIPT_STORED, RECEIPT_FAILED };

/* What the centre asks the screen to do, as far as it is the UI thread's; the same until the worker hears what became of it. */
struct task {
	int64_t number; /* 0: nothing */
	enum action_kind kind;
	int64_t until_ms; /* steady: what is not done by then is refused */
};

/* What the worker knows. Plain value plus one reference. */
struct news {
	const struct snapshot *snapshot; /* a reference of the taker's own, or NULL */
	const struct snapshot *alerts;   /* the same of what is raised */
	struct sync_state state;
	struct watch_state watch;
	char token[RATING_TOKEN_DIGITS + 1]; /* of the last rating that was put away or refused */
	enum receipt receipt;
	bool settled;
	struct task task;
};

struct worker_settings {
	const char *feed, *proxy, *ca, *state_folder; /* borrowed; proxy and ca may be empty or NULL */
	struct sync_settings sync;
	struct str area;                  /* of the hall, for the heartbeat; borrowed */
	int heartbeat_s;                  /* 0: none */
	int64_t disk_bytes;               /* for documents; 0: as many as a cache has by itself */
	bool enrolled;                    /* sign what is handed in */
	bool enrolling;                   /* nothing but that: this screen has no centre yet */
	struct str code;                  /* for enrolling, from the settings; may be empty; borrowed */
	bool ratings;                     /* open the outbox */
	bool closed;                      /* there is no place for it: ratings are not taken */
	const struct cache_wish *first;   /* what the first snapshot holds, borrowed until worker_open returns; the worker then reads
	                                     the rest. NULL: all */
	bool offline;                     /* never ask (tests) */
	void (*wake_ui)(void *self);      /* called from the worker's thread after each news; may be NULL */
	void *wake_self;
};

struct worker;
struct pulse;

/* Opens cache and outbox and decodes the cached state before anything of the network starts; *first is a reference
   for the caller, or NULL. The thread starts in worker_start, after the first frame. */
bool worker_open(struct worker **worker, const struct worker_settings *settings, const struct snapshot **first, struct error *error);
void worker_start(struct worker *worker);
void worker_stop(struct worker *worker); /* joins the thread and closes; NULL is fine */

/* UI thread. False where nothing is new since the last take. The caller unrefs news->snapshot and news->alerts. */
bool worker_take_news(struct worker *worker, struct news *news);

/* UI thread. Copies the rating. False where the queue is full. The receipt comes with the news, after COMMIT. */
bool worker_put_rating(struct worker *worker, const struct rating *rating);

/* Whether this screen has no centre yet, and how far it is. Any thread. */
bool worker_is_enrolling(const struct worker *worker, enum enrolling_state *state);
/* UI thread. A whole code was typed. False where the queue is full. */
bool worker_put_code(struct worker *worker, const char *code);

/* UI thread. An alert is on the glass; the centre is told. False where the queue is full: to be said again. */
bool worker_put_shown(struct worker *worker, struct str alert, int64_t shown_ms);

/* UI thread. What became of a task. False where the queue is full: to be said again. */
bool worker_put_action(struct worker *worker, const struct action_result *result);

/* UI thread. What the next heartbeat says of the glass; the newest wins, and nobody is woken for it. */
void worker_put_pulse(struct worker *worker, const struct pulse *pulse);
/* UI thread. How the hall is now: ratings that are put after this are judged by it. */
void worker_tell_hall(struct worker *worker, const struct hall *hall);
/* UI thread. How visits went since the start; the newest wins, and nobody is woken for it. */
void worker_put_tally(struct worker *worker, const struct visit_tally *tally);
/* Ratings cannot be kept just now: the disk is full, cannot be written to, or the centre no longer trusts this screen. Any thread. */
bool worker_ratings_closed(const struct worker *worker);

/* Blocks until the first round of the feed is over (and all ratings are delivered, where asked), at most so long. */
void worker_settle(struct worker *worker, int timeout_ms, bool delivered);

#endif
