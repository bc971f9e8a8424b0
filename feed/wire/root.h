#ifndef FEED_WIRE_ROOT_H
#define FEED_WIRE_ROOT_H

#include <stddef.h>

#include "feed/wire/sign.h"

/*
 * /v1/root/{n}.json: which keys there are and which roles they may sign for. A hall believes one that its own key signed, and
 * learns from it who signs alerts. Pure.
 */

enum { ROOT_BYTES_MAX = 64 * 1024, ROOT_KEYS_MAX = 16, ROOT_KEY_ID_DIGITS = 2 * SIGN_KEY_ID_BYTES };

enum root_role { ROOT_ROLE_ROOT, ROOT_ROLE_CONTENT, ROOT_ROLE_ALERT, ROOT_ROLE_HEAD, ROOT_ROLE_COUNT };

struct root_key {
	struct sign_public open;
	unsigned roles; /* a bit for each; only roles that one signature is enough for */
};

struct root {
	int64_t version, issued_ms, expires_ms;
	struct root_key keys[ROOT_KEYS_MAX];
	size_t key_count;
};

void root_key_id(const uint8_t id[SIGN_KEY_ID_BYTES], char digits[ROOT_KEY_ID_DIGITS + 1]); /* as minisign prints it */

bool root_decode(struct arena *arena, struct str bytes, struct root *root, struct error *error);

/* Whether one of the keys of these roles (bits) signed the bytes. */
bool root_verify(const struct root *root, unsigned roles, struct str bytes, struct str signature, struct error *error);

#endif
