#include "feed/wire/tally.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/check.h"

enum { MESSAGE_BYTES_MAX = 320 };

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

/* What is signed. */
struct message {
	char text[MESSAGE_BYTES_MAX];
	size_t length;
};

static struct message message_of(const struct rating_count *count)
{
	struct message message;
	int length = snprintf(message.text, MESSAGE_BYTES_MAX, "hallboard count\n" STR_FMT "\n%lld\n%lld\n", STR_ARG(count->device),
		(long long)count->hour, (long long)count->stored);

	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	message.length = (size_t)length;
	return message;
}

static struct message message_of_visits(const struct rating_visits *visits)
{
	struct message message;
	int length = snprintf(message.text, MESSAGE_BYTES_MAX, "hallboard visits\n" STR_FMT "\n" STR_FMT "\n%lld\n%lld\n%lld\n%lld\n%lld\n",
		STR_ARG(visits->device), STR_ARG(visits->area), (long long)visits->day, (long long)visits->shown,
		(long long)visits->answered, (long long)visits->abandoned, (long long)visits->timed_out);

	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	message.length = (size_t)length;
	return message;
}

static void sign(const struct message *message, const uint8_t secret[TALLY_SECRET_BYTES], char key[RATING_KEY_DIGITS + 1],
	char digits[RATING_SIGNATURE_DIGITS + 1])
{
	uint8_t signature[crypto_sign_BYTES];

	REQUIRE(crypto_sign_detached(signature, NULL, (const uint8_t *)message->text, message->length, secret) == 0);
	key_digits(secret, key);
	sodium_bin2hex(digits, RATING_SIGNATURE_DIGITS + 1, signature, sizeof(signature));
}

static bool verify(const struct message *message, struct str device, const char *key, const char *digits)
{
	uint8_t signature[crypto_sign_BYTES], open[crypto_sign_PUBLICKEYBYTES];

	return str_equal(device, str_part(str_from(key), 0, TALLY_DEVICE_DIGITS)) &&
	       sodium_hex2bin(open, sizeof(open), key, RATING_KEY_DIGITS, NULL, NULL, NULL) == 0 &&
	       sodium_hex2bin(signature, sizeof(signature), digits, RATING_SIGNATURE_DIGITS, NULL, NULL, NULL) == 0 &&
	       crypto_sign_verify_detached(signature, (const uint8_t *)message->text, message->length, open) == 0;
}

void tally_sign(struct rating_count *count, const uint8_t secret[TALLY_SECRET_BYTES])
{
	struct message message = message_of(count);

	sign(&message, secret, count->key, count->signature);
}

bool tally_verify(const struct rating_count *count)
{
	struct message message = message_of(count);

	return verify(&message, count->device, count->key, count->signature);
}

void tally_sign_visits(struct rating_visits *visits, const uint8_t secret[TALLY_SECRET_BYTES])
{
	struct message message = message_of_visits(visits);

	sign(&message, secret, visits->key, visits->signature);
}

bool tally_verify_visits(const struct rating_visits *visits)
{
	struct message message = message_of_visits(visits);

	return verify(&message, visits->device, visits->key, visits->signature);
}
