#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "kiosk/layout/theme.h"

struct desk {
	struct arena arena;
	struct faults faults;
	struct theme theme;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	faults_init(&desk->faults, &desk->arena);
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

static struct str file_text(struct desk *desk, const char *path)
{
	struct error error;
	struct str text;

	if (!file_read(&desk->arena, path, 1 << 20, &text, &error))
		fail_msg("%s", error.text);
	return text;
}

static bool load(struct desk *desk, const char *path)
{
	bool ok = theme_load(&desk->arena, path, &desk->theme, &desk->faults);

	faults_print(&desk->faults, stderr);
	return ok;
}

/* The night theme with the first `old` turned into `new`. */
static bool parse_changed(struct desk *desk, struct str old, struct str new)
{
	struct str text = file_text(desk, "assets/themes/night.theme");
	size_t at = str_find(text, old);
	struct str changed;

	assert_true(at < text.length);
	changed = str_format(&desk->arena, STR_FMT STR_FMT STR_FMT, (int)at, text.bytes, STR_ARG(new),
		STR_ARG(str_part(text, at + old.length, text.length)));
	return theme_parse(&desk->arena, STR("night.theme"), changed, &desk->theme, &desk->faults);
}

static void assert_fault(struct desk *desk, int line, int column, const char *found, const char *expected)
{
	const struct fault *fault = &desk->faults.items[0];

	assert_int_equal(desk->faults.total, 1);
	assert_int_equal(fault->line, line);
	assert_int_equal(fault->column, column);
	assert_string_equal(fault->found.bytes, found);
	if (str_find(fault->expected, str_from(expected)) == fault->expected.length)
		fail_msg("expected %s, found no %s", fault->expected.bytes, expected);
}

static uint32_t color_of(const char *hex)
{
	return UINT32_C(0xff000000) | (uint32_t)strtoul(hex + 1, NULL, 16);
}

static void contrast_follows_the_vectors(void **state)
{
	struct str rest = file_text(*state, "tests/data/contrast.txt"), line;
	int checked = 0;

	while (str_next(&rest, '\n', &line)) {
		char foreground[8], background[8];
		double ratio, ours;

		if (sscanf(line.bytes, "%7s %7s %lf", foreground, background, &ratio) != 3 || line.bytes[0] != '#' ||
			line.bytes[1] == ' ')
			continue;
		ours = theme_contrast(color_of(foreground), color_of(background));
		if (fabs(ours - ratio) > 1e-9)
			fail_msg("%s on %s: %.12f, not %.12f", foreground, background, ours, ratio);
		assert_true(ours == theme_contrast(color_of(background), color_of(foreground)));
		checked++;
	}
	assert_int_equal(checked, 19);
}

static void every_role_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		enum theme_role role;

		assert_true(theme_role_find(theme_role_name((enum theme_role)i), &role));
		assert_int_equal(role, i);
	}
}

static void shipped_themes_are_whole(void **state)
{
	struct desk *desk = *state;

	assert_true(load(desk, "assets/themes/night.theme"));
	assert_string_equal(desk->theme.name.bytes, "night");
	assert_true(desk->theme.serif_titles);
	assert_int_equal(desk->theme.color[ROLE_BG], 0xff0b1322);
	assert_int_equal(desk->theme.color[ROLE_PRIMARY_LIP], 0xffa8843a);
	assert_true(load(desk, "assets/themes/civic.theme"));
	assert_int_equal(desk->theme.color[ROLE_ALERT_EXIT], 0xff00733a);
	assert_true(load(desk, "assets/themes/contrast.theme"));
	assert_false(desk->theme.serif_titles);
}

static void contrast_theme_has_patterns(void **state)
{
	struct desk *desk = *state;
	const struct theme_pattern *edge = &desk->theme.pattern[ROLE_K3];
	struct ink hatch, dots;

	assert_true(load(desk, "assets/themes/contrast.theme"));
	hatch = theme_ink(&desk->theme, ROLE_C5, 2);
	assert_int_equal(hatch.pattern, INK_HATCH);
	assert_int_equal(hatch.color, 0xffffffff);
	assert_true(hatch.pitch_px == 20 && hatch.band_px == 10);
	dots = theme_ink(&desk->theme, ROLE_C6, 1);
	assert_int_equal(dots.pattern, INK_DOTS);
	assert_true(dots.pitch_px == 10 && dots.band_px == 4);
	assert_int_equal(edge->kind, THEME_EDGE);
	assert_int_equal(edge->edge_role, ROLE_K_EDGE);
	assert_true(edge->edge_width == 1.5f);
	assert_int_equal(theme_ink(&desk->theme, ROLE_K3, 1).pattern, INK_SOLID);
}

static void refuses_a_bad_colour(void **state)
{
	assert_false(parse_changed(*state, STR("#0B1322"), STR("#0B132")));
	assert_fault(*state, 10, 18, "\"#0B132\"", "#RRGGBB");
}

static void refuses_an_unknown_role(void **state)
{
	struct desk *desk = *state;

	assert_false(parse_changed(desk, STR("okay "), STR("okai ")));
	assert_int_equal(desk->faults.total, 2); /* okai unknown, okay missing */
	assert_string_equal(desk->faults.items[0].found.bytes, "\"okai\"");
	assert_true(str_starts(desk->faults.items[0].expected, STR("one of bg, surface, ")));
	assert_string_equal(desk->faults.items[1].found.bytes, "no okay in [colour]");
}

static void refuses_text_that_nobody_reads(void **state)
{
	assert_false(parse_changed(*state, STR("ink3           = #B2BDCA"), STR("ink3           = #A8B3C0")));
	assert_fault(*state, 16, 18, "ink3 on surface2 at 6.85:1", "at least 7:1");
}

static void refuses_marks_that_nobody_sees(void **state)
{
	assert_false(parse_changed(*state, STR("k2             = #476B97"), STR("k2             = #3E6089")));
	assert_fault(*state, 36, 18, "k2 on map_ground at 2.87:1", "at least 3:1");
}

static void refuses_a_bad_head(void **state)
{
	assert_false(parse_changed(*state, STR("= serif"), STR("= gothic")));
	assert_fault(*state, 6, 14, "\"gothic\"", "serif or sans");
}

static void refuses_bad_patterns(void **state)
{
	static const char *const bad[] = {"stripes", "hatch pitch 10", "hatch pitch 4 band 5", "dots pitch 10 size 4 x",
		"edge width 2 colour gold", "hatch pitch 900 band 2"};
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct str text = str_format(&desk->arena, "[pattern]\nc5 = %s\n\n[colour]\n", bad[i]);

		faults_init(&desk->faults, &desk->arena);
		assert_false(parse_changed(desk, STR("[colour]\n"), text));
		if (desk->faults.total != 1)
			fail_msg("%s: %zu faults", bad[i], desk->faults.total);
		assert_true(str_starts(desk->faults.items[0].expected, STR("hatch pitch N band N")));
	}
}

static void refuses_other_sections_and_files(void **state)
{
	struct desk *desk = *state;

	assert_false(parse_changed(desk, STR("[theme]\n"), STR("[other]\nx = 1\n[theme]\n")));
	assert_fault(desk, 5, 0, "\"other\"", "[theme], [colour] or [pattern]");
	assert_false(theme_load(&desk->arena, "assets/themes/none.theme", &desk->theme, &desk->faults));
	assert_string_equal(desk->faults.items[1].file.bytes, "assets/themes/none.theme");
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(contrast_follows_the_vectors),
		desk_test(every_role_has_a_name),
		desk_test(shipped_themes_are_whole),
		desk_test(contrast_theme_has_patterns),
		desk_test(refuses_a_bad_colour),
		desk_test(refuses_an_unknown_role),
		desk_test(refuses_text_that_nobody_reads),
		desk_test(refuses_marks_that_nobody_sees),
		desk_test(refuses_a_bad_head),
		desk_test(refuses_bad_patterns),
		desk_test(refuses_other_sections_and_files),
	};

	return cmocka_run_group_tests_name("layout_theme", tests, NULL, NULL);
}
