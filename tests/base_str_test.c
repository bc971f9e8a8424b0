#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "feed/base/str.h"

static void pieces(void **state)
{
	struct str rest = STR("a,,b"), piece;

	(void)state;
	assert_true(str_next(&rest, ',', &piece) && str_equal(piece, STR("a")));
	assert_true(str_next(&rest, ',', &piece) && piece.length == 0);
	assert_true(str_next(&rest, ',', &piece) && str_equal(piece, STR("b")));
	assert_false(str_next(&rest, ',', &piece));
	rest = STR("a,");
	assert_true(str_next(&rest, ',', &piece) && str_next(&rest, ',', &piece));
	assert_int_equal(piece.length, 0);
	assert_false(str_next(&rest, ',', &piece));
	assert_int_equal(str_find(STR("abcabd"), STR("abd")), 3);
	assert_int_equal(str_find(STR("abc"), STR("abcd")), 3);
	assert_int_equal(str_part(STR("abc"), 2, 9).length, 1);
	assert_int_equal(str_part(STR("abc"), 9, 9).length, 0);
	assert_true(str_equal(str_trim(STR(" \t a b \r\n")), STR("a b")));
	assert_true(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
	assert_true(str_compare(STR("ab"), STR("abc")) < 0 && str_compare(STR("b"), STR("abc")) > 0);
}

static void whole_numbers(void **state)
{
	static const char *const refused[] = {
		"", " 1", "1 ", "+1", "1.0", "0x10", "9223372036854775808", "1e3", "--1", "一"};
	int64_t value;

	(void)state;
	assert_true(str_integer(STR("-9223372036854775808"), &value) && value == INT64_MIN);
	assert_true(str_integer(STR("9223372036854775807"), &value) && value == INT64_MAX);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (str_integer(str_from(refused[i]), &value))
			fail_msg("%s was taken for %lld", refused[i], (long long)value);
	assert_false(str_integer((struct str){"1\0002", 3}, &value));
}

static void numbers(void **state)
{
	static const char *const refused[] = {"", "nan", "inf", "1,5", " 1", "1e999", "0x1p3", "1.5.5", "-", "e5"};
	double value;

	(void)state;
	assert_true(str_number(STR("-0.25e2"), &value) && value == -25);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (str_number(str_from(refused[i]), &value))
			fail_msg("%s was taken for %f", refused[i], value);
}

/* Unicode 15, table 3-7: well-formed sequences, and their neighbours that are not. */
static void broken_utf8_is_seen(void **state)
{
	static const char *const good[] = {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
		"\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
	static const char *const bad[] = {"\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xed\xa0\x80",
		"\xe4\xb8", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!str_is_utf8(str_from(good[i])))
			fail_msg("good %zu was refused", i);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (str_is_utf8(str_from(bad[i])))
			fail_msg("bad %zu was taken", i);
}

static void every_code_point_comes_back(void **state)
{
	char bytes[4];

	(void)state;
	for (uint32_t code_point = 0; code_point <= 0x10ffff; code_point++) {
		struct str text = {bytes, str_put_code_point(bytes, code_point)};
		bool surrogate = code_point >= 0xd800 && code_point < 0xe000;
		size_t at = 0;

		if (str_is_utf8(text) == surrogate)
			fail_msg("U+%04X", code_point);
		if (!surrogate && (str_code_point(text, &at) != code_point || at != text.length))
			fail_msg("U+%04X does not come back", code_point);
	}
}

/* Any bytes: decoding moves on, stays inside and ends. */
static void any_bytes_can_be_walked(void **state)
{
	enum { SEED = 7, ROUNDS = 20000 };
	struct random random = random_seeded(SEED);

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		char bytes[12];
		struct str text = {bytes, (size_t)random_below(&random, sizeof(bytes) + 1)};
		size_t at = 0;

		random.fill(&random, bytes, sizeof(bytes));
		while (at < text.length) {
			size_t before = at;

			str_code_point(text, &at);
			if (at <= before || at > text.length)
				fail_msg("seed %d round %d", SEED, round);
		}
	}
}

static void texts_are_ended_and_long_ones_are_whole(void **state)
{
	struct arena arena;
	struct str text;

	(void)state;
	arena_init(&arena);
	text = str_format(&arena, "%s-" STR_FMT "-%d", "a", STR_ARG(str_part(STR("bcd"), 0, 2)), 7);
	assert_string_equal(text.bytes, "a-bc-7");
	assert_int_equal(text.length, 6);
	text = str_format(&arena, "%100000d", 1);
	assert_int_equal(text.length, 100000);
	assert_int_equal(strlen(str_copy(&arena, text).bytes), 100000);
	assert_true(str_hash(STR_HASH_START, "a", 1) != str_hash(STR_HASH_START, "b", 1));
	assert_true(str_hash(STR_HASH_START, "a\0", 2) != str_hash(STR_HASH_START, "a", 1));
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces),
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(numbers),
		cmocka_unit_test(broken_utf8_is_seen),
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(any_bytes_can_be_walked),
		cmocka_unit_test(texts_are_ended_and_long_ones_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
