#include "kiosk/pixels/pixels.h"

#include <string.h>

void pixels_copy(struct pixels from, struct pixels to, struct rect part)
{
	for (int y = part.y; y < part.y + part.height; y++)
		memcpy(pixels_at(to, part.x, y), pixels_at(from, part.x, y), (size_t)part.width * sizeof(uint32_t));
}

struct point quarter_turn_point(enum quarter quarter, struct point point, int width, int height)
{
	switch (quarter) {
	case QUARTER_90:
		return (struct point){height - 1 - point.y, point.x};
	case QUARTER_180:
		return (struct point){width - 1 - point.x, height - 1 - point.y};
	case QUARTER_270:
		return (struct point){point.y, width - 1 - point.x};
	case QUARTER_0:
		break;
	}
	return point;
}

struct point quarter_back_point(enum quarter quarter, struct point point, int width, int height)
{
	switch (quarter) {
	case QUARTER_90:
		return (struct point){point.y, height - 1 - point.x};
	case QUARTER_180:
		return (struct point){width - 1 - point.x, height - 1 - point.y};
	case QUARTER_270:
		return (struct point){width - 1 - point.y, point.x};
	case QUARTER_0:
		break;
	}
	return point;
}

struct rect quarter_turn_rect(enum quarter quarter, struct rect rect, int width, int height)
{
	struct point a = quarter_turn_point(quarter, (struct point){rect.x, rect.y}, width, height);
	struct point b = quarter_turn_point(
		quarter, (struct point){rect.x + rect.width - 1, rect.y + rect.height - 1}, width, height);
	int left = a.x < b.x ? a.x : b.x, top = a.y < b.y ? a.y : b.y;
	bool across = quarter == QUARTER_90 || quarter == QUARTER_270;

	return (struct rect){left, top, across ? rect.height : rect.width, across ? rect.width : rect.height};
}

void pixels_turn(struct pixels from, struct pixels to, enum quarter quarter, struct rect part)
{
	struct point start = quarter_turn_point(quarter, (struct point){0, 0}, from.width, from.height);
	struct point right = quarter_turn_point(quarter, (struct point){1, 0}, from.width, from.height);
	ptrdiff_t stride = to.stride_bytes / (int)sizeof(uint32_t);
	ptrdiff_t step = (right.y - start.y) * stride + (right.x - start.x);

	if (quarter == QUARTER_0) {
		pixels_copy(from, to, part);
		return;
	}
	/* Block by block, so that the columns which are written stay in the processor's cache. */
	for (int top = part.y; top < part.y + part.height; top += PIXELS_CELL_PX)
		for (int left = part.x; left < part.x + part.width; left += PIXELS_CELL_PX) {
			struct rect block =
				rect_intersect(part, (struct rect){left, top, PIXELS_CELL_PX, PIXELS_CELL_PX});

			for (int y = block.y; y < block.y + block.height; y++) {
				struct point at = quarter_turn_point(
					quarter, (struct point){block.x, y}, from.width, from.height);
				const uint32_t *source = pixels_at(from, block.x, y);
				uint32_t *target = pixels_at(to, at.x, at.y);

				for (int x = 0; x < block.width; x++, target += step)
					*target = source[x];
			}
		}
}
