#ifndef FEED_CENTRE_CONTROL_H
#define FEED_CENTRE_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/centre/command.h"

/*
 * DIR/control.sock: how a hallfeed hands its command to the one that serves the centre. One exchange a connection:
 * words in; status, output and faults back. Only the same user is heard. request   count, then for each word its length
 * and bytes answer    status, length of the output, length of the faults, then both Numbers are 32 bits, least byte
 * first.
 */

enum {
	CONTROL_WORD_BYTES_MAX = 4096,
	CONTROL_TEXT_BYTES_MAX = 1024 * 1024, /* of each answer; more is cut */
	CONTROL_REQUEST_MS = 2000             /* a request must be there within */
};

enum control_outcome {
	CONTROL_DONE,
	CONTROL_NOBODY, /* nobody listens */
	CONTROL_BROKEN  /* no answer came: what was done is not known */
};

/* What the other one wrote goes to out and err. */
enum control_outcome control_hand_over(const char *folder, const char *const *words, size_t count, FILE *out, FILE *err,
	enum command_status *status, struct error *error);

/* The serving side. DIR/lock must be held: a socket that is there is a dead one's. -1 and a sentence where it fails. */
int control_listen(const char *folder, struct error *error);
void control_stop(const char *folder, int listening);

/* Does the work of one command and writes to out and err. */
typedef enum command_status control_work(void *self, size_t count, const char *const *words, FILE *out, FILE *err);

/* Takes one connection that waits. */
void control_serve(int listening, control_work *run, void *self);

#endif
