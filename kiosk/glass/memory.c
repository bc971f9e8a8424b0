#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/frame.h"
#include "kiosk/glass/glass_class.h"

/* Plain memory: nobody touches it, and nothing is waited for. Passages run as in a window that the processor fills. */

enum { SIDE_MAX_PX = 16384 };

struct memory {
	struct glass glass;
	struct frame frame;
	struct pixels display;
	uint32_t rows[];
};

static void memory_destroy(struct glass *glass)
{
	struct memory *memory = (struct memory *)glass;

	frame_finish(&memory->frame);
	free(memory);
}

static struct glass_event memory_wait(struct glass *glass, int timeout_ms)
{
	(void)glass;
	(void)timeout_ms;
	return (struct glass_event){.kind = GLASS_NONE};
}

static void memory_wake(struct glass *glass)
{
	(void)glass;
}

static bool memory_canvas(struct glass *glass, struct pixels *canvas)
{
	*canvas = ((struct memory *)glass)->frame.canvas;
	return true;
}

static void show(struct memory *memory, const struct rect *boxes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		memory->glass.stats.bytes += (uint64_t)boxes[i].width * (uint64_t)boxes[i].height * sizeof(uint32_t);
	memory->glass.stats.presents += count > 0;
	memory->glass.stats.passage_bytes_most = memory->frame.passage.bytes_most;
	memory->glass.passing = memory->frame.passage.running;
}

static void memory_present(struct glass *glass, const struct rect *damage, size_t count)
{
	struct memory *memory = (struct memory *)glass;
	struct rect shown[GLASS_DAMAGE_MAX];

	show(memory, shown, frame_present(&memory->frame, damage, count, shown));
}

static bool memory_prepare(struct glass *glass)
{
	struct memory *memory = (struct memory *)glass;

	return passage_prepare(&memory->frame.passage, memory->frame.canvas);
}

static void memory_begin(struct glass *glass, const struct glass_passage *passage)
{
	struct memory *memory = (struct memory *)glass;

	passage_begin(&memory->frame.passage, passage, memory->frame.canvas);
	glass->passing = true;
}

static void memory_step(struct glass *glass, double share)
{
	struct memory *memory = (struct memory *)glass;
	struct rect shown[GLASS_DAMAGE_MAX];

	show(memory, shown, frame_step(&memory->frame, share, shown));
}

static int memory_frame_us(struct glass *glass)
{
	(void)glass;
	return GLASS_FRAME_US;
}

static const struct glass_class memory_class = {memory_destroy, memory_wait, memory_wake, memory_canvas, memory_present,
	memory_prepare, memory_begin, memory_step, memory_frame_us};

bool glass_memory_create(struct glass **glass, int width, int height, enum quarter turn, struct error *error)
{
	struct memory *memory;

	if (width < 1 || height < 1 || width > SIDE_MAX_PX || height > SIDE_MAX_PX)
		return error_set(error, "a picture of %dx%d pixels cannot be made: 1 to %d each way", width, height,
			SIDE_MAX_PX);
	memory = calloc(1, sizeof(*memory) + (size_t)width * (size_t)height * sizeof(uint32_t));
	REQUIRE(memory);
	memory->glass.class = &memory_class;
	memory->glass.stats.presenter = "memory";
	memory->display = (struct pixels){memory->rows, width, height, width * (int)sizeof(uint32_t)};
	frame_set(&memory->frame, memory->display, turn);
	*glass = &memory->glass;
	return true;
}
