#ifndef FEED_CENTRE_PUBLISH_GUARD_H
#define FEED_CENTRE_PUBLISH_GUARD_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/model/table.h"

/*
 * The last look at a table before it leaves the centre, whatever was checked when it came in: a column that is named after something
 * about a person, a cell that reads as a mobile or identity number, and a count of residents' answers below publish_min are refused with
 * their place. Nothing of the publication is written then.
 */
bool publish_guard(const struct table *table, int publish_min, struct error *error);

#endif
