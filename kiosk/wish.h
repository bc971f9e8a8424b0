#ifndef KIOSK_WISH_H
#define KIOSK_WISH_H

#include "feed/base/arena.h"
#include "feed/model/action.h"
#include "feed/model/rating.h"
#include "feed/model/seen.h"
#include "feed/model/enrol_code.h"

/* What goes from the UI thread to the worker: a rating, an alert that was shown, a code for enrolment, or what became of an action, with texts of its own. */

/* What a rating is judged by, beside itself. */
struct hall {
	bool event, testing, closed, clock_trusted;
	int local_hour;
};

struct wish {
	struct arena arena; /* owned */
	struct rating rating;
	int64_t given_ms; /* steady: of the rating; it stays in memory */
	struct hall hall; /* as it was then */
	struct seen seen; /* where its alert is not empty */
	char code[ENROL_CODE_DIGITS + 1]; /* where it is not empty */
	struct action_result action; /* where its number is not 0 */
};

struct wish *wish_create_rating(const struct rating *rating);
struct wish *wish_create_shown(struct str alert, int64_t shown_ms);
struct wish *wish_create_code(const char *code);
struct wish *wish_create_action(const struct action_result *result);
void wish_destroy(struct wish *wish);

#endif
