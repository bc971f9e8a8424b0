#ifndef FEED_CENTRE_PUBLISH_H
#define FEED_CENTRE_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"

struct centre;

enum { PUBLISH_KEEP_BLOB_H = 24 }; /* halls may still fetch blobs of the head before */

/* hallfeed publish DIR OUT: the signed static feed under OUT/v1, blobs first, the head and its signature last, each by
   rename, so that a reader at any moment finds a whole state. Nothing is written where no document changed and the head
   is fresh; *changed says. The head of alerts goes first
   (alert_publish.h). Versions grow and are kept in the store; the same state has the same head in every OUT. */
bool publish_run(struct centre *centre, const char *out, bool *changed, struct error *error);

#endif
