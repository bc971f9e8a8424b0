#ifndef TESTS_SUPPORT_VECTORS_H
#define TESTS_SUPPORT_VECTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/arena.h"
#include "feed/base/str.h"

/* Files of tests/data with one worked example a line: words with a space between, # begins a comment, "-" is not there.
 */

enum { VECTOR_WORDS_MAX = 96 };

struct vector {
	struct str words[VECTOR_WORDS_MAX];
	size_t count;
};

struct str vector_file(struct arena *arena, const char *path);
bool vector_next(struct str *rest, struct vector *vector);
bool vector_given(const struct vector *vector, size_t at);
double vector_number(const struct vector *vector, size_t at); /* 0 where it is not given */

void vector_assert_near(double found, double expected);  /* to 1e-12, relative above 1 */
void vector_assert_close(double found, double expected); /* to 1e-12, relative */

#endif
