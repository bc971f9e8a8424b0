#ifndef KIOSK_REPORT_H
#define KIOSK_REPORT_H

#include "feed/sync/beat.h"
#include "feed/sync/outbox.h"
#include "feed/sync/sync.h"
#include "feed/sync/watch.h"
#include "kiosk/pulse.h"

/*
 * How this screen is, as the worker knows it, into a heartbeat. What cannot be found out is said as 0: a heartbeat is never in the
 * way of anything. The worker's thread.
 */

struct report {
	const char *device;       /* SEEN_DEVICE_DIGITS of them; borrowed, as all below */
	const char *area;         /* the hall's */
	const char *state_folder;
	const struct snapshot *snapshot; /* or NULL */
	struct outbox *outbox;           /* or NULL */
	struct sync_state sync;
	struct watch_state watch;
	struct pulse pulse;
};

void report_send(const struct report *report, struct beat *beat);

#endif
