#include "kiosk/widget/map_mesh.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"

enum {
	MARK_MEET = 1, /* borders meet here: it always stays */
	MARK_KEPT = 2,
	MARK_DONE = 4, /* its stretch was simplified */

	STRETCH_MAX = 1024 /* spots of a longer one are told apart in parts, so that no shape takes its time squared */
};

static size_t places_for(size_t spots)
{
	size_t room = 16;

	while (room < spots + spots / 2)
		room *= 2;
	return room;
}

size_t map_mesh_bytes(size_t points, size_t rings)
{
	size_t spots = points + 2 * rings;

	return spots * (sizeof(struct map_spot) + sizeof(uint32_t) + 1) + places_for(points) * sizeof(uint32_t);
}

void map_mesh_begin(struct arena *arena, size_t points, size_t rings, struct map_mesh *mesh)
{
	size_t spots = points + 2 * rings;

	REQUIRE(spots < UINT32_MAX);
	*mesh = (struct map_mesh){
		.spots = arena_array(arena, struct map_spot, spots),
		.same = arena_array(arena, uint32_t, spots),
		.marks = arena_array(arena, uint8_t, spots),
		.places = arena_array(arena, uint32_t, places_for(points)),
		.mask = places_for(points) - 1,
	};
}

static bool same(struct map_spot a, struct map_spot b)
{
	return a.x == b.x && a.y == b.y;
}

void map_mesh_put(struct map_mesh *mesh, struct map_ring_range *ring, struct map_spot spot)
{
	if (ring->count == 0)
		ring->first = mesh->count + 1;
	else if (same(mesh->spots[ring->first + ring->count - 1], spot))
		return;
	mesh->spots[ring->first + ring->count++] = spot;
}

void map_mesh_close(struct map_mesh *mesh, struct map_ring_range *ring)
{
	struct map_spot *spots = mesh->spots + ring->first;

	while (ring->count > 1 && same(spots[0], spots[ring->count - 1]))
		ring->count--;
	if (ring->count == 0)
		return;
	spots[-1] = spots[ring->count - 1];
	spots[ring->count] = spots[0];
	mesh->count = ring->first + ring->count + 1;
}

static size_t place_of(const struct map_mesh *mesh, struct map_spot spot)
{
	uint64_t hash = ((uint64_t)(uint32_t)spot.x << 32 | (uint32_t)spot.y) * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(hash >> 32) & mesh->mask;

	while (mesh->places[at] && !same(mesh->spots[mesh->places[at] - 1], spot))
		at = (at + 1) & mesh->mask;
	return at;
}

/* Whether the border runs on alike at both, in either direction. */
static bool alike(const struct map_mesh *mesh, uint32_t a, uint32_t b)
{
	const struct map_spot *one = mesh->spots + a, *other = mesh->spots + b;

	return (same(one[-1], other[-1]) && same(one[1], other[1])) ||
	       (same(one[-1], other[1]) && same(one[1], other[-1]));
}

static void join(struct map_mesh *mesh, uint32_t index)
{
	size_t at = place_of(mesh, mesh->spots[index]);

	if (!mesh->places[at])
		mesh->places[at] = index + 1;
	mesh->same[index] = mesh->places[at] - 1;
	if (!alike(mesh, mesh->same[index], index))
		mesh->marks[mesh->same[index]] |= MARK_MEET;
}

void map_mesh_join(struct map_mesh *mesh, const struct map_ring_range *rings, size_t count)
{
	for (size_t r = 0; r < count; r++)
		for (uint32_t i = 0; i < rings[r].count; i++)
			join(mesh, rings[r].first + i);
}

/* Part of a ring, which may run over its end. */
struct stretch {
	struct map_mesh *mesh;
	struct map_ring_range ring;
	uint32_t from, to; /* counted from the ring's first spot; from < to, both stay */
	double most;       /* squared distance that nobody sees */
};

static uint32_t index_of(const struct stretch *stretch, uint32_t at)
{
	return stretch->ring.first + at % stretch->ring.count;
}

static uint8_t *mark_of(const struct stretch *stretch, uint32_t at)
{
	return &stretch->mesh->marks[stretch->mesh->same[index_of(stretch, at)]];
}

/* Squared, to the line between two spots and not beyond its ends. */
static double distance(struct map_spot spot, struct map_spot a, struct map_spot b)
{
	double x = (double)b.x - a.x, y = (double)b.y - a.y, length = x * x + y * y;
	double right = (double)spot.x - a.x, down = (double)spot.y - a.y, share;

	if (length > 0) {
		share = (right * x + down * y) / length;
		share = share < 0 ? 0 : share > 1 ? 1 : share;
		right -= share * x;
		down -= share * y;
	}
	return right * right + down * down;
}

/* The spot between two that lies farthest from their line; `from` where all lie near enough. */
static uint32_t farthest(const struct stretch *stretch, uint32_t from, uint32_t to)
{
	const struct map_spot *spots = stretch->mesh->spots;
	struct map_spot a = spots[index_of(stretch, from)], b = spots[index_of(stretch, to)];
	double most = stretch->most;
	uint32_t found = from;

	for (uint32_t at = from + 1; at < to; at++) {
		double away = distance(spots[index_of(stretch, at)], a, b);

		if (away > most) {
			most = away;
			found = at;
		}
	}
	return found;
}

/* Douglas and Peucker's rule: a spot too far from the line between two that stay, stays too. */
static void keep_far(const struct stretch *stretch)
{
	uint32_t ends[STRETCH_MAX + 1], depth = 0, from = stretch->from;

	ends[depth++] = stretch->to;
	while (depth > 0) {
		uint32_t far = farthest(stretch, from, ends[depth - 1]);

		if (far == from) {
			from = ends[--depth];
			continue;
		}
		*mark_of(stretch, far) |= MARK_KEPT;
		REQUIRE(depth <= STRETCH_MAX);
		ends[depth++] = far;
	}
}

static void simplify_stretch(struct stretch stretch)
{
	uint32_t from = stretch.from, to = stretch.to;

	*mark_of(&stretch, from) |= MARK_KEPT;
	*mark_of(&stretch, to) |= MARK_KEPT;
	if (to - from < 2 || *mark_of(&stretch, from + 1) & MARK_DONE)
		return; /* a neighbour came along here before */
	for (uint32_t at = from + 1; at < to; at++)
		*mark_of(&stretch, at) |= MARK_DONE;
	for (; from < to; from = stretch.to) {
		stretch.from = from;
		stretch.to = to - from > STRETCH_MAX ? from + STRETCH_MAX : to;
		*mark_of(&stretch, stretch.to) |= MARK_KEPT;
		keep_far(&stretch);
	}
}

/* A ring where no borders meet: an island, or a hole and what fills it. It is parted at its first spot and the one that
   lies farthest from there; where none lies far, all of it is one spot for the eye. */
static void simplify_loop(struct stretch loop)
{
	uint32_t far;

	if (*mark_of(&loop, 0) & MARK_DONE)
		return;
	loop.to = loop.ring.count;
	far = farthest(&loop, 0, loop.to);
	if (far != 0) {
		loop.to = far;
		simplify_stretch(loop);
		loop.from = far;
		loop.to = loop.ring.count;
		simplify_stretch(loop);
	}
	for (uint32_t at = 0; at < loop.ring.count; at++)
		*mark_of(&loop, at) |= MARK_DONE;
}

static void simplify_ring(struct stretch ring)
{
	uint32_t start = 0;

	while (start < ring.ring.count && !(*mark_of(&ring, start) & MARK_MEET))
		start++;
	if (start == ring.ring.count) {
		simplify_loop(ring);
		return;
	}
	ring.to = start;
	while (ring.to < start + ring.ring.count) {
		ring.from = ring.to++;
		while (!(*mark_of(&ring, ring.to) & MARK_MEET))
			ring.to++;
		simplify_stretch(ring);
	}
}

void map_mesh_simplify(struct map_mesh *mesh, const struct map_ring_range *rings, size_t count, uint32_t steps)
{
	for (uint32_t i = 0; i < mesh->count; i++)
		mesh->marks[i] &= MARK_MEET;
	for (size_t r = 0; r < count; r++)
		if (rings[r].count > 0)
			simplify_ring((struct stretch){mesh, rings[r], 0, 0, (double)steps * steps});
}

static bool stays(const struct map_mesh *mesh, uint32_t index)
{
	return mesh->marks[mesh->same[index]] & MARK_KEPT;
}

uint32_t map_mesh_count(const struct map_mesh *mesh, struct map_ring_range ring)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < ring.count; i++)
		count += stays(mesh, ring.first + i);
	return count;
}

struct map_line map_mesh_take(struct arena *arena, const struct map_mesh *mesh, struct map_ring_range ring)
{
	struct map_spot *spots = arena_array(arena, struct map_spot, map_mesh_count(mesh, ring));
	uint32_t count = 0;

	for (uint32_t i = 0; i < ring.count; i++)
		if (stays(mesh, ring.first + i) && (count == 0 || !same(spots[count - 1], mesh->spots[ring.first + i])))
			spots[count++] = mesh->spots[ring.first + i];
	while (count > 1 && same(spots[0], spots[count - 1]))
		count--;
	return (struct map_line){spots, count};
}
