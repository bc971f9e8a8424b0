#ifndef KIOSK_STATS_H
#define KIOSK_STATS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "kiosk/glass/glass.h"
#include "kiosk/paint/paint.h"

/*
 * What a running screen takes: --stats. One line of `name value` pairs, for people and for tools/bench. Plain values. UI thread.
 *
 * The time of a frame runs from the moment at which its turn began to the end of its presentation.
 */

enum { STATS_STEPS = 16, STATS_OCTAVES = 24 }; /* frame times to 6 %, up to 16 s */

struct stats {
	int64_t start_us, line_us; /* when counting began, and when the last line was printed */
	uint64_t wakeups;          /* times that the loop woke */
	uint64_t frames;           /* of these, with something shown */
	uint64_t late;             /* frames of the display that passed without ours while something moved */
	uint64_t slowest_us;
	uint32_t times[STATS_OCTAVES * STATS_STEPS];
};

void stats_start(struct stats *stats, int64_t now_us);
void stats_add_frame(struct stats *stats, int64_t took_us);

/* The time that this share (0..1) of all frames did not exceed; 0 without frames. */
int64_t stats_percentile(const struct stats *stats, double share);

void stats_print(struct stats *stats, const struct paint_stats *paint, const struct glass_stats *glass, int64_t now_us, FILE *to);

/* Touches: from the moment at which one was read to the end of the frame that shows it pressed. */
void stats_print_touches(const struct stats *touches, FILE *to);

#endif
