#ifndef FEED_CENTRE_PERIOD_KIND_H
#define FEED_CENTRE_PERIOD_KIND_H

#include <stdbool.h>

#include "feed/base/str.h"

/* How long a period is; the same words as column kind of view periods. */

enum period_kind { PERIOD_ANY, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR, PERIOD_ROLLING, PERIOD_KINDS };

enum { PERIOD_ROLLING_MONTHS_MAX = 24 };

struct str period_kind_name(enum period_kind kind);

/* 2018, 2018-H2, 2018-Q3, 2018-10, or 2018-10R3: the three months that end with October. */
bool period_name_is_good(struct str name);

#endif
