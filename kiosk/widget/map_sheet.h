#ifndef KIOSK_WIDGET_MAP_SHEET_H
#define KIOSK_WIDGET_MAP_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/model/area.h"
#include "feed/model/map.h"
#include "kiosk/draw/geometry.h"
#include "kiosk/draw/path.h"
#include "kiosk/widget/map_mesh.h"

/*
 * A map laid out on the screen: shapes as cells whose rings have no more spots than can be seen at this size, borders
 * still shared. Plain values in the arena of one drawing.
 */

enum {
	MAP_SHEET_SPOTS_MAX = 512 * 1024, /* of all shapes before they are made simpler; more are rounded */
	MAP_SHEET_KEPT_MAX = 170 * 1024,  /* of all shapes afterwards; more make all borders coarser */
	MAP_UNSEEN_STEPS = 2,             /* half a pixel: a bend as small as that is left out */
	MAP_RING_SPOTS_MAX = 8000,        /* a longer ring makes all borders coarser */
	MAP_CELL_SPOTS_MAX = 24000        /* and so does a longer cell: one is always under PATH_POINTS_MAX */
};

/* What laying out a map takes for a moment, at most. */
size_t map_sheet_bytes(void);

struct map_cell {
	struct str id;         /* of the feed's shape */
	uint32_t area;         /* in the tree, or AREA_NONE */
	uint32_t inner, outer; /* the areas above it whose borders are drawn */
	bool around;           /* beside what the sheet is about */
	const struct map_line *rings;
	uint32_t ring_count;
	struct path_point low, high, middle; /* pixels; middle is the centroid of the first ring */
};

struct map_sheet {
	struct map_cell *cells;
	uint32_t count;
	struct map_cell
		*findings; /* shapes that are no areas but faults of their division; without rings where too small */
	uint32_t finding_count;
	double metres_per_px; /* in the middle of the map */
};

/* What a sheet is about: an area, and the levels of the tree whose borders are drawn in it. */
struct map_about {
	const struct areas *areas; /* may be NULL */
	uint32_t area;             /* 0 or AREA_NONE: everything */
	struct str inner, outer;
};

/* Fits what the sheet is about into the box, north up, a degree of longitude shortened by the cosine of the middle
   latitude. What lies beside it and still reaches into the box is there too. */
void map_sheet_lay(struct arena *arena, const struct map *map, const struct map_about *about, struct rect box,
	struct map_sheet *sheet);

struct path_point map_spot_point(struct map_spot spot); /* in pixels */
size_t map_cell_points(const struct map_cell *cell);
void map_cell_add(struct path_builder *builder, const struct map_cell *cell);
bool map_cell_holds(const struct map_cell *cell, float x, float y); /* even-odd, as map data has it */

#endif
