#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/centre/fleet.h"
#include "tests/support/centre_fixture.h"

/* What the centre makes of heartbeats: what is kept, what is judged, what comes first. */

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	centre_fixture_begin(&fixture);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static struct heartbeat well(const char *first_digits)
{
	struct heartbeat beat = {
		.area = STR("652301001001"),
		.version = STR("0.1.0"),
		.screen = STR("coverage"),
		.fault = STR(""),
		.sent_ms = fixture.clock.value_ms,
		.period_s = 300,
		.feed_version = 7,
		.contact_ms = fixture.clock.value_ms - MINUTE,
		.storage_free_bytes = INT64_C(8) << 30,
		.clock = CLOCK_SYNCHRONISED,
	};

	memset(beat.device, '0', SEEN_DEVICE_DIGITS);
	memcpy(beat.device, first_digits, strlen(first_digits));
	return beat;
}

static void note(struct heartbeat beat)
{
	struct error error;

	if (fleet_note(&fixture.centre, &fixture.arena, &beat, &error) != FLEET_NOTED)
		fail_msg("%s", error.text);
}

static char *list(void)
{
	struct error error;
	char *text = NULL;
	size_t length;
	FILE *to = open_memstream(&text, &length);

	if (!fleet_list(&fixture.centre, to, &error))
		fail_msg("%s", error.text);
	fclose(to);
	return text;
}

static void the_first_thing_that_holds_is_what_is_to_be_done(void **state)
{
	int64_t now_ms = fixture.clock.value_ms;
	struct heartbeat beat = well("a");

	(void)state;
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_WELL);
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms + 16 * MINUTE), FLEET_WELL);
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms + 16 * MINUTE + 1), FLEET_SILENT);
	beat.fault = STR("found answer 503 to /v1/head/all.json, expected 200");
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_FAULT);
	beat.outbox = 1;
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_WAITING);
	beat.contact_ms = now_ms - HOUR - 1;
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_OLD);
	beat.screen = STR("none");
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_DARK);
	beat.storage_free_bytes = 1024;
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_DISK);
	beat.clock = CLOCK_BEHIND;
	assert_int_equal(fleet_judge(&beat, now_ms, now_ms), FLEET_CLOCK);
	beat = well("a");
	assert_int_equal(fleet_judge(&beat, now_ms - 3 * MINUTE, now_ms), FLEET_CLOCK);
	assert_int_equal(fleet_judge(&beat, now_ms + 3 * MINUTE, now_ms), FLEET_CLOCK);
}

static void the_table_begins_with_what_to_do_first(void **state)
{
	struct heartbeat beat = well("aa11");
	char *text, *silent, *disk, *good;

	(void)state;
	note(well("00aa"));
	note(well("0000"));
	fixture.clock.value_ms += HOUR;
	beat.sent_ms = fixture.clock.value_ms;
	beat.contact_ms = beat.sent_ms;
	beat.storage_free_bytes = 1;
	note(beat);
	note(well("bb22"));
	note(well("bb22"));
	text = list();
	silent = strstr(text, "silent   00000000 652301001001       1h");
	disk = strstr(text, "disk     aa110000");
	good = strstr(text, "well     bb220000");
	if (!silent || !disk || !good || !(silent < disk && disk < good) || !strstr(text, "silent   00aa0000"))
		fail_msg("%s", text);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*) FROM heartbeats"), "4\n");
	free(text);
}

static void of_each_hour_the_last_one_is_kept_for_two_days(void **state)
{
	struct error error;
	int64_t found;
	char *text = NULL;
	size_t length;
	FILE *to;

	(void)state;
	for (int i = 0; i < 60; i++) {
		note(well("cc"));
		fixture.clock.value_ms += MINUTE;
		note(well("cc"));
		fixture.clock.value_ms += HOUR - MINUTE;
	}
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*) FROM heartbeat_hours"), "49\n");
	to = open_memstream(&text, &length);
	assert_true(fleet_hours(&fixture.centre, STR("cc"), to, &found, &error));
	fclose(to);
	assert_int_equal(found, 1);
	assert_non_null(strstr(text, "\"screen\":\"coverage\""));
	free(text);
	to = fopen("/dev/null", "w");
	assert_true(fleet_hours(&fixture.centre, STR("dd"), to, &found, &error));
	fclose(to);
	assert_int_equal(found, 0);
}

/* A stranger who makes up devices fills nothing; who is known goes on, and seasons make room. */
static void there_are_only_so_many_screens(void **state)
{
	struct heartbeat stranger = well("ff");
	struct error error;
	char sql[256];

	(void)state;
	note(well("00"));
	snprintf(sql, sizeof(sql),
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO heartbeats SELECT printf('1%%031d', i), %lld, '{}' FROM n",
		FLEET_SCREENS_MAX - 1, (long long)fixture.clock.value_ms);
	assert_true(store_run(fixture.centre.store, sql, &error));
	assert_int_equal(fleet_note(&fixture.centre, &fixture.arena, &stranger, &error), FLEET_REFUSED);
	assert_string_equal(error.text, "found a screen more than 5000, expected one that is known here");
	note(well("00"));
	fixture.clock.value_ms += (FLEET_FORGET_DAYS + 1) * INT64_C(24) * HOUR;
	note(stranger);
	assert_string_equal(centre_fixture_query(&fixture, "SELECT count(*) FROM heartbeats"), "1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_thing_that_holds_is_what_is_to_be_done, begin, finish),
		cmocka_unit_test_setup_teardown(the_table_begins_with_what_to_do_first, begin, finish),
		cmocka_unit_test_setup_teardown(of_each_hour_the_last_one_is_kept_for_two_days, begin, finish),
		cmocka_unit_test_setup_teardown(there_are_only_so_many_screens, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
