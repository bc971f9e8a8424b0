#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/alert_publish.h"
#include "feed/centre/alerts.h"
#include "feed/centre/outlet.h"
#include "feed/centre/root.h"
#include "feed/wire/wire.h"
#include "tests/support/centre_fixture.h"

/* Templates, raising, clearing, what goes out and what stays on record. */

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	sign_start();
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	fixture.centre.folder = ".";
	fixture.centre.settings.head_valid_h = 48;
	sign_make_keys(&fixture.centre.open, &fixture.centre.secret);
	sign_make_keys(&fixture.centre.alert_open, &fixture.centre.alert_secret);
	REQUIRE(mkdir("keys", 0700) == 0);
	assert_true(root_create(".", &(struct root_keys){&fixture.centre.open, &fixture.centre.alert_open},
		&fixture.centre.secret, FIXTURE_NOW_MS, NULL));
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static const char *print(const struct faults *faults)
{
	char *printed = NULL;
	size_t length;
	FILE *to = open_memstream(&printed, &length);
	struct str text;

	faults_print(faults, to);
	fclose(to);
	text = str_copy(&fixture.arena, (struct str){printed, length});
	free(printed);
	return text.bytes;
}

static const char *parse(const char *text)
{
	struct alert_templates templates;
	struct faults faults;

	faults_init(&faults, &fixture.arena);
	alert_templates_parse(&fixture.arena, STR("t"), str_from(text), &templates, &faults);
	return print(&faults);
}

/* What the package brings is whole, and every language is drafted. */
static void the_standard_templates_are_whole(void **state)
{
	struct alert_templates templates;
	struct faults faults;
	unsigned events = 0;

	(void)state;
	faults_init(&faults, &fixture.arena);
	if (!alert_templates_read(&fixture.arena, fixture.folder, &templates, &faults))
		fail_msg("%s", print(&faults));
	for (size_t i = 0; i < templates.count; i++) {
		events |= 1u << templates.items[i].event;
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			assert_true(templates.items[i].headline.text[language].length > 0);
		assert_true(templates.items[i].approved[LANGUAGE_ZH]);
		assert_false(templates.items[i].approved[LANGUAGE_UG]); /* until a native reader has confirmed them */
	}
	assert_int_equal(events, (1u << ALERT_EVENT_COUNT) - 1);
}

static void faults_of_templates_name_their_places(void **state)
{
	(void)state;
	assert_string_equal(parse("[a]\nevent = fire\nresponse = evacuate\nseverity = minor\nexpires = 1h\napproved = zh\n"
				  "headline_zh = x\ninstruction_zh = y\n"),
		"");
	assert_non_null(strstr(parse("[a]\nevent = meteor\n"), "t:2:9: found \"meteor\", expected fire, "));
	assert_non_null(strstr(parse("[a]\nexpires = 8d\n"), "t:2:11: found \"8d\", expected a time such as"));
	assert_non_null(strstr(parse("[a]\nexpires = soon\n"), "expected a time such as"));
	assert_non_null(strstr(parse("[a]\nheadline_fr = x\n"), "t:2:1: found \"headline_fr\", expected event, "));
	assert_non_null(strstr(parse("[a]\nheadline_zh = x\n"), "half a text in zh in [a]"));
	assert_non_null(strstr(parse("[a]\nevent = fire\n"), "no severity in [a]"));
	assert_non_null(strstr(parse("[a]\napproved = zh, fr\n"), "expected languages among"));
}

/* A template of the centre's own. */
static const struct alert_template *template(void)
{
	static struct alert_templates templates;
	struct faults faults;

	faults_init(&faults, &fixture.arena);
	REQUIRE(alert_templates_parse(&fixture.arena, STR("t"),
		STR("[own]\nevent = gas\nresponse = evacuate\nseverity = severe\nexpires = 1h\napproved = zh, en\nheadline_zh = 燃气\n"
		    "instruction_zh = 离开\nheadline_en = Gas\ninstruction_en = Leave\nheadline_ug = x\ninstruction_ug = y\n"),
		&templates, &faults));
	return &templates.items[0];
}

static enum alert_outcome raise(const char *id, const char *areas, int minutes, struct error *error)
{
	struct alert_wish wish = {.template = template(), .id = str_from(id), .areas = str_from(areas), .severity = ALERT_SEVERE,
		.expires_ms = fixture.clock.value_ms + minutes * INT64_C(60000)};
	struct str given;

	error->text[0] = '\0';
	return alerts_raise(&fixture.centre, &fixture.arena, &wish, &given, error);
}

static void raise_well(const char *id)
{
	struct error error;

	if (raise(id, "all", 60, &error) != ALERT_DONE)
		fail_msg("%s", error.text);
}

static void assert_refused(const char *id, const char *areas, int minutes, const char *sentence)
{
	struct error error;

	assert_int_equal(raise(id, areas, minutes, &error), ALERT_REFUSED);
	if (!strstr(error.text, sentence))
		fail_msg("\"%s\" does not say \"%s\"", error.text, sentence);
}

static struct alerts current(void)
{
	struct alerts alerts;
	struct error error;

	assert_true(alerts_current(&fixture.centre, &fixture.arena, &alerts, &error));
	return alerts;
}

static void what_is_raised_is_current_until_it_ends(void **state)
{
	struct alerts alerts;
	int64_t change_ms;

	(void)state;
	raise_well("a");
	alerts = current();
	assert_int_equal(alerts.count, 1);
	assert_true(str_equal(alerts.items[0].headline.text[LANGUAGE_ZH], STR("燃气")));
	assert_true(str_equal(alerts.items[0].instruction.text[LANGUAGE_EN], STR("Leave")));
	assert_int_equal(alerts.items[0].headline.text[LANGUAGE_UG].length, 0); /* nobody approved it */
	assert_int_equal(alerts.items[0].event, ALERT_GAS);
	assert_true(alerts_next_change(&fixture.centre, &change_ms, NULL));
	assert_int_equal(change_ms, FIXTURE_NOW_MS + 60 * 60000);
	fixture.clock.value_ms = change_ms;
	assert_int_equal(current().count, 0);
	assert_true(alerts_next_change(&fixture.centre, &change_ms, NULL));
	assert_true(change_ms == INT64_MAX);
}

static void a_demo_shows_drafts_too(void **state)
{
	(void)state;
	fixture.centre.settings.demo = true;
	raise_well("a");
	assert_int_equal(current().items[0].headline.text[LANGUAGE_UG].length, 1);
}

static void an_id_is_made_and_used_once(void **state)
{
	(void)state;
	raise_well("");
	raise_well("");
	assert_true(str_equal(current().items[0].id, STR("own-20181025-090000")));
	assert_true(str_equal(current().items[1].id, STR("own-20181025-090000-2")));
	raise_well("x");
	assert_refused("x", "all", 60, "found id \"x\" a second time");
	assert_refused("a b", "all", 60, "letters, digits, - and _");
}

static void what_cannot_be_is_refused(void **state)
{
	char id[16];

	(void)state;
	assert_refused("a", "nowhere", 60, "found area \"nowhere\"");
	assert_refused("a", "all,", 60, "found area \"\"");
	assert_refused("a", "all", 0, "found an end that is past");
	assert_refused("a", "all", 8 * 24 * 60, "more than 7 days away");
	for (int i = 0; i < ALERT_ACTIVE_MAX; i++) {
		snprintf(id, sizeof(id), "n%d", i);
		raise_well(id);
	}
	assert_refused("a", "all", 60, "clear one first");
	assert_int_equal(current().count, ALERT_ACTIVE_MAX);
}

static void all_clear_takes_its_place_for_a_while(void **state)
{
	struct alerts alerts;
	struct error error;

	(void)state;
	raise_well("a");
	fixture.clock.value_ms += 60000;
	assert_int_equal(alerts_clear(&fixture.centre, STR("a"), ALERT_CLEAR_MS, &error), ALERT_DONE);
	alerts = current();
	assert_int_equal(alerts.count, 1);
	assert_int_equal(alerts.items[0].message, ALERT_CANCEL);
	assert_true(str_equal(alerts.items[0].id, STR("a.clear")));
	assert_true(str_equal(alerts.items[0].references, STR("a")));
	assert_int_equal(alerts.items[0].expires_ms, FIXTURE_NOW_MS + 60000 + ALERT_CLEAR_MS);
	assert_int_equal(alerts_clear(&fixture.centre, STR("a"), 1000, &error), ALERT_REFUSED);
	assert_int_equal(alerts_clear(&fixture.centre, STR("b"), 1000, &error), ALERT_REFUSED);
	fixture.clock.value_ms += ALERT_CLEAR_MS;
	assert_int_equal(current().count, 0);
}

static void screens_are_counted_once(void **state)
{
	struct seen_batch batch = {.device = "00112233445566778899aabbccddeeff", .count = 2};
	struct error error;

	(void)state;
	raise_well("a");
	batch.items[0] = (struct seen){STR("a"), FIXTURE_NOW_MS};
	batch.items[1] = (struct seen){STR("unknown"), FIXTURE_NOW_MS};
	assert_true(alerts_note_seen(&fixture.centre, &batch, &error));
	batch.items[0].shown_ms += 5000;
	assert_true(alerts_note_seen(&fixture.centre, &batch, &error));
	batch.device[0] = 'f';
	assert_true(alerts_note_seen(&fixture.centre, &batch, &error));
	assert_string_equal(centre_fixture_query(&fixture, "SELECT alert, count(*), min(shown_ms) FROM alert_seen GROUP BY alert"),
		"a|2|1540429200000\n");
}

static void the_record_tells_what_was(void **state)
{
	struct error error;
	char *text = NULL;
	size_t length;
	FILE *to;

	(void)state;
	raise_well("a");
	fixture.clock.value_ms += 1000;
	raise_well("b");
	assert_int_equal(alerts_clear(&fixture.centre, STR("a"), 1000, &error), ALERT_DONE);
	to = open_memstream(&text, &length);
	assert_true(alerts_list(&fixture.centre, to, &error));
	fclose(to);
	assert_string_equal(text,
		"b: Actual Severe gas in all, 燃气; raised 2018-10-25 09:00:01, raised until 2018-10-25 10:00:01; shown by 0 screens\n"
		"a: Actual Severe gas in all, 燃气; raised 2018-10-25 09:00:00, cleared 2018-10-25 09:00:01; shown by 0 screens\n");
	free(text);
}

static const struct head *head(void)
{
	return outlet_find_head(&fixture.arena, "out", STR("global"), &fixture.centre.alert_open);
}

/* The head of alerts is there without any, keeps its version while nothing changes, and is made anew before it is old. */
static void what_goes_out_changes_with_what_is_raised(void **state)
{
	struct error error;
	bool changed;

	(void)state;
	assert_true(alert_publish(&fixture.centre, "out", &changed, &error) && changed);
	assert_int_equal(head()->version, 1);
	assert_true(alert_publish(&fixture.centre, "out", &changed, &error) && !changed);
	raise_well("a");
	assert_true(alert_publish(&fixture.centre, "out", &changed, &error) && changed);
	assert_int_equal(head()->version, 2);
	assert_int_equal(head()->document_count, 1);
	assert_int_equal(head()->documents[0].kind, DOCUMENT_ALERTS);
	fixture.clock.value_ms += INT64_C(12) * 3600000;
	assert_true(alert_publish(&fixture.centre, "out", &changed, &error) && changed);
	assert_int_equal(head()->version, 3);
	assert_null(outlet_find_head(&fixture.arena, "out", STR("global"), &fixture.centre.open)); /* another role's key */
}

static void durations_are_read(void **state)
{
	int64_t ms;

	(void)state;
	assert_true(alert_duration(STR("90s"), &ms) && ms == 90000);
	assert_true(alert_duration(STR("7d"), &ms) && ms == ALERT_VALID_MS_MAX);
	assert_false(alert_duration(STR("8d"), &ms) || alert_duration(STR("0m"), &ms) || alert_duration(STR("h"), &ms) ||
		     alert_duration(STR("-1h"), &ms) || alert_duration(STR("1w"), &ms) || alert_duration(STR(""), &ms));
}

#define IN_CENTRE(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CENTRE(the_standard_templates_are_whole),
		IN_CENTRE(faults_of_templates_name_their_places),
		IN_CENTRE(what_is_raised_is_current_until_it_ends),
		IN_CENTRE(a_demo_shows_drafts_too),
		IN_CENTRE(an_id_is_made_and_used_once),
		IN_CENTRE(what_cannot_be_is_refused),
		IN_CENTRE(all_clear_takes_its_place_for_a_while),
		IN_CENTRE(screens_are_counted_once),
		IN_CENTRE(the_record_tells_what_was),
		IN_CENTRE(what_goes_out_changes_with_what_is_raised),
		cmocka_unit_test(durations_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
