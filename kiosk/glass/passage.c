#include "kiosk/glass/passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "kiosk/glass/passage_parts.h"
#include "kiosk/pixels/runs.h"

enum {
	PARTS_AHEAD = 8,  /* that the old picture is kept in */
	PARTS_COMING = 3  /* ... and the coming one: so many steps show nothing new */
};

struct rect passage_cell_at(const struct passage *passage, struct pixels canvas, int index)
{
	return pixels_cell(canvas, index % passage->columns, index / passage->columns);
}

static int cell_count(const struct passage *passage)
{
	return passage->columns * passage->rows;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

void passage_count_bytes(struct passage *passage, size_t bytes)
{
	passage->bytes += bytes;
	if (passage->bytes > passage->bytes_most)
		passage->bytes_most = passage->bytes;
}

static uint8_t *encode(struct passage *passage, struct pixels canvas, int index)
{
	_Alignas(uint32_t) uint8_t bytes[RUNS_BYTES_MOST];
	size_t used = runs_encode(canvas, passage_cell_at(passage, canvas, index), RUNS_TO_MIX, bytes);
	uint8_t *kept = malloc(used);

	REQUIRE(kept);
	memcpy(kept, bytes, used);
	passage_count_bytes(passage, used);
	return kept;
}

void passage_finish(struct passage *passage)
{
	size_t bytes_most = passage->bytes_most;

	for (int i = 0; passage->cells && i < cell_count(passage); i++) {
		free(passage->cells[i].before);
		free(passage->cells[i].after);
	}
	free(passage->cells);
	free(passage->strip);
	free(passage->grown);
	*passage = (struct passage){.bytes_most = bytes_most};
}

static void make_room(struct passage *passage, struct pixels canvas)
{
	if (passage->cells)
		return;
	passage->columns = pixels_cells(canvas.width);
	passage->rows = pixels_cells(canvas.height);
	passage->cells = calloc((size_t)cell_count(passage), sizeof(*passage->cells));
	REQUIRE(passage->cells);
}

static void keep_before(struct passage *passage, struct pixels canvas, int end)
{
	for (; passage->kept_to < end; passage->kept_to++)
		if (!passage->cells[passage->kept_to].before)
			passage->cells[passage->kept_to].before = encode(passage, canvas, passage->kept_to);
}

bool passage_prepare(struct passage *passage, struct pixels canvas)
{
	int part;

	if (passage->running)
		return false;
	make_room(passage, canvas);
	part = cell_count(passage) / PARTS_AHEAD + 1;
	keep_before(passage, canvas, least(passage->kept_to + part, cell_count(passage)));
	return passage->kept_to < cell_count(passage);
}

void passage_begin(struct passage *passage, const struct glass_passage *way, struct pixels canvas)
{
	if (passage->running)
		passage_drop(passage, canvas);
	make_room(passage, canvas);
	passage->running = true;
	passage->way = *way;
	passage->await_from = cell_count(passage);
	keep_before(passage, canvas, cell_count(passage));
}

static bool is_damaged(struct rect cell, const struct rect *damage, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rect_overlap(cell, damage[i]))
			return true;
	return false;
}

/* What was kept ahead and looks different now. */
static void forget_cells(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count)
{
	for (int i = 0; passage->cells && i < cell_count(passage); i++) {
		struct passage_cell *cell = &passage->cells[i];

		if (!cell->before || !is_damaged(passage_cell_at(passage, canvas, i), damage, count))
			continue;
		free(cell->before);
		cell->before = NULL;
		passage->kept_to = least(passage->kept_to, i);
	}
}

/* What does not change needs no place in the passage; in a push and a zoom all within the reach moves. */
static void await_cells(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count)
{
	bool fades = passage->way.kind == GLASS_FADE;

	for (int i = cell_count(passage); i-- > 0;) {
		struct passage_cell *cell = &passage->cells[i];
		struct rect at = passage_cell_at(passage, canvas, i);

		cell->awaited = is_damaged(at, damage, count);
		if (cell->awaited)
			passage->await_from = i;
		else if (fades || !rect_overlap(at, passage->reach)) {
			free(cell->before);
			cell->before = NULL;
		}
	}
}

/* The coming picture itself changes: where it is mixed already, its own pixels are in the canvas for this moment only. */
static void take_cells(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count)
{
	for (int i = 0; i < cell_count(passage); i++) {
		struct passage_cell *cell = &passage->cells[i];

		if (!cell->before || cell->awaited || !is_damaged(passage_cell_at(passage, canvas, i), damage, count))
			continue;
		free(cell->after);
		cell->after = encode(passage, canvas, i);
	}
}

/* Keeps a part of the coming picture. false: there is more. */
static bool take_awaited(struct passage *passage, struct pixels canvas)
{
	int left = cell_count(passage) / PARTS_COMING + 1;

	for (; passage->await_from < cell_count(passage); passage->await_from++) {
		struct passage_cell *cell = &passage->cells[passage->await_from];

		if (!cell->awaited)
			continue;
		if (left-- == 0)
			return false;
		cell->after = encode(passage, canvas, passage->await_from);
		cell->awaited = false;
	}
	return true;
}

/* Whether nothing of a box passes over, so that it can be shown at once. */
static bool is_apart(const struct passage *passage, struct pixels canvas, struct rect box)
{
	if (!rect_overlap(box, passage->reach))
		return true;
	for (int i = 0; i < cell_count(passage); i++)
		if (passage->cells[i].before && rect_overlap(passage_cell_at(passage, canvas, i), box))
			return false;
	return true;
}

/* In whole cells. */
static struct rect reach_of(struct pixels canvas, const struct rect *damage, size_t count)
{
	struct rect reach = {0}, whole;

	for (size_t i = 0; i < count; i++)
		reach = rect_union(reach, damage[i]);
	if (rect_is_empty(reach))
		return reach;
	whole.x = reach.x / PIXELS_CELL_PX * PIXELS_CELL_PX;
	whole.y = reach.y / PIXELS_CELL_PX * PIXELS_CELL_PX;
	whole.width = pixels_cells(reach.x + reach.width - whole.x) * PIXELS_CELL_PX;
	whole.height = pixels_cells(reach.y + reach.height - whole.y) * PIXELS_CELL_PX;
	return rect_intersect(whole, pixels_rect(canvas));
}

size_t passage_painted(struct passage *passage, struct pixels canvas, const struct rect *damage, size_t count,
	struct rect shown[GLASS_DAMAGE_MAX])
{
	size_t apart = 0;

	REQUIRE(count <= GLASS_DAMAGE_MAX);
	if (!passage->running) {
		forget_cells(passage, canvas, damage, count);
		memcpy(shown, damage, count * sizeof(*damage));
		return count;
	}
	if (!passage->painted) {
		passage->reach = reach_of(canvas, damage, count);
		passage->painted = true;
		if (rect_is_empty(passage->reach))
			passage_finish(passage);
		else
			await_cells(passage, canvas, damage, count);
		return 0;
	}
	take_cells(passage, canvas, damage, count);
	for (size_t i = 0; i < count; i++)
		if (is_apart(passage, canvas, damage[i]))
			shown[apart++] = damage[i];
	return apart;
}

static void fade(const struct passage *passage, struct pixels canvas, double share)
{
	unsigned level = (unsigned)lround(share * 255);

	for (int i = 0; i < cell_count(passage); i++)
		if (passage->cells[i].before)
			runs_mix(passage->cells[i].before, passage->cells[i].after, level, canvas,
				passage_cell_at(passage, canvas, i));
}

void passage_drop(struct passage *passage, struct pixels canvas)
{
	for (int i = 0; passage->shown && i < cell_count(passage); i++) {
		const struct passage_cell *cell = &passage->cells[i];

		if (cell->before)
			runs_decode(cell->after ? cell->after : cell->before, canvas, passage_cell_at(passage, canvas, i));
	}
	passage_finish(passage);
}

/* Rows of cells that pass over, from the first to the last of each; few enough for any display. */
static size_t gather(const struct passage *passage, struct pixels canvas, struct rect shown[GLASS_DAMAGE_MAX])
{
	size_t count = 0;

	if (passage->way.kind != GLASS_FADE || passage->rows > GLASS_DAMAGE_MAX) {
		shown[0] = passage->reach;
		return 1;
	}
	for (int row = 0; row < passage->rows; row++) {
		struct rect span = {0};

		for (int column = 0; column < passage->columns; column++)
			if (passage->cells[row * passage->columns + column].before)
				span = rect_union(span, pixels_cell(canvas, column, row));
		if (rect_is_empty(span))
			continue;
		if (count > 0 && shown[count - 1].x == span.x && shown[count - 1].width == span.width &&
			shown[count - 1].y + shown[count - 1].height == span.y)
			shown[count - 1].height += span.height;
		else
			shown[count++] = span;
	}
	return count;
}

size_t passage_step(struct passage *passage, struct pixels canvas, double share, struct rect shown[GLASS_DAMAGE_MAX])
{
	size_t count;

	if (!passage->running || !passage->painted)
		return 0;
	if (share < 1 && !take_awaited(passage, canvas))
		return 0;
	count = gather(passage, canvas, shown);
	if (share >= 1) {
		passage_drop(passage, canvas);
		return count;
	}
	passage->shown = true;
	if (passage->way.kind == GLASS_FADE)
		fade(passage, canvas, share);
	else if (passage->way.kind == GLASS_PUSH)
		passage_push(passage, canvas, share);
	else
		passage_grow(passage, canvas, share);
	return count;
}
