#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
	};

	dice = random_seeded(5);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
