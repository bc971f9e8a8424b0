#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/base/picture.h"

#define FOLDER "tests/data/pictures/"

static struct str read_bytes(struct arena *arena, const char *name)
{
	struct error error;
	struct str bytes;

	if (!file_read(arena, str_format(arena, FOLDER "%s", name).bytes, PICTURE_BYTES_MAX, &bytes, &error))
		fail_msg("%s", error.text);
	return bytes;
}

static void formats_and_sizes_are_read(void **state)
{
	static const struct {
		const char *name;
		enum picture_format format;
	} files[] = {{"plain.png", PICTURE_PNG}, {"turned-1.jpg", PICTURE_JPEG}, {"plain.webp", PICTURE_WEBP}, {"lossy.webp", PICTURE_WEBP},
		{"alpha.webp", PICTURE_WEBP}};
	struct picture_facts facts;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		assert_true(picture_read(read_bytes(&arena, files[i].name), &facts));
		assert_int_equal(facts.format, files[i].format);
		assert_int_equal(facts.width, 48);
		assert_int_equal(facts.height, 32);
		assert_int_equal(facts.turn, PICTURE_UPRIGHT);
	}
	arena_finish(&arena);
}

/* In both byte orders. */
static void the_camera_s_note_is_read(void **state)
{
	struct picture_facts facts;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (int turn = PICTURE_UPRIGHT; turn <= PICTURE_QUARTER_LEFT; turn++) {
		char name[32];

		snprintf(name, sizeof(name), "turned-%d.jpg", turn);
		assert_true(picture_read(read_bytes(&arena, name), &facts));
		assert_int_equal(facts.turn, turn);
		assert_int_equal(facts.width, turn < PICTURE_TRANSPOSED ? 48 : 32);
	}
	arena_finish(&arena);
}

static struct str png_of(char bytes[33], uint32_t width, uint32_t height)
{
	static const char start[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

	memset(bytes, 0, 33);
	memcpy(bytes, start, 16);
	for (int i = 0; i < 4; i++) {
		bytes[16 + i] = (char)(width >> (24 - 8 * i));
		bytes[20 + i] = (char)(height >> (24 - 8 * i));
	}
	return (struct str){bytes, 33};
}

/* A small file may say that it is a huge picture: it is refused before anything is decoded. */
static void limits_hold(void **state)
{
	struct picture_facts facts;
	char bytes[33];

	(void)state;
	assert_true(picture_read(png_of(bytes, 4096, 4096), &facts));
	assert_false(picture_read(png_of(bytes, 4097, 4096), &facts));
	assert_true(picture_read(png_of(bytes, 8192, 1), &facts));
	assert_false(picture_read(png_of(bytes, 8193, 1), &facts));
	assert_false(picture_read(png_of(bytes, 0, 1), &facts));
	assert_false(picture_read(png_of(bytes, 0x80000000u, 1), &facts));
	assert_false(picture_read(png_of(bytes, 0xffffffffu, 0xffffffffu), &facts));
	assert_false(picture_read(STR(""), &facts));
	assert_false(picture_read(STR("GIF89a"), &facts));
}

/* Cut anywhere and with any byte changed: no more is read than there is (the sanitizers look on). */
static void hostile_bytes_do_no_harm(void **state)
{
	static const char *const names[] = {"turned-6.jpg", "turned-1.jpg", "plain.webp", "lossy.webp", "alpha.webp", "plain.png"};
	struct picture_facts facts;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str whole = read_bytes(&arena, names[i]);

		for (size_t length = 0; length < whole.length; length++)
			picture_read(str_copy(&arena, str_part(whole, 0, length)), &facts);
		for (size_t at = 0; at < whole.length && at < 200; at++)
			for (int value = 0; value < 256; value += 5) {
				char *bytes = (char *)str_copy(&arena, whole).bytes;

				bytes[at] = (char)value;
				picture_read((struct str){bytes, whole.length}, &facts);
				arena_clear(&arena);
				whole = read_bytes(&arena, names[i]);
			}
	}
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_and_sizes_are_read),
		cmocka_unit_test(the_camera_s_note_is_read),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(hostile_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
