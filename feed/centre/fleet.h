#ifndef FEED_CENTRE_FLEET_H
#define FEED_CENTRE_FLEET_H

#include <stdio.h>

#include "feed/model/heartbeat.h"

struct centre;
struct arena;

/* All screens of a centre, as their heartbeats tell. While the centre is locked. */

enum {
	FLEET_SCREENS_MAX = 5000,
	FLEET_HOURS_KEPT = 48,              /* of each screen, its last heartbeat of the hour */
	FLEET_FORGET_DAYS = 90,             /* a screen that was silent so long makes room for another */
	FLEET_SILENT_PERIODS = 3,           /* heartbeats that may be missing */
	FLEET_CLOCK_MS = 2 * 60 * 1000,     /* wrong by more than this is wrong */
	FLEET_OLD_MS = 60 * 60 * 1000,      /* without an answer of the feed */
	FLEET_DISK_BYTES = 64 * 1024 * 1024 /* less than this free is trouble to come */
};

/* What is to be done about a screen; the first that holds, and the table is sorted by it. */
enum fleet_state {
	FLEET_SILENT,
	FLEET_CLOCK,
	FLEET_DISK,
	FLEET_DARK,    /* nothing is on its glass */
	FLEET_OLD,     /* its data is */
	FLEET_WAITING, /* ratings of past hours that it could not hand in */
	FLEET_FAULT,   /* it names something else */
	FLEET_WELL,
	FLEET_STATE_COUNT
};

const char *fleet_state_name(enum fleet_state state);
enum fleet_state fleet_judge(const struct heartbeat *beat, int64_t received_ms, int64_t now_ms);

enum fleet_outcome { FLEET_NOTED, FLEET_REFUSED, FLEET_FAILED };

/* The newest of a screen; refused, with a sentence, where there are too many screens. */
enum fleet_outcome fleet_note(
	struct centre *centre, struct arena *arena, const struct heartbeat *beat, struct error *error);

/* A line for each screen under a line of headings, what is to be done first on top. */
bool fleet_list(struct centre *centre, FILE *out, struct error *error);

/* One screen's hours, the newest first, each as it was said; *found: how many screens' ids begin so. */
bool fleet_hours(struct centre *centre, struct str device, FILE *out, int64_t *found, struct error *error);

bool fleet_count(struct centre *centre, int64_t counts[FLEET_STATE_COUNT], struct error *error);

#endif
