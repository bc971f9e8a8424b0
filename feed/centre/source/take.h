#ifndef FEED_CENTRE_SOURCE_TAKE_H
#define FEED_CENTRE_SOURCE_TAKE_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/centre/source/source.h"

struct centre;
struct faults;

/* An answer of a source into the centre: rows through the import's checks and the gate, alerts by their templates. While the centre is
   locked. On false there is at least one fault, and nothing changed. What was done is said in one line to out. */
bool take_answer(struct centre *centre, struct arena *arena, const struct source *source, const char *path, struct faults *faults, FILE *out);

#endif
