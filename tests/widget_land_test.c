#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/widget/map_sheet.h"
#include "tests/support/land.h"

/* A land of 3,000 grids with holes and islands, laid out at several sizes: simpler than its data, and without slits. */

enum { SEED = 20261128, SAMPLES = 6000 };

struct desk {
	struct arena arena;
	struct snapshot *snapshot;
	struct map_about about;
	struct map_sheet sheet;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	desk->snapshot = land_make(SEED);
	desk->about = (struct map_about){snapshot_areas(desk->snapshot), 0, STR("community"), STR("county")};
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	snapshot_unref(desk->snapshot);
	arena_finish(&desk->arena);
	free(desk);
	return 0;
}

static void lay(struct desk *desk, int width, int height)
{
	map_sheet_lay(&desk->arena, snapshot_map(desk->snapshot), &desk->about, (struct rect){0, 0, width, height},
		&desk->sheet);
}

static size_t count_points(const struct map_sheet *sheet)
{
	size_t count = 0;

	for (uint32_t i = 0; i < sheet->count; i++)
		count += map_cell_points(&sheet->cells[i]);
	return count;
}

struct edge {
	struct map_spot from, to;
};

static int by_place(const void *a, const void *b)
{
	const int32_t *one = a, *other = b;

	for (int i = 0; i < 4; i++)
		if (one[i] != other[i])
			return one[i] < other[i] ? -1 : 1;
	return 0;
}

static struct edge *list_edges(struct desk *desk, size_t *count)
{
	struct edge *edges = arena_array(&desk->arena, struct edge, count_points(&desk->sheet));

	*count = 0;
	for (uint32_t c = 0; c < desk->sheet.count; c++)
		for (uint32_t r = 0; r < desk->sheet.cells[c].ring_count; r++) {
			struct map_line ring = desk->sheet.cells[c].rings[r];

			for (uint32_t i = 0; i < ring.count; i++)
				edges[(*count)++] = (struct edge){ring.spots[i], ring.spots[(i + 1) % ring.count]};
		}
	qsort(edges, *count, sizeof(*edges), by_place);
	return edges;
}

/* How many edges run where no neighbour comes back: those of the outline, and of the islands. */
static size_t count_open(struct desk *desk)
{
	size_t count, open = 0;
	struct edge *edges = list_edges(desk, &count);

	for (size_t i = 0; i < count; i++) {
		struct edge back = {edges[i].to, edges[i].from};

		open += !bsearch(&back, edges, count, sizeof(*edges), by_place);
	}
	return open;
}

static size_t count_island_edges(const struct desk *desk)
{
	size_t count = 0;

	for (uint32_t c = 0; c < desk->sheet.count; c++)
		if (desk->sheet.cells[c].ring_count == 4)
			count += desk->sheet.cells[c].rings[3].count;
	return count;
}

static void borders_stay_shared(void **state)
{
	struct desk *desk = *state;
	static const int sizes[][2] = {{3840, 2160}, {1920, 1080}, {1080, 1920}, {800, 480}};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t most = 2 * (LAND_COLUMNS + LAND_ROWS) * LAND_EDGE_POINTS, open, islands;

		lay(desk, sizes[i][0], sizes[i][1]);
		assert_int_equal(desk->sheet.count, LAND_GRIDS);
		open = count_open(desk);
		islands = count_island_edges(desk);
		assert_in_range(open - islands, 2 * (LAND_COLUMNS + LAND_ROWS), most);
	}
}

/* Each place in the land belongs to one grid, that between its neighbours too. */
static void nothing_lies_between(void **state)
{
	struct desk *desk = *state;
	struct random random = random_seeded(SEED);
	size_t none = 0, twice = 0;

	lay(desk, 1920, 1080);
	for (int n = 0; n < SAMPLES; n++) {
		float x = 540 + (float)random_below(&random, 3360) / 4 + 0.11f;
		float y = 100 + (float)random_below(&random, 3600) / 4 + 0.13f;
		uint32_t held = 0;

		for (uint32_t i = 0; i < desk->sheet.count; i++)
			held += map_cell_holds(&desk->sheet.cells[i], x, y);
		none += held == 0;
		twice += held > 1;
	}
	assert_int_equal(none, 0);
	assert_int_equal(twice, 0);
}

static double distance(struct map_spot spot, struct map_spot a, struct map_spot b)
{
	double x = b.x - a.x, y = b.y - a.y, right = spot.x - a.x, down = spot.y - a.y, length = x * x + y * y;
	double share = length > 0 ? fmin(fmax((right * x + down * y) / length, 0), 1) : 0;

	return hypot(right - share * x, down - share * y);
}

/* Each corner of the land is within half a pixel, and the rounding of a spot, of its grid's border. */
static void no_border_moves_by_what_can_be_seen(void **state)
{
	struct desk *desk = *state;
	const struct map *map = snapshot_map(desk->snapshot);
	struct map_sheet fine;

	/* 16 times as large, where all is there; then back */
	lay(desk, 960, 540);
	map_sheet_lay(&desk->arena, map, &desk->about, (struct rect){0, 0, 16 * 960, 16 * 540}, &fine);
	for (uint32_t i = 0; i < LAND_GRIDS; i += 31)
		for (uint32_t n = 0; n < fine.cells[i].rings[0].count; n++) {
			struct map_spot spot = fine.cells[i].rings[0].spots[n];
			const struct map_line *ring = &desk->sheet.cells[i].rings[0];
			double least = INFINITY;

			spot.x = (int32_t)lround(spot.x / 16.0);
			spot.y = (int32_t)lround(spot.y / 16.0);
			for (uint32_t k = 0; k < ring->count; k++)
				least = fmin(least, distance(spot, ring->spots[k], ring->spots[(k + 1) % ring->count]));
			assert_true(least <= MAP_UNSEEN_STEPS + 1.5);
		}
}

static void a_smaller_picture_has_fewer_points(void **state)
{
	struct desk *desk = *state;
	size_t large, usual, small;

	lay(desk, 3840, 2160);
	large = count_points(&desk->sheet);
	lay(desk, 1920, 1080);
	usual = count_points(&desk->sheet);
	lay(desk, 800, 480);
	small = count_points(&desk->sheet);
	print_message("points of %d grids: %zu at 3840x2160, %zu at 1920x1080, %zu at 800x480\n", LAND_GRIDS, large,
		usual, small);
	assert_true(small < usual && usual < large);
	assert_true(usual < LAND_GRIDS * (4 * LAND_EDGE_POINTS + 2 * LAND_HOLE_POINTS) / 2);
}

/* A ring longer than a path can be makes all borders coarser rather than to tear one from its neighbour. */
static void a_long_border_stays_shared(void **state)
{
	enum { TEETH = 30000 };
	struct desk *desk = *state;
	struct map_point *points = arena_array(&desk->arena, struct map_point, 2 * (TEETH + 2));
	struct map_ring rings[2] = {{points, TEETH + 2}, {points + TEETH + 2, TEETH + 2}};
	struct map_shape shapes[2] = {{STR("a"), &rings[0], 1}, {STR("b"), &rings[1], 1}};
	struct map map = {shapes, 2, {0, 0}, {2, 1}};
	size_t count, open;

	for (int i = 0; i < TEETH; i++) { /* a saw of two pixels */
		struct map_point point = {1 + (i % 2) * 0.003, (double)i / (TEETH - 1)};

		rings[0].points[i] = rings[1].points[TEETH - 1 - i] = point;
	}
	rings[0].points[TEETH] = (struct map_point){0, 1};
	rings[0].points[TEETH + 1] = (struct map_point){0, 0};
	rings[1].points[TEETH] = (struct map_point){2, 0};
	rings[1].points[TEETH + 1] = (struct map_point){2, 1};
	map_sheet_lay(&desk->arena, &map, &(struct map_about){0}, (struct rect){0, 0, 40000, 20000}, &desk->sheet);
	count = count_points(&desk->sheet);
	open = count_open(desk);
	assert_int_equal(desk->sheet.count, 2);
	assert_true(map_cell_points(&desk->sheet.cells[0]) <= MAP_RING_SPOTS_MAX);
	assert_true(count >= 6);
	assert_int_equal(open, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(borders_stay_shared),
		cmocka_unit_test(nothing_lies_between),
		cmocka_unit_test(no_border_moves_by_what_can_be_seen),
		cmocka_unit_test(a_smaller_picture_has_fewer_points),
		cmocka_unit_test(a_long_border_stays_shared),
	};

	return cmocka_run_group_tests(tests, desk_open, desk_close);
}
