#include "feed/wire/root.h"

#include <stdio.h>

#include "feed/base/arena.h"
#include "feed/wire/json.h"

static const char *const role_names[ROOT_ROLE_COUNT] = {"root", "content", "alert", "head"};

void root_key_id(const uint8_t id[SIGN_KEY_ID_BYTES], char digits[ROOT_KEY_ID_DIGITS + 1])
{
	for (int i = 0; i < SIGN_KEY_ID_BYTES; i++)
		snprintf(digits + 2 * i, 3, "%02X", id[SIGN_KEY_ID_BYTES - 1 - i]);
}

static bool read_key(struct json_reader *reader, const json_t *value, struct root_key *key)
{
	char digits[ROOT_KEY_ID_DIGITS + 1];
	struct str id, text;
	struct error why;

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	if (!json_read_id(reader, json_key(reader, value, "id"), ROOT_KEY_ID_DIGITS, &id) ||
		!json_read_text(reader, json_key(reader, value, "minisign"), SIGN_TEXT_BYTES_MAX, &text))
		return false;
	if (!sign_public_parse(text, &key->open, &why))
		return json_refuse_text(reader, STR("something else"), "a public key as minisign writes it");
	root_key_id(key->open.id, digits);
	if (!str_equal(id, str_from(digits)))
		return json_refuse_text(reader, id, "the id that stands in the key, %s", digits);
	json_leave(reader);
	return true;
}

static bool read_keys(struct json_reader *reader, struct root *root)
{
	const json_t *list = json_key(reader, reader->root, "keys");

	if (!json_read_list(reader, list, ROOT_KEYS_MAX, &root->key_count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < root->key_count; i++)
		if (!read_key(reader, json_item(reader, list, i), &root->keys[i]))
			return false;
	json_leave(reader);
	return true;
}

static void allow(struct root *root, struct str id, int role)
{
	char digits[ROOT_KEY_ID_DIGITS + 1];

	for (size_t i = 0; i < root->key_count; i++) {
		root_key_id(root->keys[i].open.id, digits);
		if (str_equal(id, str_from(digits)))
			root->keys[i].roles |= 1u << role;
	}
}

/* A role that needs two signatures is nobody's here: what is published has one. */
static bool read_role(struct json_reader *reader, const json_t *value, struct root *root, int role)
{
	const json_t *list;
	int64_t threshold;
	struct str id;
	size_t count;

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	if (!json_read_integer(reader, json_key(reader, value, "threshold"), 1, ROOT_KEYS_MAX, &threshold))
		return false;
	list = json_key(reader, value, "keys");
	if (!json_read_list(reader, list, ROOT_KEYS_MAX, &count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < count; i++) {
		if (!json_read_id(reader, json_item(reader, list, i), ROOT_KEY_ID_DIGITS, &id))
			return false;
		if (threshold == 1)
			allow(root, id, role);
	}
	json_leave(reader);
	json_leave(reader);
	return true;
}

static bool read_roles(struct json_reader *reader, struct root *root)
{
	const json_t *roles = json_key(reader, reader->root, "roles");

	if (!json_read_object(reader, roles))
		return false;
	json_enter(reader);
	for (int role = 0; role < ROOT_ROLE_COUNT; role++)
		if (!read_role(reader, json_key(reader, roles, role_names[role]), root, role))
			return false;
	json_leave(reader);
	return true;
}

static bool read_root(struct json_reader *reader, struct root *root)
{
	return json_read_integer(reader, json_key(reader, reader->root, "version"), 1, INT64_MAX, &root->version) &&
	       json_read_time(reader, json_key(reader, reader->root, "issued"), &root->issued_ms) &&
	       json_read_time(reader, json_key(reader, reader->root, "expires"), &root->expires_ms) &&
	       read_keys(reader, root) && read_roles(reader, root);
}

bool root_decode(struct arena *arena, struct str bytes, struct root *root, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("root"), .bytes = bytes, .error = error};
	bool decoded;

	*root = (struct root){0};
	if (bytes.length > ROOT_BYTES_MAX)
		return error_set(error, "root: found %zu bytes, expected at most %d", bytes.length, ROOT_BYTES_MAX);
	decoded = json_open(&reader, NULL) && read_root(&reader, root);
	json_close(&reader);
	return decoded;
}

bool root_verify(const struct root *root, unsigned roles, struct str bytes, struct str signature, struct error *error)
{
	error_set(error, "found no key for this in the root, expected one");
	for (size_t i = 0; i < root->key_count; i++)
		if ((root->keys[i].roles & roles) && sign_verify(&root->keys[i].open, bytes, signature, error))
			return true;
	return false;
}
