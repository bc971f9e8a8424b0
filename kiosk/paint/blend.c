#include "kiosk/paint/blend.h"

#include <math.h>

/* a * b / 255, rounded, for 0..255 (Blinn, "Three wrongs make a right", 1995). */
static uint32_t scale(uint32_t a, uint32_t b)
{
	uint32_t t = a * b + 128;

	return (t + (t >> 8)) >> 8;
}

static uint32_t mix(uint32_t under, uint32_t over, uint32_t alpha)
{
	uint32_t rest = 255 - alpha;
	uint32_t red = scale(over >> 16 & 255, alpha) + scale(under >> 16 & 255, rest);
	uint32_t green = scale(over >> 8 & 255, alpha) + scale(under >> 8 & 255, rest);
	uint32_t blue = scale(over & 255, alpha) + scale(under & 255, rest);

	return red << 16 | green << 8 | blue;
}

/* How much of 0..at lies in bands of band_px of every pitch_px. */
static double banded(const struct ink *ink, double at)
{
	double pitch = (double)ink->pitch_px, band = (double)ink->band_px, whole = floor(at / pitch);

	return whole * band + fmin(at - whole * pitch, band);
}

/* The share of a pixel in a band at 45 degrees; its width across the bands is taken as one pixel. */
static int hatch_cover(const struct ink *ink, int x, int y)
{
	double across = ((double)x + y + 1) * 0.70710678;

	return (int)((banded(ink, across + 0.5) - banded(ink, across - 0.5)) * 255 + 0.5);
}

static int dots_cover(const struct ink *ink, int x, int y)
{
	int pitch = (int)ink->pitch_px > 1 ? (int)ink->pitch_px : 1, side = (int)ink->band_px;

	return x % pitch < side && y % pitch < side ? 255 : 0;
}

static void blend_pattern(uint32_t *row, int x, int y, int length, uint32_t alpha, const struct ink *ink)
{
	for (int i = 0; i < length; i++) {
		int cover = ink->pattern == INK_HATCH ? hatch_cover(ink, x + i, y) : dots_cover(ink, x + i, y);

		if (cover)
			row[i] = mix(row[i], ink->color, scale(alpha, (uint32_t)cover));
	}
}

void blend_span(struct pixels target, int x, int y, int length, int coverage, const struct ink *ink)
{
	uint32_t *row = (uint32_t *)(void *)((char *)target.rows + (size_t)y * (size_t)target.stride_bytes) + x;
	uint32_t alpha = scale((uint32_t)coverage, ink->color >> 24);

	if (ink->pattern != INK_SOLID) {
		blend_pattern(row, x, y, length, alpha, ink);
	} else if (alpha == 255) {
		for (int i = 0; i < length; i++)
			row[i] = ink->color & 0xffffff;
	} else if (alpha) {
		for (int i = 0; i < length; i++)
			row[i] = mix(row[i], ink->color, alpha);
	}
}
