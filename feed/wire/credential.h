#ifndef FEED_WIRE_CREDENTIAL_H
#define FEED_WIRE_CREDENTIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/base/str.h"

/*
 * Who sends a request: the field `Authorization: Hallboard device=..., time=..., nonce=..., signature=...`. The device is the
 * beginning of its Ed25519 key, which signs the method, the path, the body and these. Pure. Any thread after sign_start.
 */

enum {
	CREDENTIAL_SECRET_BYTES = 64,
	CREDENTIAL_KEY_BYTES = 32,
	CREDENTIAL_DEVICE_DIGITS = 32,
	CREDENTIAL_SIGNATURE_DIGITS = 128,
	CREDENTIAL_FIELD_BYTES = 320,
	CREDENTIAL_SKEW_MS = 5 * 60 * 1000 /* the clocks of a screen and its centre may differ by so much */
};

/* A run of a screen's program and the place of the request in it: what came once does not come again. */
struct credential_nonce {
	uint32_t run;
	uint32_t number;
};

struct credential {
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	int64_t time_ms;
	struct credential_nonce nonce;
	char signature[CREDENTIAL_SIGNATURE_DIGITS + 1];
};

struct credential_request {
	struct str method, path, body;
};

/* A new pair; the device's id is made from the open half. */
void credential_make(uint8_t secret[CREDENTIAL_SECRET_BYTES]);
void credential_key(const uint8_t secret[CREDENTIAL_SECRET_BYTES], uint8_t key[CREDENTIAL_KEY_BYTES]);
void credential_device(const uint8_t key[CREDENTIAL_KEY_BYTES], char device[CREDENTIAL_DEVICE_DIGITS + 1]);

/* device, time_ms and nonce are set by the caller. */
void credential_sign(struct credential *credential, const struct credential_request *request,
	const uint8_t secret[CREDENTIAL_SECRET_BYTES]);
bool credential_verify(const struct credential *credential, const struct credential_request *request,
	const uint8_t key[CREDENTIAL_KEY_BYTES]);

/* The field's value and back; strict: nothing may be missing, stand elsewhere or follow. */
void credential_print(const struct credential *credential, char field[CREDENTIAL_FIELD_BYTES]);
bool credential_parse(struct str field, struct credential *credential);

#endif
