#ifndef FEED_BASE_ERROR_H
#define FEED_BASE_ERROR_H

#include <stdbool.h>

/* One sentence that an operator can act on. Functions that deal with the world return bool and fill one. */

enum { ERROR_TEXT_BYTES = 512 };

struct error {
	char text[ERROR_TEXT_BYTES];
};

/* Returns false, so that a caller can write: return error_set(error, "cannot read %s: ...", path); NULL is fine. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
