#include "kiosk/glass/frame.h"

#include <stdlib.h>

#include "feed/base/check.h"

static bool is_same(struct pixels a, struct pixels b)
{
	return a.rows == b.rows && a.width == b.width && a.height == b.height && a.stride_bytes == b.stride_bytes;
}

void frame_finish(struct frame *frame)
{
	passage_finish(&frame->passage);
	if (frame->turn != QUARTER_0)
		free(frame->canvas.rows);
	*frame = (struct frame){0};
}

bool frame_set(struct frame *frame, struct pixels target, enum quarter turn)
{
	bool across = turn == QUARTER_90 || turn == QUARTER_270;
	struct pixels canvas = target;

	if (is_same(frame->target, target) && frame->turn == turn)
		return false;
	frame_finish(frame);
	if (turn != QUARTER_0) {
		canvas.width = across ? target.height : target.width;
		canvas.height = across ? target.width : target.height;
		canvas.stride_bytes = canvas.width * (int)sizeof(uint32_t);
		canvas.rows = calloc((size_t)canvas.height, (size_t)canvas.stride_bytes);
		REQUIRE(canvas.rows);
	}
	*frame = (struct frame){.target = target, .canvas = canvas, .turn = turn};
	return true;
}

/* What changed on the canvas goes to where it lies on the display. */
static size_t turn(struct frame *frame, struct rect *boxes, size_t count)
{
	for (size_t i = 0; frame->turn != QUARTER_0 && i < count; i++) {
		pixels_turn(frame->canvas, frame->target, frame->turn, boxes[i]);
		boxes[i] = quarter_turn_rect(frame->turn, boxes[i], frame->canvas.width, frame->canvas.height);
	}
	return count;
}

size_t frame_present(struct frame *frame, const struct rect *damage, size_t count, struct rect shown[GLASS_DAMAGE_MAX])
{
	return turn(frame, shown, passage_painted(&frame->passage, frame->canvas, damage, count, shown));
}

size_t frame_step(struct frame *frame, double share, struct rect shown[GLASS_DAMAGE_MAX])
{
	return turn(frame, shown, passage_step(&frame->passage, frame->canvas, share, shown));
}
