#include "kiosk/draw/path.h"

#include <math.h>

#include "feed/base/arena.h"

enum { VALUES_MAX = 6, VALUE_LIMIT = 1000000 }; /* coordinates beyond make no picture */

static const struct {
	char letter;
	size_t values;
} verbs[] = {
	[PATH_MOVE] = {'M', 2},
	[PATH_LINE] = {'L', 2},
	[PATH_QUAD] = {'Q', 4},
	[PATH_CUBIC] = {'C', 6},
	[PATH_CLOSE] = {'Z', 0},
};

static bool is_gap(char c)
{
	return c == ' ' || c == ',' || c == '\t' || c == '\n';
}

static void skip_gaps(struct str *rest)
{
	while (rest->length && is_gap(rest->bytes[0]))
		*rest = str_part(*rest, 1, rest->length);
}

static bool read_verb(struct str *rest, enum path_verb *verb)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (rest->bytes[0] == verbs[i].letter) {
			*verb = (enum path_verb)i;
			*rest = str_part(*rest, 1, rest->length);
			return true;
		}
	}
	return false;
}

/* A number ends where another character than its own begins; a minus sign begins the next one. */
static bool read_value(struct str *rest, float *value)
{
	size_t length = 0;
	double parsed;

	skip_gaps(rest);
	while (length < rest->length && (rest->bytes[length] == '.' || (rest->bytes[length] == '-' && length == 0) ||
						(rest->bytes[length] >= '0' && rest->bytes[length] <= '9')))
		length++;
	if (!str_number(str_part(*rest, 0, length), &parsed) || fabs(parsed) > VALUE_LIMIT)
		return false;
	*value = (float)parsed;
	*rest = str_part(*rest, length, rest->length);
	return true;
}

static void put(struct path_builder *builder, enum path_verb verb, const float *v)
{
	switch (verb) {
	case PATH_MOVE:
		path_move(builder, v[0], v[1]);
		break;
	case PATH_LINE:
		path_line(builder, v[0], v[1]);
		break;
	case PATH_QUAD:
		path_quad(builder, v[0], v[1], v[2], v[3]);
		break;
	case PATH_CUBIC:
		path_cubic(builder, v[0], v[1], v[2], v[3], v[4], v[5]);
		break;
	case PATH_CLOSE:
		path_close(builder);
		break;
	}
}

static bool read_command(struct path_builder *builder, struct str *rest, bool *open, struct error *error)
{
	float values[VALUES_MAX];
	enum path_verb verb;

	if (!read_verb(rest, &verb))
		return error_set(error, "a path of M L Q C Z holds \"%c\"", rest->bytes[0]);
	for (size_t i = 0; i < verbs[verb].values; i++)
		if (!read_value(rest, &values[i]))
			return error_set(error, "%c wants %zu numbers", verbs[verb].letter, verbs[verb].values);
	if (verb != PATH_MOVE && !*open)
		return error_set(error, "a contour starts with M, not with %c", verbs[verb].letter);
	if (builder->point_count + verbs[verb].values / 2 > PATH_POINTS_MAX)
		return error_set(error, "a path holds at most %d points", PATH_POINTS_MAX);
	*open = verb != PATH_CLOSE;
	put(builder, verb, values);
	return true;
}

/* As many verbs and points as it has letters for. */
static void reserve(struct path_builder *builder, struct str text)
{
	size_t verb_count = 0, value_count = 0;

	for (size_t at = 0; at < text.length; at++)
		for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
			if (text.bytes[at] == verbs[i].letter) {
				verb_count++;
				value_count += verbs[i].values;
			}
	path_reserve(builder, verb_count, value_count / 2);
}

bool path_parse(struct arena *arena, struct str text, const struct path **path, struct error *error)
{
	struct path_builder builder = path_begin(arena);
	bool open = false;

	if (text.length > PATH_TEXT_BYTES_MAX)
		return error_set(error, "a path is at most %d bytes long", PATH_TEXT_BYTES_MAX);
	reserve(&builder, text);
	for (skip_gaps(&text); text.length; skip_gaps(&text))
		if (!read_command(&builder, &text, &open, error))
			return false;
	if (builder.verb_count == 0)
		return error_set(error, "the path is empty");
	*path = path_seal(&builder);
	return true;
}
