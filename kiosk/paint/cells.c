#include "kiosk/paint/cells.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

void cells_finish(struct cells *cells)
{
	free(cells->before);
	free(cells->now);
	*cells = (struct cells){0};
}

void cells_forget(struct cells *cells)
{
	cells->fresh = true;
}

static void resize(struct cells *cells, int width, int height)
{
	if (cells->width == width && cells->height == height)
		return;
	cells_finish(cells);
	cells->width = width;
	cells->height = height;
	cells->columns = (width + PAINT_CELL_PX - 1) / PAINT_CELL_PX;
	cells->rows = (height + PAINT_CELL_PX - 1) / PAINT_CELL_PX;
	cells->before = calloc((size_t)(cells->columns * cells->rows), sizeof(uint64_t));
	cells->now = calloc((size_t)(cells->columns * cells->rows), sizeof(uint64_t));
	REQUIRE(cells->before && cells->now);
	cells->fresh = true;
}

static void take_command(struct cells *cells, const struct draw_command *command)
{
	struct rect b = rect_intersect(command->bounds, (struct rect){0, 0, cells->width, cells->height});
	int right, bottom;

	if (command->kind == DRAW_TARGET || rect_is_empty(b))
		return; /* nothing to see */
	right = (b.x + b.width - 1) / PAINT_CELL_PX;
	bottom = (b.y + b.height - 1) / PAINT_CELL_PX;
	for (int row = b.y / PAINT_CELL_PX; row <= bottom; row++)
		for (int column = b.x / PAINT_CELL_PX; column <= right; column++) {
			uint64_t *cell = &cells->now[row * cells->columns + column];

			*cell = str_hash(*cell, &command->hash, sizeof(command->hash));
		}
}

static bool differs(const struct cells *cells, int column, int row)
{
	int at = row * cells->columns + column;

	return cells->fresh || cells->before[at] != cells->now[at];
}

static struct rect cell_box(const struct cells *cells, int column, int row, int count)
{
	struct rect box = {column * PAINT_CELL_PX, row * PAINT_CELL_PX, count * PAINT_CELL_PX, PAINT_CELL_PX};

	return rect_intersect(box, (struct rect){0, 0, cells->width, cells->height});
}

/* A strip of a row joins the strip of the same width right above it. */
static bool join_above(struct rect *damage, size_t count, struct rect strip)
{
	for (size_t i = count; i-- > 0;)
		if (damage[i].x == strip.x && damage[i].width == strip.width && damage[i].y + damage[i].height == strip.y) {
			damage[i].height += strip.height;
			return true;
		}
	return false;
}

static size_t add_strip(struct rect damage[PAINT_DAMAGE_MAX], size_t count, struct rect strip)
{
	if (join_above(damage, count, strip))
		return count;
	if (count == PAINT_DAMAGE_MAX) { /* too many: the last one grows over what comes */
		damage[count - 1] = rect_union(damage[count - 1], strip);
		return count;
	}
	damage[count] = strip;
	return count + 1;
}

static bool overlap_any(const struct rect *damage, size_t count, size_t which)
{
	for (size_t i = 0; i < count; i++)
		if (i != which && rect_overlap(damage[i], damage[which]))
			return true;
	return false;
}

/* Boxes that overlap would paint translucent commands twice: they become one. */
static size_t make_disjoint(struct rect *damage, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!overlap_any(damage, count, i))
			continue;
		for (size_t j = 0; j < count; j++)
			damage[0] = rect_union(damage[0], damage[j]);
		return 1;
	}
	return count;
}

size_t cells_compare(struct cells *cells, int width, int height, const struct draw_list *const *lists, size_t count,
	struct rect damage[PAINT_DAMAGE_MAX], uint64_t *changed)
{
	size_t boxes = 0;
	uint64_t *swap;

	resize(cells, width, height);
	memset(cells->now, 0, (size_t)(cells->columns * cells->rows) * sizeof(uint64_t));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lists[i]->count; j++)
			take_command(cells, &lists[i]->commands[j]);
	for (int row = 0; row < cells->rows; row++)
		for (int column = 0, run; column < cells->columns; column += run ? run : 1) {
			for (run = 0; column + run < cells->columns && differs(cells, column + run, row);)
				run++;
			if (run)
				boxes = add_strip(damage, boxes, cell_box(cells, column, row, run));
			*changed += (uint64_t)run;
		}
	swap = cells->before;
	cells->before = cells->now;
	cells->now = swap;
	cells->fresh = false;
	return make_disjoint(damage, boxes);
}
