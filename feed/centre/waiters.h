#ifndef FEED_CENTRE_WAITERS_H
#define FEED_CENTRE_WAITERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <microhttpd.h>

/*
 * Requests that wait for news, suspended in libmicrohttpd: no thread and no work while nothing happens. Any thread. A request that
 * is woken is handled again and decides anew.
 */

struct waiters;

struct waiters *waiters_create(size_t most);
void waiters_destroy(struct waiters *waiters); /* after waiters_end, and after the daemon has stopped */

/* Taken before a request looks whether there is news, so that what comes meanwhile is not slept through. */
uint64_t waiters_mark(struct waiters *waiters);

/* Suspends the connection until there is news or the time has come (steady). false where news came since the mark, where too many
   wait or where nobody may wait any more: the request is to be answered now. */
bool waiters_put(struct waiters *waiters, struct MHD_Connection *connection, uint64_t mark, int64_t due_ms);

void waiters_wake(struct waiters *waiters);                /* all: there is news */
void waiters_step(struct waiters *waiters, int64_t now_ms); /* those whose time has come */
void waiters_end(struct waiters *waiters);                 /* all, for good: before the daemon stops */
size_t waiters_count(struct waiters *waiters);

#endif
