#ifndef FEED_SYNC_PIN_H
#define FEED_SYNC_PIN_H

#include <stdbool.h>

#include "feed/base/error.h"
#include "feed/wire/sign.h"

/*
 * Which centre a state folder belongs to: STATE/centre.pub holds the key that its caches were verified with. Called once before
 * the caches are opened.
 */

/* Where the folder was used with another key, what that centre sent is set aside (cache.db.other, alerts.db.other; those before them
   are gone), so that neither its figures nor its version numbers stand against this one. Ratings stay where they are. */
bool pin_keep(const char *state_folder, const struct sign_public *key, struct error *error);

#endif
