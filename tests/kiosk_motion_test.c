#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "kiosk/rest.h"
#include "kiosk/stats.h"
#include "kiosk/widget/motion.h"

/* What moves, what rests, and what it took. */

enum { MS = 1000 };

static double value(struct motion *motion, double first, double target, int64_t now_us)
{
	double now;

	motion_begin(motion);
	now = motion_value(motion, 7, first, target, now_us);
	motion_end(motion);
	return now;
}

static void a_value_goes_to_its_target(void **state)
{
	struct motion motion = {0};
	double last = -1;

	(void)state;
	for (int64_t now_us = 0; now_us < MOTION_MS * MS; now_us += 16 * MS) {
		double now = value(&motion, 0, 100, 5000 * MS + now_us);

		assert_true(now > last && now < 100);
		assert_true(motion.moving);
		last = now;
	}
	assert_true(last > 99);
	assert_true(value(&motion, 0, 100, (5000 + MOTION_MS) * MS) == 100);
	assert_false(motion.moving);
	motion_finish(&motion);
}

static void another_target_begins_where_it_is(void **state)
{
	struct motion motion = {0};
	double half, next;

	(void)state;
	value(&motion, 0, 100, 0);
	half = value(&motion, 0, 100, MOTION_MS * MS / 4);
	next = value(&motion, 0, -50, MOTION_MS * MS / 4);
	assert_true(next == half);
	assert_true(value(&motion, 0, -50, MOTION_MS * MS / 4 + 16 * MS) < half);
	assert_true(value(&motion, 0, -50, 2 * MOTION_MS * MS) == -50);
	motion_finish(&motion);
}

static void what_is_not_asked_for_is_forgotten(void **state)
{
	struct motion motion = {0};

	(void)state;
	assert_true(value(&motion, 5, 5, 0) == 5);
	motion_begin(&motion);
	motion_end(&motion);
	assert_int_equal(motion.count, 0);
	motion_begin(&motion);
	for (uint64_t key = 0; key < 2 * MOTION_KEYS_MAX; key++)
		assert_true(motion_value(&motion, key, 0, 1, 0) == (key < MOTION_KEYS_MAX ? 0 : 1));
	assert_int_equal(motion.count, MOTION_KEYS_MAX);
	assert_true(motion_value(NULL, 1, 0, 42, 0) == 42);
	motion_finish(&motion);
}

static void a_picture_moves_round_by_a_few_pixels(void **state)
{
	int places = 0;

	(void)state;
	for (int64_t turn = 0; turn < 8; turn++) {
		int64_t now_ms = turn * REST_SHIFT_MS + 17, until_ms = INT64_MAX;
		struct point at = rest_shift(2, now_ms, &until_ms), later = rest_shift(2, until_ms, &(int64_t){0});

		assert_true(until_ms == (turn + 1) * REST_SHIFT_MS);
		assert_in_range(at.x + 2, 0, 4);
		assert_in_range(at.y + 2, 0, 4);
		assert_true(later.x != at.x || later.y != at.y);
		places += at.x != 0 || at.y != 0;
	}
	assert_int_equal(places, 7);
	assert_int_equal(rest_shift(0, REST_SHIFT_MS, &(int64_t){0}).x, 0);
}

static int64_t veil(struct arena *arena, struct draw_list *list, int64_t stood_ms, int64_t after_ms)
{
	const struct rect screen = {0, 0, 1200, 600};

	arena_clear(arena);
	draw_begin(list, arena, screen);
	return rest_draw(list, screen, stood_ms, after_ms, 1000000);
}

static void a_picture_that_stands_for_hours_is_dimmed_and_swept(void **state)
{
	const int64_t hour_ms = 3600 * 1000;
	struct draw_list list;
	struct arena arena;
	int x;

	(void)state;
	arena_init(&arena);
	assert_true(veil(&arena, &list, 100 * hour_ms, 0) == INT64_MAX && list.count == 0);
	assert_true(veil(&arena, &list, hour_ms, 4 * hour_ms) == 1000000 + 3 * hour_ms && list.count == 0);
	assert_true(veil(&arena, &list, 4 * hour_ms + 1000, 4 * hour_ms) == 1000000); /* the band moves */
	assert_int_equal(list.count, 2);
	x = list.commands[1].bounds.x;
	veil(&arena, &list, 4 * hour_ms + 2000, 4 * hour_ms);
	assert_true(list.commands[1].bounds.x > x);
	assert_true(veil(&arena, &list, 4 * hour_ms + REST_SWEPT_MS, 4 * hour_ms) ==
		    1000000 + REST_SWEEP_MS - REST_SWEPT_MS);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.commands[0].bounds.width, 1200);
	arena_finish(&arena);
}

static void percentiles_are_within_their_steps(void **state)
{
	struct stats stats;

	(void)state;
	stats_start(&stats, 0);
	assert_int_equal(stats_percentile(&stats, 0.99), 0);
	for (int64_t us = 1; us <= 100000; us++)
		stats_add_frame(&stats, us);
	assert_in_range(stats_percentile(&stats, 0.5), 50000, 50000 * 107 / 100);
	assert_in_range(stats_percentile(&stats, 0.99), 99000, 100000);
	assert_in_range(stats_percentile(&stats, 0.00015), 15, 16);
	assert_int_equal(stats.slowest_us, 100000);
	stats_add_frame(&stats, INT64_C(1) << 50);
	stats_add_frame(&stats, -5);
	assert_int_equal(stats.frames, 100002);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_goes_to_its_target),
		cmocka_unit_test(another_target_begins_where_it_is),
		cmocka_unit_test(what_is_not_asked_for_is_forgotten),
		cmocka_unit_test(a_picture_moves_round_by_a_few_pixels),
		cmocka_unit_test(a_picture_that_stands_for_hours_is_dimmed_and_swept),
		cmocka_unit_test(percentiles_are_within_their_steps),
	};

	return cmocka_run_group_tests_name("kiosk_motion", tests, NULL, NULL);
}
