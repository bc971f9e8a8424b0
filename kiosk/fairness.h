#ifndef KIOSK_FAIRNESS_H
#define KIOSK_FAIRNESS_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/model/limiter.h"

/*
 * One tap, one count: which answers look as if nobody's own opinion stood behind them. They are flagged, never deleted, and the
 * seconds that this takes stay in memory. The worker's thread; time is an argument.
 */

enum {
	FAIRNESS_COOL_DOWN_MS = 5000,       /* after any answer, flagged ones too */
	FAIRNESS_WINDOW_MS = 10 * 60 * 1000,
	FAIRNESS_WINDOW_ANSWERS = 30,       /* of them within it */
	FAIRNESS_EVENT_ANSWERS = 150,       /* while an event brings a crowd */
	FAIRNESS_RUN_ANSWERS = 8,           /* equal ones in a row, */
	FAIRNESS_RUN_MS = 15 * 1000,        /* each so soon after the one before */
	FAIRNESS_WEEKS = 4,                 /* that an hour of the week is compared with */
	FAIRNESS_DAYS = 7 * FAIRNESS_WEEKS,
	FAIRNESS_HOURS = 24 * (FAIRNESS_DAYS + 1)
};

#define FAIRNESS_ALPHA 1e-4     /* of an hour as busy as that by chance */
#define FAIRNESS_MEAN_LEAST 0.5 /* an hour in which nobody ever came may still have somebody */

struct fairness {
	struct limiter taps;
	int level, run; /* of equal answers */
	struct {
		int64_t hour;
		int64_t stored;
	} hours[FAIRNESS_HOURS]; /* by hour modulo its length */
	int64_t first_hour;      /* the oldest that is known; 0: none */
};

/* One answer. */
struct fairness_answer {
	int64_t steady_ms;
	int64_t hour;   /* since 1970, or negative where the clock is not trusted */
	int local_hour; /* of the hall's day */
	int level;
	bool event;     /* a crowd is expected */
};

void fairness_init(struct fairness *fairness);

/* What was stored in an hour before this start. */
void fairness_know(struct fairness *fairness, int64_t hour, int64_t stored);

/* The doubts about an answer (enum rating_doubt); it is counted. */
unsigned fairness_look(struct fairness *fairness, const struct fairness_answer *answer);

/* Answers that an hour usually brings, from the same hour of the weeks before; negative where too few weeks are known. */
double fairness_usual(const struct fairness *fairness, int64_t hour);
/* More than usual for days on end. */
bool fairness_creeps(const struct fairness *fairness, int64_t hour, int local_hour);

#endif
