#include "kiosk/paint/cells.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

void cells_finish(struct cells *cells)
{
	free(cells->now);
	free(cells->before);
	free(cells->flags);
	free(cells->boxes);
	*cells = (struct cells){0};
}

static size_t cell_count(const struct cells *cells)
{
	return (size_t)cells->columns * (size_t)cells->rows;
}

void cells_forget(struct cells *cells)
{
	cells->forgotten = true;
	if (cells->before)
		memset(cells->before, 0, cell_count(cells) * sizeof(*cells->before));
}

static void resize(struct cells *cells, int width, int height)
{
	size_t count;

	cells_finish(cells);
	cells->width = width;
	cells->height = height;
	cells->columns = (width + PIXELS_CELL_PX - 1) / PIXELS_CELL_PX;
	cells->rows = (height + PIXELS_CELL_PX - 1) / PIXELS_CELL_PX;
	count = cell_count(cells);
	cells->now = calloc(count, sizeof(*cells->now));
	cells->before = calloc(count, sizeof(*cells->before));
	cells->flags = calloc(count, sizeof(*cells->flags));
	cells->boxes = calloc(count, sizeof(*cells->boxes));
	REQUIRE(cells->now && cells->before && cells->flags && cells->boxes);
}

/* Whole cells that hold the part. */
static struct rect widen(const struct cells *cells, struct rect part)
{
	int left = part.x / PIXELS_CELL_PX * PIXELS_CELL_PX, top = part.y / PIXELS_CELL_PX * PIXELS_CELL_PX;
	int right = pixels_cells(part.x + part.width) * PIXELS_CELL_PX, bottom = pixels_cells(part.y + part.height) * PIXELS_CELL_PX;

	return rect_intersect(
		(struct rect){left, top, right - left, bottom - top}, (struct rect){0, 0, cells->width, cells->height});
}

void cells_begin(struct cells *cells, int width, int height, const struct rect *part)
{
	struct rect whole = {0, 0, width, height};
	bool fresh = cells->width != width || cells->height != height;

	REQUIRE(width > 0 && height > 0);
	if (fresh)
		resize(cells, width, height);
	cells->exact = part && !fresh && !cells->forgotten ? rect_intersect(*part, whole) : whole;
	cells->part = widen(cells, cells->exact);
	cells->forgotten = false;
	memcpy(cells->now, cells->before, cell_count(cells) * sizeof(*cells->now));
	for (int row = cells->part.y / PIXELS_CELL_PX; row * PIXELS_CELL_PX < cells->part.y + cells->part.height; row++)
		for (int column = cells->part.x / PIXELS_CELL_PX; column * PIXELS_CELL_PX < cells->part.x + cells->part.width; column++)
			cells->now[row * cells->columns + column] = STR_HASH_START;
}

/* Both numbers are spread hashes already; what is left is that their order counts. */
static uint64_t mix(uint64_t before, uint64_t hash)
{
	uint64_t mixed = (before ^ hash) * UINT64_C(0x9fb21c651e98df25);

	return mixed ^ mixed >> 32;
}

void cells_put(struct cells *cells, const struct draw_command *command, uint64_t salt)
{
	uint64_t hash = command->hash ^ salt;
	struct rect reach = rect_intersect(command->bounds, cells->part);
	int right = (reach.x + reach.width - 1) / PIXELS_CELL_PX, bottom = (reach.y + reach.height - 1) / PIXELS_CELL_PX;

	if (rect_is_empty(reach) || command->kind == DRAW_TARGET)
		return;
	for (int row = reach.y / PIXELS_CELL_PX; row <= bottom; row++)
		for (int column = reach.x / PIXELS_CELL_PX; column <= right; column++) {
			uint64_t *cell = &cells->now[row * cells->columns + column];

			*cell = mix(*cell, hash);
		}
}

static bool has(const struct cells *cells, enum cell_flag flag, int column, int row)
{
	return cells->flags[row * cells->columns + column] & flag;
}

/* The next run of flagged cells in a row from *column on; empty where there is none. In cells. */
static struct rect next_run(const struct cells *cells, enum cell_flag flag, int *column, int row)
{
	int start, end;

	for (start = *column; start < cells->columns && !has(cells, flag, start, row);)
		start++;
	for (end = start; end < cells->columns && has(cells, flag, end, row);)
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

/* Rows of cells that may hold flags: begin <= row < end. */
static int begin_row(const struct cells *cells)
{
	return cells->part.y / PIXELS_CELL_PX;
}

static int end_row(const struct cells *cells)
{
	return pixels_cells(cells->part.y + cells->part.height);
}

static size_t gather_runs(struct cells *cells, enum cell_flag flag)
{
	size_t count = 0;

	for (int row = begin_row(cells); row < end_row(cells); row++)
		for (int column = 0; column < cells->columns;) {
			struct rect run = next_run(cells, flag, &column, row);

			if (run.width)
				count = add_run(cells->boxes, count, run);
		}
	return count;
}

/* Too many boxes: one a row, and where even these are too many, one. */
static size_t gather_rows(struct cells *cells, enum cell_flag flag)
{
	size_t count = 0;

	for (int row = begin_row(cells); row < end_row(cells); row++) {
		struct rect span = {0};

		for (int column = 0; column < cells->columns;)
			span = rect_union(span, next_run(cells, flag, &column, row));
		if (span.width)
			count = add_run(cells->boxes, count, span);
	}
	for (size_t i = 1; count > PAINT_DAMAGE_MAX && i < count; i++)
		cells->boxes[0] = rect_union(cells->boxes[0], cells->boxes[i]);
	return count > PAINT_DAMAGE_MAX ? 1 : count;
}

static struct rect to_pixels(const struct cells *cells, struct rect box)
{
	struct rect pixels = {
		box.x * PIXELS_CELL_PX, box.y * PIXELS_CELL_PX, box.width * PIXELS_CELL_PX, box.height * PIXELS_CELL_PX};

	return rect_intersect(pixels, cells->exact);
}

size_t cells_compare(struct cells *cells)
{
	uint64_t *before = cells->before;
	size_t changed = 0, begin = (size_t)begin_row(cells) * (size_t)cells->columns, end = (size_t)end_row(cells) * (size_t)cells->columns;

	memset(cells->flags, 0, cell_count(cells));
	for (size_t i = begin; i < end; i++) {
		bool differs = cells->now[i] != before[i];

		cells->flags[i] = differs ? CELL_CHANGED | CELL_MISSING : 0;
		changed += differs;
	}
	cells->before = cells->now;
	cells->now = before;
	return changed;
}

size_t cells_gather(struct cells *cells, enum cell_flag flag, struct rect boxes[PAINT_DAMAGE_MAX])
{
	size_t count = gather_runs(cells, flag);

	if (count > PAINT_DAMAGE_MAX)
		count = gather_rows(cells, flag);
	for (size_t i = 0; i < count; i++)
		boxes[i] = to_pixels(cells, cells->boxes[i]);
	return count;
}
