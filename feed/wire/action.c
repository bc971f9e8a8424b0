#include "feed/wire/action.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

enum { MESSAGE_BYTES_MAX = 512, BASE64 = sodium_base64_VARIANT_ORIGINAL, FILE_DIGITS_MAX = (ACTION_FILE_BYTES_MAX + 2) / 3 * 4 };

_Static_assert(ACTION_SIGNATURE_DIGITS == 2 * crypto_sign_BYTES, "Ed25519");
_Static_assert(ACTION_SEAL_BYTES == crypto_box_SEALBYTES, "a sealed box");
_Static_assert(2 * (ACTION_SEALED_BYTES_MAX + ACTION_SEAL_BYTES) <= ACTION_ARGUMENT_BYTES_MAX, "an argument holds it");

static struct str message_of(char message[MESSAGE_BYTES_MAX], const struct action *action)
{
	int length = snprintf(message, MESSAGE_BYTES_MAX, "hallboard action\n%" PRId64 "\n%s\n" STR_FMT "\n%" PRId64 "\n" STR_FMT "\n",
		action->number, action->device, STR_ARG(action->kind), action->expires_ms, STR_ARG(action->argument));

	REQUIRE(length > 0 && length < MESSAGE_BYTES_MAX);
	return (struct str){message, (size_t)length};
}

void action_sign(struct action *action, const struct sign_secret *secret)
{
	uint8_t signature[crypto_sign_BYTES];
	char room[MESSAGE_BYTES_MAX];
	struct str message = message_of(room, action);

	REQUIRE(crypto_sign_detached(signature, NULL, (const uint8_t *)message.bytes, message.length, secret->key) == 0);
	sodium_bin2hex(action->signature, sizeof(action->signature), signature, sizeof(signature));
}

bool action_verify(const struct action *action, const struct sign_public *open)
{
	uint8_t signature[crypto_sign_BYTES];
	char room[MESSAGE_BYTES_MAX];
	struct str message = message_of(room, action);

	return sodium_hex2bin(signature, sizeof(signature), action->signature, ACTION_SIGNATURE_DIGITS, NULL, NULL, NULL) == 0 &&
	       crypto_sign_verify_detached(signature, (const uint8_t *)message.bytes, message.length, open->key) == 0;
}

struct str action_seal(struct arena *arena, struct str secret, const uint8_t device_key[SIGN_PUBLIC_BYTES])
{
	uint8_t key[crypto_box_PUBLICKEYBYTES], sealed[ACTION_SEALED_BYTES_MAX + ACTION_SEAL_BYTES];
	size_t digits = 2 * (secret.length + ACTION_SEAL_BYTES);
	char *text = arena_take(arena, digits + 1);

	REQUIRE(secret.length <= ACTION_SEALED_BYTES_MAX);
	if (crypto_sign_ed25519_pk_to_curve25519(key, device_key) != 0)
		return STR(""); /* not a point that a device can have: it will say that nothing was sealed for it */
	REQUIRE(crypto_box_seal(sealed, (const uint8_t *)secret.bytes, secret.length, key) == 0);
	sodium_bin2hex(text, digits + 1, sealed, digits / 2);
	return (struct str){text, digits};
}

bool action_unseal(struct str sealed, const uint8_t device_secret[SIGN_SECRET_BYTES], uint8_t *opened, size_t bytes)
{
	uint8_t box[ACTION_SEALED_BYTES_MAX + ACTION_SEAL_BYTES], open[SIGN_PUBLIC_BYTES], key[crypto_box_PUBLICKEYBYTES],
		secret[crypto_box_SECRETKEYBYTES];
	size_t length = 0;
	bool ok = sodium_hex2bin(box, sizeof(box), sealed.bytes, sealed.length, NULL, &length, NULL) == 0 && length == bytes + ACTION_SEAL_BYTES &&
		  crypto_sign_ed25519_sk_to_pk(open, device_secret) == 0 && crypto_sign_ed25519_pk_to_curve25519(key, open) == 0 &&
		  crypto_sign_ed25519_sk_to_curve25519(secret, device_secret) == 0 && crypto_box_seal_open(opened, box, length, key, secret) == 0;

	sodium_memzero(secret, sizeof(secret));
	return ok;
}

static json_t *write_action(const struct action *action)
{
	json_t *object = json_object();

	json_put(object, "number", json_integer(action->number));
	json_put(object, "device", json_of_text(str_from(action->device)));
	json_put(object, "kind", json_of_text(action->kind));
	json_put(object, "expires", json_of_time(action->expires_ms));
	json_put(object, "argument", json_of_text(action->argument));
	json_put(object, "signature", json_of_text(str_from(action->signature)));
	return object;
}

struct str action_list_encode(struct arena *arena, const struct action_list *list)
{
	struct json_writer writer = {0};

	json_write_list(&writer, json_object(), "actions");
	for (size_t i = 0; i < list->count; i++)
		json_write_item(&writer, i, write_action(&list->items[i]));
	return json_write_list_take(&writer, arena);
}

static bool read_action(struct json_reader *reader, const json_t *value, struct action *action)
{
	static const char *const keys[] = {"number", "device", "kind", "expires", "argument", "signature", NULL};

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	if (!json_only(reader, value, keys) ||
		!json_read_integer(reader, json_key(reader, value, "number"), 1, ACTION_NUMBER_MAX, &action->number) ||
		!json_read_digits(reader, json_key(reader, value, "device"), SEEN_DEVICE_DIGITS, action->device) ||
		!json_read_id(reader, json_key(reader, value, "kind"), ACTION_KIND_BYTES_MAX, &action->kind) ||
		!json_read_time(reader, json_key(reader, value, "expires"), &action->expires_ms) ||
		!json_read_text(reader, json_key(reader, value, "argument"), ACTION_ARGUMENT_BYTES_MAX, &action->argument) ||
		!json_read_digits(reader, json_key(reader, value, "signature"), ACTION_SIGNATURE_DIGITS, action->signature))
		return false;
	json_leave(reader);
	return true;
}

static bool read_list(struct json_reader *reader, struct action_list *list)
{
	static const char *const keys[] = {"actions", NULL};
	const json_t *items;

	if (!json_only(reader, reader->root, keys))
		return false;
	items = json_key(reader, reader->root, "actions");
	if (!json_read_list(reader, items, ACTIONS_AT_ONCE, &list->count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < list->count; i++)
		if (!read_action(reader, json_item(reader, items, i), &list->items[i]))
			return false;
	json_leave(reader);
	return true;
}

bool action_list_decode(struct arena *arena, struct str bytes, struct action_list *list, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("actions"), .bytes = bytes, .error = error};
	bool decoded;

	*list = (struct action_list){.count = 0};
	if (bytes.length > ACTION_ANSWER_BYTES_MAX)
		return error_set(error, "actions: found %zu bytes, expected at most %d", bytes.length, ACTION_ANSWER_BYTES_MAX);
	decoded = json_open(&reader, NULL) && read_list(&reader, list);
	json_close(&reader);
	return decoded;
}

struct str action_result_encode(struct arena *arena, const struct action_result *result)
{
	size_t room = sodium_base64_ENCODED_LEN(result->file.length, BASE64);
	char *digits = arena_take(arena, room);
	struct json_writer writer = {0};
	json_t *object = json_object();

	sodium_bin2base64(digits, room, (const uint8_t *)result->file.bytes, result->file.length, BASE64);
	json_put(object, "number", json_integer(result->number));
	json_put(object, "device", json_of_text(str_from(result->device)));
	json_put(object, "done", json_boolean(result->done));
	json_put(object, "reason", json_of_text(result->reason));
	json_put(object, "file", json_of_text(str_from(digits)));
	json_write_value(&writer, object);
	return json_write_take(&writer, arena);
}

/* One line, for it is shown in a terminal. */
static bool read_reason(struct json_reader *reader, struct str *reason)
{
	if (!json_read_text(reader, json_key(reader, reader->root, "reason"), ACTION_REASON_BYTES_MAX, reason))
		return false;
	for (size_t i = 0; i < reason->length; i++)
		if ((unsigned char)reason->bytes[i] < ' ' || reason->bytes[i] == 0x7f)
			return json_refuse_text(reader, STR("a control character"), "one line of text");
	return true;
}

static bool read_file(struct json_reader *reader, struct str *file)
{
	struct str digits;
	uint8_t *bytes;

	if (!json_read_text(reader, json_key(reader, reader->root, "file"), FILE_DIGITS_MAX, &digits))
		return false;
	bytes = arena_take(reader->arena, digits.length + 1);
	if (sodium_base642bin(bytes, digits.length + 1, digits.bytes, digits.length, NULL, &file->length, NULL, BASE64) != 0 ||
		file->length > ACTION_FILE_BYTES_MAX)
		return json_refuse_text(reader, STR("another text"), "base64 of at most %d bytes", ACTION_FILE_BYTES_MAX);
	file->bytes = (const char *)bytes;
	return true;
}

bool action_result_decode(struct arena *arena, struct str bytes, struct action_result *result, struct error *error)
{
	static const char *const keys[] = {"number", "device", "done", "reason", "file", NULL};
	struct json_reader reader = {.arena = arena, .name = STR("action"), .bytes = bytes, .error = error};
	bool decoded;

	*result = (struct action_result){.number = 0};
	if (bytes.length > ACTION_RESULT_BYTES_MAX)
		return error_set(error, "action: found %zu bytes, expected at most %d", bytes.length, ACTION_RESULT_BYTES_MAX);
	decoded = json_open(&reader, NULL) && json_only(&reader, reader.root, keys) &&
		  json_read_integer(&reader, json_key(&reader, reader.root, "number"), 1, ACTION_NUMBER_MAX, &result->number) &&
		  json_read_digits(&reader, json_key(&reader, reader.root, "device"), SEEN_DEVICE_DIGITS, result->device) &&
		  json_read_flag(&reader, json_key(&reader, reader.root, "done"), &result->done) && read_reason(&reader, &result->reason) &&
		  read_file(&reader, &result->file);
	json_close(&reader);
	return decoded;
}
