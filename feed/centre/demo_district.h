#ifndef FEED_CENTRE_DEMO_DISTRICT_H
#define FEED_CENTRE_DEMO_DISTRICT_H

#include <stdint.h>

#include "feed/centre/demo_shape.h"

/*
 * Divides places into districts of about equal share, each in one piece: a place belongs to the centre that is nearest
 * after a head start that small districts get (a power diagram).
 */

struct demo_district {
	struct demo_point centre; /* where it starts; moves to its middle where the call says so */
	double share;             /* of all places, 0..1 */
	double head_start;        /* box units squared */
	uint32_t size;            /* how many places it got */
};

void demo_district_divide(struct demo_district *districts, uint32_t district_count, const struct demo_point *places,
	uint32_t place_count, bool move_centres, uint32_t *district_of);

#endif
