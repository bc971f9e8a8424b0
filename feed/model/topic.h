#ifndef FEED_MODEL_TOPIC_H
#define FEED_MODEL_TOPIC_H

#include "feed/base/civil.h"
#include "feed/base/str.h"

/*
 * The code of a topic: what residents of an area said about a service, for one reason, in one month. It is the same for
 * everybody and is stored with no rating, so that a resident can look up the reply without a name.
 */

enum { TOPIC_DIGITS = 8, TOPIC_BYTES = TOPIC_DIGITS + 2 };

/* "H7KM-2QXD", zero-ended: digits and letters that are not mistaken for others. */
void topic_code(struct str area, struct str service, struct str reason, int year, int month, char code[TOPIC_BYTES]);

#endif
