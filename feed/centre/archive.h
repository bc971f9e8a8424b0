#ifndef FEED_CENTRE_ARCHIVE_H
#define FEED_CENTRE_ARCHIVE_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/centre/period.h"

struct centre;

/*
 * A whole period as one ZIP: ranking, sources of every part, objections, corrections and rules as CSV and in one
 * workbook, an explanation of each community as text, and manifest.txt with the SHA-256 of every file, as sha256sum -c
 * reads it.
 */

bool archive_write(struct centre *centre, const struct period *period, const char *path, struct error *error);

#endif
