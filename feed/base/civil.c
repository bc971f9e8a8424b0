#include "feed/base/civil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/arena.h"

static int zone_changes;

/* More than any clock is away from UTC, on both sides of a local time. */
enum { AROUND_MS = 36 * 3600 * 1000, QUARTER_S = 15 * 60 };

bool civil_zone_set(const char *zone)
{
	char path[128];

	if (strlen(zone) > 64 || strstr(zone, "..") || zone[0] == '/')
		return false;
	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", zone);
	if (strcmp(zone, "UTC") != 0 && access(path, R_OK) != 0)
		return false;
	setenv("TZ", zone, 1);
	tzset();
	zone_changes++;
	return true;
}

static struct civil civil_from_tm(const struct tm *tm)
{
	return (struct civil){
		.year = tm->tm_year + 1900,
		.month = tm->tm_mon + 1,
		.day = tm->tm_mday,
		.hour = tm->tm_hour,
		.minute = tm->tm_min,
		.second = tm->tm_sec,
		.weekday = tm->tm_wday,
	};
}

static time_t floor_seconds(int64_t time_ms)
{
	return (time_t)(time_ms >= 0 ? time_ms / 1000 : -((-time_ms + 999) / 1000));
}

struct civil civil_utc(int64_t time_ms)
{
	time_t seconds = floor_seconds(time_ms);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	return civil_from_tm(&tm);
}

/* glibc reads the zone's rule anew at each call, 10 us and a good part of what a clock that shows seconds costs. A quarter of an hour that
   is equally far ahead of UTC at both ends is so in between: no zone changes its clocks twice in one. */
struct civil civil_local(int64_t time_ms)
{
	static _Thread_local struct {
		time_t begin;
		long ahead_s;
		int zone;
	} quarter = {.zone = -1};
	time_t seconds = floor_seconds(time_ms), begin = seconds - (seconds % QUARTER_S + QUARTER_S) % QUARTER_S, end = begin + QUARTER_S;
	struct tm tm, last;

	if (quarter.zone == zone_changes && quarter.begin == begin)
		return civil_utc((int64_t)(seconds + quarter.ahead_s) * 1000);
	localtime_r(&begin, &tm);
	localtime_r(&end, &last);
	if (tm.tm_gmtoff == last.tm_gmtoff) {
		quarter.begin = begin;
		quarter.ahead_s = tm.tm_gmtoff;
		quarter.zone = zone_changes;
	}
	localtime_r(&seconds, &tm);
	return civil_from_tm(&tm);
}

int64_t civil_day_number(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t civil_from_utc(struct civil utc)
{
	int64_t days = civil_day_number(utc.year, utc.month, utc.day);

	return (((days * 24 + utc.hour) * 60 + utc.minute) * 60 + utc.second) * 1000;
}

/* How far the zone's clocks are ahead of UTC at a time. */
static int64_t ahead_ms(int64_t time_ms)
{
	return civil_from_utc(civil_local(time_ms)) - (int64_t)floor_seconds(time_ms) * 1000;
}

/* The first second after a change of the clocks that lies between two times. */
static int64_t change_between(int64_t low_ms, int64_t high_ms)
{
	int64_t before = ahead_ms(low_ms);

	while (high_ms - low_ms > 1000) {
		int64_t middle = low_ms + (high_ms - low_ms) / 2000 * 1000;

		if (ahead_ms(middle) == before)
			low_ms = middle;
		else
			high_ms = middle;
	}
	return high_ms;
}

/* mktime() answers as it likes where a local time comes twice or never. */
int64_t civil_from_local(struct civil local)
{
	int64_t wanted = civil_from_utc(local);
	int64_t before = ahead_ms(wanted - AROUND_MS), after = ahead_ms(wanted + AROUND_MS);
	int64_t first = wanted - (before > after ? before : after), last = wanted - (before > after ? after : before);

	if (first + ahead_ms(first) == wanted)
		return first;
	if (last + ahead_ms(last) == wanted || before == after)
		return last;
	return change_between(wanted - AROUND_MS, wanted + AROUND_MS);
}

static bool two_digits(struct str text, size_t at, int most, int *value)
{
	if (at + 2 > text.length || text.bytes[at] < '0' || text.bytes[at] > '9' || text.bytes[at + 1] < '0' ||
	    text.bytes[at + 1] > '9')
		return false;
	*value = (text.bytes[at] - '0') * 10 + text.bytes[at + 1] - '0';
	return *value <= most;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool parse_date(struct str text, struct civil *date)
{
	int century, year;

	if (!two_digits(text, 0, 99, &century) || !two_digits(text, 2, 99, &year) || text.length < 10 ||
	    text.bytes[4] != '-' || text.bytes[7] != '-' || !two_digits(text, 5, 12, &date->month) ||
	    !two_digits(text, 8, 31, &date->day))
		return false;
	date->year = century * 100 + year;
	return date->year > 0 && date->month > 0 && date->day > 0 && date->day <= days_in_month(date->year, date->month);
}

static bool parse_offset(struct str text, int *minutes)
{
	int hours, rest;

	if (str_equal(text, STR("Z"))) {
		*minutes = 0;
		return true;
	}
	if (text.length != 6 || (text.bytes[0] != '+' && text.bytes[0] != '-') || text.bytes[3] != ':' ||
	    !two_digits(text, 1, 14, &hours) || !two_digits(text, 4, 59, &rest))
		return false;
	*minutes = (text.bytes[0] == '-' ? -1 : 1) * (hours * 60 + rest);
	return true;
}

bool civil_parse(struct str text, int64_t *time_ms)
{
	struct civil civil = {0};
	int offset_minutes;
	size_t at = 16;

	if (!parse_date(text, &civil))
		return false;
	if (text.length == 10) {
		*time_ms = civil_from_local(civil);
		return true;
	}
	if (text.length < 17 || text.bytes[10] != 'T' || text.bytes[13] != ':' ||
	    !two_digits(text, 11, 23, &civil.hour) || !two_digits(text, 14, 59, &civil.minute))
		return false;
	if (text.bytes[16] == ':') {
		if (!two_digits(text, 17, 59, &civil.second))
			return false;
		at = 19;
	}
	if (!parse_offset(str_part(text, at, text.length), &offset_minutes))
		return false;
	*time_ms = civil_from_utc(civil) - (int64_t)offset_minutes * 60000;
	return true;
}

struct str civil_format_utc(struct arena *arena, int64_t time_ms)
{
	struct civil c = civil_utc(time_ms);

	return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute, c.second);
}
