#ifndef FEED_CENTRE_READ_CAP_H
#define FEED_CENTRE_READ_CAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/* One message of CAP 1.2: what decides whether and where an alert is raised. Its own words are not read: nobody types into a wall. Limits are
   those of xml.h. */

enum { CAP_INFOS_MAX = 16, CAP_CODES_MAX = 64, CAP_EVENTS_MAX = 8 };

struct cap_info {
	struct str events[CAP_EVENTS_MAX]; /* event, then the values of eventCode */
	size_t event_count;
	struct str urgency, severity, certainty, expires; /* as they stand there; empty: absent */
	struct str codes[CAP_CODES_MAX];                   /* values of geocode */
	size_t code_count;
	bool unnamed; /* an area without a geocode */
};

struct cap {
	struct str identifier, sender, sent, status, message, scope;
	struct str references; /* sender,identifier,sent with blanks between */
	struct cap_info infos[CAP_INFOS_MAX];
	size_t info_count;
};

/* Texts are in the arena. What the standard asks for is there, with the values that it knows not checked. */
bool cap_read(struct arena *arena, struct str bytes, struct cap *cap, struct error *error);

#endif
