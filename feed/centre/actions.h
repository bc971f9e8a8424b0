#ifndef FEED_CENTRE_ACTIONS_H
#define FEED_CENTRE_ACTIONS_H

#include <stdio.h>

#include "feed/wire/action.h"

struct centre;
struct store;

/*
 * What officers ask of screens: queued, signed when it is handed out with the answer to a heartbeat, again until the screen says what
 * became of it, and kept as a log. Pictures and excerpts go to DIR/actions. Numbers are seconds since 1970 or more, so that they grow
 * also after a copy was restored. While the centre is locked.
 */

enum { ACTIONS_OPEN_MAX = 16 /* of one screen */, ACTIONS_KEPT_DAYS = 90 };

enum action_outcome { ACTION_TAKEN, ACTION_REFUSED, ACTION_FAILED };

struct action_order {
	struct str device;
	enum action_kind kind;
	struct str argument;
	int64_t expires_ms;
};

/* Refused, with a sentence, where the screen has not done so many before. */
enum action_outcome actions_give(struct centre *centre, const struct action_order *order, int64_t *number, struct error *error);

/* Those that a screen is to hear of with this heartbeat. */
bool actions_hand_out(struct centre *centre, struct arena *arena, const char *device, struct action_list *list, struct error *error);

/* Whether there are some that it has not heard of. */
bool actions_wait(struct centre *centre, const char *device, bool *wait, struct error *error);

/* What became of one. Refused: none such was given to this screen, which is noted; one that is over already is taken and changes nothing. */
enum action_outcome actions_note(struct centre *centre, const struct action_result *result, struct error *error);

/* A line each, the newest first, then what screens refused that was never given to them. */
bool actions_list(struct centre *centre, FILE *out, struct error *error);

#endif
