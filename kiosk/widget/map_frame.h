#ifndef KIOSK_WIDGET_MAP_FRAME_H
#define KIOSK_WIDGET_MAP_FRAME_H

#include "kiosk/widget/map_plate.h"

/* What stands in the corners of a map: how long a metre is, and where in the whole an area lies. */
void map_frame_draw(const struct widget *self, const struct map_plate *plate, struct rect box);

#endif
