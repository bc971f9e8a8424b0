#include "feed/wire/sign.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

#define UNTRUSTED STR("untrusted comment: ")
#define TRUSTED STR("trusted comment: ")

enum {
	ALGORITHM_BYTES = 2,
	SIGNATURE_BYTES = crypto_sign_ed25519_BYTES,
	HASH_BYTES = crypto_generichash_blake2b_BYTES_MAX,
	SALT_AND_LIMITS_BYTES = 32 + 8 + 8, /* of a password; zeros without one */
	CHECKSUM_BYTES = 32                 /* of an encrypted key; zeros without a password */
};

/* What the base64 lines hold; bytes only, so there is no padding. */
struct public_line {
	uint8_t algorithm[ALGORITHM_BYTES]; /* Ed */
	uint8_t id[SIGN_KEY_ID_BYTES];
	uint8_t key[SIGN_PUBLIC_BYTES];
};

struct secret_line {
	uint8_t algorithm[ALGORITHM_BYTES]; /* Ed */
	uint8_t kdf[ALGORITHM_BYTES];       /* zeros: no password */
	uint8_t checksum_kind[ALGORITHM_BYTES];
	uint8_t salt_and_limits[SALT_AND_LIMITS_BYTES];
	uint8_t id[SIGN_KEY_ID_BYTES];
	uint8_t key[SIGN_SECRET_BYTES];
	uint8_t checksum[CHECKSUM_BYTES];
};

struct signature_line {
	uint8_t algorithm[ALGORITHM_BYTES]; /* ED: over the BLAKE2b-512 of the bytes; Ed would be over the bytes */
	uint8_t id[SIGN_KEY_ID_BYTES];
	uint8_t signature[SIGNATURE_BYTES];
};

_Static_assert(SIGN_PUBLIC_BYTES == crypto_sign_ed25519_PUBLICKEYBYTES, "as libsodium has it");
_Static_assert(SIGN_SECRET_BYTES == crypto_sign_ed25519_SECRETKEYBYTES, "as libsodium has it");
_Static_assert(sizeof(struct secret_line) == 158, "as minisign has it");

void sign_start(void)
{
	REQUIRE(sodium_init() >= 0);
}

void sign_make_keys(struct sign_public *open, struct sign_secret *secret)
{
	randombytes_buf(open->id, sizeof(open->id));
	memcpy(secret->id, open->id, sizeof(secret->id));
	crypto_sign_ed25519_keypair(open->key, secret->key);
}

static struct str to_base64(struct arena *arena, const void *bytes, size_t length)
{
	size_t room = sodium_base64_ENCODED_LEN(length, sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_take(arena, room);

	sodium_bin2base64(text, room, bytes, length, sodium_base64_VARIANT_ORIGINAL);
	return (struct str){text, room - 1};
}

/* libsodium takes a + or / with its eighth bit set for the character itself. */
static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.bytes[i] >= 0x80)
			return false;
	return true;
}

/* Exactly length bytes; strict also about padding and spare bits, so that one value has one text. */
static bool from_base64(struct str text, void *bytes, size_t length)
{
	size_t got;

	return is_ascii(text) &&
	       sodium_base642bin(
		       bytes, length, text.bytes, text.length, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       got == length;
}

/* Cuts a line off and takes its start away; false where it starts otherwise. */
static bool next_line(struct str *rest, struct str start, struct str *line)
{
	if (!str_next(rest, '\n', line) || !str_starts(*line, start))
		return false;
	*line = str_part(*line, start.length, line->length);
	return true;
}

/* Nothing more, or the newline that ended the last line. */
static bool is_spent(struct str rest)
{
	return rest.length == 0;
}

static bool key_line(struct str text, void *bytes, size_t length)
{
	struct str comment, line;

	return text.length <= SIGN_TEXT_BYTES_MAX && next_line(&text, UNTRUSTED, &comment) &&
	       next_line(&text, STR(""), &line) && is_spent(text) && from_base64(line, bytes, length);
}

bool sign_public_parse(struct str text, struct sign_public *open, struct error *error)
{
	struct public_line line;

	if (!key_line(text, &line, sizeof(line)) || memcmp(line.algorithm, "Ed", ALGORITHM_BYTES) != 0)
		return error_set(error, "found something else, expected a public key file as minisign writes it");
	memcpy(open->id, line.id, sizeof(open->id));
	memcpy(open->key, line.key, sizeof(open->key));
	return true;
}

/* minisign prints a key's id as a little-endian number without leading zeros. */
static struct str id_text(struct arena *arena, const uint8_t id[SIGN_KEY_ID_BYTES])
{
	uint64_t number = 0;

	for (int i = SIGN_KEY_ID_BYTES - 1; i >= 0; i--)
		number = number << 8 | id[i];
	return str_format(arena, "%" PRIX64, number);
}

struct str sign_public_text(struct arena *arena, const struct sign_public *open)
{
	struct public_line line = {.algorithm = "Ed"};

	memcpy(line.id, open->id, sizeof(line.id));
	memcpy(line.key, open->key, sizeof(line.key));
	return str_format(arena, "untrusted comment: minisign public key " STR_FMT "\n" STR_FMT "\n",
		STR_ARG(id_text(arena, open->id)), STR_ARG(to_base64(arena, &line, sizeof(line))));
}

/* The second half of a secret key is its public key: a damaged file would sign what nobody can verify. */
static bool halves_match(const uint8_t key[SIGN_SECRET_BYTES])
{
	uint8_t open[SIGN_PUBLIC_BYTES], secret[SIGN_SECRET_BYTES];
	bool match;

	crypto_sign_ed25519_seed_keypair(open, secret, key);
	match = sodium_memcmp(secret, key, sizeof(secret)) == 0;
	sodium_memzero(secret, sizeof(secret));
	return match;
}

static bool secret_line_parse(struct str text, struct secret_line *line, struct error *error)
{
	static const uint8_t no_password[ALGORITHM_BYTES];

	if (!key_line(text, line, sizeof(*line)) || memcmp(line->algorithm, "Ed", ALGORITHM_BYTES) != 0)
		return error_set(error, "found something else, expected a secret key file as minisign -G -W writes it");
	if (memcmp(line->kdf, no_password, ALGORITHM_BYTES) != 0)
		return error_set(error, "found a secret key with a password, expected one without (minisign -G -W)");
	if (!halves_match(line->key))
		return error_set(error, "found a damaged secret key, expected two halves that belong together");
	return true;
}

bool sign_secret_parse(struct str text, struct sign_secret *secret, struct error *error)
{
	struct secret_line line;
	bool parsed = secret_line_parse(text, &line, error);

	if (parsed) {
		memcpy(secret->id, line.id, sizeof(secret->id));
		memcpy(secret->key, line.key, sizeof(secret->key));
	}
	sodium_memzero(&line, sizeof(line));
	return parsed;
}

struct str sign_secret_text(struct arena *arena, const struct sign_secret *secret)
{
	struct secret_line line = {.algorithm = "Ed", .checksum_kind = "B2"};
	struct str text;

	memcpy(line.id, secret->id, sizeof(line.id));
	memcpy(line.key, secret->key, sizeof(line.key));
	text = str_format(arena, "untrusted comment: minisign encrypted secret key\n" STR_FMT "\n",
		STR_ARG(to_base64(arena, &line, sizeof(line))));
	sodium_memzero(&line, sizeof(line));
	return text;
}

static void hash_bytes(struct str bytes, uint8_t hash[HASH_BYTES])
{
	crypto_generichash_blake2b(hash, HASH_BYTES, (const uint8_t *)bytes.bytes, bytes.length, NULL, 0);
}

/* The second signature covers the first one and the trusted comment, so that neither can be exchanged. */
static size_t comment_message(uint8_t message[SIGNATURE_BYTES + SIGN_TEXT_BYTES_MAX],
	const uint8_t signature[SIGNATURE_BYTES], struct str comment)
{
	REQUIRE(comment.length <= SIGN_TEXT_BYTES_MAX);
	memcpy(message, signature, SIGNATURE_BYTES);
	if (comment.length)
		memcpy(message + SIGNATURE_BYTES, comment.bytes, comment.length);
	return SIGNATURE_BYTES + comment.length;
}

struct str sign_make(
	struct arena *arena, const struct sign_secret *secret, struct str bytes, struct str trusted_comment)
{
	struct signature_line line = {.algorithm = "ED"};
	uint8_t hash[HASH_BYTES], message[SIGNATURE_BYTES + SIGN_TEXT_BYTES_MAX], second[SIGNATURE_BYTES];
	size_t length;
	struct str text;

	REQUIRE(str_find(trusted_comment, STR("\n")) == trusted_comment.length);
	memcpy(line.id, secret->id, sizeof(line.id));
	hash_bytes(bytes, hash);
	crypto_sign_ed25519_detached(line.signature, NULL, hash, sizeof(hash), secret->key);
	length = comment_message(message, line.signature, trusted_comment);
	crypto_sign_ed25519_detached(second, NULL, message, length, secret->key);
	text = str_format(arena,
		"untrusted comment: signature from hallfeed\n" STR_FMT "\ntrusted comment: " STR_FMT "\n" STR_FMT "\n",
		STR_ARG(to_base64(arena, &line, sizeof(line))), STR_ARG(trusted_comment),
		STR_ARG(to_base64(arena, second, sizeof(second))));
	REQUIRE(text.length <= SIGN_TEXT_BYTES_MAX);
	return text;
}

static bool signature_parse(
	struct str text, struct signature_line *line, struct str *trusted, uint8_t second[SIGNATURE_BYTES])
{
	struct str untrusted, first_text, second_text;

	return text.length <= SIGN_TEXT_BYTES_MAX && next_line(&text, UNTRUSTED, &untrusted) &&
	       next_line(&text, STR(""), &first_text) && next_line(&text, TRUSTED, trusted) &&
	       next_line(&text, STR(""), &second_text) && is_spent(text) &&
	       from_base64(first_text, line, sizeof(*line)) && from_base64(second_text, second, SIGNATURE_BYTES);
}

bool sign_verify(const struct sign_public *open, struct str bytes, struct str signature_text, struct error *error)
{
	struct signature_line line;
	struct str trusted;
	uint8_t hash[HASH_BYTES], message[SIGNATURE_BYTES + SIGN_TEXT_BYTES_MAX], second[SIGNATURE_BYTES];
	size_t length;

	if (!signature_parse(signature_text, &line, &trusted, second))
		return error_set(error, "found something else, expected a signature file as minisign writes it");
	if (memcmp(line.algorithm, "ED", ALGORITHM_BYTES) != 0)
		return error_set(
			error, "found a signature of another kind, expected a pre-hashed one (minisign -S -H)");
	if (memcmp(line.id, open->id, sizeof(line.id)) != 0)
		return error_set(
			error, "found a signature by another key, expected one by the key that is trusted here");
	hash_bytes(bytes, hash);
	if (crypto_sign_ed25519_verify_detached(line.signature, hash, sizeof(hash), open->key) != 0)
		return error_set(error, "the signature does not fit the bytes");
	length = comment_message(message, line.signature, trusted);
	if (crypto_sign_ed25519_verify_detached(second, message, length, open->key) != 0)
		return error_set(error, "the signature does not fit its trusted comment");
	return true;
}
