#ifndef KIOSK_PIXELS_WEAR_H
#define KIOSK_PIXELS_WEAR_H

#include "feed/base/fault.h"
#include "kiosk/pixels/pixels.h"

/*
 * What a display has borne: for each cell of the picture, hours of full white (luminance after sRGB, 0..1, times hours). It tells
 * where an image may burn in. UI thread.
 */

enum { WEAR_BYTES_MAX = 512 * 1024 /* of its file */, WEAR_SIDE_MAX = 128 /* cells */ };

struct wear_cell {
	double hours;     /* up to since_us */
	float luminance;  /* since then */
	int64_t since_us; /* steady clock; 0: nothing was shown yet */
};

struct wear {
	int columns, rows;
	struct wear_cell *cells; /* owned */
};

void wear_finish(struct wear *wear);

/* Looks at the cells of these boxes; another number of cells than before begins anew. Each cell is looked at once a second at most. */
void wear_look(struct wear *wear, struct pixels shown, const struct rect *boxes, size_t count, int64_t now_us);

double wear_hours(const struct wear *wear, int column, int row, int64_t now_us);

/* As a file: `wear COLUMNS ROWS`, then hours, a row a line. */
struct str wear_write(const struct wear *wear, struct arena *arena, int64_t now_us);
/* false with a fault where it is no such file. */
bool wear_read(struct wear *wear, struct str file, struct str text, struct faults *faults);

#endif
