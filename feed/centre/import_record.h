#ifndef FEED_CENTRE_IMPORT_RECORD_H
#define FEED_CENTRE_IMPORT_RECORD_H

#include <stdbool.h>
#include <stdint.h>

struct error;
struct import_job;

/* That a file was imported: its kind, time, rows and hash, and from when on the tables made of it say that they are. */

bool import_record(struct import_job *job, int64_t now_ms, struct error *error);

#endif
