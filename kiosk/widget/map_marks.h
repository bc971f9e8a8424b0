#ifndef KIOSK_WIDGET_MAP_MARKS_H
#define KIOSK_WIDGET_MAP_MARKS_H

#include "kiosk/widget/map_plate.h"

/* What stands on the panes: numbered pins in blind spots, the names of the outer areas and where this hall is. */
void map_marks_draw(const struct widget *self, const struct map_plate *plate);

#endif
