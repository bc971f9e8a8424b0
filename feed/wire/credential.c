#include "feed/wire/credential.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/wire/wire.h"

enum { MESSAGE_BYTES_MAX = 1024, PATH_BYTES_MAX = 256, TIME_DIGITS_MAX = 15 };

_Static_assert(CREDENTIAL_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "Ed25519");
_Static_assert(CREDENTIAL_KEY_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(CREDENTIAL_SIGNATURE_DIGITS == 2 * crypto_sign_BYTES, "Ed25519");

void credential_make(uint8_t secret[CREDENTIAL_SECRET_BYTES])
{
	uint8_t open[CREDENTIAL_KEY_BYTES];

	REQUIRE(crypto_sign_keypair(open, secret) == 0);
}

void credential_key(const uint8_t secret[CREDENTIAL_SECRET_BYTES], uint8_t key[CREDENTIAL_KEY_BYTES])
{
	crypto_sign_ed25519_sk_to_pk(key, secret);
}

void credential_device(const uint8_t key[CREDENTIAL_KEY_BYTES], char device[CREDENTIAL_DEVICE_DIGITS + 1])
{
	sodium_bin2hex(device, CREDENTIAL_DEVICE_DIGITS + 1, key, CREDENTIAL_DEVICE_DIGITS / 2);
}

/* The body by its hash, so that what is signed is short. 0: the path is longer than any of ours. */
static size_t message_of(char message[MESSAGE_BYTES_MAX], const struct credential *credential, const struct credential_request *request)
{
	char hash[SHA256_DIGITS + 1];
	int length;

	if (request->path.length > PATH_BYTES_MAX)
		return 0;
	sha256_hex(request->body, hash);
	length = snprintf(message, MESSAGE_BYTES_MAX, "hallboard request\n" STR_FMT "\n" STR_FMT "\n%s\n%s\n%" PRId64 "\n%08" PRIx32 ".%" PRIu32 "\n",
		STR_ARG(request->method), STR_ARG(request->path), hash, credential->device, credential->time_ms, credential->nonce.run,
		credential->nonce.number);
	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	return (size_t)length;
}

void credential_sign(struct credential *credential, const struct credential_request *request,
	const uint8_t secret[CREDENTIAL_SECRET_BYTES])
{
	uint8_t signature[crypto_sign_BYTES];
	char message[MESSAGE_BYTES_MAX];
	size_t length = message_of(message, credential, request);

	REQUIRE(length && crypto_sign_detached(signature, NULL, (const uint8_t *)message, length, secret) == 0);
	sodium_bin2hex(credential->signature, sizeof(credential->signature), signature, sizeof(signature));
}

bool credential_verify(const struct credential *credential, const struct credential_request *request,
	const uint8_t key[CREDENTIAL_KEY_BYTES])
{
	uint8_t signature[crypto_sign_BYTES];
	char message[MESSAGE_BYTES_MAX];
	size_t length = message_of(message, credential, request);

	return length &&
	       sodium_hex2bin(signature, sizeof(signature), credential->signature, CREDENTIAL_SIGNATURE_DIGITS, NULL, NULL, NULL) == 0 &&
	       crypto_sign_verify_detached(signature, (const uint8_t *)message, length, key) == 0;
}

void credential_print(const struct credential *credential, char field[CREDENTIAL_FIELD_BYTES])
{
	int length = snprintf(field, CREDENTIAL_FIELD_BYTES,
		"Hallboard device=%s, time=%" PRId64 ", nonce=%08" PRIx32 ".%" PRIu32 ", signature=%s", credential->device, credential->time_ms,
		credential->nonce.run, credential->nonce.number, credential->signature);

	REQUIRE(length > 0 && length < CREDENTIAL_FIELD_BYTES);
}

/* Cuts START and up to the next comma off *rest. */
static bool cut(struct str *rest, struct str start, struct str *value)
{
	if (!str_starts(*rest, start))
		return false;
	*rest = str_part(*rest, start.length, rest->length);
	*value = str_part(*rest, 0, str_find(*rest, STR(",")));
	*rest = str_part(*rest, value->length, rest->length);
	return true;
}

static bool take_digits(struct str value, size_t count, char *digits)
{
	if (value.length != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!memchr("0123456789abcdef", value.bytes[i], 16))
			return false;
	memcpy(digits, value.bytes, count);
	digits[count] = '\0';
	return true;
}

static bool take_nonce(struct str value, struct credential_nonce *nonce)
{
	char run[9];
	int64_t number;

	if (value.length < 10 || value.bytes[8] != '.' || !take_digits(str_part(value, 0, 8), 8, run) ||
		!str_integer(str_part(value, 9, value.length), &number) || number < 0 || number > UINT32_MAX)
		return false;
	return sscanf(run, "%" SCNx32, &nonce->run) == 1 && (nonce->number = (uint32_t)number, true);
}

bool credential_parse(struct str field, struct credential *credential)
{
	struct str device, time, nonce, signature;

	return cut(&field, STR("Hallboard device="), &device) && cut(&field, STR(", time="), &time) && cut(&field, STR(", nonce="), &nonce) &&
	       cut(&field, STR(", signature="), &signature) && field.length == 0 &&
	       take_digits(device, CREDENTIAL_DEVICE_DIGITS, credential->device) && time.length <= TIME_DIGITS_MAX &&
	       str_integer(time, &credential->time_ms) && credential->time_ms >= 0 && take_nonce(nonce, &credential->nonce) &&
	       take_digits(signature, CREDENTIAL_SIGNATURE_DIGITS, credential->signature);
}
