#ifndef FEED_CENTRE_SETTINGS_H
#define FEED_CENTRE_SETTINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/centre/period_kind.h"
#include "feed/centre/rules.h"
#include "feed/model/label.h"

struct arena;
struct faults;

/* DIR/centre.conf: one table of name, type, range, default, help, from which the parser, the file that `init` writes
   and the manual come. Plain values. */

struct dated_rules {
	char from[11]; /* 2019-01-01 */
	struct rules rules;
};

struct centre_settings {
	char timezone[64];                         /* Asia/Shanghai */
	int next_poll_s;                           /* how often halls ask */
	int head_valid_h;                          /* a head older than this marks its data as old */
	int score_every_s;                         /* 60; demo 5 */
	int publish_min;                           /* answers before the residents' part is published; 10 */
	int publish_min_new;                       /* further answers before it moves; 10, demo 1 */
	enum period_kind period;                   /* which the walls show */
	int notice_days;                           /* of a draft */
	int warn_first, warn_second, warn_escalate; /* workdays before an item is due, after it, after the second warning */
	int reply_days;                            /* workdays to answer a topic */
	int whistle_days;                          /* workdays to answer one */
	struct rules rules;                        /* of [centre] */
	struct dated_rules dated[RULES_DATED_MAX]; /* the earliest first */
	size_t dated_count;
	int connections;             /* of `serve` at a time */
	int connections_per_address; /* of them from one address; 0: no such limit */
	int review_roles;            /* 0: an import counts at once; 1: after review; 2: review by another role */
	char roles[256];             /* who may take a step: "officer, editor" */
	char record[256];            /* the file that copies are completed from; empty: in DIR */
	bool unsigned_requests;      /* of screens that are not enrolled */
	bool demo;                   /* made-up data */
	struct label source;         /* who publishes: [source] zh = ... */
};

/* Those that hold on a day (2018-10-25). */
const struct rules *centre_settings_rules(const struct centre_settings *settings, struct str date);

void centre_settings_default(struct centre_settings *settings);

/* Unknown names and bad values are faults with line and column. Texts are copied into the arena. */
bool centre_settings_read(
	struct arena *arena, const char *path, struct centre_settings *settings, struct faults *faults);
struct str centre_settings_text(struct arena *arena, const struct centre_settings *settings);

/* The list of docs/hallfeed.conf.5. */
void centre_settings_manual(FILE *to);

#endif
