#ifndef KIOSK_WIDGET_MAP_PLATE_H
#define KIOSK_WIDGET_MAP_PLATE_H

#include "kiosk/widget/kit_text.h"
#include "kiosk/widget/map_border.h"

/* What a drawing of the map knows: its sheet, and beside the cells what the table says of each. */

struct map_plate {
	const struct view *view;
	struct draw_list *list;
	struct arena *scratch; /* what is of use for this drawing only */
	struct map_sheet sheet;
	struct map_borders borders;
	enum theme_role *roles; /* beside the cells */
	bool *blind;
	const struct label *kinds[3]; /* what location, unit and employer are called; NULL: unknown */
	struct map_about about;
	bool detail;  /* cells stand one by one, each with its name */
	uint32_t own; /* the hall's inner area, or AREA_NONE */
};

/* Whether a page about this area can be gone into further, and what a finger that touches a cell would choose then: the area of
   the next level that the cell lies in; AREA_NONE where it ends here. */
uint32_t map_plate_next(const struct map_plate *plate, const struct map_cell *cell);

/* false where there is nothing to draw; what is missing is then said in the box. */
bool map_plate_lay(const struct widget *self, const struct view *view, struct rect box, struct draw_list *list,
	struct arena *scratch, struct map_plate *plate);

float map_plate_tenths(const struct map_plate *plate, int base_tenths); /* tenths of base pixels to pixels */
uint32_t map_plate_color(const struct map_plate *plate, enum theme_role role);

/* The area that a cell of an area or text column names; AREA_NONE for another column or an unknown area. */
uint32_t map_plate_area(const struct map_plate *plate, const struct table *table, size_t row, int column);

#endif
