#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/paint/raster.h"
#include "kiosk/paint/stroke.h"

enum { WIDTH = 100, HEIGHT = 70, FINE = 16, POINTS_MAX = 24 };

struct desk {
	struct raster *raster;
	struct arena arena;
	uint32_t pixels[HEIGHT][WIDTH];
};

static int setup(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	desk->raster = raster_create();
	*state = desk;
	return 0;
}

static int teardown(void **state)
{
	struct desk *desk = *state;

	raster_destroy(desk->raster);
	arena_finish(&desk->arena);
	free(desk);
	return 0;
}

/* White on black, so that a pixel's level is its coverage. */
static void fill(struct desk *desk, struct rect clip)
{
	struct pixels target = {.rows = &desk->pixels[0][0], .width = WIDTH, .height = HEIGHT, .stride_bytes = sizeof(desk->pixels[0])};
	const struct ink white = {.color = 0xffffffff};
	struct brush brush = brush_begin(target, clip, &white, NULL);

	raster_fill(desk->raster, &brush);
}

static void begin(struct desk *desk)
{
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		desk->pixels[i / WIDTH][i % WIDTH] = 0xff000000;
}

static const struct rect whole = {0, 0, WIDTH, HEIGHT};

static void ring(struct desk *desk, const struct path_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		raster_edge(desk->raster, points[i], points[(i + 1) % count]);
}

static int cover(const struct desk *desk, int x, int y)
{
	return (int)(desk->pixels[y][x] & 0xff);
}

static int winding(const struct path_point *points, size_t count, double x, double y)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++) {
		struct path_point a = points[i], b = points[(i + 1) % count];

		if ((a.y <= y) != (b.y <= y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
			sum += b.y > a.y ? 1 : -1;
	}
	return sum;
}

/* How much of a pixel is inside, by many points of it. */
static int sampled(const struct path_point *points, size_t count, int x, int y)
{
	int inside = 0;

	for (int i = 0; i < FINE * FINE; i++)
		inside += winding(points, count, x + (i % FINE + 0.5) / FINE, y + (i / FINE + 0.5) / FINE) != 0;
	return (inside * 255 + FINE * FINE / 2) / (FINE * FINE);
}

/* A star around a middle: it never crosses itself, and may reach beyond every border. */
static size_t star(struct random *random, struct path_point points[POINTS_MAX])
{
	size_t count = 3 + random_below(random, POINTS_MAX - 3);
	float x = (float)random_below(random, WIDTH * 8) / 8, y = (float)random_below(random, HEIGHT * 8) / 8;

	for (size_t i = 0; i < count; i++) {
		float radius = 2 + (float)random_below(random, 60 * 16) / 16, angle = 6.2831853f * (float)i / (float)count;

		points[i] = (struct path_point){x + radius * cosf(angle), y + radius * sinf(angle)};
	}
	return count;
}

static void coverage_is_the_area_inside(void **state)
{
	struct desk *desk = *state;
	struct random random = random_seeded(20181025);

	for (int round = 0; round < 40; round++) {
		struct path_point points[POINTS_MAX];
		size_t count = star(&random, points);

		begin(desk);
		ring(desk, points, count);
		fill(desk, whole);
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++)
				if (abs(cover(desk, x, y) - sampled(points, count, x, y)) > 20)
					fail_msg("round %d, pixel %d %d: %d, by samples %d", round, x, y, cover(desk, x, y),
						sampled(points, count, x, y));
	}
}

static void a_clip_changes_nothing_inside_it(void **state)
{
	struct desk *desk = *state;
	struct random random = random_seeded(7);
	uint32_t all[HEIGHT][WIDTH];

	for (int round = 0; round < 200; round++) {
		struct path_point points[POINTS_MAX];
		size_t count = star(&random, points);
		struct rect clip = {(int)random_below(&random, 60), (int)random_below(&random, 40), 1 + (int)random_below(&random, 40),
			1 + (int)random_below(&random, 30)};

		begin(desk);
		ring(desk, points, count);
		fill(desk, whole);
		memcpy(all, desk->pixels, sizeof(all));
		begin(desk);
		ring(desk, points, count);
		fill(desk, clip);
		for (int y = 0; y < HEIGHT; y++)
			for (int x = 0; x < WIDTH; x++)
				assert_int_equal(desk->pixels[y][x], rect_contains(clip, (struct point){x, y}) ? all[y][x] : 0xff000000);
	}
}

/* Two neighbours in one shape: no line of the ground shines through between them. */
static void a_shared_border_leaves_no_seam(void **state)
{
	struct desk *desk = *state;
	struct random random = random_seeded(3);

	for (int round = 0; round < 100; round++) {
		struct path_point top = {20 + (float)random_below(&random, 960) / 16, 5}, foot = {20 + (float)random_below(&random, 960) / 16, 65};
		const struct path_point left[] = {{5, 5}, top, foot, {5, 65}}, right[] = {top, {95, 5}, {95, 65}, foot};

		begin(desk);
		ring(desk, left, 4);
		ring(desk, right, 4);
		fill(desk, whole);
		for (int y = 5; y < 65; y++)
			for (int x = 5; x < 95; x++)
				assert_int_equal(cover(desk, x, y), 255);
	}
}

static int sum(const struct desk *desk)
{
	int total = 0;

	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			total += cover(desk, x, y);
	return total / 255;
}

static int stroked(struct desk *desk, const struct path_point *points, size_t count, bool closed, float width)
{
	struct contour contour = {points, count, closed};
	struct outline outline = {&contour, 1};

	begin(desk);
	stroke_outline(desk->raster, &desk->arena, &outline, width);
	fill(desk, whole);
	return sum(desk);
}

static void a_pen_leaves_its_width(void **state)
{
	static const struct path_point line[] = {{20, 35}, {80, 35}}, box[] = {{20, 20}, {80, 20}, {80, 50}, {20, 50}}, dot[] = {{30, 30}, {30, 30}};
	struct desk *desk = *state;

	assert_in_range(stroked(desk, line, 2, false, 6), 60 * 6 + 27, 60 * 6 + 29); /* and a disc of radius 3, 28.3, in two halves */
	assert_int_equal(cover(desk, 50, 35), 255);
	assert_int_equal(cover(desk, 50, 39), 0);
	/* The corners are quarters of a disc: 180 * 4 less what a square would have more. */
	assert_in_range(stroked(desk, box, 4, true, 4), 180 * 4 - 5, 180 * 4 - 2);
	assert_int_equal(cover(desk, 50, 35), 0);
	assert_int_equal(cover(desk, 20, 35), 255);
	assert_int_equal(stroked(desk, dot, 2, false, 6), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(coverage_is_the_area_inside, setup, teardown),
		cmocka_unit_test_setup_teardown(a_clip_changes_nothing_inside_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_shared_border_leaves_no_seam, setup, teardown),
		cmocka_unit_test_setup_teardown(a_pen_leaves_its_width, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
