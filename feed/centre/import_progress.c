#include "feed/centre/import_progress.h"

#include <time.h>

#include "feed/centre/import_job.h"

enum { ROWS_BETWEEN = 4096, TELL_MS = 500, QUIET_MS = 1000 };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void import_progress_start(struct import_progress *progress, const struct import_job *job)
{
	*progress = (struct import_progress){.to = job->request->progress, .started_ms = now_ms()};
}

void import_progress_step(struct import_progress *progress, const struct import_job *job, uint64_t done, uint64_t all)
{
	int64_t now, left_s;
	double share;

	if (!progress->to || job->rows % ROWS_BETWEEN || all == 0)
		return;
	now = now_ms();
	if (now - progress->started_ms < QUIET_MS || now - progress->told_ms < TELL_MS)
		return;
	share = (double)done / (double)all;
	left_s = (int64_t)((double)(now - progress->started_ms) * (1 - share) / (share > 0 ? share : 1) / 1000) + 1;
	fprintf(progress->to, "\r" STR_FMT ": %lld rows, %.0f %%, %lld s left\033[K", STR_ARG(job->file), (long long)job->rows,
		100 * share, (long long)left_s);
	fflush(progress->to);
	progress->told_ms = now;
}

void import_progress_end(struct import_progress *progress)
{
	if (progress->told_ms)
		fputs("\r\033[K", progress->to);
}
