#ifndef FEED_CENTRE_REFILL_H
#define FEED_CENTRE_REFILL_H

#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"

/*
 * hallfeed demo: a folder made anew as a demo centre, through the same import, ratings, score and publication that a
 * customer's data takes. Keys and feed of an earlier demo stay, so that halls that know it go on.
 */

enum refill_outcome {
	REFILL_DONE,
	REFILL_REFUSED, /* the folder holds something that is no demo, or is in use */
	REFILL_FAILED
};

/* A line to out for each thing done. The process's zone is the demo's. */
enum refill_outcome refill_demo(const char *folder, int64_t at_ms, FILE *out, struct error *error);

#endif
