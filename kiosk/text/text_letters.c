#include "kiosk/text/text_letters.h"

#include <math.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "kiosk/text/bidi.h"
#include "kiosk/text/breaks.h"

enum {
	SERIF_LEAST_PX = 40, /* the serif's thin strokes do not carry below */
	ELLIPSIS = 0x2026,
	ELLIPSIS_DOTS = 3
};

/* How much larger the Uyghur faces are set to be as legible as Chinese. */
#define ARABIC_FACTOR 1.2f
#define ARABIC_BOLD_FACTOR 1.1f

bool letter_is_space(uint32_t point)
{
	return point == ' ' || point == '\n' || point == 0xa0 || (point >= 0x2000 && point <= 0x200a) ||
	       point == 0x3000;
}

bool letter_is_hidden(uint32_t point)
{
	return point < ' ' || point == 0x7f || point == 0xad || point == 0x061c || point == 0x200b || point == 0x200e ||
	       point == 0x200f || (point >= 0x202a && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
	       point == 0xfeff;
}

bool letter_is_arabic(uint32_t point)
{
	return (point >= 0x0600 && point <= 0x06ff) || (point >= 0x0750 && point <= 0x077f) ||
	       (point >= 0x08a0 && point <= 0x08ff) || (point >= 0xfb50 && point <= 0xfdff) ||
	       (point >= 0xfe70 && point <= 0xfefe);
}

/* Signs of a sentence; they look like the words that they stand beside. A hyphen does not: it mostly follows a digit,
   and that of the Uyghur faces lies as low as a stroke between two letters. */
static bool is_sentence_sign(uint32_t point)
{
	static const uint32_t signs[] = {
		'.', ',', ':', ';', '!', '?', '(', ')', '[', ']', '"', '\'', 0xab, 0xbb, ELLIPSIS};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i] == point)
			return true;
	return false;
}

enum font_face letter_face(const struct text_style *style, enum letter_script script, bool strong, int size_px)
{
	bool bold = strong || style->weight != TEXT_REGULAR;

	if (script == SCRIPT_ARABIC)
		return bold ? FACE_ARABIC_BOLD : FACE_ARABIC;
	if (script == SCRIPT_FALLBACK)
		return bold ? FACE_ARABIC_FALLBACK_BOLD : FACE_ARABIC_FALLBACK;
	if (style->weight == TEXT_TITLE && style->serif_titles && size_px >= SERIF_LEAST_PX &&
		!language_is_rtl(style->language))
		return FACE_SERIF_BOLD;
	return bold ? FACE_SANS_BOLD : FACE_SANS;
}

int letter_size_px(enum font_face face, int size_px)
{
	float factor = face == FACE_ARABIC ? ARABIC_FACTOR : face == FACE_ARABIC_BOLD ? ARABIC_BOLD_FACTOR : 1;

	return (int)lroundf((float)size_px * factor);
}

/* Letters and digits of names such as team_totals, in which an underscore is one of them. */
static bool in_name(struct str text, size_t at)
{
	char byte = at < text.length ? text.bytes[at] : ' ';

	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/* Whether the sign at this byte is there for itself: a backslash stands before it. */
static bool is_escape(struct str text, size_t at)
{
	char next = at + 1 < text.length ? text.bytes[at + 1] : ' ';

	return text.bytes[at] == '\\' && (next == '*' || next == '_' || next == '\\');
}

static bool closes(struct str text, size_t at)
{
	return text.bytes[at] == '*' || !in_name(text, at + 1);
}

/* Whether the emphasis that the sign before at opens is closed again. */
static bool has_partner(struct str text, size_t at, char sign)
{
	for (; at < text.length; at += is_escape(text, at) ? 2 : 1)
		if (text.bytes[at] == sign && closes(text, at))
			return true;
	return false;
}

/* Whether the sign at this byte begins or ends an emphasis of its kind. */
static bool turns(const struct text_style *style, struct str text, size_t at, char sign, bool on)
{
	if (text.bytes[at] != sign || style->plain || (sign == '_' && !style->accent_color))
		return false;
	if (on)
		return closes(text, at);
	return (sign == '*' || at == 0 || !in_name(text, at - 1)) && has_partner(text, at + 1, sign);
}

/* The Chinese faces draw these as wide as a character, which tears an English word apart. */
static uint32_t narrow(enum language language, uint32_t point)
{
	if (language == LANGUAGE_ZH)
		return point;
	if (point == 0x2018 || point == 0x2019)
		return '\'';
	return point == 0x201c || point == 0x201d ? '"' : point;
}

static void put(struct letters *letters, uint32_t *points, uint32_t point, const struct letter *like)
{
	letters->items[letters->count] = *like;
	letters->items[letters->count].strong = like->strong || like->accent;
	letters->items[letters->count].hidden = letter_is_hidden(point);
	points[letters->count++] = point;
}

/* No code point becomes more than it has bytes: there is room for all. */
static void decode(struct letters *letters, uint32_t *points, const struct text_style *style, struct str text)
{
	struct letter like = {0};

	for (size_t at = 0; at < text.length && letters->count + ELLIPSIS_DOTS <= BIDI_POINTS_MAX;) {
		size_t before = at;
		uint32_t point = str_code_point(text, &at);

		if (turns(style, text, before, '*', like.strong)) {
			like.strong = !like.strong;
			continue;
		}
		if (turns(style, text, before, '_', like.accent)) {
			like.accent = !like.accent;
			continue;
		}
		if (!style->plain && is_escape(text, before))
			point = str_code_point(text, &at);
		if (point == ELLIPSIS && style->language == LANGUAGE_EN)
			for (size_t i = 0; i < ELLIPSIS_DOTS; i++)
				put(letters, points, '.', &like);
		else
			put(letters, points, point == '\t' ? ' ' : narrow(style->language, point), &like);
	}
}

/* Line by line of the source: directions do not reach over its ends. */
static void find_levels(struct arena *arena, const struct letters *letters, int8_t *levels)
{
	for (size_t start = 0, end; start < letters->count; start = end + 1) {
		for (end = start; end < letters->count && letters->points[end] != '\n';)
			end++;
		REQUIRE(bidi_levels(arena, letters->points + start, end - start, letters->rtl, levels + start));
		if (end < letters->count)
			levels[end] = letters->rtl;
	}
}

static bool shows(const struct metrics *metrics, enum font_face face, uint32_t point)
{
	return metrics->has(metrics, face, point);
}

/* Digits and signs of numbers are Chinese in every language; what stands among letters read from the right is theirs.
 */
static enum letter_script script_of(const struct metrics *metrics, const struct letters *letters, size_t at)
{
	uint32_t point = letters->points[at];
	bool leftward = letters->levels[at] & 1;

	if (letter_is_arabic(point))
		return SCRIPT_ARABIC;
	if (leftward && (letter_is_space(point) || (is_sentence_sign(point) && shows(metrics, FACE_ARABIC, point))))
		return SCRIPT_ARABIC;
	return SCRIPT_SANS;
}

/* A word that the first family cannot show whole is shown whole by the other: letters of two families do not join. */
static void mend_word(const struct metrics *metrics, const struct letters *letters, size_t start, size_t end)
{
	bool whole = true;

	for (size_t i = start; i < end && whole; i++)
		whole = letters->items[i].hidden || shows(metrics, FACE_ARABIC, letters->points[i]);
	for (size_t i = start; i < end && !whole; i++)
		letters->items[i].script = SCRIPT_FALLBACK;
}

static void find_scripts(const struct metrics *metrics, const struct letters *letters)
{
	for (size_t i = 0; i < letters->count; i++)
		letters->items[i].script = script_of(metrics, letters, i);
	for (size_t start = 0, end; start < letters->count; start = end + 1) {
		for (end = start; end < letters->count && letter_is_arabic(letters->points[end]);)
			end++;
		mend_word(metrics, letters, start, end);
	}
}

/* A Chinese text on a screen that reads from the right, because its own language is missing, keeps its own direction. */
static bool is_chinese_alone(const struct letters *letters)
{
	bool chinese = false;

	for (size_t i = 0; i < letters->count; i++) {
		if (letter_is_arabic(letters->points[i]))
			return false;
		chinese = chinese || (letters->points[i] >= 0x4e00 && letters->points[i] <= 0x9fff);
	}
	return chinese;
}

struct letters letters_read(
	struct arena *arena, const struct metrics *metrics, const struct text_style *style, struct str text)
{
	size_t room = (text.length < BIDI_POINTS_MAX ? text.length : BIDI_POINTS_MAX) + 1;
	uint32_t *points = arena_array(arena, uint32_t, room);
	int8_t *levels = arena_array(arena, int8_t, room);
	struct letters letters = {points, levels, arena_array(arena, struct letter, room), 0, style->language,
		language_is_rtl(style->language)};

	decode(&letters, points, style, text);
	letters.rtl = letters.rtl && !is_chinese_alone(&letters);
	find_levels(arena, &letters, levels);
	find_scripts(metrics, &letters);
	breaks_mark(arena, &letters);
	return letters;
}

/* Three dots where the one sign hangs in the middle of the line, as it does in Chinese. */
static size_t ellipsis(const struct metrics *metrics, const struct letters *letters, uint32_t *dot)
{
	bool one = letters->language == LANGUAGE_ZH || (letters->rtl && shows(metrics, FACE_ARABIC, ELLIPSIS));

	*dot = one ? ELLIPSIS : '.';
	return one ? 1 : ELLIPSIS_DOTS;
}

struct letters letters_cut(
	struct arena *arena, const struct metrics *metrics, const struct letters *letters, size_t start, size_t count)
{
	uint32_t dot, *points;
	size_t dot_count = ellipsis(metrics, letters, &dot), made = count + dot_count;
	struct letters cut = *letters;
	int8_t *levels;

	points = arena_array(arena, uint32_t, made);
	levels = arena_array(arena, int8_t, made);
	cut.items = arena_array(arena, struct letter, made);
	memcpy(points, letters->points + start, count * sizeof(*points));
	memcpy(levels, letters->levels + start, count);
	memcpy(cut.items, letters->items + start, count * sizeof(*cut.items));
	for (size_t i = 0; i < dot_count; i++) {
		points[count + i] = dot;
		levels[count + i] = letters->rtl;
		cut.items[count + i] = (struct letter){.strong = count > 0 && cut.items[count - 1].strong,
			.accent = count > 0 && cut.items[count - 1].accent};
	}
	cut.points = points;
	cut.levels = levels;
	cut.count = made;
	for (size_t i = count; i < made; i++)
		cut.items[i].script = script_of(metrics, &cut, i);
	return cut;
}
