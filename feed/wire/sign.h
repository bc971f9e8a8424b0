#ifndef FEED_WIRE_SIGN_H
#define FEED_WIRE_SIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;

/*
 * Signatures in minisign's format, pre-hashed ("ED") only, so that `minisign -V` checks ours. The trusted comment's
 * own signature is checked too. Texts are whole files. Any thread after sign_start.
 */

enum {
	SIGN_TEXT_BYTES_MAX = 2000,
	SIGN_KEY_ID_BYTES = 8,
	SIGN_PUBLIC_BYTES = 32,
	SIGN_SECRET_BYTES = 64
};

struct sign_public {
	uint8_t id[SIGN_KEY_ID_BYTES];
	uint8_t key[SIGN_PUBLIC_BYTES];
};

struct sign_secret {
	uint8_t id[SIGN_KEY_ID_BYTES];
	uint8_t key[SIGN_SECRET_BYTES];
};

void sign_start(void); /* libsodium, once a process */

void sign_make_keys(struct sign_public *open, struct sign_secret *secret);
bool sign_public_parse(struct str text, struct sign_public *open, struct error *error);
struct str sign_public_text(struct arena *arena, const struct sign_public *open);

/* minisign's unencrypted secret key file (made with -W); the file is kept 0600 by the caller. */
bool sign_secret_parse(struct str text, struct sign_secret *secret, struct error *error);
struct str sign_secret_text(struct arena *arena, const struct sign_secret *secret);

struct str sign_make(struct arena *arena, const struct sign_secret *secret, struct str bytes, struct str trusted_comment);
bool sign_verify(const struct sign_public *open, struct str bytes, struct str signature_text, struct error *error);

#endif
