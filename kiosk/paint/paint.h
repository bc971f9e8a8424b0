#ifndef KIOSK_PAINT_PAINT_H
#define KIOSK_PAINT_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "kiosk/draw/draw.h"
#include "kiosk/pixels/pixels.h"
#include "kiosk/text/text.h"

/*
 * Draw lists to pixels. FreeType fills outlines, SDL_ttf shapes runs, pixman composites. The picture is cut into cells of
 * PIXELS_CELL_PX; a cell is painted again only when the hash of the commands that reach it changed, and not even then where
 * its new picture is still in the cache. UI thread.
 */

enum {
	PAINT_DAMAGE_MAX = 64,                       /* rectangles handed to the presenter at most */
	PAINT_CACHE_BYTES_LEAST = 6 * 1024 * 1024,   /* masks, cells and pictures together, on small screens */
	PAINT_CACHE_BYTES_PER_PIXEL = 5              /* ... and on large ones: a picture that fills the screen, and a quarter */
};

size_t paint_cache_bytes(int width, int height);

struct painter;

/* Opens fonts lazily; false where a needed font file is missing: the sentence names file and package. */
bool painter_create(struct painter **painter, struct error *error);
/* Opens the files of the faces that every Chinese board needs, while something else is being waited for. */
void painter_warm(struct painter *painter);
void painter_destroy(struct painter *painter);

const struct metrics *painter_metrics(struct painter *painter);

/* Brings target, which holds the picture of the call before, to the picture of these lists. Returns how many rectangles of
   damage were written. Another size of target starts anew. */
size_t painter_paint(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX]);
/* The same where the lists changed within a part of the picture only, as the caller knows. */
size_t painter_paint_part(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	const struct rect *part, struct rect damage[PAINT_DAMAGE_MAX]);
/* Of the cache; 0: by the size of the target. */
void painter_set_budget(struct painter *painter, size_t bytes);
/* Ahead of its time: the cells of one row (from 0) of a picture of this size go into the cache as they will be painted. false: there
   is no such row. */
bool painter_prepare(struct painter *painter, int width, int height, const struct draw_list *const *lists, size_t count, int row);
void painter_forget(struct painter *painter); /* the target's content was lost: all cells again */

/* Pictures are decoded on a thread of their own: an area stays as it was until its picture is there; wake is called then, from
   that thread. NULL: nobody waits for that. */
void painter_on_picture(struct painter *painter, void (*wake)(void *self), void *self);
/* Whether the file holds a picture that can be shown: decodes it here and now, for --check. */
bool painter_can_show(struct str file);
/* Waits until no picture is being decoded; whether one came, so that the lists have to be painted again. */
bool painter_settle(struct painter *painter);

/* Before a long wait: gives back what was not needed since the last time. */
void painter_rest(struct painter *painter);

struct paint_stats {
	uint64_t frames;   /* calls of painter_paint */
	uint64_t cells;    /* that changed */
	uint64_t restored; /* of these, copied from the cache */
	uint64_t prepared; /* painted into the cache before they were asked for */
	uint64_t masks_made;
	size_t cache_bytes, cache_bytes_most, cache_budget_bytes;
	size_t mask_bytes, tile_bytes, picture_bytes; /* of cache_bytes; texts that run count as pictures */
};
struct paint_stats painter_stats(const struct painter *painter);

bool pixels_write_png(struct pixels pixels, const char *path, struct error *error);
/* The same into memory: half as large in both directions as often as it takes to fit. How many bytes; 0: it cannot be done. */
size_t pixels_png(struct pixels pixels, char *bytes, size_t room);
bool pixels_write_pdf(struct pixels pixels, const char *path, struct error *error); /* one page of A4 */
bool pixels_write(struct pixels pixels, const char *path, struct error *error);     /* PDF where the path ends so, else PNG */

#endif
