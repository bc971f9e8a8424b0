#include "kiosk/glass/body.h"

void glass_destroy(struct glass *glass)
{
	if (glass)
		glass->body->destroy(glass);
}

struct glass_event glass_wait(struct glass *glass, int timeout_ms)
{
	return glass->body->wait(glass, timeout_ms);
}

void glass_wake(struct glass *glass)
{
	glass->body->wake(glass);
}

bool glass_pixels(struct glass *glass, uint32_t **rows, int *width, int *height, int *stride_bytes)
{
	return glass->body->pixels(glass, rows, width, height, stride_bytes);
}

void glass_present(struct glass *glass, const struct rect *damage, size_t count)
{
	glass->body->present(glass, damage, count);
}
