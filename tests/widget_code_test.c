#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <qrencode.h>
#include <string.h>

#include "feed/base/arena.h"
#include "tests/support/wall.h"

/* The code on the wall, module by module, against the encoder's own matrix; tests/qr_test.sh has a reader read it. */

enum { SIDE_MAX = 200, MARGIN = 4 };

static const struct draw_command *only(const struct wall *wall, enum draw_kind kind)
{
	const struct draw_command *found = NULL;

	for (size_t i = 0; i < wall->list.count; i++)
		if (wall->list.commands[i].kind == kind) {
			assert_null(found);
			found = &wall->list.commands[i];
		}
	assert_non_null(found);
	return found;
}

/* Each contour of the modules is a box: its extremes are its corners. */
static void fill_modules(const struct path *path, uint8_t dark[SIDE_MAX][SIDE_MAX])
{
	size_t at = 0;

	for (uint32_t i = 0; i < path->verb_count;) {
		float low_x = 1e9f, high_x = -1, y = 1e9f;

		assert_int_equal(path->verbs[i], PATH_MOVE);
		for (; i < path->verb_count && path->verbs[i] != PATH_CLOSE; i++, at++) {
			low_x = path->points[at].x < low_x ? path->points[at].x : low_x;
			high_x = path->points[at].x > high_x ? path->points[at].x : high_x;
			y = path->points[at].y < y ? path->points[at].y : y;
		}
		i++;
		for (int x = (int)low_x; x < (int)high_x; x++)
			dark[(int)y][x]++;
	}
}

static void the_modules_are_those_of_the_text(void **state)
{
	static uint8_t dark[SIDE_MAX][SIDE_MAX];
	struct wall *wall = *state;
	QRcode *code = QRcode_encodeString8bit("https://example.org/hall/c3", 0, QR_ECLEVEL_M);
	const struct draw_command *modules, *plate;
	float module;

	assert_non_null(code);
	wall_draw(wall, "widget = qr\ntext = https://example.org/hall/{area}\n", (struct rect){3, 5, 407, 391});
	modules = only(wall, DRAW_PATH);
	plate = only(wall, DRAW_FILL);
	module = modules->path.transform.scale_x;
	assert_true(module == modules->path.transform.scale_y && module == (float)(391 / (code->width + 2 * MARGIN)));
	assert_int_equal(plate->fill.box.width, (int)module * (code->width + 2 * MARGIN));
	assert_int_equal(plate->fill.box.height, plate->fill.box.width);
	assert_true(modules->path.transform.x == (float)plate->fill.box.x + MARGIN * module);
	assert_true(modules->path.transform.y == (float)plate->fill.box.y + MARGIN * module);
	fill_modules(modules->path.path, dark);
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			assert_int_equal(dark[y][x], code->data[y * code->width + x] & 1);
	QRcode_free(code);
}

static void it_is_dark_on_light_in_every_theme(void **state)
{
	static const char *const files[] = {"assets/themes/night.theme", "assets/themes/civic.theme", "assets/themes/contrast.theme"};
	struct wall *wall = *state;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct faults faults;

		faults_init(&faults, &wall->arena);
		assert_true(theme_load(&wall->arena, files[i], &wall->theme, &faults));
		wall_draw(wall, "widget = qr\ntext = x\n", (struct rect){0, 0, 400, 400});
		assert_true(theme_contrast(only(wall, DRAW_FILL)->ink.color, 0xff000000) > 10);
		assert_true(theme_contrast(only(wall, DRAW_PATH)->ink.color, only(wall, DRAW_FILL)->ink.color) > 7);
	}
}

static void what_cannot_be_read_is_not_drawn(void **state)
{
	struct wall *wall = *state;
	struct faults faults;
	char lines[700] = "widget = qr\ntext = ";

	faults_init(&faults, &wall->arena);
	wall->view.faults = &faults;
	wall_draw(wall, "widget = qr\ntext = https://example.org\n", (struct rect){0, 0, 50, 50});
	assert_int_equal(wall->list.count, 0);
	assert_int_equal(faults.total, 1);
	memset(lines + strlen(lines), 'a', 513);
	wall_draw(wall, lines, (struct rect){0, 0, 900, 900});
	assert_int_equal(faults.total, 2);
	assert_true(wall_says(wall, "暂无数据"));
	wall_draw(wall, "widget = qr\ntable = lists\ncolumn = nothing\n", (struct rect){0, 0, 900, 900});
	assert_true(wall_says(wall, "nothing"));
	wall_feed(wall, "lists", NULL);
	wall_draw(wall, "widget = qr\ntable = lists\n", (struct rect){0, 0, 900, 900});
	assert_true(wall_says(wall, "暂无数据"));
}

static void a_cell_gives_the_text(void **state)
{
	struct wall *wall = *state;

	wall_draw(wall, "widget = qr\ntable = lists\ncolumn = id\n", (struct rect){0, 0, 400, 400});
	only(wall, DRAW_PATH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_modules_are_those_of_the_text, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(it_is_dark_on_light_in_every_theme, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(what_cannot_be_read_is_not_drawn, wall_open, wall_close),
		cmocka_unit_test_setup_teardown(a_cell_gives_the_text, wall_open, wall_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
