#ifndef FEED_CENTRE_IMPORT_PREVIEW_H
#define FEED_CENTRE_IMPORT_PREVIEW_H

#include <stdbool.h>

struct centre;
struct error;
struct import_job;

/* What a dry run tells: rows that are added, changed and removed, and which published figures move. Both states are looked at inside
   the transaction that is then rolled back. */

struct import_preview;

struct import_preview *import_preview_begin(struct import_job *job, struct centre *centre, struct error *error);

/* After the rows are in: notes to the job's report. */
bool import_preview_tell(struct import_preview *preview, struct error *error);

#endif
