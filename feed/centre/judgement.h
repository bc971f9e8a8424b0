#ifndef FEED_CENTRE_JUDGEMENT_H
#define FEED_CENTRE_JUDGEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/centre/period.h"

struct centre;

/*
 * How a ranking becomes final: it is open, then a draft under public notice, to which anybody may object by term and
 * with evidence; each objection gets an answer; then it is frozen and never changes. What is learnt later is published
 * as a correction beside it.
 */

/* Makes a period that nobody imported scores or marks of. */
bool judgement_open(struct centre *centre, struct str period, struct error *error);

/* Scores it a last time; from now on only a scoring that somebody asks for moves it. */
bool judgement_notice(struct centre *centre, const struct period *period, int64_t days, struct error *error);

/* Refused before the notice has ended and while an objection has no answer. Keeps what explains each score. */
bool judgement_freeze(struct centre *centre, const struct period *period, struct error *error);

/* What the frozen period would say by all that is known now, where it differs. */
bool judgement_correct(
	struct centre *centre, const struct period *period, struct str reason, int64_t *count, struct error *error);

struct objection {
	struct str id, area, term, evidence;
};

/* Only while its period is under notice. */
bool judgement_object(
	struct centre *centre, const struct period *period, const struct objection *objection, struct error *error);

/* upheld or dismissed; the same once. *found: there is one without an answer. */
bool judgement_answer(
	struct centre *centre, struct str id, bool upheld, struct str answer, bool *found, struct error *error);

#endif
