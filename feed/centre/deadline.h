#ifndef FEED_CENTRE_DEADLINE_H
#define FEED_CENTRE_DEADLINE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Connections and when each must be done with its request, whatever trickles in meanwhile: a timeout that starts again
 * with every byte lets one patient client hold a connection for ever. Any thread; steady clock.
 */

enum {
	DEADLINE_STEP_MS = 10000,
	DEADLINE_BYTES_LEAST = 80 * 1024 /* 8 KiB a second */
};

struct deadlines;

struct deadlines *deadlines_create(size_t connections);
void deadlines_destroy(struct deadlines *deadlines);

/* A place for a socket, or NULL where all are taken. The socket stays its owner's, who closes it after deadline_remove.
 */
struct deadline;
struct deadline *deadline_put(struct deadlines *deadlines, int socket, int64_t due_ms);
void deadline_move(struct deadlines *deadlines, struct deadline *deadline, int64_t due_ms);
void deadline_extend(struct deadlines *deadlines, struct deadline *deadline, int64_t by_ms);
/* An answer of so many bytes begins, and is due then. A long one goes on while DEADLINE_BYTES_LEAST of it were taken by the other side
   each time that it is due: for DEADLINE_STEP_MS more. */
void deadline_answer(struct deadlines *deadlines, struct deadline *deadline, int64_t due_ms, size_t bytes);
void deadline_remove(struct deadlines *deadlines, struct deadline *deadline); /* NULL is fine */

/* Shuts down the sockets that are late; how many there were. */
size_t deadlines_cut(struct deadlines *deadlines, int64_t now_ms);
size_t deadlines_count(struct deadlines *deadlines);

#endif
