#ifndef FEED_CENTRE_SOURCE_CAP_TAKE_H
#define FEED_CENTRE_SOURCE_CAP_TAKE_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/source/source.h"

struct arena;
struct centre;
struct faults;

/*
 * A message of CAP 1.2 raises, replaces or clears an alert by the rules of its source: who is heard, which of our templates its event
 * stands for, which areas its codes are. What walls show are the template's approved texts, signed with the key of alerts as any alert
 * that an officer raises; of the message come area, severity and end. What the rules do not allow is refused in one sentence.
 */

bool cap_take(struct centre *centre, struct arena *arena, const struct source *source, struct str bytes, struct faults *faults, FILE *out);

#endif
