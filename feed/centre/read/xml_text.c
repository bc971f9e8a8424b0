#include "feed/centre/read/xml_text.h"

#include <string.h>

#include "feed/base/arena.h"

enum { REFERENCE_BYTES_MAX = 10 };

void xml_text_add(struct xml_text *text, struct arena *arena, struct str piece)
{
	size_t room = XML_TEXT_BYTES_MAX - text->length, more = piece.length < room ? piece.length : room;

	while (text->length + more > text->capacity)
		text->bytes = arena_grow(arena, text->bytes, text->capacity, &text->capacity, 1);
	if (more)
		memcpy(text->bytes + text->length, piece.bytes, more);
	text->length += more;
}

struct str xml_text_take(struct xml_text *text)
{
	struct str whole = str_trim((struct str){text->bytes, text->length});

	*text = (struct xml_text){.bytes = NULL};
	return whole;
}

/* The code point of "amp", "#39", "#x27"; 0: none that we know. */
static uint32_t reference(struct str name)
{
	static const struct {
		const char *name;
		uint32_t code_point;
	} known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}, {"middot", 0xb7},
		{"hellip", 0x2026}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"ldquo", 0x201c}, {"rdquo", 0x201d}};
	uint32_t code_point = 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_equal(name, str_from(known[i].name)))
			return known[i].code_point;
	if (!str_starts(name, STR("#")))
		return 0;
	for (size_t i = 1; i < name.length; i++) {
		bool hexadecimal = name.bytes[1] == 'x' || name.bytes[1] == 'X';
		const char *digits = "0123456789abcdef", *digit;

		if (hexadecimal && i == 1)
			continue;
		digit = memchr(digits, name.bytes[i] | 0x20, hexadecimal ? 16 : 10);
		if (!digit && name.bytes[i] >= '0' && name.bytes[i] <= '9')
			digit = digits + (name.bytes[i] - '0');
		if (!digit)
			return 0;
		code_point = code_point * (hexadecimal ? 16 : 10) + (uint32_t)(digit - digits);
		if (code_point > 0x10ffff)
			return 0;
	}
	return code_point >= ' ' && (code_point < 0xd800 || code_point > 0xdfff) ? code_point : 0;
}

/* How many bytes of html a tag or a reference at its start takes; 0: it is plain. What stands for it goes to out. */
static size_t markup(struct str html, char *out, size_t *put)
{
	size_t end;
	uint32_t code_point;

	*put = 0;
	if (html.bytes[0] == '<' && html.length > 1 && (html.bytes[1] == '/' || html.bytes[1] == '!' || (html.bytes[1] | 0x20) >= 'a')) {
		end = str_find(html, STR(">"));
		out[(*put)++] = ' ';
		return end < html.length ? end + 1 : html.length;
	}
	if (html.bytes[0] != '&')
		return 0;
	end = str_find(str_part(html, 0, REFERENCE_BYTES_MAX), STR(";"));
	if (end >= html.length || html.bytes[end] != ';' || !(code_point = reference(str_part(html, 1, end - 1))))
		return 0;
	*put = str_put_code_point(out, code_point);
	return end + 1;
}

struct str xml_text_plain(struct arena *arena, struct str html)
{
	char *out = arena_take(arena, html.length + 4);
	size_t length = 0, put, taken;

	while (html.length) {
		taken = markup(html, out + length, &put);
		if (taken == 0) {
			out[length] = html.bytes[0];
			taken = put = 1;
		}
		html = str_part(html, taken, html.length);
		if (put == 1 && strchr(" \t\r\n", out[length]) && (length == 0 || out[length - 1] == ' '))
			continue;
		if (put == 1 && strchr("\t\r\n", out[length]))
			out[length] = ' ';
		length += put;
	}
	return str_trim((struct str){out, length});
}
