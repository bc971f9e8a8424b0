#ifndef FEED_CENTRE_IMPORT_RECORD_H
#define FEED_CENTRE_IMPORT_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/model/head.h"

struct error;
struct import_job;

/* That a file was imported: its kind, time, rows and hash, and from when on the tables made of it say that they are. */

/* The bytes of a file. */
bool import_hash(const char *path, char digits[SHA256_DIGITS + 1], struct error *error);

bool import_record(struct import_job *job, int64_t now_ms, struct error *error);

#endif
