#ifndef FEED_CENTRE_CENTRE_H
#define FEED_CENTRE_CENTRE_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/arena.h"
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
 *     DIR/keys/alert.pub, alert.key                           of alerts alone; halls learn it from the root
 *     DIR/keys/root.json, root.json.KEYID.minisig             which keys there are and what for (root.h)
 *     DIR/centre.alerts  the centre's own templates of alerts, where it has some (alert_template.h)
 *     DIR/centre.record  what a copy that is restored would not know, unless the settings name another file (record.h)
 *     DIR/backup.time    when the newest copy was made
 *     DIR/feed/          what `serve` publishes               DIR/lock, DIR/control.sock
 * One process at a time (centre_open takes DIR/lock); one thread at a time uses it.
 */

struct centre {
	const char *folder; /* borrowed */
	struct arena arena; /* of the settings' texts */
	struct centre_settings settings;
	struct store *store; /* owned */
	struct sign_public open;
	struct sign_secret secret;
	struct sign_public alert_open; /* of the role alert; the same where the centre has one key */
	struct sign_secret alert_secret;
	const struct clock *clock; /* borrowed */
	struct random random;
	int64_t recorded_versions[2]; /* of the feed and of alerts: up to these the record knows that they may have been used */
	int lock; /* owned file descriptor */
};

/* What stands in the way of opening a centre. */
enum centre_obstacle {
	CENTRE_BUSY,   /* another process holds the lock; its control socket then takes the work */
	CENTRE_FAULTY, /* its settings or keys are not as they should be */
	CENTRE_FAILED  /* the system said no */
};

/* hallfeed init: refuses a folder that holds a centre already. */
bool centre_create(
	const char *folder, const struct centre_settings *settings, const struct clock *clock, struct error *error);

bool centre_open(struct centre *centre, const char *folder, const struct clock *clock, enum centre_obstacle *obstacle,
	struct error *error);
void centre_close(struct centre *centre);

/* Its settings anew, or all as they were and a sentence. How many connections there may be stays, and a time zone that changed is refused. */
bool centre_reload(struct centre *centre, struct error *error);

/* DIR/lock: the file descriptor that holds it, or -1. */
int centre_lock(const char *folder, enum centre_obstacle *obstacle, struct error *error);

#endif
