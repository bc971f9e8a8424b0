#include "feed/wire/json_write.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"

enum {
	ROOM_BYTES_MIN = 4096,
	REAL_DIGITS = 15 /* 17 would show 0.1 as 0.10000000000000001 */
};

static int write_bytes(const char *bytes, size_t length, void *self)
{
	struct json_writer *writer = self;

	if (length > writer->room - writer->length) {
		size_t room = (writer->length + length) * 2;

		writer->room = room > ROOM_BYTES_MIN ? room : ROOM_BYTES_MIN;
		writer->bytes = realloc(writer->bytes, writer->room);
		REQUIRE(writer->bytes);
	}
	memcpy(writer->bytes + writer->length, bytes, length);
	writer->length += length;
	return 0;
}

void json_write_raw(struct json_writer *writer, struct str text)
{
	if (text.length)
		write_bytes(text.bytes, text.length, writer);
}

void json_write_value(struct json_writer *writer, json_t *value)
{
	REQUIRE(json_dump_callback(value, write_bytes, writer,
			JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(REAL_DIGITS)) == 0);
	json_decref(value);
}

struct str json_write_take(struct json_writer *writer, struct arena *arena)
{
	struct str bytes = str_copy(arena, (struct str){writer->bytes, writer->length});

	free(writer->bytes);
	*writer = (struct json_writer){0};
	return bytes;
}

void json_write_list(struct json_writer *writer, json_t *object, const char *key)
{
	size_t members = json_object_size(object);

	json_write_value(writer, object);
	writer->length--; /* the last bracket comes with json_write_list_take */
	if (members)
		json_write_raw(writer, STR(","));
	json_write_value(writer, json_of_text(str_from(key)));
	json_write_raw(writer, STR(":["));
}

void json_write_item(struct json_writer *writer, size_t index, json_t *value)
{
	json_write_raw(writer, index ? STR(",\n") : STR("\n"));
	json_write_value(writer, value);
}

struct str json_write_list_take(struct json_writer *writer, struct arena *arena)
{
	json_write_raw(writer, STR("\n]}\n"));
	return json_write_take(writer, arena);
}

json_t *json_of_text(struct str text)
{
	json_t *value = json_stringn(text.length ? text.bytes : "", text.length);

	REQUIRE(value);
	return value;
}

json_t *json_of_number(double number)
{
	json_t *value = json_real(number);

	REQUIRE(value);
	return value;
}

json_t *json_of_time(int64_t time_ms)
{
	struct arena scratch;
	json_t *value;

	arena_init(&scratch);
	value = json_of_text(civil_format_utc(&scratch, time_ms));
	arena_finish(&scratch);
	return value;
}

json_t *json_of_label(const struct label *label)
{
	json_t *object = json_object();

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (label->text[i].length)
			json_put(object, language_code((enum language)i).bytes, json_of_text(label->text[i]));
	return object;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	REQUIRE(json_object_set_new(object, key, value) == 0);
}

void json_add(json_t *list, json_t *value)
{
	REQUIRE(json_array_append_new(list, value) == 0);
}
