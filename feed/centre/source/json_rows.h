#ifndef FEED_CENTRE_SOURCE_JSON_ROWS_H
#define FEED_CENTRE_SOURCE_JSON_ROWS_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/source/source.h"

struct arena;
struct faults;

/* JSON of another system as rows of a kind: [columns] says where in a row each column stands, [words.COLUMN] what its words are
   called here. Pure. */

enum { JSON_ROWS_DEPTH_MAX = 32, JSON_ROWS_MAX = 200000 };

/* CSV with a header row; row i of the list is line i + 2. On false there is at least one fault. */
bool json_rows_write(struct arena *arena, const struct source *source, struct str bytes, FILE *to, struct faults *faults);

#endif
