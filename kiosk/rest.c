#include "kiosk/rest.h"

enum { PLACES = 8, BAND_PARTS = 12 /* of the screen's width */ };

#define VEIL 0x99000000u /* 60 % black */
#define BAND 0xffffffffu

struct point rest_shift(int radius_px, int64_t now_ms, int64_t *until_ms)
{
	static const struct point round[PLACES] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}};
	int64_t turn = now_ms / REST_SHIFT_MS, next_ms = (turn + 1) * REST_SHIFT_MS;
	struct point at = round[turn % PLACES];

	if (radius_px == 0)
		return (struct point){0, 0};
	*until_ms = next_ms < *until_ms ? next_ms : *until_ms;
	return (struct point){at.x * radius_px, at.y * radius_px};
}

int64_t rest_draw(struct draw_list *list, struct rect screen, int64_t stood_ms, int64_t after_ms, int64_t now_ms)
{
	int64_t since_ms = stood_ms - after_ms, into_ms, width;

	if (after_ms == 0)
		return INT64_MAX;
	if (since_ms < 0)
		return now_ms - since_ms;
	draw_fill(list, screen, VEIL);
	into_ms = since_ms % REST_SWEEP_MS;
	if (into_ms >= REST_SWEPT_MS)
		return now_ms + REST_SWEEP_MS - into_ms;
	width = screen.width / BAND_PARTS;
	draw_fill(list,
		(struct rect){(int)((screen.width + width) * into_ms / REST_SWEPT_MS - width), screen.y, (int)width, screen.height},
		BAND);
	return now_ms;
}
