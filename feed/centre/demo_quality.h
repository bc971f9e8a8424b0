#ifndef FEED_CENTRE_DEMO_QUALITY_H
#define FEED_CENTRE_DEMO_QUALITY_H

#include <stdint.h>

/*
 * How good each community of the demo is, so that its scores and its residents' ratings tell one story. Communities
 * count from 0 in the order of their ids; the demo hall is the first. Pure.
 */

struct demo_quality {
	double system, subdistrict; /* parts of the score, 0..100 */
	double residents;           /* the mean that its residents tend to, 0..100 */
	uint32_t answers;           /* how many of them rate in the open quarter */
};

/* age: 0 the open quarter, 1 the one before ... */
struct demo_quality demo_quality_of(uint32_t community, int age);

#endif
