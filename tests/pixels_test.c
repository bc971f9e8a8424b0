#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/pixels/runs.h"
#include "kiosk/pixels/wear.h"

enum { SEED = 20261124, WIDTH = 203, HEIGHT = 131, CELL = PIXELS_CELL_PX, ROUNDS = 300 };

static struct pixels take(int width, int height)
{
	struct pixels pixels = {calloc((size_t)width * (size_t)height, 4), width, height, width * 4};

	assert_non_null(pixels.rows);
	return pixels;
}

static void fill_any(struct pixels pixels, struct random *random, uint64_t colors, uint64_t run)
{
	uint32_t color = 0;

	for (int y = 0; y < pixels.height; y++)
		for (int x = 0; x < pixels.width; x++) {
			if (random_below(random, run) == 0)
				color = 0xff000000 | (uint32_t)(random_below(random, colors) * 2654435761u >> 8 & 0xffffff);
			*pixels_at(pixels, x, y) = color;
		}
}

static void a_turn_and_back_is_the_same_place(void **state)
{
	(void)state;
	for (int quarter = QUARTER_0; quarter <= QUARTER_270; quarter++)
		for (int y = 0; y < 7; y++)
			for (int x = 0; x < 11; x++) {
				struct point turned = quarter_turn_point((enum quarter)quarter, (struct point){x, y}, 11, 7);
				struct point back = quarter_back_point((enum quarter)quarter, turned, 11, 7);

				assert_true(back.x == x && back.y == y);
				assert_in_range(turned.x, 0, quarter % 2 ? 6 : 10);
				assert_in_range(turned.y, 0, quarter % 2 ? 10 : 6);
			}
	assert_int_equal(quarter_turn_point(QUARTER_90, (struct point){0, 0}, 11, 7).x, 6); /* clockwise */
	assert_int_equal(quarter_turn_point(QUARTER_270, (struct point){0, 0}, 11, 7).y, 10);
}

static void a_part_is_turned_to_where_it_belongs(void **state)
{
	const struct rect part = {30, 20, 101, 77};
	struct random random = random_seeded(SEED);
	struct pixels from = take(WIDTH, HEIGHT);

	(void)state;
	fill_any(from, &random, 1000000, 1);
	for (int quarter = QUARTER_0; quarter <= QUARTER_270; quarter++) {
		struct pixels to = take(quarter % 2 ? HEIGHT : WIDTH, quarter % 2 ? WIDTH : HEIGHT);
		struct rect turned = quarter_turn_rect((enum quarter)quarter, part, WIDTH, HEIGHT);

		pixels_turn(from, to, (enum quarter)quarter, part);
		for (int y = 0; y < to.height; y++)
			for (int x = 0; x < to.width; x++) {
				struct point at = quarter_back_point((enum quarter)quarter, (struct point){x, y}, WIDTH, HEIGHT);
				bool inside = rect_contains(part, at);

				assert_int_equal(rect_contains(turned, (struct point){x, y}), inside);
				assert_int_equal(*pixels_at(to, x, y), inside ? *pixels_at(from, at.x, at.y) : 0);
			}
		free(to.rows);
	}
	free(from.rows);
}

/* Flat ones, texts, photographs; whole cells and those at the edges. */
static void runs_give_back_what_they_took(void **state)
{
	static const uint64_t colors[] = {1, 2, 30, 256, 257, 1500, 4000, 16000000}, runs[] = {1, 2, 5, 20, 500};
	static _Alignas(uint32_t) uint8_t bytes[RUNS_BYTES_MOST + 1];
	struct random random = random_seeded(SEED);
	struct pixels from = take(CELL + 9, CELL + 5), to = take(CELL + 9, CELL + 5);

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct rect part = {(int)random_below(&random, 9), (int)random_below(&random, 5),
			1 + (int)random_below(&random, CELL), 1 + (int)random_below(&random, CELL)};
		enum runs_for use = round % 2 ? RUNS_TO_KEEP : RUNS_TO_MIX;
		size_t used;

		part = round % 3 ? part : (struct rect){0, 0, CELL, CELL};
		fill_any(from, &random, colors[random_below(&random, 8)], runs[random_below(&random, 5)]);
		memset(to.rows, 0x55, (size_t)to.stride_bytes * (size_t)to.height);
		bytes[RUNS_BYTES_MOST] = 0xaa;
		used = runs_encode(from, part, use, bytes);
		assert_true(used <= 4 + (size_t)part.width * (size_t)part.height * 4);
		assert_int_equal(bytes[RUNS_BYTES_MOST], 0xaa);
		runs_decode(bytes, to, part);
		for (int y = 0; y < to.height; y++)
			for (int x = 0; x < to.width; x++) {
				bool inside = rect_contains(part, (struct point){x, y});

				assert_int_equal(*pixels_at(to, x, y), inside ? *pixels_at(from, x, y) : 0x55555555);
			}
	}
	free(from.rows);
	free(to.rows);
}

static void a_flat_cell_is_small(void **state)
{
	static _Alignas(uint32_t) uint8_t bytes[RUNS_BYTES_MOST];
	struct pixels flat = take(CELL, CELL);

	(void)state;
	assert_true(runs_encode(flat, pixels_rect(flat), RUNS_TO_KEEP, bytes) <= 8 + 2 * CELL);
	free(flat.rows);
}

static unsigned mixed_level(unsigned before, unsigned after, unsigned share)
{
	return (2 * (before * (255 - share) + after * share) + 255) / 510;
}

static void a_mixture_is_right_to_the_nearest_level(void **state)
{
	static _Alignas(uint32_t) uint8_t before[RUNS_BYTES_MOST], after[RUNS_BYTES_MOST];
	struct random random = random_seeded(SEED + 1);
	struct pixels a = take(CELL, CELL), b = take(CELL, CELL), to = take(CELL, CELL);

	(void)state;
	for (unsigned share = 0; share <= 255; share++) {
		fill_any(a, &random, share % 4 ? 50 : 1, 7);
		fill_any(b, &random, share % 8 ? 5000 : 1, 3);
		runs_encode(a, pixels_rect(a), RUNS_TO_MIX, before);
		runs_encode(b, pixels_rect(b), RUNS_TO_MIX, after);
		runs_mix(before, after, share, to, pixels_rect(to));
		for (int y = 0; y < CELL; y++)
			for (int x = 0; x < CELL; x++)
				for (int shift = 0; shift < 24; shift += 8)
					assert_int_equal(*pixels_at(to, x, y) >> shift & 0xff,
						mixed_level(*pixels_at(a, x, y) >> shift & 0xff,
							*pixels_at(b, x, y) >> shift & 0xff, share));
	}
	free(a.rows);
	free(b.rows);
	free(to.rows);
}

#define HOUR_US INT64_C(3600000000)

static void wear_counts_hours_of_white(void **state)
{
	struct pixels shown = take(WIDTH, HEIGHT);
	struct rect all = pixels_rect(shown), left = {0, 0, CELL, CELL};
	struct wear wear = {0};
	int64_t now_us = 1000000;

	(void)state;
	memset(shown.rows, 0xff, (size_t)shown.stride_bytes * (size_t)shown.height);
	wear_look(&wear, shown, &all, 1, now_us);
	assert_int_equal(wear.columns, 4);
	assert_int_equal(wear.rows, 3);
	assert_float_equal(wear_hours(&wear, 0, 0, now_us + 2 * HOUR_US), 2, 0.001);
	for (int y = 0; y < CELL; y++)
		memset(pixels_at(shown, 0, y), 0, CELL * 4);
	wear_look(&wear, shown, &left, 1, now_us + HOUR_US);
	assert_float_equal(wear_hours(&wear, 0, 0, now_us + 5 * HOUR_US), 1, 0.001);
	assert_float_equal(wear_hours(&wear, 3, 2, now_us + 5 * HOUR_US), 5, 0.001);
	wear_finish(&wear);
	free(shown.rows);
}

static void wear_is_kept_in_a_file(void **state)
{
	struct pixels shown = take(WIDTH, HEIGHT);
	struct rect all = pixels_rect(shown);
	struct wear wear = {0}, again = {0};
	struct arena arena;
	struct faults faults;

	(void)state;
	arena_init(&arena);
	faults_init(&faults, &arena);
	memset(shown.rows, 0xff, (size_t)shown.stride_bytes * (size_t)shown.height);
	wear_look(&wear, shown, &all, 1, 1);
	assert_true(wear_read(&again, STR("wear"), wear_write(&wear, &arena, 1 + 3 * HOUR_US), &faults));
	assert_int_equal(again.columns, 4);
	assert_float_equal(wear_hours(&again, 2, 1, 12345), 3, 0.001);
	assert_int_equal(faults.total, 0);
	assert_false(wear_read(&again, STR("wear"), STR(""), &faults));
	assert_false(wear_read(&again, STR("wear"), STR("wear 2 2\n1 2\n3"), &faults));
	assert_false(wear_read(&again, STR("wear"), STR("wear 1000 2\n"), &faults));
	assert_false(wear_read(&again, STR("wear"), STR("wear 1 1\n-4\n"), &faults));
	assert_int_equal(faults.total, 4);
	wear_finish(&again);
	wear_finish(&wear);
	arena_finish(&arena);
	free(shown.rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_turn_and_back_is_the_same_place),
		cmocka_unit_test(a_part_is_turned_to_where_it_belongs),
		cmocka_unit_test(runs_give_back_what_they_took),
		cmocka_unit_test(a_flat_cell_is_small),
		cmocka_unit_test(a_mixture_is_right_to_the_nearest_level),
		cmocka_unit_test(wear_counts_hours_of_white),
		cmocka_unit_test(wear_is_kept_in_a_file),
	};

	return cmocka_run_group_tests_name("pixels", tests, NULL, NULL);
}
