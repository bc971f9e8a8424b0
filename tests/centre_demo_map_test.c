#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <geos_c.h>
#include <jansson.h>

#include "feed/base/civil.h"
#include "feed/centre/demo.h"

/* The demo's geography, read as a GIS would read it: nothing overlaps, nothing is left out, every border is shared. */

enum {
	GRIDS = 1263,
	RING_MAX = 64,
	COMMUNITY_DIGITS = 12,
	SUBDISTRICT_DIGITS = 9,
	COUNTY_DIGITS = 6,
	PREFECTURE_DIGITS = 4
};

struct spot {
	int64_t x, y; /* microdegrees */
};

struct grid {
	char id[16];
	struct spot ring[RING_MAX]; /* closed */
	size_t count;               /* without the last, which is the first again */
	GEOSGeometry *shape;
};

static struct {
	GEOSContextHandle_t geos;
	struct grid grids[GRIDS];
	char folder[64];
} map;

static const char *const files[] = {"areas.csv", "map.geojson", "teams.csv", "days.csv", "scores.csv", "items.csv",
	"lists.csv", "whistles.csv", "whistle_ratings.csv", "rhythms.csv", "joint.csv", "funding.csv", "sites.csv", "venues.csv",
	"headline.csv", "survey.json", "notices.csv"};

static void read_grid(const json_t *feature, struct grid *grid)
{
	const json_t *geometry = json_object_get(feature, "geometry");
	const json_t *rings = json_object_get(geometry, "coordinates");
	const json_t *ring = json_array_get(rings, 0);

	assert_string_equal(json_string_value(json_object_get(geometry, "type")), "Polygon");
	assert_int_equal(json_array_size(rings), 1);
	snprintf(grid->id, sizeof(grid->id), "%s", json_string_value(json_object_get(feature, "id")));
	assert_in_range(json_array_size(ring), 13, 41);
	grid->count = json_array_size(ring) - 1;
	for (size_t i = 0; i <= grid->count; i++) {
		const json_t *point = json_array_get(ring, i);

		grid->ring[i].x = llround(json_number_value(json_array_get(point, 0)) * 1e6);
		grid->ring[i].y = llround(json_number_value(json_array_get(point, 1)) * 1e6);
	}
}

static GEOSGeometry *shape_of(const struct grid *grid)
{
	GEOSCoordSequence *ring = GEOSCoordSeq_create_r(map.geos, (unsigned)grid->count + 1, 2);

	for (size_t i = 0; i <= grid->count; i++)
		GEOSCoordSeq_setXY_r(map.geos, ring, (unsigned)i, (double)grid->ring[i].x, (double)grid->ring[i].y);
	return GEOSGeom_createPolygon_r(map.geos, GEOSGeom_createLinearRing_r(map.geos, ring), NULL, 0);
}

static int by_id(const void *left, const void *right)
{
	return strcmp(((const struct grid *)left)->id, ((const struct grid *)right)->id);
}

static int set_up(void **state)
{
	char path[128];
	struct error error;
	json_t *document, *features;
	int64_t at_ms;

	(void)state;
	assert_true(civil_zone_set("Asia/Shanghai"));
	assert_true(civil_parse(STR("2018-10-25T09:30:00+08:00"), &at_ms));
	strcpy(map.folder, "/tmp/hallboard-demo-XXXXXX");
	assert_non_null(mkdtemp(map.folder));
	if (!demo_write(map.folder, at_ms, &error))
		fail_msg("%s", error.text);
	map.geos = GEOS_init_r();
	snprintf(path, sizeof(path), "%s/demo/map.geojson", map.folder);
	document = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(strstr(json_string_value(json_object_get(document, "note")), "do not exist"));
	features = json_object_get(document, "features");
	assert_int_equal(json_array_size(features), GRIDS);
	for (size_t i = 0; i < GRIDS; i++) {
		read_grid(json_array_get(features, i), &map.grids[i]);
		map.grids[i].shape = shape_of(&map.grids[i]);
	}
	json_decref(document);
	qsort(map.grids, GRIDS, sizeof(*map.grids), by_id);
	return 0;
}

static int tear_down(void **state)
{
	char path[128];

	(void)state;
	for (size_t i = 0; i < GRIDS; i++)
		GEOSGeom_destroy_r(map.geos, map.grids[i].shape);
	GEOS_finish_r(map.geos);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		snprintf(path, sizeof(path), "%s/demo/%s", map.folder, files[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/demo", map.folder);
	rmdir(path);
	rmdir(map.folder);
	return 0;
}

static double area_of(const GEOSGeometry *shape)
{
	double area;

	assert_int_equal(GEOSArea_r(map.geos, shape, &area), 1);
	return area;
}

static void test_rings(void **state)
{
	(void)state;
	for (size_t i = 0; i < GRIDS; i++) {
		const struct grid *grid = &map.grids[i];
		double turn = 0;

		assert_int_equal(strlen(grid->id), COMMUNITY_DIGITS + 2);
		assert_true(i == 0 || strcmp(grid->id, map.grids[i - 1].id) != 0);
		assert_in_range(grid->count, 12, 40);
		assert_memory_equal(&grid->ring[0], &grid->ring[grid->count], sizeof(struct spot));
		if (GEOSisValid_r(map.geos, grid->shape) != 1)
			fail_msg("grid %s crosses itself", grid->id);
		for (size_t j = 0; j < grid->count; j++)
			turn += (double)(grid->ring[j].x * grid->ring[j + 1].y - grid->ring[j + 1].x * grid->ring[j].y);
		assert_true(turn > 0); /* anticlockwise */
	}
}

struct side {
	struct spot from, to;
};

static int by_ends(const void *left, const void *right)
{
	return memcmp(left, right, sizeof(struct side));
}

/* Each side stands once in its direction; its other direction belongs to the neighbour, or it lies on the rim. */
static void test_shared_borders(void **state)
{
	struct side *sides = calloc(GRIDS * RING_MAX, sizeof(*sides));
	size_t count = 0, rim = 0;

	(void)state;
	for (size_t i = 0; i < GRIDS; i++)
		for (size_t j = 0; j < map.grids[i].count; j++)
			sides[count++] = (struct side){map.grids[i].ring[j], map.grids[i].ring[j + 1]};
	qsort(sides, count, sizeof(*sides), by_ends);
	for (size_t i = 0; i < count; i++) {
		struct side back = {sides[i].to, sides[i].from};

		assert_true(i == 0 || by_ends(&sides[i], &sides[i - 1]) != 0);
		rim += !bsearch(&back, sides, count, sizeof(*sides), by_ends);
	}
	free(sides);
	/* Less than a tenth is rim; that it is the outline alone, test_areas_tile sees. */
	assert_in_range(rim, 100, count / 10);
}

/* The grids whose ids share so many digits are one piece without a hole, and as large as they are together. */
static size_t check_tiled(size_t from, size_t digits)
{
	GEOSGeometry *parts[GRIDS], *together, *whole;
	double sum = 0;
	size_t count = 0;

	while (from + count < GRIDS && strncmp(map.grids[from].id, map.grids[from + count].id, digits) == 0) {
		parts[count] = GEOSGeom_clone_r(map.geos, map.grids[from + count].shape);
		sum += area_of(parts[count++]);
	}
	together = GEOSGeom_createCollection_r(map.geos, GEOS_MULTIPOLYGON, parts, (unsigned)count);
	whole = GEOSUnaryUnion_r(map.geos, together);
	if (GEOSGeomTypeId_r(map.geos, whole) != GEOS_POLYGON || GEOSGetNumInteriorRings_r(map.geos, whole) != 0)
		fail_msg("%.*s is not in one piece", (int)digits, map.grids[from].id);
	if (fabs(area_of(whole) - sum) > sum * 1e-12)
		fail_msg("the grids of %.*s overlap", (int)digits, map.grids[from].id);
	GEOSGeom_destroy_r(map.geos, whole);
	GEOSGeom_destroy_r(map.geos, together);
	return count;
}

static size_t check_level(size_t digits, size_t least, size_t most)
{
	size_t areas = 0;

	for (size_t from = 0; from < GRIDS; areas++) {
		size_t count = check_tiled(from, digits);

		assert_in_range(count, least, most);
		from += count;
	}
	return areas;
}

static void test_areas_tile(void **state)
{
	(void)state;
	assert_int_equal(check_level(COMMUNITY_DIGITS, 6, 11), 150);
	assert_int_equal(check_level(SUBDISTRICT_DIGITS, 40, 110), 18);
	assert_int_equal(check_level(COUNTY_DIGITS, 100, 350), 7);
	assert_int_equal(check_level(PREFECTURE_DIGITS, GRIDS, GRIDS), 1);
}

static void test_size(void **state)
{
	struct spot low = map.grids[0].ring[0], high = low;

	(void)state;
	for (size_t i = 0; i < GRIDS; i++)
		for (size_t j = 0; j < map.grids[i].count; j++) {
			struct spot spot = map.grids[i].ring[j];

			low = (struct spot){spot.x < low.x ? spot.x : low.x, spot.y < low.y ? spot.y : low.y};
			high = (struct spot){spot.x > high.x ? spot.x : high.x, spot.y > high.y ? spot.y : high.y};
		}
	assert_in_range((high.x - low.x) / 100, 15500, 16500);
	/* 1.6 times as wide as high where a degree of longitude is 0.72 of one of latitude. */
	assert_true(fabs(0.7193 * (double)(high.x - low.x) / (double)(high.y - low.y) - 1.57) < 0.08);
}

static bool has_team(const char *text, const char *id)
{
	char pattern[20];

	snprintf(pattern, sizeof(pattern), ",%s,", id);
	return strstr(text, pattern) != NULL;
}

/* Grids without a team lie together within their community. */
static void test_blind_spots(void **state)
{
	static char text[2 * 1024 * 1024];
	char path[128];
	size_t blind = 0, communities = 0;
	FILE *file;

	(void)state;
	snprintf(path, sizeof(path), "%s/demo/teams.csv", map.folder);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_in_range(fread(text, 1, sizeof(text) - 1, file), 1, sizeof(text) - 2);
	fclose(file);
	for (size_t from = 0, next; from < GRIDS; from = next) {
		GEOSGeometry *together = GEOSGeom_createEmptyPolygon_r(map.geos);
		size_t count = 0;

		for (next = from;
			next < GRIDS && strncmp(map.grids[next].id, map.grids[from].id, COMMUNITY_DIGITS) == 0; next++)
			if (!has_team(text, map.grids[next].id)) {
				GEOSGeometry *larger = GEOSUnion_r(map.geos, together, map.grids[next].shape);

				GEOSGeom_destroy_r(map.geos, together);
				together = larger;
				count++;
			}
		assert_int_equal(GEOSGeomTypeId_r(map.geos, together), GEOS_POLYGON);
		GEOSGeom_destroy_r(map.geos, together);
		blind += count;
		communities += count > 0;
		assert_in_range(count, 0, 4);
		assert_true(count == 0 || strncmp(map.grids[from].id, DEMO_HALL, SUBDISTRICT_DIGITS) != 0);
	}
	assert_int_equal(blind, 22);
	assert_int_equal(communities, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rings),
		cmocka_unit_test(test_shared_borders),
		cmocka_unit_test(test_areas_tile),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_blind_spots),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
