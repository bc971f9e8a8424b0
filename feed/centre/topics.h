#ifndef FEED_CENTRE_TOPICS_H
#define FEED_CENTRE_TOPICS_H

#include <stdbool.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct centre;
struct period;

/*
 * Topics: low answers by service and reason that are answered in public, "you said, we did". One comes up when its reason was told with
 * the residents' part, so under the rules of that: never below publish_min, and only with publish_min_new new answers.
 */

/* Those that came up in a period. Inside the transaction of its scoring. */
bool topics_open(struct centre *centre, const struct period *period, struct error *error);

/* All, what is not done first. */
bool topics_list(struct centre *centre, FILE *to, struct error *error);

/* How one stands, by any of its codes; without a name. *found: there is one. */
bool topics_show(struct centre *centre, struct str code, FILE *to, bool *found, struct error *error);

/* An empty text leaves what is there; done_on: today. */
struct topic_reply {
	struct str body, reply;
	bool done;
};

bool topics_answer(struct centre *centre, struct str code, const struct topic_reply *reply, bool *found, struct error *error);

#endif
