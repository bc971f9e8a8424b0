#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/model/alert.h"

/* Which alert is on: by place, severity, time and turn. The tree: P over C1 and C2, a hall h in C1. */

#define NOW INT64_C(1540431000000)

enum { SECOND = 1000 };

static struct arena arena;
static struct areas areas;
static struct alerts alerts;
static struct alert items[8];
static struct str everywhere[] = {STR("all")}, here[] = {STR("h")}, above[] = {STR("C1")}, elsewhere[] = {STR("C2")},
		  both[] = {STR("C2"), STR("C1")}, root[] = {STR("P")};

static int begin(void **state)
{
	static const char *const ids[] = {"P", "C1", "C2", "h"}, *const parents[] = {"", "P", "P", "C1"};
	struct area made[4] = {{.depth = 0}};
	struct str named[4];
	struct error error;

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 4; i++) {
		made[i] = (struct area){.id = str_from(ids[i]), .level = STR("x"), .kind = STR("")};
		named[i] = str_from(parents[i]);
	}
	alerts = (struct alerts){items, 0};
	return areas_seal(&arena, made, named, 4, &areas, &error) ? 0 : -1;
}

static int finish(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

/* Raised ten seconds ago for a minute, everywhere. */
static struct alert *put(const char *id, enum alert_severity severity)
{
	struct alert *alert = &items[alerts.count++];

	*alert = (struct alert){.id = str_from(id), .severity = severity, .sent_ms = NOW - 10 * SECOND, .expires_ms = NOW + 60 * SECOND,
		.areas = everywhere, .area_count = 1};
	return alert;
}

static struct alert_place place(void)
{
	return (struct alert_place){.areas = &areas, .area = STR("h"), .now_ms = NOW, .since_ms = NOW};
}

static const char *on(const struct alert_place *at)
{
	struct alert_showing showing = alert_now(&alerts, at);

	return showing.alert ? showing.alert->id.bytes : "nothing";
}

static void nothing_is_on_without_alerts(void **state)
{
	struct alert_place at = place();

	(void)state;
	assert_null(alert_now(NULL, &at).alert);
	assert_null(alert_now(&alerts, &at).alert);
	assert_true(alert_now(&alerts, &at).until_ms == INT64_MAX);
}

static void the_area_decides(void **state)
{
	struct alert_place at = place();
	struct alert *alert = put("a", ALERT_SEVERE);

	(void)state;
	assert_string_equal(on(&at), "a");
	alert->areas = above;
	assert_string_equal(on(&at), "a");
	alert->areas = root;
	assert_string_equal(on(&at), "a");
	alert->areas = here;
	assert_string_equal(on(&at), "a");
	alert->areas = elsewhere;
	assert_string_equal(on(&at), "nothing");
	alert->areas = both;
	alert->area_count = 2;
	assert_string_equal(on(&at), "a");
	alert->area_count = 1;
	at.area = STR("C1"); /* what is raised below does not reach up */
	alert->areas = here;
	assert_string_equal(on(&at), "nothing");
}

static void before_the_tree_is_known_only_names_count(void **state)
{
	struct alert_place at = place();
	struct alert *alert = put("a", ALERT_SEVERE);

	(void)state;
	at.areas = NULL;
	assert_string_equal(on(&at), "a");
	alert->areas = here;
	assert_string_equal(on(&at), "a");
	alert->areas = above;
	assert_string_equal(on(&at), "nothing");
}

static void it_ends_at_its_time(void **state)
{
	struct alert_place at = place();

	(void)state;
	put("a", ALERT_SEVERE);
	assert_int_equal(alert_now(&alerts, &at).until_ms, NOW + 60 * SECOND);
	at.now_ms = NOW + 60 * SECOND - 1;
	assert_string_equal(on(&at), "a");
	at.now_ms++;
	assert_string_equal(on(&at), "nothing");
}

/* A clock that was never set stands at 1970 or somewhere ahead. */
static void an_untrusted_clock_shows(void **state)
{
	struct alert_place at = place();

	(void)state;
	put("a", ALERT_SEVERE);
	at.now_ms = 0;
	assert_string_equal(on(&at), "a");
	at.now_ms = NOW + INT64_C(10) * 365 * 24 * 3600 * SECOND;
	assert_string_equal(on(&at), "nothing");
	at.live = true; /* the centre answers, and still lists it */
	assert_string_equal(on(&at), "a");
	assert_true(alert_now(&alerts, &at).until_ms == INT64_MAX);
}

static void the_most_severe_is_first_and_others_take_turns(void **state)
{
	struct alert_place at = place();
	struct alert_showing showing;

	(void)state;
	put("minor", ALERT_MINOR);
	put("extreme", ALERT_EXTREME);
	put("older", ALERT_SEVERE)->sent_ms -= SECOND;
	put("newer", ALERT_SEVERE);
	assert_string_equal(on(&at), "extreme");
	showing = alert_now(&alerts, &at);
	assert_int_equal(showing.count, 4);
	assert_int_equal(showing.until_ms, NOW + ALERT_TURN_MS);
	at.now_ms += ALERT_TURN_MS - 1;
	assert_string_equal(on(&at), "extreme");
	at.now_ms++;
	assert_string_equal(on(&at), "newer");
	at.now_ms += ALERT_TURN_MS;
	assert_string_equal(on(&at), "older");
	at.now_ms += ALERT_TURN_MS;
	assert_string_equal(on(&at), "minor");
	assert_int_equal(alert_now(&alerts, &at).position, 3);
	at.now_ms += ALERT_TURN_MS;
	assert_string_equal(on(&at), "extreme");
	at.now_ms = at.since_ms - 5 * SECOND; /* the clock was set back */
	assert_string_equal(on(&at), "extreme");
}

static void equal_ones_stand_by_their_ids(void **state)
{
	struct alert_place at = place();

	(void)state;
	put("b", ALERT_SEVERE);
	put("a", ALERT_SEVERE);
	assert_string_equal(on(&at), "a");
}

static void a_drill_waits_for_what_is_meant(void **state)
{
	struct alert_place at = place();

	(void)state;
	put("drill", ALERT_EXTREME)->status = ALERT_EXERCISE;
	assert_string_equal(on(&at), "drill");
	put("meant", ALERT_MINOR);
	assert_string_equal(on(&at), "meant");
	assert_int_equal(alert_now(&alerts, &at).count, 1);
}

static void all_clear_is_shown_when_nothing_is_raised(void **state)
{
	struct alert_place at = place();
	struct alert *clear;

	(void)state;
	put("a", ALERT_SEVERE);
	clear = put("a.clear", ALERT_SEVERE);
	clear->message = ALERT_CANCEL;
	clear->references = STR("a");
	clear->expires_ms = NOW + 5 * SECOND;
	assert_string_equal(on(&at), "a.clear"); /* also where what it ends is still listed */
	assert_int_equal(alert_now(&alerts, &at).until_ms, NOW + 5 * SECOND);
	put("b", ALERT_MINOR);
	assert_string_equal(on(&at), "b");
	alerts.count--;
	at.now_ms = NOW + 5 * SECOND;
	assert_string_equal(on(&at), "nothing");
}

static void words_are_found_in_any_case(void **state)
{
	enum alert_severity severity;
	enum alert_event event;

	(void)state;
	assert_true(alert_severity_find(STR("severe"), &severity));
	assert_int_equal(severity, ALERT_SEVERE);
	assert_true(str_equal(alert_severity_name(severity), STR("Severe")));
	assert_false(alert_severity_find(STR("sever"), &severity));
	assert_true(alert_event_find(STR("gas"), &event));
	assert_true(str_equal(alert_event_category(event), STR("CBRNE")));
	assert_false(alert_event_find(STR("meteor"), &event));
}

#define IN_A_HALL(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_HALL(nothing_is_on_without_alerts),
		IN_A_HALL(the_area_decides),
		IN_A_HALL(before_the_tree_is_known_only_names_count),
		IN_A_HALL(it_ends_at_its_time),
		IN_A_HALL(an_untrusted_clock_shows),
		IN_A_HALL(the_most_severe_is_first_and_others_take_turns),
		IN_A_HALL(equal_ones_stand_by_their_ids),
		IN_A_HALL(a_drill_waits_for_what_is_meant),
		IN_A_HALL(all_clear_is_shown_when_nothing_is_raised),
		cmocka_unit_test(words_are_found_in_any_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
