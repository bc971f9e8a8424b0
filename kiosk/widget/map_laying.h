#ifndef KIOSK_WIDGET_MAP_LAYING_H
#define KIOSK_WIDGET_MAP_LAYING_H

#include "kiosk/widget/map_mesh.h"
#include "kiosk/widget/map_sheet.h"

/* A map on its way to a sheet: which of its shapes are there, and their borders made as simple as the size allows. */

/* Degrees to pixels. */
struct map_fit {
	double scale_x, scale_y, x, y;
};

/* A shape's rings among those of the mesh. */
struct map_laid {
	const struct map_shape *shape;
	bool around;
	size_t first_ring;
};

/* What is being laid out. */
struct map_laying {
	struct map_fit fit;
	int32_t grain; /* spots are rounded to so many steps */
	struct map_laid *shapes;
	struct map_ring_range *rings;
	size_t shape_count, finding_count, ring_count;
	struct map_mesh mesh;
};

/* A fault of the division, which the feed gives the id finding:NUMBER. */
bool map_laid_is_finding(const struct map_laid *laid);

/* Fits what the sheet is about into the box. What it points to lives in scratch. */
void map_laying_make(struct arena *scratch, const struct map *map, const struct map_about *about, struct rect box,
	struct map_laying *laying);

#endif
