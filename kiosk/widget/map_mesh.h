#ifndef KIOSK_WIDGET_MAP_MESH_H
#define KIOSK_WIDGET_MAP_MESH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * Rings that share their borders, made simpler together. A stretch of border between two places where borders meet is
 * simplified once, and every ring that runs along it keeps the same spots of it: no slit opens and nothing comes to lie
 * over its neighbour. Plain memory of one laying out; afterwards only the rings that were taken are left.
 */

enum { MAP_STEPS_PER_PX = 4 };

struct map_spot {
	int32_t x, y; /* quarter pixels of the screen, so that two neighbours round a shared vertex to the same spot */
};

struct map_line {
	const struct map_spot *spots; /* closed; the first is not repeated */
	uint32_t count;
};

/* A ring among those of the mesh. */
struct map_ring_range {
	uint32_t first, count;
};

struct map_mesh {
	struct map_spot *spots; /* each ring with its last spot before it and its first one after it */
	uint32_t *same;         /* beside them: where the spot was first met; there its marks are */
	uint8_t *marks;
	uint32_t *places; /* open addressing over spots, plus one */
	size_t mask;      /* room - 1 */
	uint32_t count;
};

/* Bytes that a mesh of so many points in so many rings takes at most. */
size_t map_mesh_bytes(size_t points, size_t rings);

void map_mesh_begin(struct arena *arena, size_t points, size_t rings, struct map_mesh *mesh);

/* Spots of one ring, then its end. A spot like the one before it is left out. */
void map_mesh_put(struct map_mesh *mesh, struct map_ring_range *ring, struct map_spot spot);
void map_mesh_close(struct map_mesh *mesh, struct map_ring_range *ring);

/* After the last ring: finds where borders meet. */
void map_mesh_join(struct map_mesh *mesh, const struct map_ring_range *rings, size_t count);

/* No spot that is left out lies farther than so many steps from the line that stays. May be called again with more. */
void map_mesh_simplify(struct map_mesh *mesh, const struct map_ring_range *rings, size_t count, uint32_t steps);

/* How many spots of a ring stay; fewer than 3 where it is too small to be seen. */
uint32_t map_mesh_count(const struct map_mesh *mesh, struct map_ring_range ring);

/* What stays of a ring, in another arena. */
struct map_line map_mesh_take(struct arena *arena, const struct map_mesh *mesh, struct map_ring_range ring);

#endif
