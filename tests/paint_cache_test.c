#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "feed/base/random.h"
#include "kiosk/paint/cache.h"

enum { SEED = 20261124, BUDGET = 100000, ROUNDS = 20000 };

static size_t alive;

static void release(struct cache_entry *entry)
{
	alive--;
	free(entry);
}

static struct cache_entry *make(enum cache_kind kind, uint64_t key, size_t bytes)
{
	struct cache_entry *entry = calloc(1, sizeof(*entry));

	assert_non_null(entry);
	*entry = (struct cache_entry){.kind = kind, .key = key, .bytes = bytes, .release = release};
	alive++;
	return entry;
}

static void the_budget_is_never_exceeded(void **state)
{
	struct random random = random_seeded(SEED);
	struct cache *cache = cache_create(BUDGET);

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		enum cache_kind kind = (enum cache_kind)random_below(&random, CACHE_KIND_COUNT);
		uint64_t key = random_below(&random, 300);
		struct cache_entry *found = cache_find(cache, kind, key);
		struct cache_stats stats;
		size_t sum = 0, count = 0;

		if (found)
			assert_true(found->kind == kind && found->key == key);
		else
			cache_keep(cache, make(kind, key, 1 + random_below(&random, 3000)));
		if (round == ROUNDS / 2)
			cache_set_budget(cache, BUDGET / 3);
		stats = cache_stats(cache);
		assert_true(stats.bytes <= stats.budget_bytes);
		for (int i = 0; i < CACHE_KIND_COUNT; i++) {
			sum += stats.bytes_of[i];
			count += stats.count[i];
		}
		assert_int_equal(sum, stats.bytes);
		assert_int_equal(count, alive);
	}
	assert_true(cache_stats(cache).bytes_most <= BUDGET && cache_stats(cache).bytes_most > BUDGET * 9 / 10);
	cache_destroy(cache);
	assert_int_equal(alive, 0);
}

static void the_least_recently_used_leaves_first_whatever_its_kind(void **state)
{
	struct cache *cache = cache_create(300);

	(void)state;
	cache_keep(cache, make(CACHE_MASK, 1, 100));
	cache_keep(cache, make(CACHE_TILE, 1, 100));
	cache_keep(cache, make(CACHE_PICTURE, 1, 100));
	assert_non_null(cache_find(cache, CACHE_MASK, 1));
	cache_keep(cache, make(CACHE_TILE, 2, 100));
	assert_null(cache_find(cache, CACHE_TILE, 1));
	assert_non_null(cache_find(cache, CACHE_MASK, 1));
	assert_non_null(cache_find(cache, CACHE_PICTURE, 1));
	cache_destroy(cache);
}

static void one_larger_than_all_is_not_kept(void **state)
{
	struct cache *cache = cache_create(300);

	(void)state;
	cache_keep(cache, make(CACHE_MASK, 1, 100));
	assert_false(cache_keep(cache, make(CACHE_PICTURE, 1, 301)));
	assert_non_null(cache_find(cache, CACHE_MASK, 1));
	assert_int_equal(alive, 1);
	assert_true(cache_keep(cache, make(CACHE_MASK, 1, 50))); /* in place of the one with its key */
	assert_int_equal(cache_stats(cache).bytes, 50);
	cache_destroy(cache);
	assert_int_equal(alive, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_budget_is_never_exceeded),
		cmocka_unit_test(the_least_recently_used_leaves_first_whatever_its_kind),
		cmocka_unit_test(one_larger_than_all_is_not_kept),
	};

	return cmocka_run_group_tests_name("paint_cache", tests, NULL, NULL);
}
