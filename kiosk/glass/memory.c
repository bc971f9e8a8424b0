#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/glass/glass_class.h"

/* Plain memory: nobody touches it, and nothing is waited for. */

enum { SIDE_MAX_PX = 16384 };

struct memory {
	struct glass glass;
	int width, height;
	uint32_t rows[];
};

static void memory_destroy(struct glass *glass)
{
	free(glass);
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

static bool memory_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	struct memory *memory = (struct memory *)glass;

	*rows = memory->rows;
	*width = memory->width;
	*height = memory->height;
	*stride_bytes = memory->width * (int)sizeof(uint32_t);
	return true;
}

static void memory_present(struct glass *glass, const struct rect *damage, size_t count)
{
	(void)glass;
	(void)damage;
	(void)count;
}

static const struct glass_class memory_class = {
	memory_destroy, memory_wait, memory_wake, memory_pixels, memory_present};

bool glass_memory_create(struct glass **glass, int width, int height, struct error *error)
{
	struct memory *memory;

	if (width < 1 || height < 1 || width > SIDE_MAX_PX || height > SIDE_MAX_PX)
		return error_set(error, "a picture of %dx%d pixels cannot be made: 1 to %d each way", width, height,
			SIDE_MAX_PX);
	memory = calloc(1, sizeof(*memory) + (size_t)width * (size_t)height * sizeof(uint32_t));
	REQUIRE(memory);
	memory->glass.class = &memory_class;
	memory->width = width;
	memory->height = height;
	*glass = &memory->glass;
	return true;
}
