#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/poisson.h"
#include "feed/base/sight.h"
#include "feed/centre/stat.h"
#include "feed/model/limiter.h"
#include "tests/support/vectors.h"

/* Every formula against worked examples (tests/data/stat_*.txt, reckoned with 60 digits). */

enum { LEVELS = 5 };

/* Calls check for each line; returns how many there were. */
static int each_vector(const char *path, void (*check)(const struct vector *vector))
{
	struct arena arena;
	struct str rest;
	struct vector vector;
	int count = 0;

	arena_init(&arena);
	for (rest = vector_file(&arena, path); vector_next(&rest, &vector); count++)
		check(&vector);
	arena_finish(&arena);
	return count;
}

static void check_wilson(const struct vector *vector)
{
	struct stat_bounds bounds =
		stat_wilson(vector_number(vector, 0), vector_number(vector, 1), vector_number(vector, 2));

	vector_assert_close(bounds.low, vector_number(vector, 3));
	vector_assert_close(bounds.high, vector_number(vector, 4));
}

static void wilson(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_wilson.txt", check_wilson), 20);
}

static void check_dirichlet(const struct vector *vector)
{
	int64_t counts[LEVELS];
	double values[LEVELS];
	struct stat_posterior posterior;

	for (size_t i = 0; i < LEVELS; i++) {
		counts[i] = (int64_t)vector_number(vector, i);
		values[i] = vector_number(vector, LEVELS + i);
	}
	posterior = stat_dirichlet(counts, values, LEVELS, vector_number(vector, 10), vector_number(vector, 11));
	vector_assert_close(posterior.mean, vector_number(vector, 12));
	vector_assert_close(posterior.deviation, vector_number(vector, 13));
	vector_assert_close(posterior.low, vector_number(vector, 14));
	vector_assert_close(posterior.high, vector_number(vector, 15));
}

static void dirichlet(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_dirichlet.txt", check_dirichlet), 16);
}

static void check_bayes_average(const struct vector *vector)
{
	vector_assert_close(stat_bayes_average(vector_number(vector, 0), vector_number(vector, 1),
				    vector_number(vector, 2), vector_number(vector, 3)),
		vector_number(vector, 4));
}

static void bayes_average(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_bayes_average.txt", check_bayes_average), 14);
}

static void check_ceiling(const struct vector *vector)
{
	vector_assert_close(
		stat_all_positive(vector_number(vector, 0), vector_number(vector, 1)), vector_number(vector, 2));
}

static void ceiling(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_ceiling.txt", check_ceiling), 12);
}

static void check_shrinkage(const struct vector *vector)
{
	struct stat_group groups[VECTOR_WORDS_MAX];
	size_t count = (size_t)vector_number(vector, 1), mu = 2 + 2 * count;
	struct stat_spread spread;

	for (size_t i = 0; i < count; i++) {
		groups[i].mean = vector_number(vector, 2 + i);
		groups[i].answers = vector_number(vector, 2 + count + i);
	}
	spread = stat_shrink(groups, count, vector_number(vector, 0));
	vector_assert_close(spread.mean, vector_number(vector, mu));
	vector_assert_near(spread.between, vector_number(vector, mu + 1));
	vector_assert_near(spread.q, vector_number(vector, mu + 2));
	for (size_t i = 0; i < count; i++) {
		vector_assert_near(groups[i].reliability, vector_number(vector, mu + 3 + i));
		vector_assert_close(groups[i].shrunk, vector_number(vector, mu + 3 + count + i));
	}
}

static void shrinkage(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_shrinkage.txt", check_shrinkage), 12);
}

static void without_variance_means_stay(void **state)
{
	struct stat_group groups[] = {{.mean = 100, .answers = 3}, {.mean = 75, .answers = 30}};
	struct stat_spread spread = stat_shrink(groups, 2, 0);

	(void)state;
	vector_assert_near(spread.mean, 87.5);
	vector_assert_near(groups[0].shrunk, 100);
	vector_assert_near(groups[1].shrunk, 75);
	stat_shrink(groups, 0, 400);
	stat_shrink(groups, 1, 400);
	vector_assert_near(groups[0].shrunk, 100);
}

static void check_tail(const struct vector *vector)
{
	vector_assert_close(
		poisson_tail((int64_t)vector_number(vector, 0), vector_number(vector, 1)), vector_number(vector, 2));
}

static void check_critical(const struct vector *vector)
{
	assert_int_equal(poisson_critical(vector_number(vector, 0), vector_number(vector, 1)),
		(int64_t)vector_number(vector, 2));
}

static void poisson(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_poisson_tail.txt", check_tail), 15);
	assert_int_equal(each_vector("tests/data/stat_poisson_critical.txt", check_critical), 24);
}

/* By the normal approximation with Cornish-Fisher's skew, good to 1e-4 there; and what stays of a sum to 1. */
static void poisson_of_large_means(void **state)
{
	(void)state;
	assert_true(fabs(poisson_tail(10000, 10000) - 0.50133) < 1e-5);
	assert_true(fabs(poisson_tail(10201, 10000) - 0.02276) < 2e-4);
	assert_true(poisson_tail(1, 10000) == 1);
	assert_int_equal(poisson_critical(0.5, 1e-4), 6);
	assert_int_equal(poisson_critical(2, 1e-4), 10);
	assert_int_equal(poisson_critical(8, 1e-4), 21);
}

static void check_cusum(const struct vector *vector)
{
	struct poisson_cusum cusum = poisson_cusum_start(vector_number(vector, 0), vector_number(vector, 1));
	size_t count = (size_t)vector_number(vector, 5), alarm = count;

	vector_assert_close(cusum.reference, vector_number(vector, 3));
	for (size_t i = 0; i < count; i++) {
		double sum = poisson_cusum_add(&cusum, (int64_t)vector_number(vector, 6 + i));

		vector_assert_near(sum, vector_number(vector, 6 + count + i));
		if (alarm == count && sum >= vector_number(vector, 2))
			alarm = i;
	}
	assert_int_equal(alarm, vector_given(vector, 4) ? (size_t)vector_number(vector, 4) : count);
}

static void cusum(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_poisson_cusum.txt", check_cusum), 12);
}

static void check_suppression(const struct vector *vector)
{
	static const char *const reasons[] = {"ok", "total_below_k", "suppressed", "homogeneous"};
	int64_t counts[LEVELS];
	bool blanked[LEVELS];
	enum stat_told told;

	for (size_t i = 0; i < LEVELS; i++)
		counts[i] = (int64_t)vector_number(vector, i);
	told = stat_suppress(counts, LEVELS, (int64_t)vector_number(vector, 5), blanked);
	assert_true(str_equal(vector->words[12], str_from(reasons[told])));
	assert_int_equal(told != STAT_TOLD_TOO_FEW, vector_given(vector, 6));
	for (size_t i = 0; i < LEVELS; i++) {
		assert_int_equal(!blanked[i], vector_given(vector, 7 + i));
		assert_true(blanked[i] || counts[i] == (int64_t)vector_number(vector, 7 + i));
	}
}

static void suppression(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_suppression.txt", check_suppression), 14);
}

static void check_limiter(const struct vector *vector)
{
	static const char *const found[] = {"ok", "repeat", "burst"};
	static struct limiter limiter;
	size_t count = (size_t)vector_number(vector, 3);

	limiter_init(&limiter, (int64_t)(vector_number(vector, 0) * 1000), (int64_t)(vector_number(vector, 1) * 1000),
		(size_t)vector_number(vector, 2));
	for (size_t i = 0; i < count; i++) {
		int64_t at_ms = (int64_t)round(vector_number(vector, 4 + i) * 1000);

		assert_true(str_equal(vector->words[4 + count + i], str_from(found[limiter_tap(&limiter, at_ms)])));
	}
}

static void rate_limiter(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_limiter.txt", check_limiter), 13);
}

static void check_text_height(const struct vector *vector)
{
	double distance_mm = vector_number(vector, 0), arc_minutes = vector_number(vector, 1);

	vector_assert_close(sight_height_mm(distance_mm, arc_minutes), vector_number(vector, 2));
	vector_assert_close(sight_arc_mm(distance_mm, arc_minutes), vector_number(vector, 3));
}

static void text_height(void **state)
{
	(void)state;
	assert_int_equal(each_vector("tests/data/stat_text_height.txt", check_text_height), 14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson),
		cmocka_unit_test(dirichlet),
		cmocka_unit_test(bayes_average),
		cmocka_unit_test(ceiling),
		cmocka_unit_test(shrinkage),
		cmocka_unit_test(without_variance_means_stay),
		cmocka_unit_test(poisson),
		cmocka_unit_test(poisson_of_large_means),
		cmocka_unit_test(cusum),
		cmocka_unit_test(suppression),
		cmocka_unit_test(rate_limiter),
		cmocka_unit_test(text_height),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
