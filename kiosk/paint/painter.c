#include <math.h>
#include <stdlib.h>

#include "feed/base/check.h"
#include "kiosk/paint/cells.h"
#include "kiosk/paint/fonts.h"
#include "kiosk/paint/masks.h"
#include "kiosk/paint/shapes.h"

struct painter {
	struct fonts *fonts;   /* owned */
	struct masks *masks;   /* owned */
	struct shapes *shapes; /* owned */
	struct cells cells;
	struct paint_stats stats;
};

bool painter_create(struct painter **created, struct error *error)
{
	struct painter *painter = calloc(1, sizeof(*painter));

	REQUIRE(painter);
	if (!fonts_create(&painter->fonts, error)) {
		free(painter);
		return false;
	}
	painter->masks = masks_create(painter->fonts);
	painter->shapes = shapes_create();
	*created = painter;
	return true;
}

void painter_destroy(struct painter *painter)
{
	if (!painter)
		return;
	cells_finish(&painter->cells);
	shapes_destroy(painter->shapes);
	masks_destroy(painter->masks);
	fonts_destroy(painter->fonts);
	free(painter);
}

const struct metrics *painter_metrics(struct painter *painter)
{
	return fonts_metrics(painter->fonts);
}

static pixman_color_t pixman_color(uint32_t argb)
{
	uint32_t alpha = argb >> 24;
	uint32_t red = (argb >> 16 & 255) * alpha / 255, green = (argb >> 8 & 255) * alpha / 255, blue = (argb & 255) * alpha / 255;

	return (pixman_color_t){(uint16_t)(red * 257), (uint16_t)(green * 257), (uint16_t)(blue * 257), (uint16_t)(alpha * 257)};
}

static void paint_text(struct painter *painter, pixman_image_t *target, struct rect clip, const struct draw_command *command)
{
	const struct draw_text *run = &command->text;
	int whole = (int)floorf(run->x), phase = (int)((run->x - (float)whole) * 4);
	const struct mask *mask = masks_find(painter->masks, run, phase);
	struct rect part = rect_intersect(clip, command->bounds), at;
	pixman_color_t color = pixman_color(command->ink.color);
	pixman_image_t *ink;

	if (!mask->image)
		return;
	at = (struct rect){whole + mask->left, run->baseline_y - mask->top, mask->width, mask->height};
	part = rect_intersect(part, at);
	if (rect_is_empty(part))
		return;
	ink = pixman_image_create_solid_fill(&color);
	pixman_image_composite32(PIXMAN_OP_OVER, ink, mask->image, target, 0, 0, part.x - at.x, part.y - at.y, part.x, part.y,
		part.width, part.height);
	pixman_image_unref(ink);
}

static void paint_box(struct painter *painter, struct pixels target, pixman_image_t *image, struct rect box,
	const struct draw_list *const *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lists[i]->count; j++) {
			const struct draw_command *command = &lists[i]->commands[j];

			if (!rect_overlap(command->bounds, box))
				continue;
			if (command->kind == DRAW_TEXT)
				paint_text(painter, image, box, command);
			else if (command->kind <= DRAW_STROKE)
				shapes_paint(painter->shapes, target, box, command);
		}
}

size_t painter_paint(struct painter *painter, struct pixels target, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX])
{
	size_t boxes = cells_compare(&painter->cells, target.width, target.height, lists, count, damage, &painter->stats.cells);
	pixman_image_t *image;

	if (boxes == 0)
		return 0;
	image = pixman_image_create_bits(PIXMAN_x8r8g8b8, target.width, target.height, target.rows, target.stride_bytes);
	REQUIRE(image);
	for (size_t i = 0; i < boxes; i++)
		paint_box(painter, target, image, damage[i], lists, count);
	pixman_image_unref(image);
	painter->stats.frames++;
	return boxes;
}

void painter_forget(struct painter *painter)
{
	cells_forget(&painter->cells);
}

struct paint_stats painter_stats(const struct painter *painter)
{
	struct paint_stats stats = painter->stats;

	stats.mask_bytes = masks_bytes(painter->masks);
	stats.masks_made = masks_made(painter->masks);
	return stats;
}
