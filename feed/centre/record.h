#ifndef FEED_CENTRE_RECORD_H
#define FEED_CENTRE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;

/*
 * What must not be forgotten where a centre comes back from an older copy: who was enrolled and revoked, which codes were used,
 * which alerts were sent, which periods were frozen, and up to where versions may have been used. A text file beside the copies
 * (setting `record`), a line for each: time, what, and after a tab a signature by the centre's key over the line and the signature
 * before it. Lines are added after their transaction; one that cannot be written is told and does not stand in the way of the
 * thing itself. While the centre is locked.
 */

enum { RECORD_VERSIONS = 1000 /* are set aside at a time, so that publishing seldom writes here */ };

/* A row of one of alerts, devices, device_areas, enrolment_codes as it is now. */
void record_row(struct centre *centre, const char *table, const char *key_column, struct str key);
void record_frozen(struct centre *centre, struct str period);

/* This version of a series ("all", "global") is going to be used. */
void record_version(struct centre *centre, const char *series, int64_t version);

struct record_replay {
	int64_t rows, damaged; /* damaged: lines that the centre did not sign, or that are torn */
	struct str frozen;     /* periods that were frozen since, with blanks between them */
	int64_t newest_ms;
};

/* Puts back what the record says, in one transaction; versions begin above all that it names. path NULL: the centre's own. */
bool record_play(struct centre *centre, const char *path, struct record_replay *replay, struct error *error);

/* Versions of a series begin above this one from now on. */
bool record_set_floor(struct centre *centre, const char *series, int64_t version, struct error *error);

#endif
