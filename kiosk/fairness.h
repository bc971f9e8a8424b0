#ifndef KIOSK_FAIRNESS_H
#define KIOSK_FAIRNESS_H

#include <stdbool.h>
#include <stdint.h>

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

enum fairness_verdict { FAIRNESS_FINE, FAIRNESS_REPEAT, FAIRNESS_BURST };

struct fairness_limits {
	int64_t cool_down_ms, window_ms;
	int answers; /* at most FAIRNESS_EVENT_ANSWERS */
};

struct fairness {
	bool any;          /* an answer was given */
	int64_t last_ms;   /* steady: the last one */
	int64_t fine_ms[FAIRNESS_EVENT_ANSWERS]; /* steady: those that were fine, a ring */
	int64_t fine_count;
	int level, run;    /* of equal answers */
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

/* The cool-down and the window alone. */
enum fairness_verdict fairness_limit(struct fairness *fairness, const struct fairness_limits *limits, int64_t steady_ms);

/* What was stored in an hour before this start. */
void fairness_know(struct fairness *fairness, int64_t hour, int64_t stored);

/* The doubts about an answer (enum rating_doubt); it is counted. */
unsigned fairness_look(struct fairness *fairness, const struct fairness_answer *answer);

/* Answers that an hour usually brings, from the same hour of the weeks before; negative where too few weeks are known. */
double fairness_usual(const struct fairness *fairness, int64_t hour);
/* More than usual for days on end. */
bool fairness_creeps(const struct fairness *fairness, int64_t hour, int local_hour);

#endif
