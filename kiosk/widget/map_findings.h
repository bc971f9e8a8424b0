#ifndef KIOSK_WIDGET_MAP_FINDINGS_H
#define KIOSK_WIDGET_MAP_FINDINGS_H

#include "kiosk/widget/map_label.h"
#include "kiosk/widget/map_plate.h"

/*
 * Where the division into grids is not whole: ground in no grid, in two of them, beyond a community. The feed has a
 * shape for each; the table says what it is. Each has a sign of its own form, however small its shape is on the screen.
 */

/* Before names are placed, so that none hides a sign. */
void map_findings_take(const struct widget *self, const struct map_plate *plate, struct map_raster *raster);

void map_findings_draw(const struct widget *self, const struct map_plate *plate);

#endif
