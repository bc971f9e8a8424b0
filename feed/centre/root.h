#ifndef FEED_CENTRE_ROOT_H
#define FEED_CENTRE_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/wire/root.h"

struct arena;

/*
 * Which keys a centre has and how many of them each role needs: root, content, alert, head. The first one is made with
 * the centre, names the key of alerts for these and the centre's for every other role, and is signed by the latter; it is the
 * same wherever this centre publishes.
 */

enum { ROOT_YEARS = 10 };

struct root_keys {
	const struct sign_public *centre, *alert; /* borrowed */
};

/* Writes FOLDER/keys/root.json and its signature by the centre's key. */
bool root_create(const char *folder, const struct root_keys *open, const struct sign_secret *secret, int64_t now_ms,
	struct error *error);

/* OUT/v1/root/1.json and 1.json.KEYID.minisig from them, where they are not there yet. */
bool root_publish(const char *folder, const struct sign_public *open, const char *out, struct error *error);

#endif
