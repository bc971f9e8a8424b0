#include "feed/wire/wire.h"

#include <sodium.h>

_Static_assert(SHA256_DIGITS == 2 * crypto_hash_sha256_BYTES, "two digits a byte");

void sha256_hex(struct str bytes, char digits[SHA256_DIGITS + 1])
{
	uint8_t hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const uint8_t *)bytes.bytes, bytes.length);
	sodium_bin2hex(digits, SHA256_DIGITS + 1, hash, sizeof(hash));
}
