#include "kiosk/paint/paint.h"

#include <malloc.h>
#include <math.h>
#include <pixman.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "kiosk/paint/cells.h"
#include "kiosk/paint/fonts.h"
#include "kiosk/paint/lettering.h"
#include "kiosk/paint/masks.h"
#include "kiosk/paint/pictures.h"
#include "kiosk/paint/shapes.h"
#include "kiosk/paint/tiles.h"

struct painter {
	struct fonts *fonts; /* owned, as all below */
	struct cache *cache;
	struct masks *masks;
	struct shapes *shapes;
	struct pictures *pictures;
	struct lattice lattice;
	struct cells cells, coming; /* coming: of painter_prepare */
	uint32_t *row;              /* owned; of coming: a row of cells */
	struct paint_stats stats;
	size_t budget_bytes; /* as asked for; 0: by the size of the target */
};

/* One box of damage on its way. */
struct work {
	struct painter *painter;
	struct pixels target;
	struct lettering letters; /* on the target */
	struct rect box;
};

bool painter_create(struct painter **created, struct error *error)
{
	struct painter *painter = calloc(1, sizeof(*painter));

	REQUIRE(painter);
	if (!fonts_create(&painter->fonts, error)) {
		free(painter);
		return false;
	}
	painter->cache = cache_create(PAINT_CACHE_BYTES_LEAST);
	painter->masks = masks_create(painter->fonts, painter->cache);
	painter->shapes = shapes_create();
	painter->pictures = pictures_create(painter->cache);
	*created = painter;
	return true;
}

void painter_warm(struct painter *painter)
{
	static const enum font_face faces[] = {FACE_SANS, FACE_SANS_BOLD, FACE_SERIF_BOLD};
	const struct metrics *metrics = fonts_metrics(painter->fonts);

	for (size_t i = 0; i < sizeof(faces) / sizeof(faces[0]); i++)
		metrics->advance(metrics, faces[i], 40, false, STR("\u7f51"));
}

void painter_destroy(struct painter *painter)
{
	if (!painter)
		return;
	cells_finish(&painter->cells);
	cells_finish(&painter->coming);
	free(painter->row);
	lattice_finish(&painter->lattice);
	pictures_destroy(painter->pictures);
	shapes_destroy(painter->shapes);
	masks_destroy(painter->masks);
	cache_destroy(painter->cache);
	fonts_destroy(painter->fonts);
	free(painter);
}

const struct metrics *painter_metrics(struct painter *painter)
{
	return fonts_metrics(painter->fonts);
}

void painter_set_budget(struct painter *painter, size_t bytes)
{
	struct cells *cells = &painter->cells;

	painter->budget_bytes = bytes;
	cache_set_budget(painter->cache, bytes ? bytes : paint_cache_bytes(cells->width, cells->height));
}

void painter_forget(struct painter *painter)
{
	cells_forget(&painter->cells);
}

struct paint_stats painter_stats(const struct painter *painter)
{
	struct paint_stats stats = painter->stats;

	struct cache_stats kept = cache_stats(painter->cache);

	stats.masks_made = masks_made(painter->masks);
	stats.cache_bytes = kept.bytes;
	stats.cache_bytes_most = kept.bytes_most;
	stats.cache_budget_bytes = kept.budget_bytes;
	stats.mask_bytes = kept.bytes_of[CACHE_MASK];
	stats.tile_bytes = kept.bytes_of[CACHE_TILE];
	stats.picture_bytes = kept.bytes_of[CACHE_PICTURE] + kept.bytes_of[CACHE_STRIP];
	return stats;
}

size_t paint_cache_bytes(int width, int height)
{
	size_t bytes = (size_t)width * (size_t)height * PAINT_CACHE_BYTES_PER_PIXEL;

	return bytes > PAINT_CACHE_BYTES_LEAST ? bytes : PAINT_CACHE_BYTES_LEAST;
}

void painter_on_picture(struct painter *painter, void (*wake)(void *self), void *self)
{
	pictures_on_ready(painter->pictures, wake, self);
}

void painter_rest(struct painter *painter)
{
	if (fonts_rest(painter->fonts))
		malloc_trim(0);
}

bool painter_can_show(struct str file)
{
	return pictures_can_show(file);
}

bool painter_settle(struct painter *painter)
{
	return pictures_settle(painter->pictures);
}

static void paint_shape(const struct work *work, const struct draw_command *command, struct rect clip)
{
	struct painter *painter = work->painter;
	struct brush brush = brush_begin(work->target, clip, &command->ink, &painter->lattice);

	if (command->kind == DRAW_FILL)
		shapes_rounded(painter->shapes, &brush, command->fill.box, command->fill.radius_px);
	else if (command->kind == DRAW_PATH)
		shapes_path(painter->shapes, &brush, command->path.path, command->path.transform);
	else
		shapes_stroke(
			painter->shapes, &brush, command->path.path, command->path.transform, command->path.width_px);
}

static void paint_command(const struct work *work, const struct draw_command *command)
{
	struct rect clip = rect_intersect(command->bounds, work->box);

	if (rect_is_empty(clip))
		return;
	switch (command->kind) {
	case DRAW_FILL:
	case DRAW_PATH:
	case DRAW_STROKE:
		paint_shape(work, command, clip);
		break;
	case DRAW_TEXT:
		lettering_text(&work->letters, command, clip);
		break;
	case DRAW_MOVING:
		lettering_moving(&work->letters, command, clip);
		break;
	case DRAW_PICTURE:
		pictures_paint(work->painter->pictures, work->letters.image, &command->picture, clip);
		break;
	case DRAW_TARGET:
	case DRAW_KIND_COUNT:
		break;
	}
}

/* Whether nothing below this command is seen in the box: a page's ground, a panel's. */
static bool hides(const struct draw_command *command, struct rect box)
{
	struct rect hidden = rect_intersect(command->bounds, box);

	return command->kind == DRAW_FILL && command->fill.radius_px < 0.5f && command->ink.pattern == INK_SOLID &&
	       command->ink.color >> 24 == 255 && hidden.width == box.width && hidden.height == box.height;
}

/* Where painting begins in these lists; count of lists where nothing hides the whole box. */
static size_t find_ground(struct rect box, const struct draw_list *const *lists, size_t count, size_t *command)
{
	for (size_t i = count; i-- > 0;)
		for (size_t n = rect_overlap(lists[i]->reach, box) ? lists[i]->count : 0; n-- > 0;)
			if (hides(&lists[i]->commands[n], box)) {
				*command = n;
				return i;
			}
	return count;
}

/* What no command covers is black, whatever was there before. */
static void paint_box(const struct work *work, const struct draw_list *const *lists, size_t count)
{
	const struct ink black = {.color = 0xff000000};
	struct brush ground = brush_begin(work->target, work->box, &black, NULL);
	size_t n = 0, i = find_ground(work->box, lists, count, &n);

	if (i == count) {
		brush_box(&ground, work->box);
		i = n = 0;
	}
	for (; i < count; i++, n = 0)
		for (; n < lists[i]->count && rect_overlap(lists[i]->reach, work->box); n++)
			paint_command(work, &lists[i]->commands[n]);
}

static void hash_cells(struct painter *painter, struct cells *cells, struct pixels target, const struct draw_list *const *lists,
	size_t count, const struct rect *part)
{
	cells_begin(cells, target.width, target.height, part);
	for (size_t i = 0; i < count; i++)
		for (size_t n = 0; n < lists[i]->count && rect_overlap(lists[i]->reach, cells->part); n++) {
			const struct draw_command *command = &lists[i]->commands[n];
			bool ready = command->kind == DRAW_PICTURE &&
				     pictures_ready(painter->pictures, &command->picture);

			cells_put(cells, command, ready);
		}
}

/* Cells that were seen before are copied; what is left is missing. */
static void restore(struct painter *painter, struct pixels target)
{
	struct cells *cells = &painter->cells;

	for (int row = 0; row < cells->rows; row++)
		for (int column = 0; column < cells->columns; column++) {
			int at = row * cells->columns + column;

			if (!(cells->flags[at] & CELL_MISSING) ||
			    !tiles_restore(painter->cache, target, pixels_cell(target, column, row), cells->before[at]))
				continue;
			cells->flags[at] &= (uint8_t)~CELL_MISSING;
			painter->stats.restored++;
		}
}

static void keep(struct painter *painter, struct cells *cells, const uint64_t *hashes, struct pixels target)
{
	for (int row = 0; row < cells->rows; row++)
		for (int column = 0; column < cells->columns; column++) {
			int at = row * cells->columns + column;

			if (cells->flags[at] & CELL_MISSING)
				tiles_keep(painter->cache, target, pixels_cell(target, column, row), hashes[at]);
		}
}

static void paint_missing(struct work *work, struct cells *cells, const struct draw_list *const *lists, size_t count)
{
	struct rect boxes[PAINT_DAMAGE_MAX];
	size_t missing = cells_gather(cells, CELL_MISSING, boxes);

	if (missing == 0)
		return;
	work->letters = lettering_begin(work->painter->masks, work->painter->cache, fonts_metrics(work->painter->fonts), work->target);
	for (size_t i = 0; i < missing; i++) {
		work->box = boxes[i];
		paint_box(work, lists, count);
	}
	lettering_end(&work->letters);
}

/* A page is worth keeping; what changes by itself, a clock's digits or a text that runs, never comes back as it was. */
static bool is_page(const struct cells *cells, size_t changed)
{
	return changed * 8 >= (size_t)cells->columns * (size_t)cells->rows;
}

size_t painter_paint(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX])
{
	return painter_paint_part(painter, target, lists, count, NULL, damage);
}

size_t painter_paint_part(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	const struct rect *part, struct rect damage[PAINT_DAMAGE_MAX])
{
	struct work work = {.painter = painter, .target = target};
	struct cells *cells = &painter->cells;
	bool resized = cells->width != target.width || cells->height != target.height;
	size_t changed;

	if (resized && painter->budget_bytes == 0)
		cache_set_budget(painter->cache, paint_cache_bytes(target.width, target.height));
	if (pictures_collect(painter->pictures))
		part = NULL; /* they may stand anywhere */
	hash_cells(painter, cells, target, lists, count, part);
	changed = cells_compare(cells);
	painter->stats.frames++;
	painter->stats.cells += changed;
	if (changed == 0)
		return 0;
	if (is_page(cells, changed))
		restore(painter, target);
	paint_missing(&work, cells, lists, count);
	if (is_page(cells, changed) && painter->stats.frames > 1) /* the first picture is in a hurry */
		keep(painter, cells, cells->before, target);
	return cells_gather(cells, CELL_CHANGED, damage);
}

/* Rows of cells before this one are not there: painting stays in its boxes. */
static struct pixels row_target(struct painter *painter, int width, int height, int top)
{
	struct pixels target = {NULL, width, height, width * (int)sizeof(uint32_t)};

	if (!painter->row)
		painter->row = malloc((size_t)target.stride_bytes * PIXELS_CELL_PX);
	REQUIRE(painter->row);
	target.rows = (void *)((uintptr_t)painter->row - (uintptr_t)top * (uintptr_t)target.stride_bytes);
	return target;
}

/* Flags the cells of the row that the cache lacks. */
static bool find_missing(struct painter *painter, struct pixels target, int row)
{
	struct cells *coming = &painter->coming;
	bool any = false;

	memset(coming->flags, 0, (size_t)coming->columns * (size_t)coming->rows);
	for (int column = 0; column < coming->columns; column++) {
		int at = row * coming->columns + column;

		if (tiles_has(painter->cache, pixels_cell(target, column, row), coming->now[at]))
			continue;
		coming->flags[at] = CELL_MISSING;
		painter->stats.prepared++;
		any = true;
	}
	return any;
}

bool painter_prepare(struct painter *painter, int width, int height, const struct draw_list *const *lists, size_t count, int row)
{
	struct work work = {.painter = painter};
	struct rect part = {0, row * PIXELS_CELL_PX, width, PIXELS_CELL_PX};

	if (part.y >= height)
		return false;
	if (painter->coming.width != width || painter->coming.height != height) {
		free(painter->row);
		painter->row = NULL;
		cells_begin(&painter->coming, width, height, NULL); /* makes room */
	}
	work.target = row_target(painter, width, height, part.y);
	hash_cells(painter, &painter->coming, work.target, lists, count, &part);
	if (!find_missing(painter, work.target, row))
		return true;
	paint_missing(&work, &painter->coming, lists, count);
	keep(painter, &painter->coming, painter->coming.now, work.target);
	return true;
}
