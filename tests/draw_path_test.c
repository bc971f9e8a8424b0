#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "kiosk/draw/path.h"

static int arena_open(void **state)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	assert_non_null(arena);
	arena_init(arena);
	*state = arena;
	return 0;
}

static int arena_close(void **state)
{
	arena_finish(*state);
	free(*state);
	return 0;
}

static const struct path *parse(struct arena *arena, const char *text)
{
	const struct path *path = NULL;
	struct error error = {""};

	if (!path_parse(arena, str_from(text), &path, &error))
		fail_msg("%s: %s", text, error.text);
	return path;
}

static void reads_the_five_commands(void **state)
{
	static const uint8_t verbs[] = {PATH_MOVE, PATH_LINE, PATH_QUAD, PATH_CUBIC, PATH_CLOSE};
	const struct path *path = parse(*state, " M48 1.5L-2,3 Q1 2 3 4C5 6 7 8.25 9 -10 Z ");

	assert_int_equal(path->verb_count, 5);
	assert_memory_equal(path->verbs, verbs, sizeof(verbs));
	assert_int_equal(path->point_count, 7);
	assert_true(path->points[0].x == 48 && path->points[0].y == 1.5f);
	assert_true(path->points[5].x == 7 && path->points[5].y == 8.25f);
	assert_true(path->low.x == -2 && path->low.y == -10);
	assert_true(path->high.x == 48 && path->high.y == 8.25f);
}

static void assert_refused(struct arena *arena, const char *text, const char *why)
{
	const struct path *path;
	struct error error;

	assert_false(path_parse(arena, str_from(text), &path, &error));
	assert_string_equal(error.text, why);
}

static void refuses_what_it_does_not_know(void **state)
{
	assert_refused(*state, "", "the path is empty");
	assert_refused(*state, "L1 2", "a contour starts with M, not with L");
	assert_refused(*state, "M1 2Z L3 4", "a contour starts with M, not with L");
	assert_refused(*state, "M1 2H3", "a path of M L Q C Z holds \"H\"");
	assert_refused(*state, "M1", "M wants 2 numbers");
	assert_refused(*state, "M1 2C1 2 3 4 5Z", "C wants 6 numbers");
	assert_refused(*state, "M1 1e9", "a path of M L Q C Z holds \"e\"");
	assert_refused(*state, "M1 2000000", "M wants 2 numbers");
	assert_refused(*state, "M1 1.1.1", "M wants 2 numbers");
}

static void has_limits(void **state)
{
	static char text[PATH_TEXT_BYTES_MAX + 2];

	memset(text, ' ', sizeof(text) - 1);
	assert_refused(*state, text, "a path is at most 65536 bytes long");
	memset(text, 0, sizeof(text));
	memcpy(text, "M1 1", 4);
	for (size_t at = 4; at + 4 < PATH_TEXT_BYTES_MAX; at += 4)
		memcpy(text + at, "L1 1", 4);
	assert_int_equal(parse(*state, text)->point_count, PATH_TEXT_BYTES_MAX / 4 - 1);
}

static void equal_shapes_have_equal_hashes(void **state)
{
	const struct path *a = parse(*state, "M1 2L3 4Z"), *b = parse(*state, "M1,2 L3,4 Z");

	assert_true(a->hash == b->hash);
	assert_true(a->hash != parse(*state, "M1 2L3 4.5Z")->hash);
	assert_true(a->hash != parse(*state, "M1 2L3 4")->hash);
	assert_true(a->hash != parse(*state, "M1 2M3 4Z")->hash);
}

/* Of the polygon through the points where curves start and end. */
static double area_of(const struct path *path)
{
	static const uint32_t points_of[] = {1, 1, 2, 3, 0};
	struct path_point first = {0, 0}, last = {0, 0};
	double area = 0;

	for (uint32_t i = 0, at = 0; i < path->verb_count; i++) {
		struct path_point point;

		at += points_of[path->verbs[i]];
		point = path->verbs[i] == PATH_CLOSE ? first : path->points[at - 1];
		if (path->verbs[i] == PATH_MOVE)
			first = point;
		else
			area += ((double)last.x * point.y - (double)point.x * last.y) / 2;
		last = point;
	}
	return area;
}

static void rounded_boxes_stay_inside(void **state)
{
	struct path_builder builder = path_begin(*state);
	const struct path *path;

	path_rounded(&builder, 10, 20, 30, 8, 100);
	path = path_seal(&builder);
	assert_true(path->low.x == 10 && path->low.y == 20 && path->high.x == 40 && path->high.y == 28);
	assert_true(area_of(path) > 0);
	builder = path_begin(*state);
	path_rounded_hole(&builder, 10, 20, 30, 8, 2);
	assert_true(area_of(path_seal(&builder)) < 0);
}

static void ring_slices_are_as_wide_as_asked(void **state)
{
	struct path_builder builder = path_begin(*state);
	const struct path *path;

	path_ring_slice(&builder, 100, 100, 40, 50, 0, 3.14159265f / 2);
	path = path_seal(&builder);
	assert_true(path->points[0].x == 150 && path->points[0].y == 100);
	assert_true(fabsf(path->low.x - 100) < 0.01f && fabsf(path->high.y - 150) < 0.01f);
	builder = path_begin(*state);
	path_ring_slice(&builder, 0, 0, 0, 10, 0, 3.14159265f);
	assert_true(fabs(area_of(path_seal(&builder)) - 100) < 0.01);
	builder = path_begin(*state);
	path_ring_slice(&builder, 0, 0, 5, 10, 0, 7);
	path = path_seal(&builder);
	assert_true(path->low.x == -10 && path->high.y == 10);
	assert_true(fabs(area_of(path) - (200 - 50)) < 0.01);
}

static void an_empty_path_is_a_path(void **state)
{
	struct path_builder builder = path_begin(*state);
	const struct path *path = path_seal(&builder);

	assert_int_equal(path->verb_count, 0);
	assert_true(path->low.x == 0 && path->high.x == 0);
}

#define arena_test(function) cmocka_unit_test_setup_teardown(function, arena_open, arena_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(reads_the_five_commands),
		arena_test(refuses_what_it_does_not_know),
		arena_test(has_limits),
		arena_test(equal_shapes_have_equal_hashes),
		arena_test(rounded_boxes_stay_inside),
		arena_test(ring_slices_are_as_wide_as_asked),
		arena_test(an_empty_path_is_a_path),
	};

	return cmocka_run_group_tests_name("draw_path", tests, NULL, NULL);
}
