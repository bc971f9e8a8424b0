#include "kiosk/paint/cells.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

void cells_finish(struct cells *cells)
{
	free(cells->now);
	free(cells->before);
	free(cells->changed);
	*cells = (struct cells){0};
}

static size_t cell_count(const struct cells *cells)
{
	return (size_t)cells->columns * (size_t)cells->rows;
}

void cells_forget(struct cells *cells)
{
	if (cells->before)
		memset(cells->before, 0, cell_count(cells) * sizeof(*cells->before));
}

static void resize(struct cells *cells, int width, int height)
{
	size_t count;

	cells_finish(cells);
	cells->width = width;
	cells->height = height;
	cells->columns = (width + PAINT_CELL_PX - 1) / PAINT_CELL_PX;
	cells->rows = (height + PAINT_CELL_PX - 1) / PAINT_CELL_PX;
	count = cell_count(cells);
	cells->now = calloc(count, sizeof(*cells->now));
	cells->before = calloc(count, sizeof(*cells->before));
	cells->changed = calloc(count, sizeof(*cells->changed));
	REQUIRE(cells->now && cells->before && cells->changed);
}

void cells_begin(struct cells *cells, int width, int height)
{
	REQUIRE(width > 0 && height > 0);
	if (cells->width != width || cells->height != height)
		resize(cells, width, height);
	for (size_t i = 0; i < cell_count(cells); i++)
		cells->now[i] = STR_HASH_START;
}

void cells_put(struct cells *cells, const struct draw_command *command)
{
	struct rect reach = rect_intersect(command->bounds, (struct rect){0, 0, cells->width, cells->height});
	int right = (reach.x + reach.width - 1) / PAINT_CELL_PX, bottom = (reach.y + reach.height - 1) / PAINT_CELL_PX;

	if (rect_is_empty(reach) || command->kind == DRAW_TARGET)
		return;
	for (int row = reach.y / PAINT_CELL_PX; row <= bottom; row++)
		for (int column = reach.x / PAINT_CELL_PX; column <= right; column++) {
			uint64_t *cell = &cells->now[row * cells->columns + column];

			*cell = str_hash(*cell, &command->hash, sizeof(command->hash));
		}
}

static bool is_changed(const struct cells *cells, int column, int row)
{
	int at = row * cells->columns + column;

	return cells->now[at] != cells->before[at];
}

/* The next run of changed cells in a row from *column on; empty where there is none. In cells. */
static struct rect next_run(const struct cells *cells, int *column, int row)
{
	int start, end;

	for (start = *column; start < cells->columns && !is_changed(cells, start, row);)
		start++;
	for (end = start; end < cells->columns && is_changed(cells, end, row);)
		end++;
	*column = end;
	return (struct rect){start, row, end - start, 1};
}

/* A run that lies under a box as wide as itself makes it longer, else it begins a new one. */
static size_t add_run(struct rect *boxes, size_t count, struct rect run)
{
	for (size_t i = count; i-- > 0;) {
		struct rect *box = &boxes[i];

		if (box->x == run.x && box->width == run.width && box->y + box->height == run.y) {
			box->height++;
			return count;
		}
	}
	boxes[count] = run;
	return count + 1;
}

static size_t gather_runs(struct cells *cells)
{
	size_t count = 0;

	for (int row = 0; row < cells->rows; row++)
		for (int column = 0; column < cells->columns;) {
			struct rect run = next_run(cells, &column, row);

			if (run.width)
				count = add_run(cells->changed, count, run);
		}
	return count;
}

/* Too many boxes: one a row, and where even these are too many, one. */
static size_t gather_rows(struct cells *cells)
{
	size_t count = 0;

	for (int row = 0; row < cells->rows; row++) {
		struct rect span = {0};

		for (int column = 0; column < cells->columns;)
			span = rect_union(span, next_run(cells, &column, row));
		if (span.width)
			count = add_run(cells->changed, count, span);
	}
	for (size_t i = 1; count > PAINT_DAMAGE_MAX && i < count; i++)
		cells->changed[0] = rect_union(cells->changed[0], cells->changed[i]);
	return count > PAINT_DAMAGE_MAX ? 1 : count;
}

static struct rect to_pixels(const struct cells *cells, struct rect box)
{
	struct rect pixels = {
		box.x * PAINT_CELL_PX, box.y * PAINT_CELL_PX, box.width * PAINT_CELL_PX, box.height * PAINT_CELL_PX};

	return rect_intersect(pixels, (struct rect){0, 0, cells->width, cells->height});
}

static size_t count_changed(const struct cells *cells)
{
	size_t changed = 0;

	for (size_t i = 0; i < cell_count(cells); i++)
		changed += cells->now[i] != cells->before[i];
	return changed;
}

size_t cells_damage(struct cells *cells, struct rect damage[PAINT_DAMAGE_MAX], size_t *changed)
{
	uint64_t *before = cells->before;
	size_t count;

	*changed = count_changed(cells);
	if (*changed == 0)
		return 0;
	count = gather_runs(cells);
	if (count > PAINT_DAMAGE_MAX)
		count = gather_rows(cells);
	for (size_t i = 0; i < count; i++)
		damage[i] = to_pixels(cells, cells->changed[i]);
	cells->before = cells->now;
	cells->now = before;
	return count;
}
