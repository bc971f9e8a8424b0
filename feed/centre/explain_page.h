#ifndef FEED_CENTRE_EXPLAIN_PAGE_H
#define FEED_CENTRE_EXPLAIN_PAGE_H

#include <stdio.h>

#include "feed/centre/explain.h"

/* One page for people: an explanation as text or spreadsheet in a language, or two side by side (other is NULL for
 * one). */

bool explain_print(const struct explaining *explaining, const struct explanation *one, const struct explanation *other,
	enum language language, FILE *to, struct error *error);
bool explain_xlsx(const struct explaining *explaining, const struct explanation *one, const struct explanation *other,
	enum language language, const char *path, struct error *error);

#endif
