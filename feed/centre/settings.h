#ifndef FEED_CENTRE_SETTINGS_H
#define FEED_CENTRE_SETTINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/str.h"
#include "feed/model/label.h"

struct arena;
struct faults;

/* DIR/centre.conf: one table of name, type, range, default, help, from which the parser, the file that `init` writes
   and the manual come. Plain values. */

struct centre_settings {
	char timezone[64];   /* Asia/Shanghai */
	int next_poll_s;     /* how often halls ask */
	int head_valid_h;    /* a head older than this marks its data as old */
	int score_every_s;   /* 60; demo 5 */
	int publish_min;     /* answers before the residents' part is published; 10 */
	int publish_min_new; /* further answers before it moves; 10, demo 1 */
	double weight_system, weight_subdistrict, weight_residents; /* 40, 30, 30 */
	double tier_excellent, tier_good, tier_average;             /* 90, 80, 60 */
	int min_answers;                                            /* below: provisional; 30 */
	int connections;                                            /* of `serve` at a time */
	int connections_per_address;                                /* of them from one address; 0: no such limit */
	bool demo;                                                  /* made-up data */
	struct label source;                                        /* who publishes: [source] zh = ... */
};

void centre_settings_default(struct centre_settings *settings);

/* Unknown names and bad values are faults with line and column. Texts are copied into the arena. */
bool centre_settings_read(
	struct arena *arena, const char *path, struct centre_settings *settings, struct faults *faults);
struct str centre_settings_text(struct arena *arena, const struct centre_settings *settings);

/* The list of docs/hallfeed.conf.5. */
void centre_settings_manual(FILE *to);

#endif
