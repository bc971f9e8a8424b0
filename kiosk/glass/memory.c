#include <stdlib.h>

#include "kiosk/glass/body.h"

/* A screen that nobody sees: pictures and tests. */

enum { SIDE_MAX = 16384 };

struct memory_glass {
	struct glass glass;
	uint32_t *rows; /* owned */
	int width, height;
};

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
	struct memory_glass *memory = (struct memory_glass *)glass;

	*rows = memory->rows;
	*width = memory->width;
	*height = memory->height;
	*stride_bytes = memory->width * 4;
	return true;
}

static void memory_present(struct glass *glass, const struct rect *damage, size_t count)
{
	(void)glass;
	(void)damage;
	(void)count;
}

static void memory_destroy(struct glass *glass)
{
	free(((struct memory_glass *)glass)->rows);
	free(glass);
}

static const struct glass_body memory_body = {memory_wait, memory_wake, memory_pixels, memory_present, memory_destroy};

bool glass_memory_create(struct glass **glass, int width, int height, struct error *error)
{
	struct memory_glass *memory;

	if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX)
		return error_set(error, "found a screen of %dx%d, expected 1x1 to %dx%d", width, height, SIDE_MAX, SIDE_MAX);
	memory = calloc(1, sizeof(*memory));
	if (memory)
		memory->rows = calloc((size_t)width * (size_t)height, 4);
	if (!memory || !memory->rows) {
		free(memory);
		return error_set(error, "no memory for a screen of %dx%d", width, height);
	}
	memory->glass.body = &memory_body;
	memory->width = width;
	memory->height = height;
	*glass = &memory->glass;
	return true;
}
