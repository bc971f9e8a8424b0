#include "feed/wire/enrol.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

enum { MESSAGE_BYTES_MAX = 1024, STRETCH_PASSES = 2, STRETCH_BYTES = 8 * 1024 * 1024 };

_Static_assert(ENROL_PROOF_DIGITS == 2 * crypto_auth_BYTES, "HMAC-SHA-512/256");
_Static_assert(ENROL_SECRET_BYTES == crypto_auth_KEYBYTES, "HMAC-SHA-512/256");

void enrol_code_make(char code[ENROL_CODE_DIGITS + 1])
{
	for (int i = 0; i < ENROL_CODE_DIGITS; i++)
		code[i] = enrol_alphabet[randombytes_uniform(ENROL_ALPHABET)];
	code[ENROL_CODE_DIGITS] = '\0';
}

void enrol_secret(const char code[ENROL_CODE_DIGITS + 1], uint8_t secret[ENROL_SECRET_BYTES])
{
	static const uint8_t salt[crypto_pwhash_SALTBYTES] = "hallboard enrol";

	REQUIRE(crypto_pwhash(secret, ENROL_SECRET_BYTES, code, ENROL_CODE_DIGITS, salt, STRETCH_PASSES, STRETCH_BYTES,
			crypto_pwhash_ALG_ARGON2ID13) == 0);
}

void enrol_id(const uint8_t secret[ENROL_SECRET_BYTES], char id[ENROL_ID_DIGITS + 1])
{
	uint8_t hash[crypto_auth_BYTES];
	static const char words[] = "hallboard enrol id";

	REQUIRE(crypto_auth(hash, (const uint8_t *)words, sizeof(words) - 1, secret) == 0);
	sodium_bin2hex(id, ENROL_ID_DIGITS + 1, hash, ENROL_ID_DIGITS / 2);
}

static void prove(struct str message, const uint8_t secret[ENROL_SECRET_BYTES], char proof[ENROL_PROOF_DIGITS + 1])
{
	uint8_t hash[crypto_auth_BYTES];

	REQUIRE(crypto_auth(hash, (const uint8_t *)message.bytes, message.length, secret) == 0);
	sodium_bin2hex(proof, ENROL_PROOF_DIGITS + 1, hash, sizeof(hash));
}

static bool is_proof(const char *given, const char *right)
{
	return sodium_memcmp(given, right, ENROL_PROOF_DIGITS) == 0;
}

void enrol_request_prove(struct enrol_request *request, const uint8_t secret[ENROL_SECRET_BYTES])
{
	char message[MESSAGE_BYTES_MAX];

	prove((struct str){message, (size_t)snprintf(message, sizeof(message), "hallboard enrol\n%s\n", request->key)}, secret,
		request->proof);
}

bool enrol_request_proven(const struct enrol_request *request, const uint8_t secret[ENROL_SECRET_BYTES])
{
	struct enrol_request right = *request;

	enrol_request_prove(&right, secret);
	return is_proof(request->proof, right.proof);
}

void enrol_answer_prove(struct enrol_answer *answer, const char *key, const uint8_t secret[ENROL_SECRET_BYTES])
{
	char message[MESSAGE_BYTES_MAX];
	int length = snprintf(message, sizeof(message), "hallboard enrolled\n%s\n" STR_FMT "\n" STR_FMT "\n" STR_FMT "\n", key,
		STR_ARG(answer->area), STR_ARG(answer->group), STR_ARG(answer->centre));

	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	prove((struct str){message, (size_t)length}, secret, answer->proof);
}

bool enrol_answer_proven(const struct enrol_answer *answer, const char *key, const uint8_t secret[ENROL_SECRET_BYTES])
{
	struct enrol_answer right = *answer;

	enrol_answer_prove(&right, key, secret);
	return is_proof(answer->proof, right.proof);
}

struct str enrol_request_encode(struct arena *arena, const struct enrol_request *request)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "code", json_of_text(str_from(request->id)));
	json_put(object, "key", json_of_text(str_from(request->key)));
	json_put(object, "proof", json_of_text(str_from(request->proof)));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}

bool enrol_request_decode(struct arena *arena, struct str bytes, struct enrol_request *request, struct error *error)
{
	static const char *const keys[] = {"code", "key", "proof", NULL};
	struct json_reader reader = {.arena = arena, .name = STR("enrolment"), .bytes = bytes, .error = error};
	bool decoded;

	if (bytes.length > ENROL_BYTES_MAX)
		return error_set(error, "enrolment: found %zu bytes, expected at most %d", bytes.length, ENROL_BYTES_MAX);
	decoded = json_open(&reader, NULL) && json_only(&reader, reader.root, keys) &&
		  json_read_digits(&reader, json_key(&reader, reader.root, "code"), ENROL_ID_DIGITS, request->id) &&
		  json_read_digits(&reader, json_key(&reader, reader.root, "key"), ENROL_KEY_DIGITS, request->key) &&
		  json_read_digits(&reader, json_key(&reader, reader.root, "proof"), ENROL_PROOF_DIGITS, request->proof);
	json_close(&reader);
	return decoded;
}

struct str enrol_answer_encode(struct arena *arena, const struct enrol_answer *answer)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "area", json_of_text(answer->area));
	json_put(object, "group", json_of_text(answer->group));
	json_put(object, "centre", json_of_text(answer->centre));
	json_put(object, "proof", json_of_text(str_from(answer->proof)));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}

bool enrol_answer_decode(struct arena *arena, struct str bytes, struct enrol_answer *answer, struct error *error)
{
	static const char *const keys[] = {"area", "group", "centre", "proof", NULL};
	struct json_reader reader = {.arena = arena, .name = STR("enrolment"), .bytes = bytes, .error = error};
	bool decoded;

	if (bytes.length > ENROL_BYTES_MAX)
		return error_set(error, "enrolment: found %zu bytes, expected at most %d", bytes.length, ENROL_BYTES_MAX);
	decoded = json_open(&reader, NULL) && json_only(&reader, reader.root, keys) &&
		  json_read_text(&reader, json_key(&reader, reader.root, "area"), ENROL_NAME_BYTES_MAX, &answer->area) &&
		  json_read_text(&reader, json_key(&reader, reader.root, "group"), ENROL_NAME_BYTES_MAX, &answer->group) &&
		  json_read_text(&reader, json_key(&reader, reader.root, "centre"), ENROL_CENTRE_BYTES_MAX, &answer->centre) &&
		  json_read_digits(&reader, json_key(&reader, reader.root, "proof"), ENROL_PROOF_DIGITS, answer->proof);
	json_close(&reader);
	return decoded;
}
