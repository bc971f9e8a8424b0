#ifndef FEED_BASE_LUNAR_H
#define FEED_BASE_LUNAR_H

#include <stdbool.h>

/*
 * The Chinese calendar: dates of the moon's months and the 24 solar terms, 1900 to 2100. Pure. Any thread.
 *
 * feed/base/lunar_table.c holds a word a year, written by tools/lunar-table: from 1929 on by the rules of GB/T 33661-2017 (months
 * begin on the day of the new moon at 120 degrees east, the month of the winter solstice is the eleventh, of thirteen months the
 * first without a major term is the leap month), before that by Beijing's own time. New moons by Meeus, Astronomical Algorithms,
 * chapter 49; the sun by VSOP87 as in his appendix III. Of 2,486 months sixteen
 * begin or are named otherwise in ICU, whose sun and moon are coarse (it has no leap sixth month in 1987). The old almanac, until 1912,
 * may have been a day off today's rules.
 */

enum { LUNAR_YEAR_LEAST = 1900, LUNAR_YEAR_MOST = 2100, LUNAR_TERMS = 24 };

struct lunar_date {
	int year;       /* in which it began: 2018 for the year of the dog 2018-02-16 .. 2019-02-04 */
	int month, day; /* 1.. */
	bool leap;      /* the second month of that number */
};

/* false before 1900-01-31 and after 2101-01-28. */
bool lunar_date_of(int year, int month, int day, struct lunar_date *date);

/* Terms are counted from 0, the minor cold of January; two in each month. The day of the month, or 0 outside of the years. */
int lunar_term_day(int year, int term);

/* The term of this day, or the next one after it, and its date; false outside of the years. */
struct lunar_term {
	int term, year, month, day;
};
bool lunar_term_from(int year, int month, int day, struct lunar_term *term);

#endif
