#ifndef FEED_CENTRE_SERVE_H
#define FEED_CENTRE_SERVE_H

#include "feed/base/error.h"
#include "feed/centre/command.h"

/*
 * hallfeed serve: one process for one centre until SIGTERM or SIGINT; SIGHUP reads its settings anew. Two threads: the main one waits for signals, for
 * commands through the control socket and for the next scoring; libmicrohttpd's answers halls. They meet in the store,
 * behind one mutex.
 */

/* Says on stdout where it listens. COMMAND_OK after a clean stop, else error holds the sentence. */
enum command_status serve_run(
	const struct command_table *table, const char *folder, const char *listen, struct error *error);

#endif
