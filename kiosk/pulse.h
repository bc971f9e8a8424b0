#ifndef KIOSK_PULSE_H
#define KIOSK_PULSE_H

#include "feed/model/heartbeat.h"
#include "kiosk/kiosk.h"
#include "kiosk/stats.h"

/*
 * What the UI thread knows of a heartbeat: what is on the glass and what painting took. Handed to the worker when it
 * changes and about once a minute; a screen that sleeps is not woken for it.
 */

enum { PULSE_EVERY_MS = 60 * 1000 };

struct pulse {
	char screen[HEARTBEAT_NAME_BYTES_MAX + 1];
	struct heartbeat_stats stats;
};

/* After a turn. "visit" while somebody rates, "none" without a display. */
void pulse_take(struct pulse *pulse, const struct kiosk *kiosk, const struct stats *stats, const struct glass *glass,
	int64_t now_us);

/* Cut between two characters, and nothing in it that ends a line or moves a terminal. */
void pulse_line(struct str text, char *to, size_t room);

#endif
