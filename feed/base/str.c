#include "feed/base/str.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"

struct str str_from(const char *zero_ended)
{
	return zero_ended ? (struct str){zero_ended, strlen(zero_ended)} : (struct str){"", 0};
}

bool str_equal(struct str a, struct str b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

int str_compare(struct str a, struct str b)
{
	size_t shared = a.length < b.length ? a.length : b.length;
	int order = shared ? memcmp(a.bytes, b.bytes, shared) : 0;

	if (order)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

bool str_starts(struct str text, struct str start)
{
	return text.length >= start.length && str_equal(str_part(text, 0, start.length), start);
}

bool str_ends(struct str text, struct str end)
{
	return text.length >= end.length && str_equal(str_part(text, text.length - end.length, end.length), end);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str text)
{
	while (text.length && is_space(text.bytes[0])) {
		text.bytes++;
		text.length--;
	}
	while (text.length && is_space(text.bytes[text.length - 1]))
		text.length--;
	return text;
}

struct str str_part(struct str text, size_t from, size_t length)
{
	if (from > text.length)
		from = text.length;
	if (length > text.length - from)
		length = text.length - from;
	return (struct str){text.bytes + from, length};
}

size_t str_find(struct str text, struct str wanted)
{
	for (size_t at = 0; at + wanted.length <= text.length; at++)
		if (str_equal(str_part(text, at, wanted.length), wanted))
			return at;
	return text.length;
}

bool str_next(struct str *rest, char separator, struct str *piece)
{
	const char *end;

	if (!rest->bytes)
		return false;
	end = rest->length ? memchr(rest->bytes, separator, rest->length) : NULL;
	if (!end) {
		*piece = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*piece = (struct str){rest->bytes, (size_t)(end - rest->bytes)};
	*rest = (struct str){end + 1, rest->length - piece->length - 1};
	return true;
}

struct str str_copy(struct arena *arena, struct str text)
{
	char *copy = arena_take_text(arena, text.length + 1);

	if (text.length)
		memcpy(copy, text.bytes, text.length);
	return (struct str){copy, text.length};
}

struct str str_format_list(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	int length;
	char *bytes;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	REQUIRE(length >= 0);
	bytes = arena_take(arena, (size_t)length + 1);
	vsnprintf(bytes, (size_t)length + 1, format, arguments);
	return (struct str){bytes, (size_t)length};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	struct str text;

	va_start(arguments, format);
	text = str_format_list(arena, format, arguments);
	va_end(arguments);
	return text;
}

bool str_integer(struct str text, int64_t *value)
{
	char digits[24];
	char *end;
	long long parsed;

	if (text.length == 0 || text.length >= sizeof(digits) || is_space(text.bytes[0]) || text.bytes[0] == '+')
		return false;
	memcpy(digits, text.bytes, text.length);
	digits[text.length] = '\0';
	errno = 0;
	parsed = strtoll(digits, &end, 10);
	if (errno || *end || end != digits + text.length)
		return false;
	*value = parsed;
	return true;
}

/* The locale of numbers is never set by our programs, so strtod reads a decimal point. */
bool str_number(struct str text, double *value)
{
	char digits[64];
	char *end;
	double parsed;

	if (text.length == 0 || text.length >= sizeof(digits))
		return false;
	for (size_t i = 0; i < text.length; i++)
		if (!strchr("0123456789.-eE+", text.bytes[i]))
			return false;
	memcpy(digits, text.bytes, text.length);
	digits[text.length] = '\0';
	parsed = strtod(digits, &end);
	if (end != digits + text.length || !isfinite(parsed))
		return false;
	*value = parsed;
	return true;
}

static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	if (first >= 0xf0 && first < 0xf5)
		return 4;
	return 0;
}

/* 0 where the bytes are no well-formed sequence (overlong, surrogate, too large or cut). */
static size_t decode(struct str text, size_t at, uint32_t *code_point)
{
	const unsigned char *bytes = (const unsigned char *)text.bytes + at;
	size_t length = sequence_length(bytes[0]);
	uint32_t value;

	if (length == 0 || length > text.length - at)
		return 0;
	value = length == 1 ? bytes[0] : bytes[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3f);
	}
	if ((length == 3 && value < 0x800) || (length == 4 && value < 0x10000) || value > 0x10ffff ||
	    (value >= 0xd800 && value < 0xe000))
		return 0;
	*code_point = value;
	return length;
}

uint32_t str_code_point(struct str text, size_t *at)
{
	uint32_t code_point = 0xfffd;
	size_t length = decode(text, *at, &code_point);

	*at += length ? length : 1;
	return code_point;
}

size_t str_put_code_point(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

bool str_is_utf8(struct str text)
{
	uint32_t code_point;

	for (size_t at = 0; at < text.length;) {
		size_t length = decode(text, at, &code_point);

		if (length == 0)
			return false;
		at += length;
	}
	return true;
}

/* Multiply and mix eight bytes at a time (after the finaliser of SplitMix64, Steele et al. 2014). */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

uint64_t str_hash(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *from = bytes;
	uint64_t word;

	hash ^= length;
	for (; length >= sizeof(word); from += sizeof(word), length -= sizeof(word)) {
		memcpy(&word, from, sizeof(word));
		hash = mix(hash + word);
	}
	if (length) {
		word = 0;
		memcpy(&word, from, length);
		hash = mix(hash + word);
	}
	return mix(hash);
}
