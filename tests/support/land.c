#include "tests/support/land.h"

#include <math.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/error.h"
#include "feed/base/random.h"

enum {
	COUNTIES = 6,
	COMMUNITIES_A_COUNTY = 10,
	AREAS = 1 + COUNTIES + COUNTIES * COMMUNITIES_A_COUNTY + LAND_GRIDS,
	RING_POINTS = 4 * LAND_EDGE_POINTS,
	FAR = 1237, /* grids further on */
	UPRIGHT = 1 << 20
};

#define STEP_DEGREES 0.01
#define SOUTH 43.5
#define WEST 87.0

static double unit(uint64_t seed)
{
	struct random random = random_seeded(seed);

	return random_unit(&random) * 2 - 1;
}

static struct map_point corner(uint64_t seed, int column, int row)
{
	uint64_t own = seed + 1000003 * (uint64_t)row + (uint64_t)column;

	return (struct map_point){WEST + STEP_DEGREES * (column + 0.15 * unit(own)),
		SOUTH + STEP_DEGREES * (row + 0.15 * unit(own ^ 0x5555))};
}

/* Points between two ends, moved aside by less and less. */
static void make_ragged(struct map_point *points, int from, int to, double aside, uint64_t seed)
{
	int middle = (from + to) / 2;
	struct map_point a = points[from], b = points[to];
	double away = aside * unit(seed + (uint64_t)middle);

	if (middle == from)
		return;
	points[middle] = (struct map_point){(a.longitude + b.longitude) / 2 - away * (b.latitude - a.latitude),
		(a.latitude + b.latitude) / 2 + away * (b.longitude - a.longitude)};
	make_ragged(points, from, middle, aside, seed);
	make_ragged(points, middle, to, aside, seed);
}

/* One edge of a grid into its ring, without its last point; both neighbours make the same points of it. */
static void put_edge(struct map_ring *ring, uint64_t seed, int column, int row, bool upright, bool back)
{
	struct map_point points[LAND_EDGE_POINTS + 1];
	uint64_t own = seed + 7919 * ((uint64_t)row * 2 * LAND_COLUMNS + (uint64_t)column) + (upright ? UPRIGHT : 0);

	points[0] = corner(seed, column, row);
	points[LAND_EDGE_POINTS] = corner(seed, column + !upright, row + upright);
	make_ragged(points, 0, LAND_EDGE_POINTS, 0.12, own << 8);
	for (int i = 0; i < LAND_EDGE_POINTS; i++)
		ring->points[ring->count++] = points[back ? LAND_EDGE_POINTS - i : i];
}

static struct map_ring make_outline(struct arena *arena, uint64_t seed, int column, int row)
{
	struct map_ring ring = {arena_array(arena, struct map_point, RING_POINTS), 0};

	put_edge(&ring, seed, column, row, false, false);
	put_edge(&ring, seed, column + 1, row, true, false);
	put_edge(&ring, seed, column, row + 1, false, true);
	put_edge(&ring, seed, column, row, true, true);
	return ring;
}

/* A ragged disc, anticlockwise or as a hole. */
static struct map_ring make_disc(struct arena *arena, uint64_t seed, double column, double row, bool hole)
{
	struct map_ring ring = {arena_array(arena, struct map_point, LAND_HOLE_POINTS), LAND_HOLE_POINTS};

	for (int i = 0; i < LAND_HOLE_POINTS; i++) {
		double angle = 2 * 3.14159265358979 * i / LAND_HOLE_POINTS;
		double radius = STEP_DEGREES * (0.14 + 0.04 * unit(seed * 64 + (uint64_t)i));

		ring.points[hole ? LAND_HOLE_POINTS - 1 - i : i] =
			(struct map_point){WEST + STEP_DEGREES * column + radius * cos(angle),
				SOUTH + STEP_DEGREES * row + radius * sin(angle)};
	}
	return ring;
}

static struct map_shape make_grid(struct arena *arena, uint64_t seed, int index, struct str id)
{
	struct map_shape shape = {id, arena_array(arena, struct map_ring, 4), 0};
	int column = index % LAND_COLUMNS, row = index / LAND_COLUMNS, far = (index + FAR) % LAND_GRIDS;

	shape.rings[shape.ring_count++] = make_outline(arena, seed, column, row);
	shape.rings[shape.ring_count++] = make_disc(arena, seed + (uint64_t)index, column + 0.5, row + 0.5, true);
	shape.rings[shape.ring_count++] =
		make_disc(arena, seed + (uint64_t)far, far % LAND_COLUMNS + 0.5, far / LAND_COLUMNS + 0.5, false);
	if (index < LAND_ISLANDS)
		shape.rings[shape.ring_count++] =
			make_disc(arena, seed - 1 - (uint64_t)index, 2 * index + 0.5, LAND_ROWS + 1, false);
	return shape;
}

static const struct map *make_map(struct arena *arena, uint64_t seed, const struct area *grids)
{
	struct map *map = arena_new(arena, struct map);

	map->shapes = arena_array(arena, struct map_shape, LAND_GRIDS);
	for (int i = 0; i < LAND_GRIDS; i++)
		map->shapes[map->shape_count++] = make_grid(arena, seed, i, grids[i].id);
	map->south_west = (struct map_point){WEST - STEP_DEGREES, SOUTH - STEP_DEGREES};
	map->north_east =
		(struct map_point){WEST + STEP_DEGREES * (LAND_COLUMNS + 1), SOUTH + STEP_DEGREES * (LAND_ROWS + 2)};
	return map;
}

static struct area make_area(struct arena *arena, char kind, int number, const char *level)
{
	struct area area = {.id = str_format(arena, "%c%d", kind, number), .level = str_from(level)};

	for (int i = 0; i < LANGUAGE_COUNT; i++)
		area.name.text[i] = area.id;
	return area;
}

/* County, community and grid from west to east, then from south to north. */
static const struct areas *make_areas(struct arena *arena, struct area *items, struct str *parents)
{
	struct areas *areas = arena_new(arena, struct areas);
	struct error error;
	int count = 0, communities;

	items[count++] = make_area(arena, 'r', 0, "prefecture");
	for (int i = 0; i < COUNTIES; i++, count++) {
		items[count] = make_area(arena, 'p', i, "county");
		parents[count] = items[0].id;
	}
	communities = count;
	for (int i = 0; i < COUNTIES * COMMUNITIES_A_COUNTY; i++, count++) {
		items[count] = make_area(arena, 'c', i, "community");
		parents[count] = items[1 + i / COMMUNITIES_A_COUNTY].id;
	}
	for (int i = 0; i < LAND_GRIDS; i++, count++) {
		int county = i % LAND_COLUMNS / (LAND_COLUMNS / COUNTIES);
		int community = i / LAND_COLUMNS / (LAND_ROWS / COMMUNITIES_A_COUNTY);

		items[count] = make_area(arena, 'g', i, "grid");
		parents[count] = items[communities + county * COMMUNITIES_A_COUNTY + community].id;
	}
	REQUIRE(areas_seal(arena, items, parents, AREAS, areas, &error));
	return areas;
}

static const struct table *make_coverage(struct arena *arena, const struct area *grids)
{
	static const char *const kinds[] = {"location", "unit", "employer"};
	struct table *table = arena_new(arena, struct table);

	*table = (struct table){.name = STR("coverage"), .column_count = 4, .row_count = LAND_GRIDS};
	table->columns = arena_array(arena, struct column, 4);
	table->cells = arena_array(arena, struct cell, 4 * LAND_GRIDS);
	table->columns[0] = (struct column){.name = STR("area"), .type = COLUMN_AREA};
	table->columns[1] = (struct column){.name = STR("kind"), .type = COLUMN_TEXT};
	table->columns[2] = (struct column){.name = STR("covered"), .type = COLUMN_INTEGER};
	table->columns[3] = (struct column){.name = STR("level"), .type = COLUMN_TEXT};
	for (int i = 0; i < LAND_GRIDS; i++) {
		struct cell *cells = table->cells + 4 * i;

		cells[0] = (struct cell){.present = true, .text = grids[i].id};
		cells[1] = (struct cell){.present = true, .text = str_from(kinds[i * 7 % 3])};
		cells[2] = (struct cell){.present = true, .integer = i % 97 != 0};
		cells[3] = (struct cell){.present = true, .text = STR("grid")};
	}
	return table;
}

struct snapshot *land_make(uint64_t seed)
{
	static const struct head head = {.area = STR("all"), .version = 1, .demo = true};
	struct document *documents[] = {
		document_create(DOCUMENT_AREAS, STR("areas"), "1"),
		document_create(DOCUMENT_MAP, STR("map"), "2"),
		document_create(DOCUMENT_TABLE, STR("coverage"), "3"),
	};
	struct area *items = arena_array(&documents[0]->arena, struct area, AREAS), *grids = items + AREAS - LAND_GRIDS;
	struct str *parents = arena_array(&documents[0]->arena, struct str, AREAS);
	struct snapshot *snapshot;

	documents[0]->areas = make_areas(&documents[0]->arena, items, parents);
	documents[1]->map = make_map(&documents[1]->arena, seed, grids);
	documents[2]->table = make_coverage(&documents[2]->arena, grids);
	snapshot = snapshot_create(&head, (const struct document *const *)documents, 3);
	for (int i = 0; i < 3; i++)
		document_unref(documents[i]);
	return snapshot;
}
