#ifndef FEED_CENTRE_DERIVE_SPEC_H
#define FEED_CENTRE_DERIVE_SPEC_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/model/table.h"

struct arena;

/*
 * The leading comment lines of a table's SQL file:
 *     -- title_zh: 社区排名                    also title_ug, title_kk, title_en
 *     -- source_zh: ...                        where it is not the centre's own source
 *     -- as_of: teams, areas                   whose import times it takes the newest of
 *     -- column: score number 1 | 得分 | | | Score        NAME TYPE [DECIMALS], then its title in zh, ug, kk, en
 *     -- choice: tier excellent | 优秀 | | | Excellent    of a column above
 * The first other line ends them. A label column is selected as four: NAME_zh, NAME_ug, NAME_kk, NAME_en.
 */

enum { DERIVE_SOURCES_MAX = 8 };

struct derive_spec {
	struct table *table; /* its title, source and columns are filled in */
	struct str sources[DERIVE_SOURCES_MAX];
	size_t source_count;
};

/* Everything in the arena. The sentence names the file and line. */
bool derive_spec_read(
	struct arena *arena, const char *name, const char *text, struct derive_spec *spec, struct error *error);

#endif
