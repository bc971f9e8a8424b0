#ifndef KIOSK_PAINT_PAINT_H
#define KIOSK_PAINT_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "kiosk/draw/draw.h"
#include "kiosk/text/text.h"

/*
 * Draw lists to pixels. FreeType fills outlines, SDL_ttf shapes runs, pixman composites. The picture is cut into cells; a cell is
 * painted again only when the hash of the commands that reach it changed. UI thread.
 */

enum {
	PAINT_CELL_PX = 64,
	PAINT_DAMAGE_MAX = 64,                     /* rectangles handed to the presenter at most */
	PAINT_MASK_BYTES_MAX = 12 * 1024 * 1024 /* run masks; the least recently used leave first */
};

/* XRGB8888, native endian. Borrowed. */
struct pixels {
	uint32_t *rows;
	int width, height, stride_bytes;
};

struct painter;

/* Opens fonts lazily; false where a needed font file is missing: the sentence names file and package. */
bool painter_create(struct painter **painter, struct error *error);
void painter_destroy(struct painter *painter);

const struct metrics *painter_metrics(struct painter *painter);

/* Brings target, which holds the picture of the call before, to the picture of these lists. Returns how many rectangles of
   damage were written. Another size of target starts anew. */
size_t painter_paint(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX]);
void painter_forget(struct painter *painter); /* the target's content was lost: all cells again */

struct paint_stats {
	uint64_t frames, cells, masks_made;
	size_t mask_bytes;
};
struct paint_stats painter_stats(const struct painter *painter);

bool pixels_write_png(struct pixels pixels, const char *path, struct error *error);

#endif
