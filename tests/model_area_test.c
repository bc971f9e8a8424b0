#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/error.h"
#include "feed/base/random.h"
#include "feed/model/area.h"

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

enum { GIVEN_MAX = 40 };

struct given {
	const char *id, *parent, *level;
};

static bool seal(const struct given *given, uint32_t count, struct areas *areas, struct error *error)
{
	struct area items[GIVEN_MAX];
	struct str parents[GIVEN_MAX];

	for (uint32_t i = 0; i < count; i++) {
		items[i] = (struct area){.id = str_from(given[i].id), .level = str_from(given[i].level)};
		parents[i] = str_from(given[i].parent);
	}
	*error = (struct error){""};
	return areas_seal(&arena, items, parents, count, areas, error);
}

/* Children first, brothers apart. */
static const struct given town[] = {
	{"b1", "c2", "building"},
	{"c2", "s1", "community"},
	{"c1", "s1", "community"},
	{"p", "", "prefecture"},
	{"s2", "p", "subdistrict"},
	{"s1", "p", "subdistrict"},
	{"c3", "s2", "community"},
};

enum { TOWN = sizeof(town) / sizeof(town[0]) };

static void parents_come_first_and_brothers_keep_their_order(void **state)
{
	static const char *const expected[TOWN] = {"p", "s2", "c3", "s1", "c2", "b1", "c1"};
	static const uint32_t depths[TOWN] = {0, 1, 2, 1, 2, 3, 2};
	struct areas areas;
	struct error error;

	(void)state;
	assert_true(seal(town, TOWN, &areas, &error));
	assert_int_equal(areas.count, TOWN);
	for (uint32_t i = 0; i < TOWN; i++) {
		assert_true(str_equal(areas.items[i].id, str_from(expected[i])));
		assert_int_equal(areas.items[i].depth, depths[i]);
		assert_int_equal(areas_find(&areas, str_from(expected[i])), i);
		assert_true(i == 0 || areas.items[i].parent < i);
	}
	assert_int_equal(areas.items[0].parent, AREA_NONE);
	assert_int_equal(areas.items[0].first_child, 1);
	assert_int_equal(areas.items[1].next_sibling, 3);
	assert_int_equal(areas.items[3].next_sibling, AREA_NONE);
	assert_int_equal(areas.items[4].next_sibling, 6);
	assert_int_equal(areas.items[6].first_child, AREA_NONE);
}

static void ways_up_and_down(void **state)
{
	struct areas areas;
	struct error error;
	uint32_t building;

	(void)state;
	assert_true(seal(town, TOWN, &areas, &error));
	building = areas_find(&areas, STR("b1"));
	assert_int_equal(areas_find(&areas, STR("all")), 0);
	assert_int_equal(areas_find(&areas, STR("b")), AREA_NONE);
	assert_int_equal(areas_up_to(&areas, building, STR("community")), areas_find(&areas, STR("c2")));
	assert_int_equal(areas_up_to(&areas, building, STR("building")), building);
	assert_int_equal(areas_up_to(&areas, building, STR("county")), AREA_NONE);
	assert_true(areas_within(&areas, building, areas_find(&areas, STR("s1"))));
	assert_true(areas_within(&areas, building, building));
	assert_false(areas_within(&areas, building, areas_find(&areas, STR("s2"))));
	assert_false(areas_within(&areas, 0, building));
}

static void refused(const struct given *given, uint32_t count, const char *sentence)
{
	struct areas areas;
	struct error error;

	if (seal(given, count, &areas, &error))
		fail_msg("sealed, where %s was expected", sentence);
	if (!strstr(error.text, sentence))
		fail_msg("\"%s\" does not say \"%s\"", error.text, sentence);
	assert_int_equal(areas.count, 0);
}

static void what_is_no_tree_is_refused(void **state)
{
	static const struct given two_roots[] = {{"a", "", ""}, {"b", "", ""}};
	static const struct given no_root[] = {{"a", "b", ""}, {"b", "a", ""}};
	static const struct given circle[] = {{"r", "", ""}, {"a", "b", ""}, {"b", "a", ""}};
	static const struct given own_parent[] = {{"r", "", ""}, {"a", "a", ""}};
	static const struct given orphan[] = {{"r", "", ""}, {"a", "x", ""}};
	static const struct given twice[] = {{"r", "", ""}, {"a", "r", ""}, {"a", "r", ""}};
	static const struct given no_id[] = {{"r", "", ""}, {"", "r", ""}};
	static const struct given long_id[] = {{"r", "", ""}, {"123456789012345678901234567890123", "r", ""}};
	static const struct given false_all[] = {{"r", "", ""}, {"all", "r", ""}};

	(void)state;
	refused(NULL, 0, "found 0 areas");
	refused(two_roots, 2, "found a second root");
	refused(no_root, 2, "found no root");
	refused(circle, 3, "found a circle");
	refused(own_parent, 2, "area a: found a circle");
	refused(orphan, 2, "area a: found no parent x");
	refused(twice, 3, "found area a a second time");
	refused(no_id, 2, "area 2: found an id of 0 bytes");
	refused(long_id, 2, "area 2: found an id of 33 bytes");
	refused(false_all, 2, "expected the root under this id");
}

static void depth_ends(void **state)
{
	struct given chain[AREA_DEPTH_MAX + 1];
	struct areas areas;
	struct error error;

	(void)state;
	for (int i = 0; i <= AREA_DEPTH_MAX; i++)
		chain[i] = (struct given){
			str_format(&arena, "a%d", i).bytes, i ? str_format(&arena, "a%d", i - 1).bytes : "", ""};
	assert_true(seal(chain, AREA_DEPTH_MAX, &areas, &error));
	refused(chain, AREA_DEPTH_MAX + 1, "found more than 16 levels");
}

/* Whatever the order of the input, every area hangs where its parent's id says, and every one is found. */
static void any_order_gives_the_same_tree(void **state)
{
	enum { COUNT = 3000, SEED = 20181025 };
	struct random random = random_seeded(SEED);
	struct area *items = arena_array(&arena, struct area, COUNT);
	struct str *parents = arena_array(&arena, struct str, COUNT);
	uint32_t *order = arena_array(&arena, uint32_t, COUNT);
	struct areas areas;
	struct error error = {""};

	(void)state;
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t other = (uint32_t)random_below(&random, i + 1);

		order[i] = order[other];
		order[other] = i;
	}
	for (uint32_t i = 0; i < COUNT; i++) {
		items[order[i]].id = str_format(&arena, "n%u", i);
		parents[order[i]] = i ? str_format(&arena, "n%u", (i - 1) / 3) : STR("");
	}
	if (!areas_seal(&arena, items, parents, COUNT, &areas, &error))
		fail_msg("seed %d: %s", SEED, error.text);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t found = areas_find(&areas, items[i].id);

		if (found == AREA_NONE || !str_equal(areas.items[found].id, items[i].id))
			fail_msg("seed %d: " STR_FMT " is not found", SEED, STR_ARG(items[i].id));
		if (found && !str_equal(areas.items[areas.items[found].parent].id, parents[i]))
			fail_msg("seed %d: " STR_FMT " hangs elsewhere", SEED, STR_ARG(items[i].id));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(parents_come_first_and_brothers_keep_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(ways_up_and_down, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_tree_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(depth_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(any_order_gives_the_same_tree, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
