#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "kiosk/visit/door.h"

/* The door by itself: who opens it, what it lets through before a code, how it closes. */

static bool gesture(struct door *door, int64_t step_ms)
{
	static const double corners[DOOR_CORNERS][2] = {{0.01, 0.01}, {0.99, 0.01}, {0.99, 0.99}, {0.01, 0.99}};
	bool last = false;

	for (int i = 0; i < DOOR_CORNERS; i++)
		last = door_corner(door, corners[i][0], corners[i][1], 1000 + i * step_ms);
	return last;
}

static void four_corners_in_turn_and_in_time(void **state)
{
	struct door door = {0};

	(void)state;
	assert_true(gesture(&door, 500));
	assert_false(gesture(&door, 3000)); /* too slow */
	door_corner(&door, 0.01, 0.01, 0);
	door_corner(&door, 0.99, 0.01, 100);
	door_corner(&door, 0.5, 0.5, 200); /* something else between */
	door_corner(&door, 0.99, 0.99, 300);
	assert_false(door_corner(&door, 0.01, 0.99, 400));
	assert_true(gesture(&door, 100));
}

/* Whatever a finger asks for before the code was right is not done. */
static void nothing_is_done_before_the_code(void **state)
{
	struct door door = {0};

	(void)state;
	for (int argument = -20; argument < DOOR_ACT(DOOR_ACT_COUNT, 16); argument++)
		assert_int_equal(door_step(&door, argument, 0), WISH_NONE);
	assert_int_equal(door.place, DOOR_SHUT);
	for (int argument = -20; argument < DOOR_ACT(DOOR_ACT_COUNT, 16); argument++) {
		door_open(&door, LANGUAGE_ZH, 0);
		assert_int_equal(door_step(&door, argument, 0), WISH_NONE);
		assert_true(door.place == DOOR_CODE || door.place == DOOR_SHUT);
		assert_int_equal(door.testing_until_ms, 0);
	}
}

static void a_code_has_eight_digits(void **state)
{
	struct door door = {0};

	(void)state;
	door_open(&door, LANGUAGE_UG, 0);
	for (int digit = 1; digit < 8; digit++)
		assert_int_equal(door_step(&door, DOOR_ACT(DOOR_DIGIT, digit), 0), WISH_NONE);
	door_step(&door, DOOR_ACT(DOOR_ERASE, 0), 0);
	assert_int_equal(door_step(&door, DOOR_ACT(DOOR_DIGIT, 0), 0), WISH_NONE);
	assert_int_equal(door_step(&door, DOOR_ACT(DOOR_DIGIT, 9), 0), WISH_CHECK);
	assert_string_equal(door.digits, "12345609");
	door_checked(&door, SAID_WRONG, 0);
	assert_int_equal(door.place, DOOR_CODE);
	assert_int_equal(door.digit_count, 0);
	door_checked(&door, SAID_NOTHING, 0);
	assert_int_equal(door.place, DOOR_MENU);
	assert_int_equal(door.language, LANGUAGE_UG);
}

static void it_closes_by_itself(void **state)
{
	struct door door = {0};

	(void)state;
	door_open(&door, LANGUAGE_ZH, 0);
	door_tick(&door, DOOR_CODE_MS - 1);
	assert_int_equal(door.place, DOOR_CODE);
	door_tick(&door, DOOR_CODE_MS);
	assert_int_equal(door.place, DOOR_SHUT);
	door_checked(&door, SAID_NOTHING, 0);
	door_step(&door, DOOR_ACT(DOOR_TESTING, 0), 1000);
	door_tick(&door, 1000 + DOOR_IDLE_MS);
	assert_int_equal(door.place, DOOR_SHUT);
	assert_int_not_equal(door.testing_until_ms, 0); /* staff went to try the answers */
	door_tick(&door, 1000 + DOOR_TESTING_MS);
	assert_int_equal(door.testing_until_ms, 0);
	assert_true(door_due_ms(&door) == INT64_MAX);
}

static void touches_light_their_cells(void **state)
{
	struct door door = {0};

	(void)state;
	door_checked(&door, SAID_NOTHING, 0);
	door_step(&door, DOOR_ACT(DOOR_GO, DOOR_TOUCH), 0);
	for (int i = 0; i < DOOR_CELLS_X * DOOR_CELLS_Y; i++)
		door_touched(&door, (i % DOOR_CELLS_X + 0.5) / DOOR_CELLS_X, (i / DOOR_CELLS_X + 0.5) / DOOR_CELLS_Y, 0);
	assert_true(door.cells == (UINT64_C(1) << DOOR_CELLS_X * DOOR_CELLS_Y) - 1);
	door_touched(&door, 1.5, -1, 0);
}

static void a_notice_asks_until_when(void **state)
{
	struct door door = {0};

	(void)state;
	door_checked(&door, SAID_NOTHING, 0);
	door_step(&door, DOOR_ACT(DOOR_GO, DOOR_NOTICES), 0);
	assert_int_equal(door_step(&door, DOOR_ACT(DOOR_UNTIL, UNTIL_HOUR), 0), WISH_NONE); /* none is chosen */
	door_step(&door, DOOR_ACT(DOOR_NOTICE, LOCAL_DESK), 0);
	assert_int_equal(door_step(&door, DOOR_ACT(DOOR_UNTIL, UNTIL_HOUR), 0), WISH_NOTICE);
	assert_int_equal(door.notice, LOCAL_DESK);
	door_say(&door, SAID_NOTICE_UP);
	assert_int_equal(door_step(&door, DOOR_ACT(DOOR_NOTICE_OFF, 0), 0), WISH_NOTICE_OFF);
}

static void colours_end_at_the_menu(void **state)
{
	struct door door = {0};

	(void)state;
	door_checked(&door, SAID_NOTHING, 0);
	door_step(&door, DOOR_ACT(DOOR_GO, DOOR_COLOR), 0);
	for (int i = 0; i < DOOR_COLORS; i++)
		door_step(&door, DOOR_ACT(DOOR_NEXT_COLOR, 0), 0);
	assert_int_equal(door.place, DOOR_MENU);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_corners_in_turn_and_in_time),
		cmocka_unit_test(nothing_is_done_before_the_code),
		cmocka_unit_test(a_code_has_eight_digits),
		cmocka_unit_test(it_closes_by_itself),
		cmocka_unit_test(touches_light_their_cells),
		cmocka_unit_test(a_notice_asks_until_when),
		cmocka_unit_test(colours_end_at_the_menu),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
