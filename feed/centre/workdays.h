#ifndef FEED_CENTRE_WORKDAYS_H
#define FEED_CENTRE_WORKDAYS_H

#include <stdbool.h>

struct centre;
struct error;

/*
 * Table workdays: weekdays without public holidays, with make-up workdays, from the table calendar. Queries count in it: a date is
 * overdue on another where a workday from it on lies before that one, so that what is due on a holiday may come on the next workday.
 */

/* Fills it where it does not reach a year around today, or the calendar was imported since. Also inside a transaction. */
bool workdays_ready(struct centre *centre, struct error *error);

#endif
