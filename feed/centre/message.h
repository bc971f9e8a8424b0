#ifndef FEED_CENTRE_MESSAGE_H
#define FEED_CENTRE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/centre/gateway.h"

struct centre;

/*
 * The queue of messages, each with an effect exactly once: it is written in the same transaction as the step that it tells of; before it
 * is sent its row says `sending`; the gateway's answer is the receipt. Whoever finds `sending` after a crash sends it again under the same
 * key, by which the gateway knows that it had it. Where a gateway knows no keys (`unsure = hold`) a person decides. Caller holds the centre.
 */

struct message {
	struct str key, item, area, text;
	struct str number; /* empty: nobody is named for its area */
	int tries;         /* this one included */
};

/* Inside the transaction of the step. */
bool message_put(struct centre *centre, struct str item, struct str step, struct str area, struct str text, struct error *error);

/* Once, before the first is taken in this process. */
bool message_recover(struct centre *centre, const struct gateway *gateway, struct error *error);

/* The next that is due, now `sending`; *found says. */
bool message_take(struct centre *centre, struct arena *arena, const struct gateway *gateway, struct message *message, bool *found,
	struct error *error);

/* To the gateway; false where it was stopped. Needs no centre. */
bool message_send(struct arena *arena, const struct gateway *gateway, const struct message *message, const atomic_bool *stop,
	struct gateway_answer *answer);

bool message_note(struct centre *centre, const struct gateway *gateway, const struct message *message, const struct gateway_answer *answer,
	struct error *error);

/* When the next is due; *due_ms stays where none waits. */
bool message_next(struct centre *centre, int64_t *due_ms, struct error *error);

/* Nobody answers there: the others need not be tried now. */
bool message_is_dead_line(const struct gateway_answer *answer);

/* All that are due, one after the other, until the gateway is found dead. */
bool message_send_all(struct centre *centre, const struct gateway *gateway, struct error *error);

/* How many wait, and the others. */
struct message_counts {
	int64_t waiting, sent, unsure, failed;
};

bool message_count(struct centre *centre, struct message_counts *counts, struct error *error);
bool message_list(struct centre *centre, FILE *to, struct error *error);

/* One that is unsure or failed goes out again; *found: there is such a one. */
bool message_again(struct centre *centre, struct str key, bool *found, struct error *error);

#endif
