#include "kiosk/text/breaks.h"

#include <linebreak.h>
#include <pthread.h>

#include "feed/base/arena.h"

enum { NUMBER_MAX = 40 }; /* an isolated number as long as this may be broken after all */

static bool is_among(const uint32_t *signs, size_t count, uint32_t point)
{
	for (size_t i = 0; i < count; i++)
		if (signs[i] == point)
			return true;
	return false;
}

#define IS_AMONG(signs, point) is_among(signs, sizeof(signs) / sizeof((signs)[0]), point)

bool breaks_never_starts(uint32_t point)
{
	static const uint32_t signs[] = {0x3002, 0xff0c, 0x3001, 0xff1b, 0xff1a, 0xff1f, 0xff01, 0x300b, 0x3009, 0xff09,
		0x300d, 0x300f, 0x3011, 0x201d, 0x2019, 0x2026, 0x2014, 0xb7, '%', 0xff05, 0x2030, 0x2103, ',', '.',
		':', ';', '!', '?', ')', ']', 0x060c, 0x061b, 0x061f, 0xbb};

	return IS_AMONG(signs, point);
}

bool breaks_never_ends(uint32_t point)
{
	static const uint32_t signs[] = {
		0x300a, 0x3008, 0xff08, 0x201c, 0x2018, 0x300c, 0x300e, 0x3010, 0xffe5, '(', '[', 0xab};

	return IS_AMONG(signs, point);
}

static bool is_ideograph(uint32_t point)
{
	return (point >= 0x3400 && point <= 0x9fff) || (point >= 0x20000 && point <= 0x3ffff) || point == 0x3007;
}

static bool is_digit(uint32_t point)
{
	return point >= '0' && point <= '9';
}

/* A number stays with the Chinese word that counts it. */
static bool belong_together(uint32_t left, uint32_t right)
{
	return is_digit(left) && is_ideograph(right);
}

static void mark_chinese(struct letters *letters)
{
	for (size_t i = 0; i + 1 < letters->count; i++) {
		struct letter *letter = &letters->items[i];

		if (letter->after == BREAK_MAY &&
			(breaks_never_ends(letters->points[i]) || breaks_never_starts(letters->points[i + 1]) ||
				belong_together(letters->points[i], letters->points[i + 1])))
			letter->after = BREAK_NEVER;
	}
}

/* Isolated numbers, dates and ranges are one word: half of a range reads as another number. */
static void mark_numbers(struct letters *letters)
{
	const uint32_t lri = 0x2066, pdi = 0x2069;

	for (size_t start = 0, end; start < letters->count; start = end + 1) {
		end = start;
		if (letters->points[start] != lri)
			continue;
		while (end < letters->count && letters->points[end] != pdi)
			end++;
		if (end == letters->count || end - start > NUMBER_MAX)
			continue;
		for (size_t i = start; i < end; i++)
			letters->items[i].after = BREAK_NEVER;
	}
}

void breaks_mark(struct arena *arena, struct letters *letters)
{
	static const enum letter_break kinds[] = {
		[LINEBREAK_MUSTBREAK] = BREAK_MUST,
		[LINEBREAK_ALLOWBREAK] = BREAK_MAY,
		[LINEBREAK_NOBREAK] = BREAK_NEVER,
		[LINEBREAK_INSIDEACHAR] = BREAK_NEVER,
	};
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	char *marks = arena_array(arena, char, letters->count + 1);
	struct str code = str_copy(arena, language_code(letters->language));

	pthread_once(&once, init_linebreak);
	set_linebreaks_utf32(letters->points, letters->count, code.bytes, marks);
	for (size_t i = 0; i < letters->count; i++)
		letters->items[i].after = kinds[(int)marks[i]];
	if (letters->count)
		letters->items[letters->count - 1].after = BREAK_MUST;
	mark_chinese(letters);
	mark_numbers(letters);
}
