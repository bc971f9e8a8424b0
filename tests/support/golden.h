#ifndef TESTS_SUPPORT_GOLDEN_H
#define TESTS_SUPPORT_GOLDEN_H

#include "feed/base/str.h"

struct arena;

/* Files of tests/golden as the starting point of a test: as they are, and broken in one place. Programs run from the
   root of the repo. */

struct str golden_text(struct arena *arena, const char *path); /* below tests/golden; fails the test where absent */

/* The text with the first from replaced; fails the test where from does not stand in it. */
struct str golden_variant(struct arena *arena, struct str text, const char *from, const char *to);

/* One thing that must be refused, and a part of the sentence that must say so. */
struct golden_refusal {
	const char *from, *to, *sentence;
};

#endif
