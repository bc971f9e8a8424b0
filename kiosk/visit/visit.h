#ifndef KIOSK_VISIT_VISIT_H
#define KIOSK_VISIT_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/random.h"
#include "feed/model/label.h"
#include "feed/model/rating.h"
#include "feed/model/survey.h"
#include "kiosk/visit/intent.h"

/*
 * One resident's visit, as a pure state machine: attract -> (service) -> question -> reasons -> saving -> thanks. Time is an
 * argument, in ms of the steady clock; nothing here is kept after the visit.
 */

enum visit_place {
	VISIT_ATTRACT,
	VISIT_SERVICE,
	VISIT_QUESTION,
	VISIT_REASONS,
	VISIT_SAVING, /* handed to the worker; no thanks before it is on disk */
	VISIT_THANKS,
	VISIT_SORRY,  /* it could not be kept */
	VISIT_PLACE_COUNT
};

enum {
	VISIT_IDLE_MS = 30000,      /* on a question, then the countdown */
	VISIT_COUNTDOWN_MS = 20000, /* "are you still there?" */
	VISIT_THANKS_MS = 10000,
	VISIT_SORRY_MS = 10000,
	VISIT_SAVING_MS = 5000,     /* no receipt by then: sorry */
	VISIT_COOL_DOWN_MS = 5000,  /* a tap on an answer within this of the one before is marked a repeat */
	VISIT_GUARD_MS = 300        /* against double taps on a screen that just appeared */
};

struct visit {
	enum visit_place place;
	enum language language;
	bool large, contrast, lower;
	bool asking_still_there; /* the countdown runs */
	int64_t since_ms;        /* when this place was entered */
	int64_t touched_ms;      /* last sign of life */
	int64_t rated_ms;        /* last answer given, for the cool-down; survives the visit */
	size_t service;          /* index in the survey */
	bool service_fixed;      /* this screen asks about that one only; survives the visit */
	int level;               /* 0 none yet */
	unsigned reasons;        /* bit set of indices */
	unsigned doubts;
	char token[RATING_TOKEN_DIGITS + 1]; /* made when the question is shown */
};

/* What a step asks the world for. */
struct visit_outcome {
	struct visit visit;
	bool store; /* hand the rating of this visit to the worker */
};

/* At the attract screen. service: index of the one that this screen asks about, or VISIT_ANY_SERVICE. */
#define VISIT_ANY_SERVICE SIZE_MAX
struct visit visit_start(enum language home, size_t service, int64_t now_ms);

/* Straight into a place, for a screen that is named on the command line. */
struct visit visit_at(enum visit_place place, enum language language, int level, struct random *random, int64_t now_ms);

struct visit_outcome visit_step(const struct visit *visit, struct intent intent, const struct survey *survey,
	enum language home, struct random *random, int64_t now_ms);
struct visit visit_receipt(const struct visit *visit, bool stored, int64_t now_ms);

/* Time alone: idle, countdown, thanks over. */
struct visit visit_tick(const struct visit *visit, enum language home, int64_t now_ms);
int64_t visit_due_ms(const struct visit *visit); /* when visit_tick next has something to do; INT64_MAX never */
int visit_countdown_s(const struct visit *visit, int64_t now_ms); /* whole seconds left of what counts down now */

/* The rating that this visit gives; texts are borrowed from the survey. hour as in struct rating. */
void visit_rating(const struct visit *visit, const struct survey *survey, struct str device, struct str area, int64_t hour,
	struct rating *rating);

#endif
