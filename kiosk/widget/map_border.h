#ifndef KIOSK_WIDGET_MAP_BORDER_H
#define KIOSK_WIDGET_MAP_BORDER_H

#include "kiosk/widget/map_sheet.h"

/*
 * The borders of a sheet by what they part, found from shared vertices: an edge that two cells have in common lies
 * between them, one that a single cell has is the outline of all. Built once a drawing, kept nowhere.
 */

enum map_border {
	MAP_BORDER_CELL,  /* two cells of one inner area */
	MAP_BORDER_INNER, /* two inner areas of one outer area */
	MAP_BORDER_OUTER  /* two outer areas, or the outline */
};

enum { MAP_STROKE_POINTS_MAX = 300 }; /* of one path, so that its stroke stays under PATH_POINTS_MAX too */

struct map_edge {
	struct map_spot low, high; /* in the order of map_spot, so that both cells find the same one */
	uint32_t owner, other;     /* cells; other UINT32_MAX where there is none */
	bool taken;
};

struct map_borders {
	const struct map_sheet *sheet;
	struct map_edge *edges; /* open addressing; taken says which are */
	size_t mask;            /* room - 1 */
};

/* What finding takes for a moment, at most. */
size_t map_borders_bytes(void);

void map_borders_find(struct arena *arena, const struct map_sheet *sheet, struct map_borders *borders);

/* All edges of a kind, run together into paths; *count of them. within: only edges between a cell of this inner area
   and one outside it, of any kind; AREA_NONE for the kind everywhere. */
const struct path **map_borders_paths(
	struct arena *arena, const struct map_borders *borders, enum map_border kind, uint32_t within, size_t *count);

#endif
