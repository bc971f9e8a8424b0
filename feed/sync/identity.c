#include "feed/sync/identity.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/base/ini.h"
#include "feed/base/log.h"
#include "feed/wire/action.h"

enum { SECRET_DIGITS = 2 * CREDENTIAL_SECRET_BYTES, HALL_BYTES_MAX = 2048, FOLDER_BYTES = 4096, SECRET_MODE = 0600 };

#define SECTION STR("enrolment")

struct identity {
	uint8_t secret[CREDENTIAL_SECRET_BYTES];
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	char folder[FOLDER_BYTES];
	uint32_t run, number;
	int64_t ahead_ms; /* of the centre's clock */
	bool revoked;
};

static struct str value_of(const struct ini *ini, struct str key)
{
	const struct ini_entry *entry = ini_find(ini, SECTION, key);

	return entry ? entry->value : STR("");
}

bool identity_hall_read(struct arena *arena, const char *folder, struct identity_hall *hall, struct error *error)
{
	struct str path = str_format(arena, "%s/enrolment", folder), text;
	struct faults faults;
	struct ini ini;

	error->text[0] = '\0';
	if (!file_exists(path.bytes))
		return false;
	faults_init(&faults, arena);
	if (!file_read(arena, path.bytes, HALL_BYTES_MAX, &text, error))
		return false;
	if (!ini_parse(arena, path, text, &ini, &faults))
		return error_set(error, "%s: cannot be read: enrol this screen anew", path.bytes);
	*hall = (struct identity_hall){
		.area = str_copy(arena, value_of(&ini, STR("area"))),
		.group = str_copy(arena, value_of(&ini, STR("group"))),
		.key = str_format(arena, "untrusted comment: told at enrolment\n" STR_FMT "\n", STR_ARG(value_of(&ini, STR("centre")))),
	};
	return value_of(&ini, STR("revoked")).length == 0;
}

bool identity_hall_write(const char *folder, struct str area, struct str group, struct str key_line, struct error *error)
{
	struct arena arena;
	struct str text;
	bool ok;

	arena_init(&arena);
	text = str_format(&arena, "# What the centre said when this screen was enrolled\n[enrolment]\narea = " STR_FMT "\ncentre = " STR_FMT "\n",
		STR_ARG(area), STR_ARG(key_line));
	if (group.length)
		text = str_format(&arena, STR_FMT "group = " STR_FMT "\n", STR_ARG(text), STR_ARG(group));
	ok = file_replace(str_format(&arena, "%s/enrolment", folder).bytes, text, SECRET_MODE, error);
	arena_finish(&arena);
	return ok;
}

static bool read_secret(struct identity *identity, struct arena *arena, struct error *error)
{
	struct str path = str_format(arena, "%s/device.key", identity->folder), text;
	size_t length = 0;
	bool ok = file_read(arena, path.bytes, SECRET_DIGITS + 1, &text, error);

	if (!ok)
		return false;
	ok = sodium_hex2bin(identity->secret, sizeof(identity->secret), text.bytes, str_trim(text).length, NULL, &length, NULL) == 0 &&
	     length == sizeof(identity->secret);
	sodium_memzero((char *)text.bytes, text.length);
	return ok || error_set(error, "%s: found no key of %d digits: remove it and enrol this screen anew", path.bytes, SECRET_DIGITS);
}

static bool make_secret(struct identity *identity, struct arena *arena, struct error *error)
{
	char digits[SECRET_DIGITS + 2];
	bool ok;

	credential_make(identity->secret);
	sodium_bin2hex(digits, sizeof(digits), identity->secret, sizeof(identity->secret));
	digits[SECRET_DIGITS] = '\n';
	ok = file_replace(str_format(arena, "%s/device.key", identity->folder).bytes, (struct str){digits, SECRET_DIGITS + 1}, SECRET_MODE, error);
	sodium_memzero(digits, sizeof(digits));
	return ok;
}

static bool has_secret(const struct identity *identity, struct arena *arena)
{
	return file_exists(str_format(arena, "%s/device.key", identity->folder).bytes);
}

struct identity *identity_open(const char *folder, bool make, struct random *random, struct error *error)
{
	struct identity *identity = calloc(1, sizeof(*identity));
	uint8_t key[CREDENTIAL_KEY_BYTES];
	struct arena arena;
	bool ok;

	REQUIRE(identity);
	arena_init(&arena);
	snprintf(identity->folder, sizeof(identity->folder), "%s", folder);
	ok = !make || has_secret(identity, &arena) || make_secret(identity, &arena, error);
	ok = ok && read_secret(identity, &arena, error);
	arena_finish(&arena);
	if (!ok) {
		identity_close(identity);
		return NULL;
	}
	identity_key(identity, key);
	credential_device(key, identity->device);
	identity->run = (uint32_t)random_bits(random);
	return identity;
}

void identity_close(struct identity *identity)
{
	if (identity)
		sodium_memzero(identity->secret, sizeof(identity->secret));
	free(identity);
}

const char *identity_device(const struct identity *identity)
{
	return identity->device;
}

void identity_key(const struct identity *identity, uint8_t key[CREDENTIAL_KEY_BYTES])
{
	credential_key(identity->secret, key);
}

void identity_sign(struct identity *identity, const struct credential_request *request, int64_t wall_ms, char field[CREDENTIAL_FIELD_BYTES])
{
	struct credential credential = {.time_ms = wall_ms + identity->ahead_ms, .nonce = {identity->run, ++identity->number}};

	if (credential.time_ms < 0)
		credential.time_ms = 0;
	memcpy(credential.device, identity->device, sizeof(credential.device));
	credential_sign(&credential, request, identity->secret);
	credential_print(&credential, field);
}

bool identity_unseal(const struct identity *identity, struct str sealed, uint8_t *opened, size_t bytes)
{
	return action_unseal(sealed, identity->secret, opened, bytes);
}

int64_t identity_time_ms(const struct identity *identity, int64_t wall_ms)
{
	return wall_ms + identity->ahead_ms;
}

void identity_set_time(struct identity *identity, int64_t centre_ms, int64_t wall_ms)
{
	identity->ahead_ms = centre_ms - wall_ms;
}

void identity_revoke(struct identity *identity)
{
	struct arena arena;
	struct error error;
	struct str path, text;

	if (identity->revoked)
		return;
	identity->revoked = true;
	log_fault("hallboard: the centre no longer trusts this screen: it takes no ratings; enrol it anew");
	arena_init(&arena);
	path = str_format(&arena, "%s/enrolment", identity->folder);
	if (!file_read(&arena, path.bytes, HALL_BYTES_MAX, &text, &error) ||
		(str_find(text, STR("\nrevoked = ")) == text.length &&
			!file_replace(path.bytes, str_format(&arena, STR_FMT "revoked = yes\n", STR_ARG(text)), SECRET_MODE, &error)))
		log_fault("hallboard: %s", error.text);
	arena_finish(&arena);
}

bool identity_is_revoked(const struct identity *identity)
{
	return identity && identity->revoked;
}
