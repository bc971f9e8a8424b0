#ifndef FEED_CENTRE_DEMO_H
#define FEED_CENTRE_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/model/area.h"
#include "feed/model/rating.h"

/*
 * The demo's data: a country that does not exist, whose totals are those of the reference customer. Nothing here
 * touches a centre; what it writes is imported like a customer's own files. The same moment gives the same bytes on
 * every machine.
 */

#define DEMO_HALL "652301001001" /* the community whose hall the demo shows */

/* Writes FOLDER/demo/KIND.csv for every kind of import, and map.geojson and survey.json. Dates are relative to at_ms in
   the process's zone. Words come from assets/demo. */
bool demo_write(const char *folder, int64_t at_ms, struct error *error);

/* Ratings of the quarter that at_ms is in, up to at_ms, and of the one before, community by community. What take gets
   is valid during the call. */
void demo_ratings_each(
	int64_t at_ms, const struct areas *areas, void (*take)(void *self, const struct rating *rating), void *self);

#endif
