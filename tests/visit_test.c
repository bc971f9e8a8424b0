#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/str.h"
#include "kiosk/visit/visit.h"

/* Every place of a visit by touch and by time alone. */

static struct service services[] = {{.id = {"haircut", 7}}, {.id = {"canteen", 7}}};
static struct reason reasons[] = {{.id = {"wait", 4}}, {.id = {"rude", 4}}, {.id = {"dirt", 4}}};
static const struct survey survey = {
	.services = services,
	.service_count = 2,
	.question_id = {"satisfied", 9},
	.question_version = 3,
	.reasons = reasons,
	.reason_count = 3,
	.reasons_up_to = 2,
};

static struct random dice;

static struct visit_outcome step(const struct visit *visit, enum intent_kind kind, int argument, int64_t now_ms)
{
	const struct visit_world world = {&survey, 3, LANGUAGE_ZH, &dice, now_ms};

	return visit_step(visit, (struct intent){kind, argument}, &world);
}

static struct visit at_question(int64_t now_ms)
{
	struct visit visit = visit_start(LANGUAGE_ZH, VISIT_ANY_SERVICE, 0);

	visit = step(&visit, INTENT_LANGUAGE, LANGUAGE_UG, now_ms).visit;
	assert_int_equal(visit.place, VISIT_SERVICE);
	visit = step(&visit, INTENT_SERVICE, 1, now_ms + 1000).visit;
	assert_int_equal(visit.place, VISIT_QUESTION);
	return visit;
}

static void good_answer_is_stored_at_once(void **state)
{
	struct visit visit = at_question(1000);
	struct visit_outcome outcome = step(&visit, INTENT_LEVEL, 5, 4000);
	struct rating rating;

	(void)state;
	assert_true(outcome.store);
	assert_int_equal(outcome.visit.place, VISIT_SAVING);
	assert_int_equal(outcome.visit.doubts, 0);
	visit_rating(&outcome.visit, &survey, STR("device"), STR("652301001001"), 42, &rating);
	assert_int_equal(strlen(rating.token), RATING_TOKEN_DIGITS);
	assert_true(str_equal(rating.service, STR("canteen")));
	assert_int_equal(rating.version, 3);
	assert_int_equal(rating.level, 5);
	assert_int_equal(rating.hour, 42);
	assert_int_equal(rating.reason_count, 0);
}

static void no_thanks_before_the_receipt(void **state)
{
	struct visit visit = at_question(1000);

	(void)state;
	visit = step(&visit, INTENT_LEVEL, 4, 4000).visit;
	assert_int_equal(visit_tick(&visit, LANGUAGE_ZH, 8999).place, VISIT_SAVING);
	assert_int_equal(visit_tick(&visit, LANGUAGE_ZH, 9000).place, VISIT_SORRY);
	assert_int_equal(visit_receipt(&visit, false, 4100).place, VISIT_SORRY);
	visit = visit_receipt(&visit, true, 4100);
	assert_int_equal(visit.place, VISIT_THANKS);
	assert_int_equal(visit_countdown_s(&visit, 4100), 10);
	visit = visit_tick(&visit, LANGUAGE_ZH, 14100);
	assert_int_equal(visit.place, VISIT_ATTRACT);
	assert_int_equal(visit.language, LANGUAGE_ZH);
}

static void low_answer_offers_reasons(void **state)
{
	struct visit visit = at_question(1000);
	struct visit_outcome outcome = step(&visit, INTENT_LEVEL, 2, 4000);
	struct rating rating;

	(void)state;
	assert_false(outcome.store);
	assert_int_equal(outcome.visit.place, VISIT_REASONS);
	visit = step(&outcome.visit, INTENT_REASON, 0, 5000).visit;
	visit = step(&visit, INTENT_REASON, 2, 6000).visit;
	visit = step(&visit, INTENT_REASON, 0, 7000).visit; /* taken back */
	visit = step(&visit, INTENT_REASON, 3, 7500).visit; /* there is no such reason */
	outcome = step(&visit, INTENT_SUBMIT, 0, 8000);
	assert_true(outcome.store);
	visit_rating(&outcome.visit, &survey, STR("device"), STR("area"), RATING_HOUR_UNKNOWN, &rating);
	assert_int_equal(rating.reason_count, 1);
	assert_true(str_equal(rating.reasons[0], STR("dirt")));
	outcome = step(&visit, INTENT_SKIP, 0, 8000);
	assert_true(outcome.store);
	assert_int_equal(outcome.visit.reasons, 0);
}

static void going_back_makes_a_new_question(void **state)
{
	struct visit visit = at_question(1000);
	char token[RATING_TOKEN_DIGITS + 1];

	(void)state;
	memcpy(token, visit.token, sizeof(token));
	visit = step(&visit, INTENT_LEVEL, 1, 4000).visit;
	visit = step(&visit, INTENT_BACK, 0, 5000).visit;
	assert_int_equal(visit.place, VISIT_QUESTION);
	assert_int_equal(visit.level, 0);
	assert_string_not_equal(visit.token, token);
	visit = step(&visit, INTENT_BACK, 0, 6000).visit;
	assert_int_equal(visit.place, VISIT_SERVICE);
	visit = step(&visit, INTENT_BACK, 0, 7000).visit;
	assert_int_equal(visit.place, VISIT_ATTRACT);
	assert_int_equal(visit.language, LANGUAGE_ZH);
}

static void a_silent_resident_is_never_a_vote(void **state)
{
	struct visit visit = at_question(1000);

	(void)state;
	visit = step(&visit, INTENT_LEVEL, 2, 4000).visit; /* a level left idle at the reasons counts for nothing */
	assert_int_equal(visit_due_ms(&visit), 34000);
	assert_false(visit_tick(&visit, LANGUAGE_ZH, 33999).asking_still_there);
	visit = visit_tick(&visit, LANGUAGE_ZH, 34000);
	assert_true(visit.asking_still_there);
	assert_int_equal(visit_countdown_s(&visit, 34000), 20);
	assert_int_equal(visit_tick(&visit, LANGUAGE_ZH, 53999).place, VISIT_REASONS);
	assert_int_equal(visit_tick(&visit, LANGUAGE_ZH, 54000).place, VISIT_ATTRACT);
	visit = step(&visit, INTENT_LEVEL, 5, 50000).visit; /* one tap goes on, and does nothing else */
	assert_int_equal(visit.place, VISIT_REASONS);
	assert_int_equal(visit.level, 2);
	assert_false(visit.asking_still_there);
	assert_int_equal(visit_due_ms(&visit), 80000);
}

static void a_quick_second_answer_is_marked(void **state)
{
	struct visit visit = at_question(1000);

	(void)state;
	visit = step(&visit, INTENT_LEVEL, 5, 4000).visit;
	visit = visit_receipt(&visit, true, 4050);
	visit = step(&visit, INTENT_AGAIN, 0, 6000).visit;
	visit = step(&visit, INTENT_SERVICE, 0, 7000).visit;
	assert_int_equal(step(&visit, INTENT_LEVEL, 5, 8999).visit.doubts, DOUBT_REPEAT);
	assert_int_equal(step(&visit, INTENT_LEVEL, 5, 9000).visit.doubts, 0);
}

static void a_double_tap_counts_once(void **state)
{
	struct visit visit = at_question(1000);

	(void)state; /* the question came by a tap at 2000: the second half of a double tap must not answer it */
	assert_int_equal(step(&visit, INTENT_LEVEL, 1, 2299).visit.place, VISIT_QUESTION);
	assert_int_equal(step(&visit, INTENT_LEVEL, 1, 2300).visit.place, VISIT_REASONS);
}

static void tools_work_everywhere_and_are_forgotten(void **state)
{
	struct visit visit = at_question(1000);

	(void)state;
	visit = step(&visit, INTENT_LARGE, 0, 3000).visit;
	visit = step(&visit, INTENT_CONTRAST, 0, 3400).visit;
	visit = step(&visit, INTENT_LANGUAGE, LANGUAGE_EN, 3800).visit;
	assert_true(visit.large && visit.contrast);
	assert_int_equal(visit.language, LANGUAGE_EN);
	assert_int_equal(visit.place, VISIT_QUESTION);
	visit = step(&visit, INTENT_LEVEL, 9, 4000).visit; /* no such level */
	assert_int_equal(visit.place, VISIT_QUESTION);
	visit = visit_tick(&visit, LANGUAGE_ZH, 34000);
	visit = visit_tick(&visit, LANGUAGE_ZH, 54000);
	assert_false(visit.large || visit.contrast);
	assert_int_equal(visit.language, LANGUAGE_ZH);
}

static void a_fixed_service_is_not_asked_for(void **state)
{
	struct visit visit = visit_start(LANGUAGE_ZH, 1, 0);

	(void)state;
	visit = step(&visit, INTENT_LANGUAGE, LANGUAGE_EN, 1000).visit;
	assert_int_equal(visit.place, VISIT_QUESTION);
	assert_int_equal(visit.service, 1);
	visit = step(&visit, INTENT_BACK, 0, 2000).visit;
	assert_int_equal(visit.place, VISIT_ATTRACT);
	assert_true(visit.service_fixed);
}

static struct further_choice choices[] = {{.id = {"yes", 3}}, {.id = {"no", 2}}};
static struct further questions[] = {
	{.id = {"again", 5}, .kind = FURTHER_CHOICE, .up_to = 5, .choices = choices, .choice_count = 2},
	{.id = {"clean", 5}, .kind = FURTHER_STARS, .up_to = 2, .stars = 5},
};

static struct survey with_further(void)
{
	struct survey full = survey;

	full.further = questions;
	full.further_count = 2;
	full.topics_up_to = 2;
	return full;
}

static struct visit_outcome step_in(const struct visit *visit, const struct survey *in, enum intent_kind kind, int argument, int64_t now_ms)
{
	const struct visit_world world = {in, 3, LANGUAGE_ZH, &dice, now_ms};

	return visit_step(visit, (struct intent){kind, argument}, &world);
}

static void further_questions_follow_and_may_be_passed_over(void **state)
{
	struct survey full = with_further();
	struct visit visit = at_question(1000);
	struct visit_outcome outcome;
	struct rating rating;

	(void)state;
	visit = step_in(&visit, &full, INTENT_LEVEL, 2, 4000).visit;
	visit = step_in(&visit, &full, INTENT_REASON, 1, 5000).visit;
	visit = step_in(&visit, &full, INTENT_SUBMIT, 0, 6000).visit;
	assert_int_equal(visit.place, VISIT_FURTHER);
	visit = step_in(&visit, &full, INTENT_BACK, 0, 7000).visit;
	assert_int_equal(visit.place, VISIT_REASONS);
	assert_int_equal(visit.reasons, 2);
	visit = step_in(&visit, &full, INTENT_SUBMIT, 0, 8000).visit;
	visit = step_in(&visit, &full, INTENT_FURTHER, 3, 9000).visit; /* there is no third choice */
	assert_int_equal(visit.further, 0);
	visit = step_in(&visit, &full, INTENT_FURTHER, 2, 10000).visit;
	assert_int_equal(visit.further, 1);
	outcome = step_in(&visit, &full, INTENT_FURTHER, 4, 11000);
	assert_true(outcome.store && outcome.visit.topic);
	visit_rating(&outcome.visit, &full, STR("d"), STR("a"), 1, &rating);
	assert_int_equal(rating.further_count, 2);
	assert_true(str_equal(rating.further[0].answer, STR("no")));
	assert_true(str_equal(rating.further[1].answer, STR("4")));
	visit = at_question(1000);
	visit = step_in(&visit, &full, INTENT_LEVEL, 5, 4000).visit;
	outcome = step_in(&visit, &full, INTENT_SKIP, 0, 5000); /* the second question is for low answers */
	assert_true(outcome.store && !outcome.visit.topic);
	visit_rating(&outcome.visit, &full, STR("d"), STR("a"), 1, &rating);
	assert_int_equal(rating.further_count, 0);
}

/* Whatever is answered, the same screens follow. */
static void neutral_answers_cannot_be_told_apart(void **state)
{
	struct survey full = with_further();

	(void)state;
	full.neutral = true;
	for (int level = LEVEL_WORST; level <= LEVEL_BEST; level++) {
		struct visit visit = at_question(1000);

		visit = step_in(&visit, &full, INTENT_LEVEL, level, 4000).visit;
		assert_int_equal(visit.place, VISIT_FURTHER);
		visit = step_in(&visit, &full, INTENT_FURTHER, 1, 5000).visit;
		assert_int_equal(visit.place, VISIT_SAVING);
		assert_false(visit.topic);
	}
}

static void closed_services_are_not_asked_about(void **state)
{
	struct visit visit = visit_start(LANGUAGE_ZH, VISIT_ANY_SERVICE, 0);
	struct visit_world world = {&survey, 0, LANGUAGE_ZH, &dice, 1000};

	(void)state;
	assert_int_equal(visit_step(&visit, (struct intent){INTENT_LANGUAGE, LANGUAGE_KK}, &world).visit.place, VISIT_ATTRACT);
	world.open = 2;
	visit = visit_step(&visit, (struct intent){INTENT_LANGUAGE, LANGUAGE_KK}, &world).visit;
	assert_int_equal(visit.place, VISIT_QUESTION);
	assert_int_equal(visit.service, 1);
}

static void time_can_be_asked_for_again_and_again(void **state)
{
	struct visit visit = at_question(1000);
	int64_t now_ms = 2000;

	(void)state;
	for (int i = 0; i < 20; i++) {
		now_ms = visit_due_ms(&visit);
		visit = visit_tick(&visit, LANGUAGE_ZH, now_ms);
		assert_true(visit.asking_still_there);
		assert_int_equal(visit_countdown_s(&visit, now_ms), 20);
		visit = step(&visit, INTENT_STAY, 0, now_ms + 19000).visit;
		assert_int_equal(visit.place, VISIT_QUESTION);
	}
	visit = step(&visit, INTENT_PAUSE, 0, now_ms + 20000).visit;
	assert_int_equal(visit_due_ms(&visit), now_ms + 20000 + VISIT_PAUSE_MS);
}

static void visits_are_counted(void **state)
{
	struct visit visit = at_question(1000);

	(void)state;
	visit = step(&visit, INTENT_BACK, 0, 3000).visit;
	visit = step(&visit, INTENT_BACK, 0, 5000).visit;
	assert_int_equal(visit.place, VISIT_ATTRACT);
	visit = step(&visit, INTENT_LANGUAGE, 0, 7000).visit;
	visit = step(&visit, INTENT_SERVICE, 0, 8000).visit;
	visit = step(&visit, INTENT_LEVEL, 5, 9000).visit;
	visit = visit_receipt(&visit, true, 9100);
	visit = step(&visit, INTENT_AGAIN, 0, 12000).visit;
	visit = step(&visit, INTENT_SERVICE, 0, 13000).visit;
	visit = visit_tick(&visit, LANGUAGE_ZH, visit_due_ms(&visit));
	visit = visit_tick(&visit, LANGUAGE_ZH, visit_due_ms(&visit));
	assert_int_equal(visit.place, VISIT_ATTRACT);
	assert_int_equal(visit.tally.shown, 3);
	assert_int_equal(visit.tally.abandoned, 1);
	assert_int_equal(visit.tally.answered, 1);
	assert_int_equal(visit.tally.timed_out, 1);
}

static void a_pawed_screen_rests_and_recovers(void **state)
{
	struct visit visit = visit_start(LANGUAGE_ZH, VISIT_ANY_SERVICE, 0);
	int64_t now_ms = 10000;

	(void)state;
	for (; visit.place != VISIT_CALM && now_ms < 200000; now_ms += 500)
		visit = step(&visit, INTENT_NONE, 0, now_ms).visit;
	assert_in_range(now_ms, 70000, 71500);
	visit = step(&visit, INTENT_LANGUAGE, 0, now_ms).visit;
	assert_int_equal(visit.place, VISIT_CALM);
	visit = visit_tick(&visit, LANGUAGE_ZH, visit_due_ms(&visit));
	assert_int_equal(visit.place, VISIT_ATTRACT);
	visit = step(&visit, INTENT_LANGUAGE, 0, now_ms + 20000).visit;
	assert_int_equal(visit.place, VISIT_SERVICE);
}

/* A rating is what was chosen in this visit and nothing else; no place holds a visit for ever. RUNS is the number of events. */
static void a_million_random_events(void **state)
{
	const char *runs = getenv("RUNS");
	long count = runs ? atol(runs) : 1000000, stored = 0;
	struct survey full = with_further();
	struct visit visit = visit_start(LANGUAGE_ZH, VISIT_ANY_SERVICE, 0);
	int64_t now_ms = 1000;
	int chosen = 0;

	(void)state;
	for (long i = 0; i < count; i++) {
		struct intent intent = {(enum intent_kind)random_below(&dice, INTENT_COUNT), (int)random_below(&dice, 8) - 1};
		struct visit_outcome outcome;

		now_ms += random_below(&dice, 50) == 0 ? 40000 : (int64_t)random_below(&dice, 4500);
		while (visit_due_ms(&visit) <= now_ms)
			visit = visit_tick(&visit, LANGUAGE_ZH, visit_due_ms(&visit));
		outcome = step_in(&visit, &full, intent.kind, intent.argument, now_ms);
		if (intent.kind == INTENT_LEVEL && visit.place == VISIT_QUESTION && outcome.visit.place != VISIT_QUESTION)
			chosen = intent.argument;
		assert_in_range(outcome.visit.place, 0, VISIT_PLACE_COUNT - 1);
		if (outcome.store) {
			struct rating rating;

			visit_rating(&outcome.visit, &full, STR("d"), STR("a"), 1, &rating);
			assert_int_equal(rating.level, chosen);
			assert_int_equal(outcome.visit.place, VISIT_SAVING);
			outcome.visit = visit_receipt(&outcome.visit, random_below(&dice, 8) != 0, now_ms);
			stored++;
		}
		if (outcome.visit.place != VISIT_ATTRACT)
			assert_true(visit_due_ms(&outcome.visit) <= now_ms + VISIT_PAUSE_MS + VISIT_COUNTDOWN_MS);
		visit = outcome.visit;
	}
	assert_int_equal(visit.tally.answered, stored);
	assert_true(stored > count / 2000);
	printf("%ld random events, %ld ratings, none that was not chosen\n", count, stored);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_answer_is_stored_at_once),
		cmocka_unit_test(no_thanks_before_the_receipt),
		cmocka_unit_test(low_answer_offers_reasons),
		cmocka_unit_test(going_back_makes_a_new_question),
		cmocka_unit_test(a_silent_resident_is_never_a_vote),
		cmocka_unit_test(a_quick_second_answer_is_marked),
		cmocka_unit_test(a_double_tap_counts_once),
		cmocka_unit_test(tools_work_everywhere_and_are_forgotten),
		cmocka_unit_test(a_fixed_service_is_not_asked_for),
		cmocka_unit_test(further_questions_follow_and_may_be_passed_over),
		cmocka_unit_test(neutral_answers_cannot_be_told_apart),
		cmocka_unit_test(closed_services_are_not_asked_about),
		cmocka_unit_test(time_can_be_asked_for_again_and_again),
		cmocka_unit_test(visits_are_counted),
		cmocka_unit_test(a_pawed_screen_rests_and_recovers),
		cmocka_unit_test(a_million_random_events),
	};

	dice = random_seeded(5);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
