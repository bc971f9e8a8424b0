#ifndef TESTS_SUPPORT_SERVED_H
#define TESTS_SUPPORT_SERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "feed/base/arena.h"
#include "feed/base/str.h"

/* A real hallfeed that serves a small centre on a free port of loopback, and raw bytes to and from it. The program is
   $HALLFEED or build/asan/hallfeed; tests run from the root of the repo. */

struct served {
	char folder[64];
	char centre[80];    /* FOLDER/centre */
	struct arena arena; /* what the calls below return lives here */
	pid_t process;
	int port;
};

void served_begin(struct served *served, bool with_areas); /* init, and areas P > C > S > K1, K2 */
void served_finish(struct served *served);

void served_start(struct served *served);
int served_stop(struct served *served, int signal); /* the exit status; -1 where a signal ended it */

/* Runs hallfeed with these words (NULL ends them); its exit status. */
int served_run(struct served *served, ...);

int served_connect(const struct served *served);
void served_send(int socket, struct str bytes);

/* One reply: up to the end of its body by Content-Length, or to the end of the connection. Empty where none came within
   15 s. head: the reply has no body. */
struct str served_receive(struct served *served, int socket, bool head);

/* A request and its reply on a connection of their own. */
struct str served_exchange(struct served *served, const char *request);

#endif
