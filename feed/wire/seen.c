#include "feed/wire/wire.h"

#include "feed/base/arena.h"
#include "feed/wire/json.h"
#include "feed/wire/json_write.h"

/* {"device":"32 hexadecimal digits","seen":[{"alert":"..","shown":".."}]} and nothing else. */

static bool read_seen(struct json_reader *reader, const json_t *value, struct seen *seen)
{
	static const char *const keys[] = {"alert", "shown", NULL};

	if (!json_read_object(reader, value))
		return false;
	json_enter(reader);
	if (!json_only(reader, value, keys) ||
		!json_read_id(reader, json_key(reader, value, "alert"), ALERT_ID_BYTES_MAX, &seen->alert) ||
		!json_read_time(reader, json_key(reader, value, "shown"), &seen->shown_ms))
		return false;
	json_leave(reader);
	return true;
}

static bool read_batch(struct json_reader *reader, struct seen_batch *batch)
{
	static const char *const keys[] = {"device", "seen", NULL};
	const json_t *list;

	if (!json_only(reader, reader->root, keys) ||
		!json_read_digits(reader, json_key(reader, reader->root, "device"), SEEN_DEVICE_DIGITS, batch->device))
		return false;
	list = json_key(reader, reader->root, "seen");
	if (!json_read_list(reader, list, SEEN_BATCH_MAX, &batch->count))
		return false;
	json_enter(reader);
	for (size_t i = 0; i < batch->count; i++)
		if (!read_seen(reader, json_item(reader, list, i), &batch->items[i]))
			return false;
	json_leave(reader);
	return true;
}

bool seen_batch_decode(struct arena *arena, struct str bytes, struct seen_batch *batch, struct error *error)
{
	struct json_reader reader = {.arena = arena, .name = STR("seen"), .bytes = bytes, .error = error};
	bool decoded;

	*batch = (struct seen_batch){.count = 0};
	if (bytes.length > SEEN_BATCH_BYTES_MAX)
		return error_set(error, "seen: found %zu bytes, expected at most %d", bytes.length, SEEN_BATCH_BYTES_MAX);
	decoded = json_open(&reader, NULL) && read_batch(&reader, batch);
	json_close(&reader);
	return decoded;
}

struct str seen_batch_encode(struct arena *arena, const struct seen_batch *batch)
{
	struct json_writer writer = {0};
	json_t *object = json_object();

	json_put(object, "device", json_of_text(str_from(batch->device)));
	json_write_list(&writer, object, "seen");
	for (size_t i = 0; i < batch->count; i++) {
		json_t *item = json_object();

		json_put(item, "alert", json_of_text(batch->items[i].alert));
		json_put(item, "shown", json_of_time(batch->items[i].shown_ms));
		json_write_item(&writer, i, item);
	}
	return json_write_list_take(&writer, arena);
}
