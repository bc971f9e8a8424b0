#include "kiosk/glass/glass_class.h"

void glass_destroy(struct glass *glass)
{
	if (glass)
		glass->class->destroy(glass);
}

struct glass_event glass_wait(struct glass *glass, int timeout_ms)
{
	return glass->class->wait(glass, timeout_ms);
}

void glass_wake(struct glass *glass)
{
	glass->class->wake(glass);
}

bool glass_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	return glass->class->pixels(glass, rows, width, height, stride_bytes);
}

void glass_present(struct glass *glass, const struct rect *damage, size_t count)
{
	glass->class->present(glass, damage, count);
}
