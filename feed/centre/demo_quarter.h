#ifndef FEED_CENTRE_DEMO_QUARTER_H
#define FEED_CENTRE_DEMO_QUARTER_H

#include <stdint.h>

#include "feed/base/str.h"

struct arena;

/* Quarters of the year, counted from year 0, in local time. */

int64_t demo_quarter_of(int64_t time_ms);
int64_t demo_quarter_start_ms(int64_t quarter);
struct str demo_quarter_name(struct arena *arena, int64_t quarter); /* "2018-Q3" */

#endif
