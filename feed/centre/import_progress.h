#ifndef FEED_CENTRE_IMPORT_PROGRESS_H
#define FEED_CENTRE_IMPORT_PROGRESS_H

#include <stdint.h>
#include <stdio.h>

struct import_job;

/* One line on a terminal that says how far a long import is and how long it still takes. Silent elsewhere. */

struct import_progress {
	FILE *to; /* borrowed; NULL: silent */
	int64_t started_ms, told_ms;
};

void import_progress_start(struct import_progress *progress, const struct import_job *job);

/* After a row or a feature; done and all are bytes of the file, all is 0 where that is not known. */
void import_progress_step(struct import_progress *progress, const struct import_job *job, uint64_t done, uint64_t all);
void import_progress_end(struct import_progress *progress); /* takes the line away */

#endif
