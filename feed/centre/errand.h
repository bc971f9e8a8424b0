#ifndef FEED_CENTRE_ERRAND_H
#define FEED_CENTRE_ERRAND_H

#include <stdint.h>
#include <sys/types.h>

/* Sources (DIR/sources) are asked by a process of their own, `hallfeed source poll DIR --due`, while `serve` goes on: what it gets it hands
   over as any other command does. One at a time; main thread. */

struct errand {
	pid_t process; /* 0: none */
	int64_t next_ms; /* steady */
};

/* Sends one out where there are sources and it is time to look; notes the end of the one before. */
void errand_step(struct errand *errand, const char *folder, int64_t now_ms);

void errand_stop(struct errand *errand); /* ends it and waits for that */

#endif
