#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/random.h"
#include "kiosk/paint/font_file.h"

enum { SEED = 7, ROUNDS = 3000 };

static const char font[] = "/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJTuT.ttf";

static uint8_t *read_whole(size_t *length)
{
	FILE *file = fopen(font, "rb");
	uint8_t *bytes;

	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*length = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(*length);
	assert_int_equal(fread(bytes, 1, *length, file), *length);
	fclose(file);
	return bytes;
}

/* Short and long reads anywhere, over the end too. */
static void any_part_is_what_stands_in_the_file(void **state)
{
	struct random random = random_seeded(SEED);
	SDL_RWops *ops = font_file_open(font);
	size_t length;
	uint8_t *whole = read_whole(&length), *part = malloc(length);

	(void)state;
	assert_non_null(ops);
	assert_true(part && SDL_RWsize(ops) == (Sint64)length);
	for (int i = 0; i < ROUNDS; i++) {
		size_t at = (size_t)random_below(&random, i % 7 ? 20000 : length), asked = (size_t)random_below(&random, i % 5 ? 300 : 9000);
		size_t there = asked < length - at ? asked : length - at;

		assert_true(SDL_RWseek(ops, (Sint64)at, RW_SEEK_SET) == (Sint64)at);
		assert_int_equal(SDL_RWread(ops, part, 1, asked), there);
		if (there && memcmp(part, whole + at, there) != 0)
			fail_msg("seed %d, round %d: other bytes at %zu", SEED, i, at);
		assert_true(SDL_RWtell(ops) == (Sint64)(at + there));
	}
	free(part);
	free(whole);
	SDL_RWclose(ops);
}

static void nothing_lies_beyond_the_ends(void **state)
{
	SDL_RWops *ops = font_file_open(font);
	uint32_t number;

	(void)state;
	assert_true(SDL_RWseek(ops, -1, RW_SEEK_SET) < 0);
	assert_true(SDL_RWseek(ops, 1, RW_SEEK_END) < 0);
	assert_true(SDL_RWseek(ops, -2, RW_SEEK_END) > 0);
	assert_int_equal(SDL_RWread(ops, &number, sizeof(number), 1), 0);
	assert_int_equal(SDL_RWwrite(ops, &number, sizeof(number), 1), 0);
	SDL_RWclose(ops);
	assert_null(font_file_open("/nowhere.ttf"));
	assert_null(font_file_open("/usr"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_part_is_what_stands_in_the_file),
		cmocka_unit_test(nothing_lies_beyond_the_ends),
	};

	return cmocka_run_group_tests_name("paint_font_file", tests, NULL, NULL);
}
