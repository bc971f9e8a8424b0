#include "feed/wire/staff_code.h"

#include <sodium.h>
#include <stdio.h>

#include "feed/base/check.h"

#define CODES_BELOW 100000000u /* eight digits */

_Static_assert(STAFF_SECRET_BYTES == crypto_auth_hmacsha256_KEYBYTES, "HMAC");
_Static_assert(STAFF_SECRET_BYTES == crypto_auth_hmacsha256_BYTES, "HMAC");

void staff_secret_make(uint8_t secret[STAFF_SECRET_BYTES])
{
	REQUIRE(sodium_init() >= 0);
	randombytes_buf(secret, STAFF_SECRET_BYTES);
}

void staff_secret_of_area(const uint8_t centre[STAFF_SECRET_BYTES], struct str area, uint8_t secret[STAFF_SECRET_BYTES])
{
	crypto_auth_hmacsha256(secret, (const uint8_t *)area.bytes, area.length, centre);
}

void staff_secret_text(const uint8_t secret[STAFF_SECRET_BYTES], char digits[STAFF_SECRET_DIGITS + 1])
{
	sodium_bin2hex(digits, STAFF_SECRET_DIGITS + 1, secret, STAFF_SECRET_BYTES);
}

bool staff_secret_parse(struct str text, uint8_t secret[STAFF_SECRET_BYTES])
{
	size_t length;

	while (text.length && (text.bytes[text.length - 1] == '\n' || text.bytes[text.length - 1] == '\r'))
		text.length--;
	return text.length == STAFF_SECRET_DIGITS &&
	       sodium_hex2bin(secret, STAFF_SECRET_BYTES, text.bytes, text.length, NULL, &length, NULL) == 0 && length == STAFF_SECRET_BYTES;
}

/* Four bytes of the digest at a place that its last one names, as in RFC 4226. */
void staff_code(const uint8_t secret[STAFF_SECRET_BYTES], int64_t day, int number, char code[STAFF_CODE_DIGITS + 1])
{
	uint8_t digest[crypto_auth_hmacsha256_BYTES], *at;
	char message[48];
	int length = snprintf(message, sizeof(message), "staff %lld %d", (long long)day, number);
	uint32_t value;

	crypto_auth_hmacsha256(digest, (const uint8_t *)message, (unsigned long long)length, secret);
	at = digest + (digest[sizeof(digest) - 1] & 15);
	value = ((uint32_t)at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
	snprintf(code, STAFF_CODE_DIGITS + 1, "%08u", value % CODES_BELOW);
}
