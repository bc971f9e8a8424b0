#include "kiosk/widget/map_border.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"

static bool before(struct map_spot a, struct map_spot b)
{
	return a.x < b.x || (a.x == b.x && a.y < b.y);
}

static bool same(struct map_spot a, struct map_spot b)
{
	return a.x == b.x && a.y == b.y;
}

/* The place of an edge in the table: its own, or the free one where it belongs. */
static struct map_edge *edge_at(const struct map_borders *borders, struct map_spot a, struct map_spot b)
{
	const struct map_spot ends[2] = {before(a, b) ? a : b, before(a, b) ? b : a};
	size_t at = (size_t)str_hash(STR_HASH_START, ends, sizeof(ends)) & borders->mask;

	while (borders->edges[at].taken &&
		!(same(borders->edges[at].low, ends[0]) && same(borders->edges[at].high, ends[1])))
		at = (at + 1) & borders->mask;
	borders->edges[at].low = ends[0];
	borders->edges[at].high = ends[1];
	return &borders->edges[at];
}

static void put_edge(const struct map_borders *borders, struct map_spot a, struct map_spot b, uint32_t cell)
{
	struct map_edge *edge = edge_at(borders, a, b);

	if (!edge->taken) {
		edge->taken = true;
		edge->owner = cell;
		edge->other = UINT32_MAX;
	} else if (edge->other == UINT32_MAX && edge->owner != cell) {
		edge->other = cell;
	}
}

static size_t room_for(size_t edges)
{
	size_t room = 16;

	while (room < edges + edges / 2)
		room *= 2;
	return room;
}

size_t map_borders_bytes(void)
{
	return room_for(MAP_SHEET_KEPT_MAX) * sizeof(struct map_edge);
}

void map_borders_find(struct arena *arena, const struct map_sheet *sheet, struct map_borders *borders)
{
	size_t edges = 0, room;

	for (uint32_t i = 0; i < sheet->count; i++)
		edges += map_cell_points(&sheet->cells[i]);
	room = room_for(edges);
	*borders = (struct map_borders){sheet, arena_array(arena, struct map_edge, room), room - 1};
	for (uint32_t i = 0; i < sheet->count; i++)
		for (uint32_t r = 0; r < sheet->cells[i].ring_count; r++) {
			const struct map_line *ring = &sheet->cells[i].rings[r];

			for (uint32_t n = 0; n < ring->count; n++)
				put_edge(borders, ring->spots[n], ring->spots[(n + 1) % ring->count], i);
		}
}

static enum map_border kind_of(const struct map_borders *borders, const struct map_edge *edge)
{
	const struct map_cell *owner = &borders->sheet->cells[edge->owner], *other;

	if (edge->other == UINT32_MAX)
		return owner->around ? MAP_BORDER_CELL : MAP_BORDER_OUTER;
	other = &borders->sheet->cells[edge->other];
	if (owner->around && other->around)
		return MAP_BORDER_CELL; /* beside what the sheet is about, all parts alike */
	if (owner->outer != other->outer)
		return MAP_BORDER_OUTER;
	return owner->inner != other->inner ? MAP_BORDER_INNER : MAP_BORDER_CELL;
}

static bool is_around(const struct map_borders *borders, const struct map_edge *edge, uint32_t inner)
{
	bool owner = borders->sheet->cells[edge->owner].inner == inner;
	bool other = edge->other != UINT32_MAX && borders->sheet->cells[edge->other].inner == inner;

	return owner != other;
}

/* Paths that grow until they are full. */
struct paths {
	struct arena *arena;
	struct path_builder builder;
	const struct path **items;
	size_t count, room;
};

static void seal(struct paths *paths)
{
	if (paths->builder.point_count == 0)
		return;
	paths->items = arena_grow(paths->arena, paths->items, paths->count, &paths->room, sizeof(*paths->items));
	paths->items[paths->count++] = path_seal(&paths->builder);
	paths->builder = path_begin(paths->arena);
}

static float pixels(int32_t steps)
{
	return (float)steps / MAP_STEPS_PER_PX;
}

/* The edges of one ring that belong to it and are wanted; neighbours among them make one line. */
static void add_ring(struct paths *paths, const struct map_borders *borders, uint32_t cell, const struct map_line *ring,
	enum map_border kind, uint32_t within)
{
	bool running = false;

	for (uint32_t i = 0; i < ring->count; i++) {
		struct map_spot a = ring->spots[i], b = ring->spots[(i + 1) % ring->count];
		const struct map_edge *edge = edge_at(borders, a, b);
		bool wanted = edge->owner == cell &&
			      (within == AREA_NONE ? kind_of(borders, edge) == kind : is_around(borders, edge, within));

		if (wanted && !running)
			path_move(&paths->builder, pixels(a.x), pixels(a.y));
		if (wanted)
			path_line(&paths->builder, pixels(b.x), pixels(b.y));
		running = wanted;
		if (paths->builder.point_count >= MAP_STROKE_POINTS_MAX) {
			seal(paths);
			running = false;
		}
	}
}

const struct path **map_borders_paths(
	struct arena *arena, const struct map_borders *borders, enum map_border kind, uint32_t within, size_t *count)
{
	struct paths paths = {.arena = arena, .builder = path_begin(arena)};

	for (uint32_t i = 0; i < borders->sheet->count; i++)
		for (uint32_t r = 0; r < borders->sheet->cells[i].ring_count; r++)
			add_ring(&paths, borders, i, &borders->sheet->cells[i].rings[r], kind, within);
	seal(&paths);
	*count = paths.count;
	return paths.items;
}
