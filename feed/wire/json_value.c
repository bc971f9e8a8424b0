#include "feed/wire/json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/base/error.h"
#include "feed/base/fault.h"

/* With its offset taken off, a time of the first or the last day may leave the years that can be written. */
#define YEAR_1_MS INT64_C(-62135596800000)
#define YEAR_10000_MS INT64_C(253402300800000)

enum {
	DATE_BYTES = 10,
	PATH_BYTES = 160,
	SHOWN_BYTES = 40, /* of a text that was found */
	PHRASE_BYTES = 200
};

const json_t *json_key(struct json_reader *reader, const json_t *object, const char *key)
{
	reader->steps[reader->depth] = (struct json_step){.key = key};
	return json_object_get(object, key);
}

const json_t *json_item(struct json_reader *reader, const json_t *list, size_t index)
{
	reader->steps[reader->depth] = (struct json_step){.index = index};
	return json_array_get(list, index);
}

void json_enter(struct json_reader *reader)
{
	REQUIRE(reader->depth + 1 < sizeof(reader->steps) / sizeof(reader->steps[0]));
	reader->depth++;
}

void json_leave(struct json_reader *reader)
{
	REQUIRE(reader->depth > 0);
	reader->depth--;
}

/* Nothing that would move a terminal. */
static void make_printable(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

static void path_text(const struct json_reader *reader, char text[PATH_BYTES])
{
	size_t length = 0;

	text[0] = '\0';
	for (size_t i = 0; i <= reader->depth && length < PATH_BYTES; i++) {
		const struct json_step *step = &reader->steps[i];
		int put = step->key ? snprintf(text + length, PATH_BYTES - length, "%s%s", i ? "." : "", step->key)
				    : snprintf(text + length, PATH_BYTES - length, "[%zu]", step->index);

		length += put > 0 ? (size_t)put : 0;
	}
	make_printable(text);
}

/* Cut between two characters. */
static struct str shown_text(struct json_reader *reader, struct str text)
{
	struct str cut = str_part(text, 0, SHOWN_BYTES);
	char *shown;

	while (cut.length && cut.length < text.length && (text.bytes[cut.length] & 0xc0) == 0x80)
		cut.length--;
	shown = (char *)str_format(
		reader->arena, "\"" STR_FMT "%s\"", STR_ARG(cut), cut.length < text.length ? "..." : "")
			.bytes;
	make_printable(shown);
	return str_from(shown);
}

static struct str value_text(struct json_reader *reader, const json_t *value)
{
	if (!value)
		return STR("nothing");
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return STR("an object");
	case JSON_ARRAY:
		return str_format(reader->arena, "a list of %zu", json_array_size(value));
	case JSON_STRING:
		return shown_text(reader, (struct str){json_string_value(value), json_string_length(value)});
	case JSON_INTEGER:
		return str_format(reader->arena, "%" PRId64, (int64_t)json_integer_value(value));
	case JSON_REAL:
		return str_format(reader->arena, "%.15g", json_real_value(value));
	case JSON_TRUE:
		return STR("true");
	case JSON_FALSE:
		return STR("false");
	default:
		return STR("null");
	}
}

static bool refuse(struct json_reader *reader, struct str found, const char *expected, va_list arguments)
{
	char path[PATH_BYTES], phrase[PHRASE_BYTES], line[16] = "";

	path_text(reader, path);
	vsnprintf(phrase, sizeof(phrase), expected, arguments);
	if (reader->faults) {
		faults_add(reader->faults, reader->name, reader->line, 0,
			str_format(reader->arena, STR_FMT " at %s", STR_ARG(found), path), str_from(phrase));
		return false;
	}
	if (reader->line)
		snprintf(line, sizeof(line), ":%d", reader->line);
	return error_set(reader->error, STR_FMT "%s: found " STR_FMT " at %s, expected %s", STR_ARG(reader->name), line,
		STR_ARG(found), path, phrase);
}

bool json_refuse(struct json_reader *reader, const json_t *found, const char *expected, ...)
{
	va_list arguments;

	va_start(arguments, expected);
	refuse(reader, value_text(reader, found), expected, arguments);
	va_end(arguments);
	return false;
}

bool json_refuse_text(struct json_reader *reader, struct str found, const char *expected, ...)
{
	va_list arguments;

	va_start(arguments, expected);
	refuse(reader, found, expected, arguments);
	va_end(arguments);
	return false;
}

bool json_read_object(struct json_reader *reader, const json_t *value)
{
	return json_is_object(value) || json_refuse(reader, value, "an object");
}

bool json_read_list(struct json_reader *reader, const json_t *value, size_t count_max, size_t *count)
{
	*count = json_array_size(value);
	if (!json_is_array(value) || *count > count_max)
		return json_refuse(reader, value, "a list of at most %zu", count_max);
	return true;
}

static struct str value_str(const json_t *value)
{
	return (struct str){json_string_value(value), json_string_length(value)};
}

void json_share_texts(struct json_reader *reader)
{
	reader->copied = calloc(JSON_COPIED, sizeof(*reader->copied));
	REQUIRE(reader->copied);
}

static struct str copy(struct json_reader *reader, struct str text)
{
	struct str *slot;

	if (!reader->copied)
		return str_copy(reader->arena, text);
	slot = &reader->copied[str_hash(STR_HASH_START, text.bytes, text.length) % JSON_COPIED];
	if (!slot->bytes || !str_equal(*slot, text))
		*slot = str_copy(reader->arena, text);
	return *slot;
}

bool json_read_text(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *text)
{
	if (!json_is_string(value) || json_string_length(value) > bytes_max)
		return json_refuse(reader, value, "a text of at most %zu bytes", bytes_max);
	*text = copy(reader, value_str(value));
	return true;
}

/* Any script, but nothing that one could not see or that would end a word. */
static bool is_id(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if ((unsigned char)text.bytes[i] <= ' ' || text.bytes[i] == 0x7f)
			return false;
	return text.length > 0;
}

bool json_read_id(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *id)
{
	if (!json_is_string(value) || json_string_length(value) > bytes_max || !is_id(value_str(value)))
		return json_refuse(reader, value, "an id of 1 to %zu bytes without spaces", bytes_max);
	*id = copy(reader, value_str(value));
	return true;
}

static bool is_name(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (!(c >= 'a' && c <= 'z') && !(i && ((c >= '0' && c <= '9') || c == '_')))
			return false;
	}
	return text.length > 0;
}

bool json_read_name(struct json_reader *reader, const json_t *value, size_t bytes_max, struct str *name)
{
	if (!json_is_string(value) || json_string_length(value) > bytes_max || !is_name(value_str(value)))
		return json_refuse(reader, value, "a name in lower_snake_case of 1 to %zu bytes", bytes_max);
	*name = copy(reader, value_str(value));
	return true;
}

/* What was found is not repeated: a token must not reach a log. */
bool json_read_digits(struct json_reader *reader, const json_t *value, size_t count, char *digits)
{
	struct str text = value_str(value);

	if (!json_is_string(value) || text.length != count || strspn(text.bytes, "0123456789abcdef") != count)
		return json_refuse_text(reader, json_is_string(value) ? STR("another text") : STR("something else"),
			"%zu hexadecimal digits in lower case", count);
	memcpy(digits, text.bytes, count + 1);
	return true;
}

bool json_read_integer(struct json_reader *reader, const json_t *value, int64_t least, int64_t most, int64_t *integer)
{
	*integer = json_integer_value(value);
	if (!json_is_integer(value) || *integer < least || *integer > most)
		return json_refuse(reader, value, "a whole number from %" PRId64 " to %" PRId64, least, most);
	return true;
}

bool json_read_number(struct json_reader *reader, const json_t *value, double least, double most, double *number)
{
	*number = json_number_value(value);
	if (!json_is_number(value) || !(*number >= least && *number <= most))
		return json_refuse(reader, value, "a number from %.15g to %.15g", least, most);
	return true;
}

bool json_read_flag(struct json_reader *reader, const json_t *value, bool *flag)
{
	*flag = json_is_true(value);
	return json_is_boolean(value) || json_refuse(reader, value, "true or false");
}

bool json_read_time(struct json_reader *reader, const json_t *value, int64_t *time_ms)
{
	if (!json_is_string(value) || json_string_length(value) <= DATE_BYTES ||
		!civil_parse(value_str(value), time_ms) || *time_ms < YEAR_1_MS || *time_ms >= YEAR_10000_MS)
		return json_refuse(reader, value, "a time as 2018-09-30T16:00:00Z");
	return true;
}

bool json_read_date(struct json_reader *reader, const json_t *value, int64_t *time_ms)
{
	if (!json_is_string(value) || json_string_length(value) != DATE_BYTES ||
		!civil_parse(value_str(value), time_ms))
		return json_refuse(reader, value, "a date as 2018-10-25");
	return true;
}

/* Languages that we do not know are left out: a later version may have more. */
bool json_read_label(struct json_reader *reader, const json_t *value, struct label *label)
{
	*label = (struct label){0};
	if (!json_is_object(value))
		return json_refuse(reader, value, "one text per language");
	json_enter(reader);
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		const json_t *text = json_key(reader, value, language_code((enum language)i).bytes);

		if (text && !json_read_text(reader, text, LABEL_BYTES_MAX, &label->text[i]))
			return false;
	}
	json_leave(reader);
	return true;
}

bool json_only(struct json_reader *reader, const json_t *object, const char *const *keys)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
	{
		const char *const *known = keys;

		while (*known && strcmp(*known, key) != 0)
			known++;
		if (!*known) {
			json_key(reader, object, key);
			return json_refuse_text(reader, STR("an unknown field"), "only fields that are known here");
		}
	}
	return true;
}
