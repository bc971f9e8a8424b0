#include "feed/wire/tally.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/check.h"

enum { MESSAGE_BYTES_MAX = 128 };

_Static_assert(TALLY_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "Ed25519");
_Static_assert(RATING_KEY_DIGITS == 2 * crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(RATING_SIGNATURE_DIGITS == 2 * crypto_sign_BYTES, "Ed25519");

static void key_digits(const uint8_t secret[TALLY_SECRET_BYTES], char digits[RATING_KEY_DIGITS + 1])
{
	uint8_t open[crypto_sign_PUBLICKEYBYTES];

	crypto_sign_ed25519_sk_to_pk(open, secret);
	sodium_bin2hex(digits, RATING_KEY_DIGITS + 1, open, sizeof(open));
}

void tally_device(const uint8_t secret[TALLY_SECRET_BYTES], char device[TALLY_DEVICE_DIGITS + 1])
{
	char digits[RATING_KEY_DIGITS + 1];

	key_digits(secret, digits);
	memcpy(device, digits, TALLY_DEVICE_DIGITS);
	device[TALLY_DEVICE_DIGITS] = '\0';
}

void tally_make_device(uint8_t secret[TALLY_SECRET_BYTES], char device[TALLY_DEVICE_DIGITS + 1])
{
	uint8_t open[crypto_sign_PUBLICKEYBYTES];

	REQUIRE(sodium_init() >= 0);
	REQUIRE(crypto_sign_keypair(open, secret) == 0);
	tally_device(secret, device);
}

static size_t message_of(char message[MESSAGE_BYTES_MAX], const struct rating_count *count)
{
	int length = snprintf(message, MESSAGE_BYTES_MAX, "hallboard count\n" STR_FMT "\n%lld\n%lld\n", STR_ARG(count->device),
		(long long)count->hour, (long long)count->stored);

	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	return (size_t)length;
}

void tally_sign(struct rating_count *count, const uint8_t secret[TALLY_SECRET_BYTES])
{
	uint8_t signature[crypto_sign_BYTES];
	char message[MESSAGE_BYTES_MAX];
	size_t length = message_of(message, count);

	REQUIRE(crypto_sign_detached(signature, NULL, (const uint8_t *)message, length, secret) == 0);
	key_digits(secret, count->key);
	sodium_bin2hex(count->signature, sizeof(count->signature), signature, sizeof(signature));
}

bool tally_verify(const struct rating_count *count)
{
	uint8_t signature[crypto_sign_BYTES], open[crypto_sign_PUBLICKEYBYTES];
	char message[MESSAGE_BYTES_MAX];
	size_t length = message_of(message, count);

	return str_equal(count->device, str_part(str_from(count->key), 0, TALLY_DEVICE_DIGITS)) &&
	       sodium_hex2bin(open, sizeof(open), count->key, RATING_KEY_DIGITS, NULL, NULL, NULL) == 0 &&
	       sodium_hex2bin(signature, sizeof(signature), count->signature, RATING_SIGNATURE_DIGITS, NULL, NULL, NULL) == 0 &&
	       crypto_sign_verify_detached(signature, (const uint8_t *)message, length, open) == 0;
}
