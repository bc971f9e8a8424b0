#ifndef FEED_CENTRE_COURIER_H
#define FEED_CENTRE_COURIER_H

struct desk;
struct courier;

/*
 * The thread of a serving centre that takes the steps of work items when their day comes and sends the messages about them. It holds the
 * desk only for its own reads and writes, never while it waits for the gateway.
 */

struct courier *courier_start(struct desk *desk);
void courier_stop(struct courier *courier); /* NULL is fine */

/* There may be something to send. Any thread. */
void courier_wake(struct courier *courier);

#endif
