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
 * One resident's visit, as a pure state machine: attract -> (service) -> question -> (reasons) -> (further) -> saving
 * -> thanks. Time is an argument, in ms of the steady clock; nothing here is kept after the visit but what says
 * "survives".
 */

enum visit_place {
	VISIT_ATTRACT,
	VISIT_SERVICE,
	VISIT_QUESTION,
	VISIT_REASONS,
	VISIT_FURTHER,
	VISIT_SAVING, /* handed to the worker; no thanks before it is on disk */
	VISIT_THANKS,
	VISIT_SORRY, /* it could not be kept */
	VISIT_CALM,  /* pawed without sense: nothing happens until it is left alone */
	VISIT_PLACE_COUNT
};

enum {
	VISIT_IDLE_MS = 30000,      /* on a question, then the countdown */
	VISIT_COUNTDOWN_MS = 20000, /* "are you still there?" */
	VISIT_PAUSE_MS = 300000,    /* instead of VISIT_IDLE_MS for who asked for more time */
	VISIT_THANKS_MS = 10000,
	VISIT_TOPIC_MS = 30000, /* thanks with a code to be noted */
	VISIT_SORRY_MS = 10000,
	VISIT_SAVING_MS = 5000,     /* no receipt by then: sorry */
	VISIT_COOL_DOWN_MS = 5000,  /* a tap on an answer within this of the one before is marked a repeat */
	VISIT_GUARD_MS = 300,       /* against double taps on a screen that just appeared */
	VISIT_PAW_GAP_MS = 3000,    /* touches that follow each other so fast */
	VISIT_PAW_MS = 60000,       /* for so long */
	VISIT_PAW_TOUCHES = 60,     /* and so many of them make no sense */
	VISIT_CALM_MS = 10000,      /* without a touch, and the screen is back */
	VISIT_CALM_MOST_MS = 60000, /* whatever is touched */
	VISIT_VOLUME_STEPS = 4
};

/* How visits went, for the response rate: nothing else is kept of a visit that gave no rating. */
struct visit_tally {
	uint32_t shown, answered, abandoned, timed_out;
};

struct visit {
	enum visit_place place;
	enum language language;
	bool large, contrast, lower;
	bool aloud;               /* the screens are read aloud */
	bool paused;              /* more time, and silence */
	bool awake;               /* at the attract screen: somebody touched it (a wall that also takes ratings) */
	bool asking_still_there;  /* the countdown runs */
	int volume;               /* 0..VISIT_VOLUME_STEPS beside the usual one, by keys */
	int focus;                /* which target the keys are on, from 1; 0: no keys are used */
	bool by_swipe;            /* a tap anywhere confirms what the focus is on */
	int64_t since_ms;         /* when this place was entered */
	int64_t touched_ms;       /* last sign of life */
	int64_t rated_ms;         /* last answer given, for the cool-down; survives the visit */
	int64_t paw_since_ms;     /* touches follow each other closely since then; survives the visit */
	unsigned paw_touches;     /* survives the visit */
	struct visit_tally tally; /* survives the visit */
	size_t service;           /* index in the survey */
	bool service_fixed;       /* this screen asks about that one only; survives the visit */
	int level;                /* 0 none yet */
	unsigned reasons;         /* bit set of indices */
	size_t further;           /* the further question that is on */
	int further_answers[SURVEY_FURTHER_MAX]; /* from 1; 0: passed over */
	unsigned doubts;
	bool topic;                          /* the thanks show a topic's code */
	char token[RATING_TOKEN_DIGITS + 1]; /* made when the question is shown */
};

/* What a step reads of the world. Borrowed for the call. */
struct visit_world {
	const struct survey *survey;
	uint32_t open; /* services that are open now, a bit each */
	enum language home;
	struct random *random;
	int64_t now_ms;
};

/* What a step asks the world for. */
struct visit_outcome {
	struct visit visit;
	bool store; /* hand the rating of this visit to the worker */
};

/* At the attract screen. service: index of the one that this screen asks about, or VISIT_ANY_SERVICE. */
#define VISIT_ANY_SERVICE SIZE_MAX
struct visit visit_start(enum language home, size_t service, int64_t now_ms);

/* The same for the next resident: everything that the one before set is forgotten, what survives stays. */
struct visit visit_again(const struct visit *visit, enum language home, int64_t now_ms);

/* Straight into a place, for a screen that is named on the command line. */
struct visit visit_at(enum visit_place place, enum language language, int level, struct random *random, int64_t now_ms);

struct visit_outcome visit_step(const struct visit *visit, struct intent intent, const struct visit_world *world);
struct visit visit_receipt(const struct visit *visit, bool stored, int64_t now_ms);

/* Time alone: idle, countdown, thanks over. */
struct visit visit_tick(const struct visit *visit, enum language home, int64_t now_ms);
int64_t visit_due_ms(const struct visit *visit);   /* when visit_tick next has something to do; INT64_MAX never */
int64_t visit_limit_ms(const struct visit *visit); /* how long what counts down now takes in all */
int visit_countdown_s(const struct visit *visit, int64_t now_ms); /* whole seconds left of what counts down now */

/* Whether what is asked "up to" a level is asked after this one. In neutral mode all answers lead to the same screens.
 */
bool visit_asks(const struct survey *survey, int level, int up_to);
bool visit_asks_reasons(const struct visit *visit, const struct survey *survey);
/* A topic's code is shown with the thanks: the first chosen reason, or false. */
bool visit_topic_reason(const struct visit *visit, const struct survey *survey, size_t *reason);

/* The rating that this visit gives; texts are borrowed from the survey. hour as in struct rating. */
void visit_rating(const struct visit *visit, const struct survey *survey, struct str device, struct str area,
	int64_t hour, struct rating *rating);

#endif
