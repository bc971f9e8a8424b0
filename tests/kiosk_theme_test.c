#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "kiosk/theme_sight.h"

/* Themes and who can tell their marks apart; and that the shipped ones are the colours that were designed. */

static const char *const shipped[] = {"night", "civic", "contrast"};

struct desk {
	struct arena arena;
	struct faults faults;
	struct icons icons;
	struct theme theme;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	faults_init(&desk->faults, &desk->arena);
	assert_true(icons_load(&desk->arena, "assets/icons/hallboard.icons", &desk->icons, &desk->faults));
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	arena_finish(&desk->arena);
	free(desk);
	return 0;
}

static void load(struct desk *desk, const char *name)
{
	assert_true(theme_load(&desk->arena, str_format(&desk->arena, "assets/themes/%s.theme", name).bytes,
		&desk->theme, &desk->faults));
}

static void shipped_marks_are_told_apart_by_everybody(void **state)
{
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(shipped) / sizeof(shipped[0]); i++) {
		double least = 1;

		load(desk, shipped[i]);
		for (size_t a = 0; a < SIGHT_MARKS; a++)
			for (size_t b = a + 1; b < (a < SIGHT_TIERS ? SIGHT_TIERS : SIGHT_MARKS); b++)
				for (int sight = 0; sight < SIGHT_COUNT; sight++)
					least = fmin(least,
						theme_sight_apart(&desk->theme, &desk->icons, a, b, (enum sight)sight));
		printf("%s: the two that are most alike differ in %.0f %%\n", shipped[i], least * 100);
		assert_true(theme_sight_check(&desk->theme, &desk->icons, STR("t.theme"), &desk->faults));
	}
}

static bool says(const struct desk *desk, const char *words)
{
	for (size_t i = 0; i < desk->faults.kept; i++)
		if (str_find(desk->faults.items[i].found, str_from(words)) < desk->faults.items[i].found.length)
			return true;
	return false;
}

/* Each way of seeing alone: the other two still tell k1 and k2 apart. */
static void each_way_of_seeing_counts(void **state)
{
	static const struct {
		uint32_t k1, k2;
		enum sight sight;
		const char *words;
	} pairs[] = {
		{0xff5500ff, 0xff337700, SIGHT_GREY, "k1 and k2 0 % apart in greyscale"},
		{0xff00cc00, 0xffff3322, SIGHT_DEUTAN, "k1 and k2 0 % apart with deuteranopia"},
		{0xffff0044, 0xff335533, SIGHT_PROTAN, "k1 and k2 0 % apart with protanopia"},
	};
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		load(desk, "night");
		faults_init(&desk->faults, &desk->arena);
		desk->theme.color[ROLE_K1] = pairs[i].k1;
		desk->theme.color[ROLE_K2] = pairs[i].k2;
		assert_false(theme_sight_check(&desk->theme, &desk->icons, STR("t.theme"), &desk->faults));
		assert_true(says(desk, pairs[i].words));
		for (int sight = 0; sight < SIGHT_COUNT; sight++)
			assert_int_equal(theme_sight_apart(&desk->theme, &desk->icons, 4, 5, (enum sight)sight) <
						 SIGHT_APART_LEAST,
				sight == (int)pairs[i].sight);
	}
}

/* The dot of an employer's grid carries it where the colours are one; without it nothing does. */
static void a_dot_is_enough(void **state)
{
	struct desk *desk = *state;

	load(desk, "night");
	desk->theme.color[ROLE_K3] = desk->theme.color[ROLE_K1];
	assert_true(theme_sight_apart(&desk->theme, &desk->icons, 4, 6, SIGHT_GREY) >= SIGHT_APART_LEAST);
	desk->theme.color[ROLE_KDOT] = desk->theme.color[ROLE_K3];
	assert_true(theme_sight_apart(&desk->theme, &desk->icons, 4, 6, SIGHT_GREY) < SIGHT_APART_LEAST);
	assert_false(theme_sight_check(&desk->theme, &desk->icons, STR("t.theme"), &desk->faults));
	assert_true(says(desk, "k1 and k3"));
}

/* Tiers of one colour are told apart by their shapes; of one shape, by nothing. */
static void shapes_of_tiers_count(void **state)
{
	struct desk *desk = *state;
	struct icon *items = arena_array(&desk->arena, struct icon, desk->icons.count);

	load(desk, "contrast");
	for (int i = 0; i < 4; i++)
		desk->theme.color[ROLE_T1 + i] = 0xffffffff;
	assert_true(theme_sight_check(&desk->theme, &desk->icons, STR("t.theme"), &desk->faults));
	for (size_t i = 0; i < desk->icons.count; i++) {
		items[i] =
			*(str_equal(desk->icons.items[i].name, STR("tier-2")) ? icons_find(&desk->icons, STR("tier-4"))
									      : &desk->icons.items[i]);
		items[i].name = desk->icons.items[i].name;
	}
	desk->icons.items = items;
	assert_false(theme_sight_check(&desk->theme, &desk->icons, STR("t.theme"), &desk->faults));
	assert_true(says(desk, "the marks of t2 and t4 0 % apart"));
}

/* tests/data/theme_tokens.txt: THEME ROLE #RRGGBB, as designed. */
static void shipped_colours_are_those_designed(void **state)
{
	struct desk *desk = *state;
	struct str rest, line;
	struct error error;
	char current[16] = "";
	int checked = 0;

	assert_true(file_read(&desk->arena, "tests/data/theme_tokens.txt", 1 << 16, &rest, &error));
	while (str_next(&rest, '\n', &line)) {
		char theme[16], role[32];
		enum theme_role found;
		unsigned color;

		if (line.length == 0 || line.bytes[0] == '#')
			continue;
		assert_int_equal(sscanf(line.bytes, "%15s %31s #%6x", theme, role, &color), 3);
		if (!str_equal(str_from(theme), str_from(current)))
			load(desk, theme);
		snprintf(current, sizeof(current), "%s", theme);
		assert_true(theme_role_find(str_from(role), &found));
		if (desk->theme.color[found] != (0xff000000u | color))
			fail_msg("%s.theme: %s is #%06X, designed is #%06X", theme, role,
				desk->theme.color[found] & 0xffffff, color);
		checked++;
	}
	assert_int_equal(checked, 3 * ROLE_COUNT);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(shipped_marks_are_told_apart_by_everybody),
		desk_test(each_way_of_seeing_counts),
		desk_test(a_dot_is_enough),
		desk_test(shapes_of_tiers_count),
		desk_test(shipped_colours_are_those_designed),
	};

	return cmocka_run_group_tests_name("kiosk_theme", tests, NULL, NULL);
}
