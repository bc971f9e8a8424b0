#ifndef KIOSK_WIDGET_HOURS_H
#define KIOSK_WIDGET_HOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"

/* Opening hours of a week, and what they mean at a time. Pure, in the zone of the process. */

struct hours {
	unsigned weekdays; /* bit 0 Sunday .. bit 6 Saturday: the days that it opens on */
	int opens_minute;
	int closes_minute; /* not after opens_minute: on the day after */
};

struct hours_now {
	bool open;
	int64_t until_ms;   /* when that changes; INT64_MAX: never */
	int64_t changes_ms; /* the same as people say it: when it closes, or opens next; 0: never */
};

/* "mon-fri", "10:00", "19:00"; without days: every day. false where hours are missing or cannot be read. */
bool hours_parse(struct str days, struct str opens, struct str closes, struct hours *hours);

struct hours_now hours_at(const struct hours *hours, int64_t now_ms);

#endif
