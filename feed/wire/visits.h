#ifndef FEED_WIRE_VISITS_H
#define FEED_WIRE_VISITS_H

#include "feed/model/area.h"
#include "feed/model/rating.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

/* The list "visits" of a batch of ratings; only ratings.c includes this. Screens of before send none: list may be NULL. */

bool visits_read(struct json_reader *reader, const json_t *list, struct rating_batch *batch);
json_t *visits_write(const struct rating_batch *batch);

#endif
