#ifndef FEED_MODEL_SEEN_H
#define FEED_MODEL_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "feed/model/alert.h"

/* A screen tells the centre that an alert was on its glass. Which screen, which alert, when; nothing about who stood before it. */

enum {
	SEEN_DEVICE_DIGITS = 32, /* random, made once; no address and no name */
	SEEN_BATCH_MAX = ALERTS_MAX,
	SEEN_BATCH_BYTES_MAX = 16 * 1024
};

struct seen {
	struct str alert; /* identifier */
	int64_t shown_ms; /* by the screen's clock */
};

struct seen_batch {
	char device[SEEN_DEVICE_DIGITS + 1];
	struct seen items[SEEN_BATCH_MAX];
	size_t count;
};

#endif
