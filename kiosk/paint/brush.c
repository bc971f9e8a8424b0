#include "kiosk/paint/brush.h"

#include <math.h>
#include <pixman.h>
#include <stdlib.h>

#include "feed/base/check.h"

#define OPAQUE 0xff000000u
#define ROOT_2 1.41421356237f

void lattice_finish(struct lattice *lattice)
{
	free(lattice->covers);
	*lattice = (struct lattice){0};
}

static float between(float low, float value, float high)
{
	return fmaxf(low, fminf(high, value));
}

/* How much of a pixel a 45-degree band covers: its edge runs over about one pixel. */
static float hatch_cover(const struct ink *ink, int at)
{
	float across = ((float)at + 1) / ROOT_2; /* of the pixel's middle: x + 0.5 + y + 0.5 */
	float from_middle = fabsf(fmodf(across, ink->pitch_px) - ink->pitch_px / 2);

	return between(0, ink->band_px / 2 - from_middle + 0.5f, 1);
}

/* How much of the pixel at .. at + 1 the squares cover along one axis. */
static float dot_cover(const struct ink *ink, int at)
{
	float start = fmodf((float)at, ink->pitch_px);
	float first = between(0, ink->band_px - start, 1);
	float second = between(0, start + 1 - ink->pitch_px, ink->band_px);

	return between(0, first + second, 1);
}

static void lattice_fill(struct lattice *lattice, const struct ink *ink, int count)
{
	if (lattice->count >= count && lattice->pattern == ink->pattern && lattice->pitch_px == ink->pitch_px &&
		lattice->band_px == ink->band_px)
		return;
	lattice->covers = realloc(lattice->covers, (size_t)count);
	REQUIRE(lattice->covers);
	lattice->count = count;
	lattice->pattern = ink->pattern;
	lattice->pitch_px = ink->pitch_px;
	lattice->band_px = ink->band_px;
	for (int i = 0; i < count; i++) {
		float cover = ink->pattern == INK_HATCH ? hatch_cover(ink, i) : dot_cover(ink, i);

		lattice->covers[i] = (uint8_t)lroundf(cover * 255);
	}
}

struct brush brush_begin(struct pixels target, struct rect clip, const struct ink *ink, struct lattice *lattice)
{
	struct rect whole = {0, 0, target.width, target.height};
	struct brush brush = {target, rect_intersect(clip, whole), *ink, NULL};

	if (ink->pattern == INK_SOLID || ink->pitch_px < 1)
		return brush;
	lattice_fill(lattice, ink, target.width + target.height);
	brush.lattice = lattice;
	return brush;
}

static unsigned times(unsigned a, unsigned b)
{
	unsigned product = a * b + 0x80;

	return (product + (product >> 8)) >> 8;
}

/* Two channels at once; rounds to the nearest. */
static uint32_t blend_pair(uint32_t over, uint32_t under, unsigned alpha)
{
	uint32_t mixed = over * alpha + under * (255 - alpha) + 0x00800080;

	return ((mixed + ((mixed >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
}

static uint32_t blend(uint32_t over, uint32_t under, unsigned alpha)
{
	uint32_t red_blue = blend_pair(over & 0x00ff00ff, under & 0x00ff00ff, alpha);
	uint32_t green = blend_pair((over >> 8) & 0xff, (under >> 8) & 0xff, alpha);

	return OPAQUE | red_blue | green << 8;
}

static uint32_t *row_of(const struct brush *brush, int y)
{
	return (uint32_t *)((uint8_t *)brush->target.rows + (ptrdiff_t)y * brush->target.stride_bytes);
}

static void solid_span(const struct brush *brush, uint32_t *pixels, int count, unsigned alpha)
{
	uint32_t color = brush->ink.color | OPAQUE;

	if (alpha == 255) {
		for (int i = 0; i < count; i++)
			pixels[i] = color;
	} else {
		for (int i = 0; i < count; i++)
			pixels[i] = blend(color, pixels[i], alpha);
	}
}

static void pattern_span(const struct brush *brush, uint32_t *pixels, int x, int y, int count, unsigned alpha)
{
	const uint8_t *covers = brush->lattice->covers;
	uint32_t color = brush->ink.color | OPAQUE;

	for (int i = 0; i < count; i++) {
		unsigned cover =
			brush->lattice->pattern == INK_HATCH ? covers[x + i + y] : times(covers[x + i], covers[y]);

		if (cover)
			pixels[i] = blend(color, pixels[i], times(alpha, cover));
	}
}

void brush_span(const struct brush *brush, int x, int y, int count, unsigned coverage)
{
	unsigned alpha = times(brush->ink.color >> 24, coverage);
	uint32_t *pixels = row_of(brush, y) + x;

	if (alpha == 0)
		return;
	if (brush->lattice)
		pattern_span(brush, pixels, x, y, count, alpha);
	else
		solid_span(brush, pixels, count, alpha);
}

static void solid_covers(const struct brush *brush, uint32_t *pixels, int count, const uint8_t *covers)
{
	uint32_t color = brush->ink.color | OPAQUE;
	unsigned ink = brush->ink.color >> 24;

	for (int i = 0; i < count; i++) {
		unsigned alpha = times(ink, covers[i]);

		if (alpha == 255)
			pixels[i] = color;
		else if (alpha)
			pixels[i] = blend(color, pixels[i], alpha);
	}
}

void brush_covers(const struct brush *brush, int x, int y, int count, const uint8_t *covers)
{
	if (!brush->lattice)
		solid_covers(brush, row_of(brush, y) + x, count, covers);
	else
		for (int i = 0; i < count; i++)
			brush_span(brush, x + i, y, 1, covers[i]);
}

void brush_box(const struct brush *brush, struct rect box)
{
	struct rect part = rect_intersect(box, brush->clip);

	if (rect_is_empty(part))
		return;
	if (!brush->lattice && brush->ink.color >> 24 == 255) {
		pixman_fill(brush->target.rows, brush->target.stride_bytes / (int)sizeof(uint32_t), 32, part.x, part.y,
			part.width, part.height, brush->ink.color);
		return;
	}
	for (int y = part.y; y < part.y + part.height; y++)
		brush_span(brush, part.x, y, part.width, 255);
}
