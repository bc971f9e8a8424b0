#ifndef FEED_CENTRE_ROOT_H
#define FEED_CENTRE_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/wire/sign.h"

struct arena;

/*
 * Which keys a centre has and how many of them each role needs: root, content, alert, head. The first one is made with
 * the centre, names its one key for every role and is signed by it; it is the same wherever this centre publishes.
 */

enum { ROOT_BYTES_MAX = 64 * 1024, ROOT_YEARS = 10, ROOT_KEY_ID_DIGITS = 2 * SIGN_KEY_ID_BYTES };

void root_key_id(const uint8_t id[SIGN_KEY_ID_BYTES], char digits[ROOT_KEY_ID_DIGITS + 1]); /* as minisign prints it */

/* Writes FOLDER/keys/root.json and its signature. */
bool root_create(const char *folder, const struct sign_public *open, const struct sign_secret *secret, int64_t now_ms,
	struct error *error);

/* OUT/v1/root/1.json and 1.json.KEYID.minisig from them, where they are not there yet. */
bool root_publish(const char *folder, const struct sign_public *open, const char *out, struct error *error);

#endif
