#include "feed/wire/visits.h"

#include <string.h>

#include "feed/base/arena.h"

/* How visits of a day went, as JSON: one list of a batch of ratings. */

enum { DAY_MAX = 2932896 /* the year 9999 */ };

static bool read_numbers(struct json_reader *reader, const json_t *item, struct rating_visits *visits)
{
	return json_read_integer(reader, json_key(reader, item, "day"), 0, DAY_MAX, &visits->day) &&
	       json_read_integer(reader, json_key(reader, item, "shown"), 0, INT32_MAX, &visits->shown) &&
	       json_read_integer(reader, json_key(reader, item, "answered"), 0, INT32_MAX, &visits->answered) &&
	       json_read_integer(reader, json_key(reader, item, "abandoned"), 0, INT32_MAX, &visits->abandoned) &&
	       json_read_integer(reader, json_key(reader, item, "timed_out"), 0, INT32_MAX, &visits->timed_out);
}

static bool read_one(struct json_reader *reader, const json_t *item, struct rating_visits *visits)
{
	static const char *const keys[] = {
		"device", "area", "day", "shown", "answered", "abandoned", "timed_out", "key", "signature", NULL};

	if (!json_read_object(reader, item))
		return false;
	json_enter(reader);
	if (!json_only(reader, item, keys) ||
		!json_read_id(reader, json_key(reader, item, "device"), RATING_DEVICE_BYTES_MAX, &visits->device) ||
		!json_read_id(reader, json_key(reader, item, "area"), AREA_ID_BYTES_MAX, &visits->area) ||
		!read_numbers(reader, item, visits) ||
		!json_read_digits(reader, json_key(reader, item, "key"), RATING_KEY_DIGITS, visits->key) ||
		!json_read_digits(reader, json_key(reader, item, "signature"), RATING_SIGNATURE_DIGITS, visits->signature))
		return false;
	json_leave(reader);
	return true;
}

bool visits_read(struct json_reader *reader, const json_t *list, struct rating_batch *batch)
{
	if (!list)
		return true;
	if (!json_read_list(reader, list, RATING_VISITS_MAX, &batch->visits_count))
		return false;
	batch->visits = arena_array(reader->arena, struct rating_visits, batch->visits_count);
	json_enter(reader);
	for (size_t i = 0; i < batch->visits_count; i++)
		if (!read_one(reader, json_item(reader, list, i), &batch->visits[i]))
			return false;
	json_leave(reader);
	return true;
}

json_t *visits_write(const struct rating_batch *batch)
{
	json_t *list = json_array();

	for (size_t i = 0; i < batch->visits_count; i++) {
		const struct rating_visits *visits = &batch->visits[i];
		json_t *object = json_object();

		json_put(object, "device", json_of_text(visits->device));
		json_put(object, "area", json_of_text(visits->area));
		json_put(object, "day", json_integer(visits->day));
		json_put(object, "shown", json_integer(visits->shown));
		json_put(object, "answered", json_integer(visits->answered));
		json_put(object, "abandoned", json_integer(visits->abandoned));
		json_put(object, "timed_out", json_integer(visits->timed_out));
		json_put(object, "key", json_of_text(str_from(visits->key)));
		json_put(object, "signature", json_of_text(str_from(visits->signature)));
		json_add(list, object);
	}
	return list;
}
