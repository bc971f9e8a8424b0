#include "kiosk/visit/visit.h"

#include <string.h>

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

struct visit visit_again(const struct visit *visit, enum language home, int64_t now_ms)
{
	struct visit next = visit_start(home, visit->service_fixed ? visit->service : VISIT_ANY_SERVICE, now_ms);

	next.rated_ms = visit->rated_ms;
	next.paw_since_ms = visit->paw_since_ms;
	next.paw_touches = visit->paw_touches;
	next.tally = visit->tally;
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

static void show_question(struct visit *visit, const struct visit_world *world)
{
	visit->level = 0;
	visit->reasons = 0;
	visit->further = 0;
	memset(visit->further_answers, 0, sizeof(visit->further_answers));
	visit->doubts = 0;
	if (visit->token[0] == '\0')
		visit->tally.shown++;
	make_token(visit->token, world->random);
	go(visit, VISIT_QUESTION, world->now_ms);
}

struct visit visit_at(enum visit_place place, enum language language, int level, struct random *random, int64_t now_ms)
{
	struct visit visit = visit_start(language, VISIT_ANY_SERVICE, now_ms);

	show_question(&visit, &(struct visit_world){.random = random, .now_ms = now_ms});
	visit.level = level;
	visit.touched_ms = now_ms - VISIT_GUARD_MS;
	go(&visit, place, now_ms);
	return visit;
}

/* A visit that ends here without a rating. */
static void leave(struct visit *visit, const struct visit_world *world)
{
	visit->tally.abandoned += visit->token[0] != '\0';
	*visit = visit_again(visit, world->home, world->now_ms);
}

static bool has_choice_of_service(const struct visit *visit, const struct visit_world *world)
{
	return !visit->service_fixed && (world->open & (world->open - 1)) != 0;
}

/* Nothing is asked about what is closed. */
static void begin(struct visit *visit, const struct visit_world *world)
{
	if (world->open == 0 || (visit->service_fixed && !(world->open >> visit->service & 1)))
		return;
	if (has_choice_of_service(visit, world)) {
		go(visit, VISIT_SERVICE, world->now_ms);
		return;
	}
	if (!visit->service_fixed)
		visit->service = (size_t)__builtin_ctz(world->open);
	show_question(visit, world);
}

static void store(struct visit_outcome *outcome, const struct visit_world *world)
{
	size_t reason;

	outcome->store = true;
	outcome->visit.tally.answered++;
	outcome->visit.topic = visit_topic_reason(&outcome->visit, world->survey, &reason);
	go(&outcome->visit, VISIT_SAVING, world->now_ms);
}

/* The next further question from this one on that is asked after this level, else the end. */
static void go_on(struct visit_outcome *outcome, size_t from, const struct visit_world *world)
{
	const struct survey *survey = world->survey;
	struct visit *visit = &outcome->visit;

	for (visit->further = from; visit->further < survey->further_count; visit->further++)
		if (visit_asks(survey, visit->level, survey->further[visit->further].up_to)) {
			go(visit, VISIT_FURTHER, world->now_ms);
			return;
		}
	visit->further = 0;
	store(outcome, world);
}

static void answer(struct visit_outcome *outcome, int level, const struct visit_world *world)
{
	struct visit *visit = &outcome->visit;

	visit->level = level;
	if (world->now_ms - visit->rated_ms < VISIT_COOL_DOWN_MS)
		visit->doubts |= DOUBT_REPEAT;
	visit->rated_ms = world->now_ms;
	if (visit_asks_reasons(visit, world->survey))
		go(visit, VISIT_REASONS, world->now_ms);
	else
		go_on(outcome, 0, world);
}

static void turn_volume(struct visit *visit, int by)
{
	int volume = visit->volume + (by > 0 ? 1 : -1);

	if (volume >= -VISIT_VOLUME_STEPS && volume <= VISIT_VOLUME_STEPS)
		visit->volume = volume;
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
	case INTENT_ALOUD:
		visit->aloud = !visit->aloud;
		break;
	case INTENT_PAUSE:
		visit->paused = !visit->paused;
		break;
	case INTENT_FOCUS:
	case INTENT_SWIPE:
		visit->focus = intent.argument > 0 ? intent.argument : 0;
		visit->by_swipe = intent.kind == INTENT_SWIPE;
		break;
	case INTENT_VOLUME:
		turn_volume(visit, intent.argument);
		break;
	default:
		break;
	}
}

static void at_attract(struct visit *visit, struct intent intent, const struct visit_world *world)
{
	visit->awake = true;
	if (intent.kind == INTENT_LANGUAGE || intent.kind == INTENT_BEGIN)
		begin(visit, world);
}

static void at_service(struct visit *visit, struct intent intent, const struct visit_world *world)
{
	if (intent.kind == INTENT_BACK)
		leave(visit, world);
	if (intent.kind != INTENT_SERVICE || intent.argument < 0 ||
		(size_t)intent.argument >= world->survey->service_count || !(world->open >> intent.argument & 1))
		return;
	visit->service = (size_t)intent.argument;
	show_question(visit, world);
}

static void at_question(struct visit_outcome *outcome, struct intent intent, const struct visit_world *world)
{
	struct visit *visit = &outcome->visit;

	if (intent.kind == INTENT_BACK && has_choice_of_service(visit, world))
		go(visit, VISIT_SERVICE, world->now_ms);
	else if (intent.kind == INTENT_BACK)
		leave(visit, world);
	else if (intent.kind == INTENT_LEVEL && intent.argument >= LEVEL_WORST && intent.argument <= LEVEL_BEST)
		answer(outcome, intent.argument, world);
}

static void at_reasons(struct visit_outcome *outcome, struct intent intent, const struct visit_world *world)
{
	struct visit *visit = &outcome->visit;

	if (intent.kind == INTENT_REASON && intent.argument >= 0 &&
		(size_t)intent.argument < world->survey->reason_count)
		visit->reasons ^= 1u << intent.argument;
	else if (intent.kind == INTENT_BACK)
		show_question(visit, world);
	else if (intent.kind == INTENT_SKIP)
		visit->reasons = 0;
	if (intent.kind == INTENT_SKIP || intent.kind == INTENT_SUBMIT)
		go_on(outcome, 0, world);
}

/* To the further question before, to the reasons, or to the question itself. */
static void step_back(struct visit *visit, const struct visit_world *world)
{
	while (visit->further-- > 0)
		if (visit_asks(world->survey, visit->level, world->survey->further[visit->further].up_to)) {
			go(visit, VISIT_FURTHER, world->now_ms);
			return;
		}
	visit->further = 0;
	if (visit_asks_reasons(visit, world->survey))
		go(visit, VISIT_REASONS, world->now_ms);
	else
		show_question(visit, world);
}

static void at_further(struct visit_outcome *outcome, struct intent intent, const struct visit_world *world)
{
	struct visit *visit = &outcome->visit;
	const struct further *further = &world->survey->further[visit->further];
	bool answers =
		intent.kind == INTENT_FURTHER && intent.argument >= 1 && intent.argument <= further_answers(further);

	if (intent.kind == INTENT_BACK)
		step_back(visit, world);
	if (!answers && intent.kind != INTENT_SKIP)
		return;
	visit->further_answers[visit->further] = answers ? intent.argument : 0;
	go_on(outcome, visit->further + 1, world);
}

/* The next one in a row keeps the language and how the screen is set. */
static void at_end(struct visit *visit, struct intent intent, const struct visit_world *world)
{
	if (intent.kind == INTENT_DONE || intent.kind == INTENT_BACK) {
		*visit = visit_again(visit, world->home, world->now_ms);
	} else if (intent.kind == INTENT_AGAIN) {
		visit->token[0] = '\0';
		begin(visit, world);
	}
}

static bool is_double_tap(const struct visit *visit, int64_t now_ms)
{
	return visit->since_ms == visit->touched_ms && now_ms - visit->since_ms < VISIT_GUARD_MS;
}

/* A hand that wipes the glass, or a child: many touches close together for a minute. Queues of people are slower. */
static bool is_pawed(struct visit *visit, int64_t now_ms)
{
	if (now_ms - visit->touched_ms >= VISIT_PAW_GAP_MS) {
		visit->paw_since_ms = now_ms;
		visit->paw_touches = 0;
	}
	visit->paw_touches++;
	return now_ms - visit->paw_since_ms >= VISIT_PAW_MS && visit->paw_touches >= VISIT_PAW_TOUCHES;
}

static void calm_down(struct visit *visit, const struct visit_world *world)
{
	leave(visit, world);
	visit->paw_touches = 0;
	visit->paw_since_ms = visit->touched_ms = world->now_ms;
	go(visit, VISIT_CALM, world->now_ms);
}

static void act(struct visit_outcome *outcome, struct intent intent, const struct visit_world *world)
{
	struct visit *visit = &outcome->visit;

	switch (visit->place) {
	case VISIT_ATTRACT:
		at_attract(visit, intent, world);
		break;
	case VISIT_SERVICE:
		at_service(visit, intent, world);
		break;
	case VISIT_QUESTION:
		at_question(outcome, intent, world);
		break;
	case VISIT_REASONS:
		at_reasons(outcome, intent, world);
		break;
	case VISIT_FURTHER:
		at_further(outcome, intent, world);
		break;
	case VISIT_THANKS:
	case VISIT_SORRY:
		at_end(visit, intent, world);
		break;
	case VISIT_SAVING:
	case VISIT_CALM:
	case VISIT_PLACE_COUNT:
		break;
	}
}

struct visit_outcome visit_step(const struct visit *visit, struct intent intent, const struct visit_world *world)
{
	struct visit_outcome outcome = {.visit = *visit};
	struct visit *next = &outcome.visit;
	bool keys = intent.kind == INTENT_FOCUS || intent.kind == INTENT_SWIPE;

	if (!keys && visit->place != VISIT_SAVING && is_pawed(next, world->now_ms)) {
		calm_down(next, world);
		return outcome;
	}
	if (is_double_tap(visit, world->now_ms))
		return outcome;
	next->touched_ms = world->now_ms;
	if (visit->asking_still_there) { /* any tap says "I am still here", and nothing else */
		next->asking_still_there = false;
		return outcome;
	}
	if (visit->place == VISIT_CALM)
		return outcome;
	adjust(next, intent);
	act(&outcome, intent, world);
	if (next->place != visit->place && next->focus)
		next->focus = 1;
	return outcome;
}

struct visit visit_receipt(const struct visit *visit, bool stored, int64_t now_ms)
{
	struct visit next = *visit;

	if (visit->place != VISIT_SAVING)
		return next;
	go(&next, stored ? VISIT_THANKS : VISIT_SORRY, now_ms);
	next.token[0] = '\0';
	return next;
}
