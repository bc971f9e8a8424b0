#include "tests/support/vectors.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/check.h"
#include "feed/base/file.h"

enum { VECTOR_FILE_BYTES_MAX = 64 * 1024 };

static const double tolerance = 1e-12;

struct str vector_file(struct arena *arena, const char *path)
{
	struct str text;
	struct error error;

	if (!file_read(arena, path, VECTOR_FILE_BYTES_MAX, &text, &error))
		fail_msg("%s", error.text);
	return text;
}

bool vector_next(struct str *rest, struct vector *vector)
{
	struct str line, word;

	do {
		if (!str_next(rest, '\n', &line))
			return false;
	} while (line.length == 0 || str_starts(line, STR("#")));
	vector->count = 0;
	while (str_next(&line, ' ', &word)) {
		REQUIRE(vector->count < VECTOR_WORDS_MAX);
		vector->words[vector->count++] = word;
	}
	return true;
}

bool vector_given(const struct vector *vector, size_t at)
{
	return !str_equal(vector->words[at], STR("-"));
}

double vector_number(const struct vector *vector, size_t at)
{
	double value = 0;

	if (vector_given(vector, at) && !str_number(vector->words[at], &value))
		fail_msg("no number: " STR_FMT, STR_ARG(vector->words[at]));
	return value;
}

static void assert_within(double found, double expected, double margin)
{
	if (!(fabs(found - expected) <= margin))
		fail_msg("found %.17g, expected %.17g", found, expected);
}

void vector_assert_near(double found, double expected)
{
	assert_within(found, expected, tolerance * fmax(1, fabs(expected)));
}

void vector_assert_close(double found, double expected)
{
	assert_within(found, expected, tolerance * fabs(expected));
}
