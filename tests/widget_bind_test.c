#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "kiosk/widget/kit_text.h"
#include "tests/support/wall.h"

/* Settings of a layout are read where they stand; what is wrong is named there, with what would have been understood.
 */

struct bench {
	struct arena arena;
	struct faults faults;
	struct layout layout;
	struct widget widget;
};

static int bench_open(void **state)
{
	static struct bench bench;

	memset(&bench, 0, sizeof(bench));
	arena_init(&bench.arena);
	*state = &bench;
	return 0;
}

static int bench_close(void **state)
{
	struct bench *bench = *state;

	arena_finish(&bench->arena);
	return 0;
}

static bool bind(struct bench *bench, const char *lines)
{
	struct str text = str_format(&bench->arena,
		"[hallboard]\ntheme = night\nplaylist = one 20s\n[one]\ntitle = t\n[one.box]\nat = 1 1 2 2\n%s", lines);

	faults_init(&bench->faults, &bench->arena);
	assert_true(layout_parse(&bench->arena, STR("a.layout"), text, NULL, &bench->layout, &bench->faults));
	return widget_bind(
		&bench->arena, &bench->layout.screens[0].boxes[0], &bench->widget, &bench->faults);
}

static void refused(
	struct bench *bench, const char *lines, int line, int column, const char *found, const char *expected)
{
	assert_false(bind(bench, lines));
	assert_int_equal(bench->faults.total, 1);
	assert_int_equal(bench->faults.items[0].line, line);
	assert_int_equal(bench->faults.items[0].column, column);
	assert_non_null(strstr(bench->faults.items[0].found.bytes, found));
	if (!strstr(bench->faults.items[0].expected.bytes, expected))
		fail_msg("%s", bench->faults.items[0].expected.bytes);
}

static void good_settings_are_read(void **state)
{
	struct bench *bench = *state;

	assert_true(bind(bench, "widget = number\ntable = t\npx = 64\nbullet = yes\n"));
	assert_true(str_equal(widget_value(&bench->widget, "table"), STR("t")));
	assert_int_equal(widget_integer(&bench->widget, "px"), 64);
	assert_true(widget_flag(&bench->widget, "bullet"));
	assert_true(str_equal(widget_value(&bench->widget, "value"), STR("value")));
	assert_true(bind(bench, "widget = clock\nrole = accent\n"));
	assert_int_equal(widget_role(&bench->widget, "role"), ROLE_ACCENT);
}

static void bad_settings_are_named(void **state)
{
	struct bench *bench = *state;

	refused(bench, "widget = nomber\n", 7, 0, "nomber", "number");
	refused(bench, "widget = number\n", 7, 0, "table", "a table of the feed");
	refused(bench, "widget = number\ntable = t\nbulet = yes\n", 10, 1, "bulet", "bullet");
	refused(bench, "widget = number\ntable = t\nbullet = true\n", 10, 10, "true", "yes or no");
	refused(bench, "widget = number\ntable = t\npx = 500\n", 10, 6, "500", "40..200");
	refused(bench, "widget = number\ntable = t\npx = 64px\n", 10, 6, "64px", "a whole number");
	refused(bench, "widget = number\ntable = t\nalign = left\n", 10, 9, "left", "start|end");
	refused(bench, "widget = clock\nrole = red\n", 9, 8, "red", "colour role");
}

/* Each class tells enough about itself for a manual, and its defaults are good values. */
static void classes_are_whole(void **state)
{
	struct bench *bench = *state;

	for (size_t i = 0; widget_classes[i]; i++) {
		const struct widget_class *class = widget_classes[i];
		struct str lines = str_format(&bench->arena, "widget = %s\n", class->name);

		assert_true(class->name[0] && class->help[0] && class->draw);
		assert_ptr_equal(widget_class_find(str_from(class->name)), class);
		for (const struct widget_setting *setting = class->settings; setting && setting->name; setting++) {
			assert_true(setting->help && setting->help[0]);
			lines = str_format(&bench->arena, STR_FMT "%s = %s\n", STR_ARG(lines), setting->name,
				setting->fallback && setting->fallback[0] ? setting->fallback : "some");
		}
		if (!bind(bench, lines.bytes))
			fail_msg("%s: %s", class->name, bench->faults.items[0].found.bytes);
	}
}

static void numbers_are_written_for_people(void **state)
{
	struct bench *bench = *state;
	struct draw_list list;
	static const struct {
		double value;
		int decimals;
		const char *text;
	} cases[] = {
		{0, 0, "0"},
		{999, 0, "999"},
		{1000, 0, "1,000"},
		{1234567, 0, "1,234,567"},
		{96.44, 1, "96.4"},
		{1263.06, 1, "1,263.1"},
		{-0.04, 1, "0.0"},
		{-1500, 0, "-1,500"},
		{123456.789, 2, "123,456.79"},
	};

	draw_begin(&list, &bench->arena, (struct rect){0, 0, 10, 10});
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_true(str_equal(kit_number(&list, cases[i].value, cases[i].decimals), str_from(cases[i].text)));
}

/* The manual's widgets are these, with all of their settings. */
static void the_manual_holds_every_widget(void **state)
{
	struct arena arena;
	struct str manual;
	struct error error;
	char *widgets;
	size_t length;
	FILE *memory = open_memstream(&widgets, &length);

	(void)state;
	widget_manual(memory);
	fclose(memory);
	arena_init(&arena);
	assert_true(file_read(&arena, "docs/hallboard-layout.5", 1 << 20, &manual, &error));
	assert_true(length > 2000);
	if (str_find(manual, (struct str){widgets, length}) == manual.length) {
		assert_true(file_replace("build/widgets.man", (struct str){widgets, length}, 0644, &error));
		fail_msg("docs/hallboard-layout.5 should hold build/widgets.man, word for word");
	}
	arena_finish(&arena);
	free(widgets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(good_settings_are_read, bench_open, bench_close),
		cmocka_unit_test_setup_teardown(bad_settings_are_named, bench_open, bench_close),
		cmocka_unit_test_setup_teardown(classes_are_whole, bench_open, bench_close),
		cmocka_unit_test(the_manual_holds_every_widget),
		cmocka_unit_test_setup_teardown(numbers_are_written_for_people, bench_open, bench_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
