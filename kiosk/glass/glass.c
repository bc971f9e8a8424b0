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

bool glass_canvas(struct glass *glass, struct pixels *canvas)
{
	return glass->class->canvas(glass, canvas);
}

void glass_present(struct glass *glass, const struct rect *damage, size_t count)
{
	glass->class->present(glass, damage, count);
}

bool glass_passage_prepare(struct glass *glass)
{
	return glass->class->prepare(glass);
}

void glass_passage_begin(struct glass *glass, const struct glass_passage *passage)
{
	glass->class->begin(glass, passage);
}

void glass_passage_step(struct glass *glass, double share)
{
	if (glass->passing)
		glass->class->step(glass, share);
}

bool glass_is_passing(const struct glass *glass)
{
	return glass->passing;
}

int glass_frame_us(struct glass *glass)
{
	return glass->class->frame_us(glass);
}

struct glass_stats glass_stats(const struct glass *glass)
{
	return glass->stats;
}
