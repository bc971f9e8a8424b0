#include "kiosk/visit/visit.h"

#include <string.h>

#include "feed/base/check.h"

/* Long before any touch, so that nothing counts as just done. */
#define LONG_AGO_MS INT64_C(86400000)

struct visit visit_start(enum language home, size_t service, int64_t now_ms)
{
	return (struct visit){
		.place = VISIT_ATTRACT,
		.language = home,
		.since_ms = now_ms,
		.touched_ms = now_ms - LONG_AGO_MS,
		.rated_ms = now_ms - LONG_AGO_MS,
		.service = service == VISIT_ANY_SERVICE ? 0 : service,
		.service_fixed = service != VISIT_ANY_SERVICE,
	};
}

/* Everything that this resident set is forgotten. */
static struct visit start_again(const struct visit *visit, enum language home, int64_t now_ms)
{
	struct visit next = visit_start(home, visit->service_fixed ? visit->service : VISIT_ANY_SERVICE, now_ms);

	next.rated_ms = visit->rated_ms;
	return next;
}

static void make_token(char token[RATING_TOKEN_DIGITS + 1], struct random *random)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t bytes[RATING_TOKEN_BYTES];

	random->fill(random, bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		token[2 * i] = digits[bytes[i] >> 4];
		token[2 * i + 1] = digits[bytes[i] & 15];
	}
	token[RATING_TOKEN_DIGITS] = '\0';
}

static void go(struct visit *visit, enum visit_place place, int64_t now_ms)
{
	visit->place = place;
	visit->since_ms = now_ms;
	visit->asking_still_there = false;
}

static void show_question(struct visit *visit, struct random *random, int64_t now_ms)
{
	visit->level = 0;
	visit->reasons = 0;
	visit->doubts = 0;
	make_token(visit->token, random);
	go(visit, VISIT_QUESTION, now_ms);
}

struct visit visit_at(enum visit_place place, enum language language, int level, struct random *random, int64_t now_ms)
{
	struct visit visit = visit_start(language, VISIT_ANY_SERVICE, now_ms);

	show_question(&visit, random, now_ms);
	visit.level = level;
	visit.touched_ms = now_ms - VISIT_GUARD_MS;
	go(&visit, place, now_ms);
	return visit;
}

static bool has_choice_of_service(const struct visit *visit, const struct survey *survey)
{
	return !visit->service_fixed && survey->service_count > 1;
}

static void begin(struct visit *visit, const struct survey *survey, struct random *random, int64_t now_ms)
{
	if (survey->service_count == 0)
		return; /* nothing to ask about */
	if (has_choice_of_service(visit, survey))
		go(visit, VISIT_SERVICE, now_ms);
	else
		show_question(visit, random, now_ms);
}

static bool ask_reasons(const struct visit *visit, const struct survey *survey)
{
	return visit->level <= survey->reasons_up_to && survey->reason_count > 0;
}

static void store(struct visit_outcome *outcome, int64_t now_ms)
{
	outcome->store = true;
	go(&outcome->visit, VISIT_SAVING, now_ms);
}

static void answer(struct visit_outcome *outcome, int level, const struct survey *survey, int64_t now_ms)
{
	struct visit *visit = &outcome->visit;

	visit->level = level;
	if (now_ms - visit->rated_ms < VISIT_COOL_DOWN_MS)
		visit->doubts |= DOUBT_REPEAT;
	visit->rated_ms = now_ms;
	if (ask_reasons(visit, survey))
		go(visit, VISIT_REASONS, now_ms);
	else
		store(outcome, now_ms);
}

/* What every screen of the visit understands. */
static void adjust(struct visit *visit, struct intent intent)
{
	switch (intent.kind) {
	case INTENT_LANGUAGE:
		if (intent.argument >= 0 && intent.argument < LANGUAGE_COUNT)
			visit->language = (enum language)intent.argument;
		break;
	case INTENT_LARGE:
		visit->large = !visit->large;
		break;
	case INTENT_CONTRAST:
		visit->contrast = !visit->contrast;
		break;
	case INTENT_LOWER:
		visit->lower = !visit->lower;
		break;
	default:
		break;
	}
}

static void at_attract(struct visit *visit, struct intent intent, const struct survey *survey, struct random *random,
	int64_t now_ms)
{
	if (intent.kind == INTENT_LANGUAGE || intent.kind == INTENT_BEGIN)
		begin(visit, survey, random, now_ms);
}

static void at_service(struct visit *visit, struct intent intent, const struct survey *survey, enum language home,
	struct random *random, int64_t now_ms)
{
	if (intent.kind == INTENT_BACK)
		*visit = start_again(visit, home, now_ms);
	if (intent.kind != INTENT_SERVICE || intent.argument < 0 || (size_t)intent.argument >= survey->service_count)
		return;
	visit->service = (size_t)intent.argument;
	show_question(visit, random, now_ms);
}

static void at_question(struct visit_outcome *outcome, struct intent intent, const struct survey *survey,
	enum language home, int64_t now_ms)
{
	struct visit *visit = &outcome->visit;

	if (intent.kind == INTENT_BACK && has_choice_of_service(visit, survey))
		go(visit, VISIT_SERVICE, now_ms);
	else if (intent.kind == INTENT_BACK)
		*visit = start_again(visit, home, now_ms);
	else if (intent.kind == INTENT_LEVEL && intent.argument >= LEVEL_WORST && intent.argument <= LEVEL_BEST)
		answer(outcome, intent.argument, survey, now_ms);
}

static void at_reasons(struct visit_outcome *outcome, struct intent intent, const struct survey *survey,
	struct random *random, int64_t now_ms)
{
	struct visit *visit = &outcome->visit;

	if (intent.kind == INTENT_REASON && intent.argument >= 0 && (size_t)intent.argument < survey->reason_count)
		visit->reasons ^= 1u << intent.argument;
	else if (intent.kind == INTENT_BACK)
		show_question(visit, random, now_ms);
	else if (intent.kind == INTENT_SKIP)
		visit->reasons = 0;
	if (intent.kind == INTENT_SKIP || intent.kind == INTENT_SUBMIT)
		store(outcome, now_ms);
}

static void at_end(struct visit *visit, struct intent intent, const struct survey *survey, enum language home,
	struct random *random, int64_t now_ms)
{
	if (intent.kind == INTENT_DONE || intent.kind == INTENT_BACK)
		*visit = start_again(visit, home, now_ms);
	else if (intent.kind == INTENT_AGAIN)
		begin(visit, survey, random, now_ms);
}

static bool is_double_tap(const struct visit *visit, int64_t now_ms)
{
	return visit->since_ms == visit->touched_ms && now_ms - visit->since_ms < VISIT_GUARD_MS;
}

struct visit_outcome visit_step(const struct visit *visit, struct intent intent, const struct survey *survey,
	enum language home, struct random *random, int64_t now_ms)
{
	struct visit_outcome outcome = {.visit = *visit};

	if (is_double_tap(visit, now_ms))
		return outcome;
	outcome.visit.touched_ms = now_ms;
	if (visit->asking_still_there) { /* any tap says "I am still here", and nothing else */
		outcome.visit.asking_still_there = false;
		return outcome;
	}
	adjust(&outcome.visit, intent);
	switch (visit->place) {
	case VISIT_ATTRACT:
		at_attract(&outcome.visit, intent, survey, random, now_ms);
		break;
	case VISIT_SERVICE:
		at_service(&outcome.visit, intent, survey, home, random, now_ms);
		break;
	case VISIT_QUESTION:
		at_question(&outcome, intent, survey, home, now_ms);
		break;
	case VISIT_REASONS:
		at_reasons(&outcome, intent, survey, random, now_ms);
		break;
	case VISIT_THANKS:
	case VISIT_SORRY:
		at_end(&outcome.visit, intent, survey, home, random, now_ms);
		break;
	case VISIT_SAVING:
	case VISIT_PLACE_COUNT:
		break;
	}
	return outcome;
}

struct visit visit_receipt(const struct visit *visit, bool stored, int64_t now_ms)
{
	struct visit next = *visit;

	if (visit->place == VISIT_SAVING)
		go(&next, stored ? VISIT_THANKS : VISIT_SORRY, now_ms);
	return next;
}

/* When the place that the visit is in is over by time alone, or becomes a question whether somebody is there. */
int64_t visit_due_ms(const struct visit *visit)
{
	switch (visit->place) {
	case VISIT_SERVICE:
	case VISIT_QUESTION:
	case VISIT_REASONS: {
		int64_t start = visit->touched_ms > visit->since_ms ? visit->touched_ms : visit->since_ms;

		return start + VISIT_IDLE_MS + (visit->asking_still_there ? VISIT_COUNTDOWN_MS : 0);
	}
	case VISIT_SAVING:
		return visit->since_ms + VISIT_SAVING_MS;
	case VISIT_THANKS:
		return visit->since_ms + VISIT_THANKS_MS;
	case VISIT_SORRY:
		return visit->since_ms + VISIT_SORRY_MS;
	case VISIT_ATTRACT: /* large text and the like go back to normal, too */
		if (visit->large || visit->contrast || visit->lower)
			return visit->touched_ms + VISIT_IDLE_MS;
		break;
	case VISIT_PLACE_COUNT:
		break;
	}
	return INT64_MAX;
}

struct visit visit_tick(const struct visit *visit, enum language home, int64_t now_ms)
{
	struct visit next = *visit;

	if (now_ms < visit_due_ms(visit))
		return next;
	switch (visit->place) {
	case VISIT_SERVICE:
	case VISIT_QUESTION:
	case VISIT_REASONS:
		if (!visit->asking_still_there) {
			next.asking_still_there = true;
			return next;
		}
		break;
	case VISIT_SAVING:
		go(&next, VISIT_SORRY, now_ms);
		return next;
	default:
		break;
	}
	return start_again(visit, home, now_ms);
}

int visit_countdown_s(const struct visit *visit, int64_t now_ms)
{
	int64_t due = visit_due_ms(visit);

	if (due == INT64_MAX)
		return 0;
	return due > now_ms ? (int)((due - now_ms + 999) / 1000) : 0;
}

void visit_rating(const struct visit *visit, const struct survey *survey, struct str device, struct str area, int64_t hour,
	struct rating *rating)
{
	REQUIRE(visit->service < survey->service_count);
	*rating = (struct rating){
		.device = device,
		.area = area,
		.service = survey->services[visit->service].id,
		.question = survey->question_id,
		.version = survey->question_version,
		.hour = hour,
		.level = visit->level,
		.doubts = visit->doubts,
	};
	memcpy(rating->token, visit->token, sizeof(rating->token));
	for (size_t i = 0; i < survey->reason_count; i++)
		if (visit->reasons >> i & 1)
			rating->reasons[rating->reason_count++] = survey->reasons[i].id;
}
