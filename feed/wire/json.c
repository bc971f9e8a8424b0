#include "feed/wire/json.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/error.h"
#include "feed/base/fault.h"

/* What a look at the brackets tells about one value, before it is parsed. */
struct span {
	size_t end;
	size_t values; /* at least as many as it holds */
	size_t items;  /* commas directly in it, and one */
	int depth;
	bool whole; /* its brackets and quotes were closed */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(const struct json_reader *reader, size_t at, size_t end)
{
	while (at < end && is_blank(reader->bytes.bytes[at]))
		at++;
	return at;
}

/* From after the opening quote to after the closing one. */
static size_t skip_string(const char *bytes, size_t at, size_t end, bool *whole)
{
	for (*whole = false; at < end && !*whole; at++) {
		if (bytes[at] == '\\')
			at++;
		else if (bytes[at] == '"')
			*whole = true;
	}
	return at < end ? at : end;
}

static struct span look_over_word(const char *bytes, size_t at, size_t end)
{
	while (at < end && !is_blank(bytes[at]) && !strchr(",]}:", bytes[at]))
		at++;
	return (struct span){.end = at, .values = 1, .whole = true};
}

static struct span look_over(const struct json_reader *reader, size_t at, size_t end)
{
	const char *bytes = reader->bytes.bytes;
	struct span span = {.end = at, .values = 1, .items = 1};
	int open = 0;

	if (at < end && bytes[at] != '"' && bytes[at] != '[' && bytes[at] != '{')
		return look_over_word(bytes, at, end);
	while (span.end < end) {
		char c = bytes[span.end++];

		if (c == '"') {
			span.end = skip_string(bytes, span.end, end, &span.whole);
			if (!span.whole)
				return span;
		} else if (c == '[' || c == '{') {
			open++;
			span.values++;
			span.depth = open > span.depth ? open : span.depth;
		} else if (c == ']' || c == '}') {
			open--;
		} else if (c == ',' || c == ':') {
			span.values++;
			span.items += open == 1;
		}
		if (open == 0) {
			span.whole = true;
			return span;
		}
	}
	span.whole = false;
	return span;
}

static void place_of(struct json_reader *reader, size_t at, int *line, int *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < at && i < reader->bytes.length; i++) {
		if (reader->bytes.bytes[i] == '\n') {
			++*line;
			*column = 1;
		} else if ((reader->bytes.bytes[i] & 0xc0) != 0x80) {
			++*column;
		}
	}
}

static bool break_off(struct json_reader *reader, int line, int column, struct str found, const char *expected)
{
	reader->broken = true;
	if (reader->faults) {
		faults_add(reader->faults, reader->name, line, column, found, str_from(expected));
		return false;
	}
	return error_set(reader->error, STR_FMT ":%d:%d: found " STR_FMT ", expected %s", STR_ARG(reader->name), line,
		column, STR_ARG(found), expected);
}

static bool break_off_at(struct json_reader *reader, size_t at, const char *expected)
{
	int line, column;
	struct str found = at < reader->bytes.length
				   ? str_format(reader->arena, "\"%c\"",
					     reader->bytes.bytes[at] > ' ' ? reader->bytes.bytes[at] : '?')
				   : STR("the end");

	place_of(reader, at, &line, &column);
	return break_off(reader, line, column, found, expected);
}

/* jansson counts lines and columns from the start of the piece. */
static bool break_off_as_jansson(struct json_reader *reader, size_t at, const json_error_t *error)
{
	int line, column;

	place_of(reader, at, &line, &column);
	column = error->line > 1 ? error->column : column + error->column - 1;
	line += error->line > 1 ? error->line - 1 : 0;
	return break_off(reader, line, column > 0 ? column : 1, str_from(error->text), "well-formed JSON");
}

static json_t *load_piece(struct json_reader *reader, size_t at, const struct span *span)
{
	json_error_t error;
	json_t *value;

	if (span->depth > JSON_DEPTH_MAX || span->values > JSON_VALUES_MAX) {
		break_off_at(reader, at,
			span->depth > JSON_DEPTH_MAX ? "fewer brackets within brackets" : "a smaller value");
		return NULL;
	}
	value = json_loadb(reader->bytes.bytes + at, span->end - at, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!value)
		break_off_as_jansson(reader, at, &error);
	return value;
}

/* The long list is only measured here; json_next parses it. */
static bool note_list(struct json_reader *reader, size_t *at)
{
	struct span span;

	if (*at == reader->bytes.length || reader->bytes.bytes[*at] != '[')
		return break_off_at(reader, *at, "[");
	if (reader->list_end)
		return break_off_at(reader, *at, "each key once");
	span = look_over(reader, *at, reader->bytes.length);
	if (!span.whole)
		return break_off_at(reader, span.end, "]");
	if (reader->bytes.bytes[span.end - 1] != ']')
		return break_off_at(reader, span.end - 1, "]");
	reader->at = *at + 1;
	reader->list_end = span.end;
	reader->list_count = skip_blanks(reader, reader->at, span.end) + 1 == span.end ? 0 : span.items;
	*at = span.end;
	return true;
}

static bool load_member(struct json_reader *reader, size_t *at, const char *key)
{
	struct span span;
	json_t *value;

	if (reader->list && strcmp(key, reader->list) == 0)
		return note_list(reader, at);
	if (json_object_get(reader->root, key))
		return break_off_at(reader, *at, "each key once");
	span = look_over(reader, *at, reader->bytes.length);
	value = load_piece(reader, *at, &span);
	*at = span.end;
	return value && json_object_set_new(reader->root, key, value) == 0;
}

static bool load_key_and_member(struct json_reader *reader, size_t *at)
{
	size_t length = reader->bytes.length;
	struct span span = look_over(reader, *at, length);
	json_t *key;
	bool loaded;

	if (*at == length || reader->bytes.bytes[*at] != '"')
		return break_off_at(reader, *at, "a key in quotes");
	key = load_piece(reader, *at, &span);
	if (!key)
		return false;
	*at = skip_blanks(reader, span.end, length);
	if (*at < length && reader->bytes.bytes[*at] == ':') {
		*at = skip_blanks(reader, *at + 1, length);
		loaded = load_member(reader, at, json_string_value(key));
	} else {
		loaded = break_off_at(reader, *at, ":");
	}
	json_decref(key);
	return loaded;
}

static bool load_members(struct json_reader *reader)
{
	size_t length = reader->bytes.length;
	size_t at = skip_blanks(reader, 0, length);

	if (at == length || reader->bytes.bytes[at] != '{')
		return break_off_at(reader, at, "{");
	at = skip_blanks(reader, at + 1, length);
	if (at == length || reader->bytes.bytes[at] != '}') {
		for (;; at = skip_blanks(reader, at + 1, length)) {
			if (!load_key_and_member(reader, &at))
				return false;
			at = skip_blanks(reader, at, length);
			if (at == length || reader->bytes.bytes[at] != ',')
				break;
		}
	}
	if (at == length || reader->bytes.bytes[at] != '}')
		return break_off_at(reader, at, ", or }");
	at = skip_blanks(reader, at + 1, length);
	return at == length || break_off_at(reader, at, "nothing after the last }");
}

bool json_open(struct json_reader *reader, const char *list)
{
	reader->list = list;
	reader->root = json_object();
	REQUIRE(reader->root);
	if (!str_is_utf8(reader->bytes))
		return break_off(reader, 1, 1, STR("bytes that are no UTF-8"), "UTF-8 text");
	if (!load_members(reader))
		return false;
	if (list && !reader->list_end) {
		json_key(reader, reader->root, list);
		reader->broken = true;
		return json_refuse(reader, NULL, "a list");
	}
	return true;
}

void json_close(struct json_reader *reader)
{
	json_decref(reader->item);
	json_decref(reader->root);
	free(reader->copied);
	reader->item = reader->root = NULL;
	reader->copied = NULL;
}

/* Lines are counted on from the last item, so that a file is counted through once. */
static void count_lines(struct json_reader *reader)
{
	if (reader->line == 0)
		reader->line = 1;
	for (; reader->line_at < reader->at; reader->line_at++)
		reader->line += reader->bytes.bytes[reader->line_at] == '\n';
}

bool json_next(struct json_reader *reader)
{
	struct span span;

	json_decref(reader->item);
	reader->item = NULL;
	if (reader->broken)
		return false;
	reader->at = skip_blanks(reader, reader->at, reader->list_end);
	if (reader->list_index == reader->list_count)
		return reader->at + 1 != reader->list_end && break_off_at(reader, reader->at, "]");
	if (reader->list_index && reader->bytes.bytes[reader->at] != ',')
		return break_off_at(reader, reader->at, ",");
	reader->at = skip_blanks(reader, reader->at + (reader->list_index > 0), reader->list_end);
	count_lines(reader);
	span = look_over(reader, reader->at, reader->list_end);
	reader->item = load_piece(reader, reader->at, &span);
	reader->at = span.end;
	reader->depth = 1;
	reader->steps[0] = (struct json_step){.key = reader->list};
	reader->steps[1] = (struct json_step){.index = reader->list_index++};
	return reader->item != NULL;
}
