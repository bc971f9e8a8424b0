#include "feed/centre/root.h"

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "feed/wire/json_write.h"

#define YEAR_MS (INT64_C(365) * 24 * 3600 * 1000)

static json_t *of_role(const char *key_id)
{
	json_t *role = json_object(), *keys = json_array();

	json_put(role, "threshold", json_integer(1));
	json_add(keys, json_string(key_id));
	json_put(role, "keys", keys);
	return role;
}

static json_t *of_key(struct arena *arena, const char *key_id, const struct sign_public *open)
{
	json_t *key = json_object();

	json_put(key, "id", json_string(key_id));
	json_put(key, "minisign", json_of_text(sign_public_text(arena, open)));
	return key;
}

static struct str root_text(struct arena *arena, const struct root_keys *open, int64_t now_ms)
{
	json_t *root = json_object(), *keys = json_array(), *roles = json_object();
	struct json_writer writer = {0};
	char key_id[ROOT_KEY_ID_DIGITS + 1], alert_id[ROOT_KEY_ID_DIGITS + 1];

	root_key_id(open->centre->id, key_id);
	root_key_id(open->alert->id, alert_id);
	json_add(keys, of_key(arena, key_id, open->centre));
	json_add(keys, of_key(arena, alert_id, open->alert));
	json_put(roles, "root", of_role(key_id));
	json_put(roles, "content", of_role(key_id));
	json_put(roles, "alert", of_role(alert_id));
	json_put(roles, "head", of_role(key_id));
	json_put(root, "version", json_integer(1));
	json_put(root, "issued", json_of_time(now_ms));
	json_put(root, "expires", json_of_time(now_ms + ROOT_YEARS * YEAR_MS));
	json_put(root, "keys", keys);
	json_put(root, "roles", roles);
	json_write_value(&writer, root);
	return json_write_take(&writer, arena);
}

bool root_create(const char *folder, const struct root_keys *open, const struct sign_secret *secret, int64_t now_ms,
	struct error *error)
{
	char key_id[ROOT_KEY_ID_DIGITS + 1];
	struct arena arena;
	struct str text, signature;
	bool created;

	arena_init(&arena);
	root_key_id(open->centre->id, key_id);
	text = root_text(&arena, open, now_ms);
	signature = sign_make(&arena, secret, text, STR("root 1"));
	created = file_replace(str_format(&arena, "%s/keys/root.json.%s.minisig", folder, key_id).bytes, signature,
			  0644, error) &&
		  file_replace(str_format(&arena, "%s/keys/root.json", folder).bytes, text, 0644, error);
	arena_finish(&arena);
	return created;
}

static bool copy_file(struct arena *arena, struct str from, struct str to, struct error *error)
{
	struct str bytes;

	return file_exists(to.bytes) || (file_read(arena, from.bytes, ROOT_BYTES_MAX, &bytes, error) &&
						file_replace(to.bytes, bytes, 0644, error));
}

bool root_publish(const char *folder, const struct sign_public *open, const char *out, struct error *error)
{
	char key_id[ROOT_KEY_ID_DIGITS + 1];
	struct arena arena;
	struct str from, to;
	bool published;

	arena_init(&arena);
	root_key_id(open->id, key_id);
	from = str_format(&arena, "%s/keys/root.json", folder);
	to = str_format(&arena, "%s/v1/root/1.json", out);
	published = file_make_folder(str_format(&arena, "%s/v1/root", out).bytes, error) &&
		    copy_file(&arena, from, to, error) &&
		    copy_file(&arena, str_format(&arena, STR_FMT ".%s.minisig", STR_ARG(from), key_id),
			    str_format(&arena, STR_FMT ".%s.minisig", STR_ARG(to), key_id), error);
	arena_finish(&arena);
	return published;
}
