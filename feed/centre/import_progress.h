#ifndef FEED_CENTRE_IMPORT_PROGRESS_H
#define FEED_CENTRE_IMPORT_PROGRESS_H

#include <stdint.h>
#include <stdio.h>

struct import_job;
struct sheet;

/* One line on a terminal that says how far a long import is and how long it still takes. Silent elsewhere. */

struct import_progress {
	FILE *to; /* borrowed; NULL: silent */
	const struct sheet *sheet;
	int64_t started_ms, told_ms;
};

void import_progress_start(struct import_progress *progress, const struct import_job *job, const struct sheet *sheet);
void import_progress_step(struct import_progress *progress, const struct import_job *job);
void import_progress_end(struct import_progress *progress); /* takes the line away */

#endif
