#ifndef FEED_CENTRE_ALERT_PUBLISH_H
#define FEED_CENTRE_ALERT_PUBLISH_H

#include <stdbool.h>

#include "feed/base/error.h"

struct centre;

/* OUT/v1/head/global.json and the one document that it names, signed by the role alert: what is raised now, also where that is
   nothing, so that halls know it. It is small, and written apart from everything else: no other trouble of the centre keeps an
   alert back. Nothing is written where nothing changed and the head is fresh; *changed says. */

enum { ALERT_POLL_S = 5 }; /* for halls whose feed answers at once: a plain web server, a stick */

bool alert_publish(struct centre *centre, const char *out, bool *changed, struct error *error);

#endif
