#include "kiosk/paint/raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"

enum {
	ONE = 256,                       /* parts of a pixel */
	BAND_ROWS = 16,                  /* with 1920 columns 240 KiB: near the processor */
	BLOCK = 8,                      /* columns that are looked at together */
	EDGES_KEPT = 16 * 1024,          /* room that stays after a fill */
	NO_EDGE = -1
};

/* Downwards always, so that the same border walked either way leaves the same numbers. */
struct edge {
	int x0, y0, x1, y1; /* parts of a pixel */
	int winding;        /* 1, or -1 where it was walked upwards */
	int next;           /* in the same band */
};

struct cell {
	int cover, area;
};

struct raster {
	struct edge *edges; /* owned */
	size_t count, room;
	int top, bottom;    /* of all edges, parts of a pixel */
	struct cell *cells; /* owned; BAND_ROWS rows; zero between fills */
	uint8_t *touched;   /* owned; a flag for each block of each row */
	uint8_t *covers;    /* owned; of one block */
	int columns;        /* room in a row, a whole number of blocks */
	int *bands;         /* owned; the first edge of each */
	int band_room;
};

struct raster *raster_create(void)
{
	struct raster *raster = calloc(1, sizeof(*raster));

	REQUIRE(raster);
	raster->covers = malloc(BLOCK);
	REQUIRE(raster->covers);
	return raster;
}

void raster_destroy(struct raster *raster)
{
	if (!raster)
		return;
	free(raster->edges);
	free(raster->cells);
	free(raster->touched);
	free(raster->covers);
	free(raster->bands);
	free(raster);
}

static int parts(float px)
{
	return (int)(px * ONE + (px < 0 ? -0.5f : 0.5f));
}

static void grow(struct raster *raster)
{
	raster->room = raster->room ? raster->room * 2 : 1024;
	raster->edges = realloc(raster->edges, raster->room * sizeof(*raster->edges));
	REQUIRE(raster->edges);
}

void raster_edge(struct raster *raster, struct path_point from, struct path_point to)
{
	struct edge edge = {parts(from.x), parts(from.y), parts(to.x), parts(to.y), 1, NO_EDGE};

	if (edge.y0 == edge.y1)
		return;
	if (edge.y0 > edge.y1)
		edge = (struct edge){edge.x1, edge.y1, edge.x0, edge.y0, -1, NO_EDGE};
	if (raster->count == raster->room)
		grow(raster);
	if (raster->count == 0 || edge.y0 < raster->top)
		raster->top = edge.y0;
	if (raster->count == 0 || edge.y1 > raster->bottom)
		raster->bottom = edge.y1;
	raster->edges[raster->count++] = edge;
}

static inline int floor_row(int y)
{
	return y >> 8;
}

/* The rows and columns of one fill. */
struct field {
	struct raster *raster;
	int left, top, right, bottom; /* of the clip, in pixels */
	int first_row;                /* of the band */
};

/* One row of the band. */
struct row {
	struct cell *cells;
	uint8_t *touched;
};

static inline void mark(struct row row, int column, int cover, int area)
{
	row.cells[column].cover += cover;
	row.cells[column].area += area;
	row.touched[column / BLOCK] = 1;
}

/* From left to right over several pixels. */
static void walk_across(struct row row, int left, int right, int width, int height, int winding)
{
	int span = right - left, done = 0;

	for (int at = left; at < right && at < width;) {
		int column = at < 0 ? -1 : at / ONE, end = (column + 1) * ONE, stop = right < end ? right : end;
		int until = stop == right ? height : (int)((int64_t)height * (stop - left) / span);
		int cover = (until - done) * winding;

		if (column < 0)
			mark(row, 0, cover, 0);
		else
			mark(row, column, cover, cover * (at + stop - 2 * column * ONE));
		done = until;
		at = stop;
	}
}

/* An edge's part in one row: from x0 to x1, from the field's left side, over so many parts of the row's height. What lies left of
   the field counts for its first column, what lies right of it for none. */
static inline void walk_row(struct row row, int width, int x0, int x1, int height, int winding)
{
	int left = x0 < x1 ? x0 : x1, right = x0 < x1 ? x1 : x0;

	if (left >= width)
		return;
	if (right <= 0)
		mark(row, 0, height * winding, 0);
	else if (left >= 0 && right <= (left / ONE + 1) * ONE)
		mark(row, left / ONE, height * winding, height * winding * (left + right - left / ONE * 2 * ONE));
	else
		walk_across(row, left, right, width, height, winding);
}

/* The edge's rows within the band. Where it crosses a row's border is reckoned from its ends, never from row to row. */
static void walk_edge(const struct field *field, const struct edge *edge)
{
	const struct raster *raster = field->raster;
	int last_row = field->first_row + BAND_ROWS < field->bottom ? field->first_row + BAND_ROWS : field->bottom;
	int top = edge->y0 > field->first_row * ONE ? edge->y0 : field->first_row * ONE;
	int bottom = edge->y1 < last_row * ONE ? edge->y1 : last_row * ONE;
	int origin = edge->x0 - field->left * ONE, width = (field->right - field->left) * ONE;
	double slope = (double)(edge->x1 - edge->x0) / (edge->y1 - edge->y0);
	int x = origin + (int)(slope * (top - edge->y0));

	for (int y = top; y < bottom;) {
		int row = floor_row(y), end = (row + 1) * ONE < bottom ? (row + 1) * ONE : bottom;
		int x_end = end == edge->y1 ? edge->x1 - field->left * ONE : origin + (int)(slope * (end - edge->y0));
		int start = (row - field->first_row) * raster->columns;

		walk_row((struct row){&raster->cells[start], &raster->touched[start / BLOCK]}, width, x, x_end, end - y, edge->winding);
		x = x_end;
		y = end;
	}
}

/* Twice the area, in parts, to 0..255. */
static unsigned coverage(int area)
{
	int share = (area < 0 ? -area : area) >> 9;

	return share > 255 ? 255 : (unsigned)share;
}

/* One block's pixels; returns the cover that goes on behind it. */
static int sweep_block(const struct brush *brush, const struct field *field, int row, int block, int cover)
{
	struct raster *raster = field->raster;
	struct cell *cells = &raster->cells[(ptrdiff_t)row * raster->columns + (ptrdiff_t)block * BLOCK];
	int x = field->left + block * BLOCK, count = field->right - x < BLOCK ? field->right - x : BLOCK;

	for (int i = 0; i < count; i++) {
		cover += cells[i].cover;
		raster->covers[i] = (uint8_t)coverage(cover * 2 * ONE - cells[i].area);
	}
	memset(cells, 0, BLOCK * sizeof(*cells));
	brush_covers(brush, x, field->first_row + row, count, raster->covers);
	return cover;
}

static void sweep_row(const struct brush *brush, const struct field *field, int row)
{
	struct raster *raster = field->raster;
	int blocks = (field->right - field->left + BLOCK - 1) / BLOCK, cover = 0;
	uint8_t *touched = &raster->touched[row * raster->columns / BLOCK];

	for (int block = 0; block < blocks;) {
		int end = block;

		if (touched[block]) {
			touched[block] = 0;
			cover = sweep_block(brush, field, row, block++, cover);
			continue;
		}
		while (end < blocks && !touched[end])
			end++;
		if (cover) {
			int x = field->left + block * BLOCK, right = field->left + end * BLOCK;

			brush_span(brush, x, field->first_row + row, (right < field->right ? right : field->right) - x,
				coverage(cover * 2 * ONE));
		}
		block = end;
	}
}

static void make_room(struct raster *raster, int width, int bands)
{
	int columns = (width + BLOCK) / BLOCK * BLOCK; /* one more than the width at least: the last edge may end on the border */

	if (columns > raster->columns) {
		free(raster->cells);
		free(raster->touched);
		raster->columns = columns;
		raster->cells = calloc((size_t)columns * BAND_ROWS, sizeof(*raster->cells));
		raster->touched = calloc((size_t)columns / BLOCK * BAND_ROWS, 1);
		REQUIRE(raster->cells && raster->touched);
	}
	if (bands > raster->band_room) {
		free(raster->bands);
		raster->band_room = bands;
		raster->bands = malloc((size_t)bands * sizeof(*raster->bands));
		REQUIRE(raster->bands);
	}
}

/* Each edge to the band that it begins in, or the first one. */
static void sort_edges(struct raster *raster, const struct field *field, int bands)
{
	for (int band = 0; band < bands; band++)
		raster->bands[band] = NO_EDGE;
	for (size_t i = 0; i < raster->count; i++) {
		struct edge *edge = &raster->edges[i];
		int row = floor_row(edge->y0) - field->top, band = row < 0 ? 0 : row / BAND_ROWS;

		if (edge->y1 <= field->top * ONE || band >= bands)
			continue;
		edge->next = raster->bands[band];
		raster->bands[band] = (int)i;
	}
}

/* Walks the band's edges, and hands those that reach farther down to the next band. */
static void walk_band(const struct field *field, int band, int bands)
{
	struct raster *raster = field->raster;

	for (int i = raster->bands[band], next; i != NO_EDGE; i = next) {
		struct edge *edge = &raster->edges[i];

		next = edge->next;
		walk_edge(field, edge);
		if (band + 1 < bands && edge->y1 > (field->first_row + BAND_ROWS) * ONE) {
			edge->next = raster->bands[band + 1];
			raster->bands[band + 1] = i;
		}
	}
}

static void forget(struct raster *raster)
{
	raster->count = 0;
	if (raster->room > EDGES_KEPT) {
		free(raster->edges);
		raster->edges = NULL;
		raster->room = 0;
	}
}

void raster_fill(struct raster *raster, const struct brush *brush)
{
	const struct rect *clip = &brush->clip;
	struct field field = {.raster = raster, .left = clip->x, .right = clip->x + clip->width};
	int bands;

	field.top = floor_row(raster->top) > clip->y ? floor_row(raster->top) : clip->y;
	field.bottom = floor_row(raster->bottom) + 1 < clip->y + clip->height ? floor_row(raster->bottom) + 1 : clip->y + clip->height;
	bands = (field.bottom - field.top + BAND_ROWS - 1) / BAND_ROWS;
	if (raster->count > 0 && clip->width > 0 && bands > 0) {
		make_room(raster, clip->width, bands);
		sort_edges(raster, &field, bands);
		for (int band = 0; band < bands; band++) {
			field.first_row = field.top + band * BAND_ROWS;
			walk_band(&field, band, bands);
			for (int row = 0; row < BAND_ROWS && field.first_row + row < field.bottom; row++)
				sweep_row(brush, &field, row);
		}
	}
	forget(raster);
}
