#ifndef FEED_SYNC_IDENTITY_H
#define FEED_SYNC_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/random.h"
#include "feed/wire/credential.h"

struct arena;

/*
 * Who this screen is to its centre: STATE/device.key, a secret that never leaves it, made when it is enrolled and in no image; and
 * STATE/enrolment, what the centre said then. The worker's thread, but for reading the enrolment at start.
 */

struct identity;

/* What the centre said. */
struct identity_hall {
	struct str area, group; /* the group may be empty */
	struct str key;         /* the text of a centre.pub */
};

/* false, and no error's text: this screen was not enrolled, or is no longer trusted. */
bool identity_hall_read(struct arena *arena, const char *folder, struct identity_hall *hall, struct error *error);
/* key_line: the second line of centre.pub. */
bool identity_hall_write(const char *folder, struct str area, struct str group, struct str key_line, struct error *error);

/* make: where there is no key, one is made. NULL: there is none, or it cannot be read or kept. */
struct identity *identity_open(const char *folder, bool make, struct random *random, struct error *error);
void identity_close(struct identity *identity); /* NULL is fine */

const char *identity_device(const struct identity *identity);
void identity_key(const struct identity *identity, uint8_t key[CREDENTIAL_KEY_BYTES]);

/* The value of Authorization; each is another one. */
void identity_sign(struct identity *identity, const struct credential_request *request, int64_t wall_ms, char field[CREDENTIAL_FIELD_BYTES]);

/* What was sealed for this screen alone. false: it was not. */
bool identity_unseal(const struct identity *identity, struct str sealed, uint8_t *opened, size_t bytes);

/* By the centre's clock, as far as it told us. */
int64_t identity_time_ms(const struct identity *identity, int64_t wall_ms);

/* The centre says what time it is: what is signed says that from now on. The hall's own clock stays as it is. */
void identity_set_time(struct identity *identity, int64_t centre_ms, int64_t wall_ms);

/* The centre no longer trusts this screen: kept, so that it is asked for a new code after the next start. */
void identity_revoke(struct identity *identity);
bool identity_is_revoked(const struct identity *identity);

#endif
