#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fribidi.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "kiosk/text/bidi.h"
#include "kiosk/text/text_letters.h"

enum { POINTS_MAX = 64, CASES = 33 };

static int arena_open(void **state)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	assert_non_null(arena);
	arena_init(arena);
	*state = arena;
	return 0;
}

static int arena_close(void **state)
{
	arena_finish(*state);
	free(*state);
	return 0;
}

static size_t read_numbers(struct str text, int base, uint32_t *numbers)
{
	struct str rest = str_trim(text), piece;
	size_t count = 0;

	while (str_next(&rest, ' ', &piece)) {
		char digits[16] = "";

		assert_true(piece.length < sizeof(digits) && count < POINTS_MAX);
		for (size_t i = 0; i < piece.length; i++)
			digits[i] = piece.bytes[i];
		numbers[count++] = (uint32_t)strtoul(digits, NULL, base);
	}
	return count;
}

static size_t visual_order(
	struct arena *arena, const uint32_t *points, const int8_t *levels, size_t count, uint32_t *visual)
{
	struct bidi_piece *pieces;
	size_t piece_count = bidi_line(arena, points, levels, 0, count, true, &pieces), made = 0;

	for (size_t i = 0; i < piece_count; i++)
		for (size_t n = 0; n < pieces[i].count; n++) {
			bool turned = pieces[i].level & 1;
			uint32_t point =
				points[turned ? pieces[i].start + pieces[i].count - 1 - n : pieces[i].start + n];

			if (letter_is_hidden(point))
				continue;
			if (turned)
				fribidi_get_mirror_char(point, &point);
			visual[made++] = point;
		}
	return made;
}

static void check_case(struct arena *arena, struct str line)
{
	uint32_t points[POINTS_MAX], wanted_levels[POINTS_MAX], wanted[POINTS_MAX], visual[POINTS_MAX];
	int8_t levels[POINTS_MAX];
	size_t count, wanted_count;
	struct str name, piece;

	assert_true(str_next(&line, '|', &name) && str_next(&line, '|', &piece));
	count = read_numbers(piece, 16, points);
	assert_true(str_next(&line, '|', &piece));
	assert_int_equal(read_numbers(piece, 10, wanted_levels), count);
	assert_true(str_next(&line, '|', &piece));
	wanted_count = read_numbers(piece, 16, wanted);
	assert_true(bidi_levels(arena, points, count, true, levels));
	for (size_t i = 0; i < count; i++)
		if (levels[i] != (int)wanted_levels[i])
			fail_msg(STR_FMT ": level %zu is %d, not %u", STR_ARG(name), i, levels[i], wanted_levels[i]);
	if (visual_order(arena, points, levels, count, visual) != wanted_count)
		fail_msg(STR_FMT ": another length", STR_ARG(name));
	for (size_t i = 0; i < wanted_count; i++)
		if (visual[i] != wanted[i])
			fail_msg(
				STR_FMT ": place %zu holds U+%04X, not U+%04X", STR_ARG(name), i, visual[i], wanted[i]);
}

static void known_texts_are_seen_in_the_right_order(void **state)
{
	struct str text, line;
	struct error error;
	size_t cases = 0;

	if (!file_read(*state, "tests/data/bidi_vectors.txt", 1 << 20, &text, &error))
		fail_msg("%s", error.text);
	while (str_next(&text, '\n', &line)) {
		if (line.length == 0 || line.bytes[0] == '#')
			continue;
		check_case(*state, line);
		cases++;
	}
	assert_int_equal(cases, CASES);
}

/* The space between two Latin words runs as they do; where the line ends after it, it stands at the line's end. */
static void spaces_at_the_end_of_a_line_stay_there(void **state)
{
	const uint32_t points[] = {'a', ' ', 'b'};
	struct bidi_piece *pieces;
	int8_t levels[3];

	assert_true(bidi_levels(*state, points, 3, true, levels));
	assert_int_equal(bidi_line(*state, points, levels, 0, 3, true, &pieces), 1);
	assert_int_equal(bidi_line(*state, points, levels, 0, 2, true, &pieces), 2);
	assert_int_equal(pieces[0].start, 1);
	assert_int_equal(pieces[0].level, 1);
	assert_int_equal(pieces[1].start, 0);
	assert_int_equal(pieces[1].level, 2);
}

static void chinese_lines_hold_one_piece(void **state)
{
	const uint32_t points[] = {0x7f51, 0x683c, '1', '2'};
	struct bidi_piece *pieces;
	int8_t levels[4];

	assert_true(bidi_levels(*state, points, 4, false, levels));
	assert_int_equal(bidi_line(*state, points, levels, 0, 4, false, &pieces), 1);
	assert_int_equal(pieces[0].count, 4);
	assert_int_equal(bidi_line(*state, points, levels, 2, 0, false, &pieces), 0);
}

static void refuses_endless_paragraphs(void **state)
{
	uint32_t *points = arena_array(*state, uint32_t, BIDI_POINTS_MAX + 1);
	int8_t *levels = arena_array(*state, int8_t, BIDI_POINTS_MAX + 1);

	assert_false(bidi_levels(*state, points, BIDI_POINTS_MAX + 1, true, levels));
	assert_true(bidi_levels(*state, points, 0, true, levels));
}

#define arena_test(function) cmocka_unit_test_setup_teardown(function, arena_open, arena_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(known_texts_are_seen_in_the_right_order),
		arena_test(spaces_at_the_end_of_a_line_stay_there),
		arena_test(chinese_lines_hold_one_piece),
		arena_test(refuses_endless_paragraphs),
	};

	return cmocka_run_group_tests_name("text_bidi", tests, NULL, NULL);
}
