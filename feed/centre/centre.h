#ifndef FEED_CENTRE_CENTRE_H
#define FEED_CENTRE_CENTRE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/clock.h"
#include "feed/base/error.h"
#include "feed/base/random.h"
#include "feed/centre/settings.h"
#include "feed/centre/store.h"
#include "feed/wire/sign.h"

/*
 * An open centre: the folder that an officer backs up.
 *     DIR/centre.db      store            DIR/centre.conf    settings (ini)
 *     DIR/keys/centre.pub  public key, handed to the halls    DIR/keys/centre.key  secret, 0600
 *     DIR/feed/          what `serve` publishes               DIR/lock, DIR/control.sock
 * One process at a time (centre_open takes DIR/lock); one thread at a time uses it.
 */

struct centre {
	const char *folder; /* borrowed */
	struct centre_settings settings;
	struct store *store; /* owned */
	struct sign_public open;
	struct sign_secret secret;
	const struct clock *clock; /* borrowed */
	struct random random;
	int lock; /* owned file descriptor */
};

bool centre_create(const char *folder, struct error *error); /* hallfeed init */

/* *busy is true where another process holds the lock; its control socket then takes the work. */
bool centre_open(struct centre *centre, const char *folder, const struct clock *clock, bool *busy, struct error *error);
void centre_close(struct centre *centre);

#endif
