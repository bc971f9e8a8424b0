#include "tests/support/test_metrics.h"

#include <string.h>

enum { LACKED = 0x06c7 };

static bool is_arabic(uint32_t point)
{
	return point >= 0x0600 && point <= 0x06ff;
}

static bool is_mark(uint32_t point)
{
	return point >= 0x064b && point <= 0x065f;
}

static float advance(const struct metrics *self, enum font_face face, int size_px, bool rtl, struct str run)
{
	float width = 0;

	(void)self;
	(void)face;
	(void)rtl;
	for (size_t at = 0; at < run.length;) {
		uint32_t point = str_code_point(run, &at);

		width += is_mark(point) ? 0 : point >= 0x2e80 ? (float)size_px : (float)size_px / 2;
	}
	return width;
}

static struct face_box box(const struct metrics *self, enum font_face face, int size_px)
{
	(void)self;
	(void)face;
	return (struct face_box){size_px, size_px / 4, size_px * 3 / 4};
}

static bool has(const struct metrics *self, enum font_face face, uint32_t code_point)
{
	(void)self;
	if (code_point >= 0xf0000)
		return false;
	if (face < FACE_ARABIC)
		return !is_arabic(code_point);
	if (face < FACE_ARABIC_FALLBACK && code_point == LACKED)
		return false;
	return is_arabic(code_point) || code_point == ' ' || (code_point < 0x7f && strchr(".,:!()-", (int)code_point));
}

const struct metrics *test_metrics(void)
{
	static const struct metrics metrics = {advance, box, has};

	return &metrics;
}
