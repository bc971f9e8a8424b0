#ifndef FEED_CENTRE_WARNING_H
#define FEED_CENTRE_WARNING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;
struct gateway;

/*
 * Work items that are not done: a first warning some workdays before one is due, a second some after, and after two without progress an
 * escalation. An item takes one step a workday and each step once: its row and its message are written in one transaction.
 */

struct warning_report {
	int64_t opened; /* items that came up by themselves (item_kind.h) */
	int64_t steps[3]; /* by enum gateway_step */
};

/* What is due today; a line each to `to` unless it is NULL. */
bool warning_step(struct centre *centre, const struct gateway *gateway, FILE *to, struct warning_report *report, struct error *error);

/* "fault": the item was not done properly; "progress": somebody works on it, so that it is not escalated yet. *found: there is such an
   item. */
bool warning_note(struct centre *centre, struct str item, struct str what, bool *found, struct error *error);

#endif
