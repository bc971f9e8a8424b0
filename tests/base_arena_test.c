#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"

/* Pieces of all sizes, texts among them: aligned (texts need not be), zeroed, and none lies upon another. */
static void pieces_are_apart(void **state)
{
	enum { SEED = 11, PIECES = 2000 };
	struct random random = random_seeded(SEED);
	struct arena arena;
	unsigned char *pieces[PIECES];
	size_t sizes[PIECES];

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < PIECES; i++) {
		sizes[i] = (size_t)random_below(&random, random_below(&random, 50) ? 200 : 200000);
		pieces[i] = i % 3 ? arena_take(&arena, sizes[i]) : (unsigned char *)arena_take_text(&arena, sizes[i]);
		if (i % 3 && (uintptr_t)pieces[i] % alignof(max_align_t))
			fail_msg("seed %d: piece %d is not aligned", SEED, i);
		for (size_t at = 0; at < sizes[i]; at++)
			if (pieces[i][at])
				fail_msg("seed %d: piece %d is not zeroed", SEED, i);
		memset(pieces[i], i & 0xff, sizes[i]);
	}
	for (int i = 0; i < PIECES; i++)
		for (size_t at = 0; at < sizes[i]; at++)
			if (pieces[i][at] != (i & 0xff))
				fail_msg("seed %d: piece %d was written over", SEED, i);
	arena_finish(&arena);
}

static void cleared_memory_is_used_again(void **state)
{
	struct arena arena;
	char *first;

	(void)state;
	arena_init(&arena);
	first = arena_take(&arena, 1000);
	memset(first, 7, 1000);
	arena_clear(&arena);
	assert_int_equal(arena.taken_bytes, 0);
	assert_ptr_equal(arena_take(&arena, 1000), first);
	assert_int_equal(first[999], 0);
	arena_finish(&arena);
	arena_finish(&arena);
	arena_finish(NULL);
}

static void lists_grow(void **state)
{
	struct arena arena;
	size_t room = 0;
	int *numbers = NULL;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < 10000; i++) {
		numbers = arena_grow(&arena, numbers, i, &room, sizeof(*numbers));
		assert_true(room > i);
		numbers[i] = (int)i;
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(numbers[i], i);
	assert_true(arena.taken_bytes < 10000 * sizeof(*numbers) * 4);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_apart),
		cmocka_unit_test(cleared_memory_is_used_again),
		cmocka_unit_test(lists_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
