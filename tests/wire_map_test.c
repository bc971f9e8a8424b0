#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/clock.h"
#include "feed/base/fault.h"
#include "feed/wire/wire.h"

static struct arena arena;

static struct arena kept; /* what is looked at after a call; as long as a test */

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	arena_init(&kept);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	arena_finish(&kept);
	return 0;
}

enum { TAKEN_MAX = 8 };

struct taken {
	struct map_shape shapes[TAKEN_MAX];
	int lines[TAKEN_MAX];
	size_t count, stop_after;
};

/* A feature is gone after the call. */
static bool take(void *self, const struct map_feature *feature)
{
	struct taken *taken = self;
	struct map_shape *shape = &taken->shapes[taken->count];

	assert_true(taken->count < TAKEN_MAX);
	*shape = feature->shape;
	shape->area = str_copy(&kept, shape->area);
	shape->rings = arena_array(&kept, struct map_ring, shape->ring_count);
	for (uint32_t i = 0; i < shape->ring_count; i++) {
		shape->rings[i] = feature->shape.rings[i];
		shape->rings[i].points = arena_array(&kept, struct map_point, shape->rings[i].count);
		memcpy(shape->rings[i].points, feature->shape.rings[i].points, shape->rings[i].count * sizeof(struct map_point));
	}
	taken->lines[taken->count++] = feature->line;
	return taken->count != taken->stop_after;
}

static bool read_features(const char *text, struct taken *taken, struct faults *faults)
{
	faults_init(faults, &kept);
	return map_read_features(&arena, STR("grids.geojson"), str_from(text), false, take, taken, faults);
}

/* Made by a map program: byte order mark, ids that are numbers, heights, rings that run the wrong way round. */
static const char by_others[] =
	"\xef\xbb\xbf{\"type\":\"FeatureCollection\",\"name\":\"grids\",\n"
	"\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\n"
	"\"features\":[\n"
	"{\"type\":\"Feature\",\"properties\":{\"id\":652301001001,\"owner\":null},\n"
	" \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[87,44,690.5],[87,45],[88,45],[88,44],[87,44,690.5]],\n"
	" [[87.1,44.1],[87.2,44.1],[87.2,44.2],[87.1,44.1]]]}},\n"
	"\n"
	"{\"type\":\"Feature\",\"id\":\"own\",\"properties\":null,\n"
	" \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[87,44],[88,44],[88,45],[87,44]]]}}]}\n";

static double turn(const struct map_ring *ring)
{
	double sum = 0;

	for (uint32_t i = 0; i < ring->count; i++) {
		struct map_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];

		sum += a.longitude * b.latitude - b.longitude * a.latitude;
	}
	return sum;
}

static void files_of_others_are_understood(void **state)
{
	struct taken taken = {0};
	struct faults faults;

	(void)state;
	assert_true(read_features(by_others, &taken, &faults));
	assert_int_equal(taken.count, 2);
	assert_true(str_equal(taken.shapes[0].area, STR("652301001001")));
	assert_true(str_equal(taken.shapes[1].area, STR("own")));
	assert_int_equal(taken.lines[0], 4);
	assert_int_equal(taken.lines[1], 8);
	assert_int_equal(taken.shapes[0].ring_count, 2);
	assert_true(turn(&taken.shapes[0].rings[0]) > 0);
	assert_true(turn(&taken.shapes[0].rings[1]) < 0);
	assert_int_equal(taken.shapes[0].rings[0].count, 4);
}

static void taking_can_stop(void **state)
{
	struct taken taken = {.stop_after = 1};
	struct faults faults;

	(void)state;
	assert_true(read_features(by_others, &taken, &faults));
	assert_int_equal(taken.count, 1);
}

#define FEATURE(id, rings)                                                                                             \
	"{\"type\":\"Feature\",\"id\":\"" id "\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" rings "]}}"

static void all_faults_are_seen_at_once(void **state)
{
	static const char text[] = "{\"type\":\"FeatureCollection\",\"features\":[\n" FEATURE(
		"a", "[[0,0],[1,0],[1,1],[0,0]]") ",\n" FEATURE("b", "[[0,0],[1,0],[1,1],[0,1]]") ",\n" FEATURE("c",
		"[[0,0],[1,0],[0,0]]") ",\n"
				       "{\"type\":\"Feature\",\"id\":\"d\",\"geometry\":null},\n" FEATURE(
					       "e", "[[0,0],[181,0],[1,1],[0,0]]") ",\n" FEATURE("f",
					       "[[0,0],[1,0],[1,1],[0,0]]") "]}";
	struct taken taken = {0};
	struct faults faults;

	(void)state;
	assert_false(read_features(text, &taken, &faults));
	assert_int_equal(taken.count, 2);
	assert_int_equal(faults.total, 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(faults.items[i].line, 3 + i);
	assert_true(str_equal(faults.items[0].file, STR("grids.geojson")));
	assert_string_equal(faults.items[0].found.bytes, "an open ring at features[1].geometry.coordinates[0]");
	assert_string_equal(faults.items[1].expected.bytes, "a ring of 4 positions at least");
	assert_string_equal(faults.items[2].found.bytes, "null at features[3].geometry");
	assert_string_equal(faults.items[3].found.bytes, "181 at features[4].geometry.coordinates[0][1][0]");
}

static void broken_json_has_a_place(void **state)
{
	static const char text[] = "{\"type\":\"FeatureCollection\",\"features\":[\n" FEATURE(
		"a", "[[0,0],[1,0],[1,1],[0,0]]") ",\n"
						  "{\"type\":\"Feature\",\n"
						  " \"id\" \"b\"}]}";
	struct taken taken = {0};
	struct faults faults;

	(void)state;
	assert_false(read_features(text, &taken, &faults));
	assert_int_equal(taken.count, 1);
	assert_int_equal(faults.total, 1);
	assert_int_equal(faults.items[0].line, 4);
	assert_in_range(faults.items[0].column, 6, 10);
}

static void other_coordinates_are_refused(void **state)
{
	static const char text[] = "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},"
				   "\"features\":[" FEATURE("a", "[[0,0],[1,0],[1,1],[0,0]]") "]}";
	struct taken taken = {0};
	struct faults faults;

	(void)state;
	assert_false(read_features(text, &taken, &faults));
	assert_int_equal(taken.count, 0);
	assert_string_equal(faults.items[0].found.bytes, "\"EPSG:3857\" at crs");
}

/* A prefecture's grids: as many as there are, with as many points. */
static struct map prefecture(void)
{
	enum { SHAPES = 1439, POINTS = 19 };
	struct map map = {.shapes = arena_array(&arena, struct map_shape, SHAPES), .shape_count = SHAPES};

	for (uint32_t i = 0; i < SHAPES; i++) {
		struct map_ring *ring = arena_new(&arena, struct map_ring);

		ring->points = arena_array(&arena, struct map_point, POINTS);
		ring->count = POINTS;
		for (int p = 0; p < POINTS; p++)
			ring->points[p] = (struct map_point){
				87 + i % 40 * 0.02 + 0.008 * cos(p * 0.33), 44 + i / 40 * 0.02 + 0.008 * sin(p * 0.33)};
		map.shapes[i] = (struct map_shape){str_format(&arena, "659001%06u", i), ring, 1};
	}
	return map;
}

static void a_prefecture_takes_milliseconds(void **state)
{
	struct map map = prefecture();
	struct str text = map_encode(&arena, &map);
	int64_t started_ms = clock_system.steady_ms(&clock_system);
	struct error error = {""};
	struct document *document = document_decode(DOCUMENT_MAP, STR("map"), "", text, &error);
	int64_t spent_ms = clock_system.steady_ms(&clock_system) - started_ms;

	(void)state;
	if (!document)
		fail_msg("%s", error.text);
	assert_int_equal(document->map->shape_count, map.shape_count);
	for (uint32_t i = 0; i < map.shape_count; i++)
		for (uint32_t p = 0; p < map.shapes[i].rings[0].count; p++) {
			struct map_point was = map.shapes[i].rings[0].points[p];
			struct map_point is = document->map->shapes[i].rings[0].points[p];

			assert_true(fabs(was.longitude - is.longitude) < 0.51e-6);
			assert_true(fabs(was.latitude - is.latitude) < 0.51e-6);
		}
	/* 20 ms as shipped; checked builds on a busy machine get a wide berth. */
	if (spent_ms > 5000)
		fail_msg("%d ms for a map of 27,000 points", (int)spent_ms);
	document_unref(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_of_others_are_understood, setup, teardown),
		cmocka_unit_test_setup_teardown(taking_can_stop, setup, teardown),
		cmocka_unit_test_setup_teardown(all_faults_are_seen_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(broken_json_has_a_place, setup, teardown),
		cmocka_unit_test_setup_teardown(other_coordinates_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_prefecture_takes_milliseconds, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
