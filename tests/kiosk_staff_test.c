#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/file.h"
#include "feed/wire/staff_code.h"
#include "kiosk/staff.h"

/* Codes, locks and notices over restarts. */

enum { TODAY = 17829, HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000 };
#define NOW_MS (INT64_C(1540431000000)) /* 2018-10-25 09:30 in Shanghai */

static char folder[64], key[96];
static struct settings settings;

static int begin(void **state)
{
	uint8_t secret[STAFF_SECRET_BYTES];
	char digits[STAFF_SECRET_DIGITS + 1];
	struct error error;

	(void)state;
	strcpy(folder, "/tmp/hallboard-staff-XXXXXX");
	if (!mkdtemp(folder) || !civil_zone_set("Asia/Shanghai"))
		return -1;
	staff_secret_make(secret);
	staff_secret_text(secret, digits);
	snprintf(key, sizeof(key), "%s/key", folder);
	settings = (struct settings){.staff_key = str_from(key), .usb = STR("/nowhere"), .open_hours = STR("")};
	return file_replace(key, str_from(digits), 0600, &error) ? 0 : -1;
}

static int finish(void **state)
{
	char command[96];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static struct staff start(int64_t now_ms)
{
	struct staff staff = {0};

	staff_start(&staff, &settings, folder, now_ms);
	assert_true(staff.has_secret);
	return staff;
}

static enum door_said try_code(struct staff *staff, int64_t day, int number, int64_t now_ms)
{
	char code[STAFF_CODE_DIGITS + 1];

	staff_code(staff->secret, day, number, code);
	return staff_try(staff, code, TODAY, TODAY, now_ms);
}

static void a_code_opens_once(void **state)
{
	struct staff staff = start(NOW_MS);

	(void)state;
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS), SAID_NOTHING);
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS), SAID_USED);
	staff = start(NOW_MS);
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS), SAID_USED);
	assert_int_equal(try_code(&staff, TODAY, 1, NOW_MS), SAID_NOTHING);
	assert_int_equal(try_code(&staff, TODAY - 1, 0, NOW_MS), SAID_USED);
	assert_int_equal(try_code(&staff, TODAY + 1, 0, NOW_MS), SAID_NOTHING); /* clocks differ by a day at most */
	assert_int_equal(try_code(&staff, TODAY + 2, 0, NOW_MS), SAID_WRONG);
}

/* A box whose clock stands in 1970 believes the newest feed. */
static void a_wrong_clock_does_not_shut_staff_out(void **state)
{
	struct staff staff = start(0);
	char code[STAFF_CODE_DIGITS + 1];

	(void)state;
	staff_code(staff.secret, TODAY, 0, code);
	assert_int_equal(staff_try(&staff, code, 0, TODAY, 0), SAID_NOTHING);
}

static void five_wrong_ones_lock_it_for_a_quarter_of_an_hour(void **state)
{
	struct staff staff = start(NOW_MS);

	(void)state;
	for (int i = 0; i < DOOR_WRONG_MAX - 1; i++) {
		assert_int_equal(staff_try(&staff, "00000000", TODAY, TODAY, NOW_MS), SAID_WRONG);
		staff = start(NOW_MS); /* pulling the plug does not help */
	}
	assert_int_equal(staff_try(&staff, "00000000", TODAY, TODAY, NOW_MS), SAID_LOCKED);
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS + 14 * MINUTE_MS), SAID_LOCKED);
	staff = start(NOW_MS + 14 * MINUTE_MS);
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS + 14 * MINUTE_MS), SAID_LOCKED);
	staff = start(NOW_MS - INT64_C(365) * 24 * HOUR_MS); /* nor does a clock that is set back lock for a year */
	assert_true(staff.view.locked_until_ms <= NOW_MS - INT64_C(365) * 24 * HOUR_MS + DOOR_LOCK_MS);
	staff = start(NOW_MS + 15 * MINUTE_MS);
	assert_int_equal(try_code(&staff, TODAY, 0, NOW_MS + 15 * MINUTE_MS), SAID_NOTHING);
}

static void without_a_secret_it_stays_shut(void **state)
{
	struct staff staff = {0};

	(void)state;
	settings.staff_key = STR("");
	staff_start(&staff, &settings, folder, NOW_MS);
	assert_false(staff.has_secret);
	for (int day = TODAY - 1; day <= TODAY + 1; day++)
		assert_int_equal(try_code(&staff, day, 0, NOW_MS), SAID_LOCKED);
}

static void notices_end_when_they_said(void **state)
{
	struct staff staff = start(NOW_MS);

	(void)state;
	staff_put_notice(&staff, LOCAL_CLOSED, UNTIL_MIDNIGHT, NOW_MS);
	staff = start(NOW_MS + HOUR_MS);
	assert_int_equal(staff.view.notice.kind, LOCAL_CLOSED);
	assert_true(staff.view.notice.until_ms == NOW_MS + 14 * HOUR_MS + 30 * MINUTE_MS);
	assert_true(staff_tick(&staff, NOW_MS + HOUR_MS) == staff.view.notice.until_ms);
	staff_tick(&staff, NOW_MS + 15 * HOUR_MS);
	assert_int_equal(staff.view.notice.kind, LOCAL_NONE);
	staff = start(NOW_MS + 15 * HOUR_MS);
	assert_int_equal(staff.view.notice.kind, LOCAL_NONE);
	staff_put_notice(&staff, LOCAL_DESK, UNTIL_THREE_DAYS, NOW_MS);
	assert_true(staff.view.notice.until_ms == NOW_MS + 62 * HOUR_MS + 30 * MINUTE_MS);
}

static void the_hall_has_its_hours(void **state)
{
	struct civil local = {.year = 2018, .month = 10, .day = 25, .hour = 9, .minute = 30, .weekday = 4};
	struct staff staff = {0};

	(void)state;
	assert_false(staff_hall_is_closed(&staff, local));
	settings.open_hours = STR("mon-fri 09:00-18:00; sat 10:00-14:00");
	staff_start(&staff, &settings, folder, NOW_MS);
	assert_int_equal(staff.hours_count, 2);
	assert_false(staff_hall_is_closed(&staff, local));
	local.hour = 18;
	assert_true(staff_hall_is_closed(&staff, local));
	local.weekday = 0;
	local.hour = 12;
	assert_true(staff_hall_is_closed(&staff, local));
}

static void no_stick_is_no_stick(void **state)
{
	struct staff staff = start(NOW_MS);
	char found[512];

	(void)state;
	assert_false(staff_find_stick(&staff, found, sizeof(found)));
	staff.usb = folder; /* a folder of the system's own disk is no stick */
	assert_false(staff_find_stick(&staff, found, sizeof(found)));
}

#define STAFF_TEST(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAFF_TEST(a_code_opens_once),
		STAFF_TEST(a_wrong_clock_does_not_shut_staff_out),
		STAFF_TEST(five_wrong_ones_lock_it_for_a_quarter_of_an_hour),
		STAFF_TEST(without_a_secret_it_stays_shut),
		STAFF_TEST(notices_end_when_they_said),
		STAFF_TEST(the_hall_has_its_hours),
		STAFF_TEST(no_stick_is_no_stick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
