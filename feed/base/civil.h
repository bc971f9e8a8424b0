#ifndef FEED_BASE_CIVIL_H
#define FEED_BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"

struct arena;

/* Dates and times as people read them. Proleptic Gregorian; years 1..9999. Any thread, except civil_zone_set. */

struct civil {
	int year, month, day; /* 1.. */
	int hour, minute, second;
	int weekday; /* 0 Sunday .. 6 Saturday */
};

/* The zone of this process, once at start: "Asia/Shanghai". false where the system has no such zone. */
bool civil_zone_set(const char *zone);

struct civil civil_local(int64_t time_ms);
struct civil civil_utc(int64_t time_ms);

/* A local time that never comes (spring gap) gives the first valid one after it; one that comes twice gives its first coming. */
int64_t civil_from_local(struct civil local);
int64_t civil_from_utc(struct civil utc);

/* ISO 8601 with offset: 2018-10-25T09:30:00+08:00, ...Z; seconds may be left out; a plain date is local midnight. */
bool civil_parse(struct str text, int64_t *time_ms);
struct str civil_format_utc(struct arena *arena, int64_t time_ms); /* 2018-10-25T01:30:00Z */

/* Days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms"). */
int64_t civil_day_number(int year, int month, int day);

#endif
