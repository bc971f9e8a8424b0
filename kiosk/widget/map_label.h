#ifndef KIOSK_WIDGET_MAP_LABEL_H
#define KIOSK_WIDGET_MAP_LABEL_H

#include "kiosk/widget/map_sheet.h"

/* Where names fit on a sheet: a coarse raster of what lies where, and a search around the middle of an area. */

enum { MAP_LABELS_MAX = 64 };

struct map_raster {
	const struct map_sheet *sheet;
	const bool *kept; /* beside the cells: must stay in sight */
	struct rect box;
	int step_px, columns, rows;
	uint32_t *cells;                   /* index, or UINT32_MAX where there is nothing */
	struct rect taken[MAP_LABELS_MAX]; /* by labels and pins */
	size_t taken_count;
};

void map_raster_make(struct arena *arena, const struct map_sheet *sheet, const bool *kept, struct rect box, int step_px,
	struct map_raster *raster);

/* The best place for a plate of this size near a middle, on cells of an outer area; it is then taken. Where everything near is taken
   it looks further away, and a line has to lead there; false: there is no room at all. */
bool map_raster_place(struct map_raster *raster, struct path_point middle, uint32_t outer, int width, int height, struct rect *place);
void map_raster_take(struct map_raster *raster, struct rect taken);

#endif
