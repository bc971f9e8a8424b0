#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "kiosk/glass/glass.h"
#include "kiosk/pixels/runs.h"

/* One picture gives way to another, in plain memory. */

enum { WIDTH = 300, HEIGHT = 200, OLD = 0xff102030, NEW = 0xffe0c080, SEEN = 0xff00ff00 };

static struct glass *open_glass(enum quarter turn)
{
	struct glass *glass;
	struct error error;

	if (!glass_memory_create(&glass, WIDTH, HEIGHT, turn, &error))
		fail_msg("%s", error.text);
	return glass;
}

static struct pixels canvas_of(struct glass *glass)
{
	struct pixels canvas;

	assert_true(glass_canvas(glass, &canvas));
	return canvas;
}

static void paint(struct glass *glass, struct rect box, uint32_t color)
{
	struct pixels canvas = canvas_of(glass);

	for (int y = box.y; y < box.y + box.height; y++)
		for (int x = box.x; x < box.x + box.width; x++)
			*pixels_at(canvas, x, y) = color;
	glass_present(glass, &box, 1);
}

static uint32_t pixel(struct glass *glass, int x, int y)
{
	return *pixels_at(canvas_of(glass), x, y) & 0xffffff;
}

static void begin(struct glass *glass, struct glass_passage passage, struct rect changed)
{
	paint(glass, pixels_rect(canvas_of(glass)), OLD);
	glass_passage_begin(glass, &passage);
	assert_true(glass_is_passing(glass));
	paint(glass, changed, NEW);
}

/* Cells are the painter's: damage comes in whole ones. */
static const struct rect two_cells = {64, 64, 128, 64};

static void a_fade_mixes_what_changed(void **state)
{
	struct glass *glass = open_glass(QUARTER_0);
	uint64_t bytes;

	(void)state;
	begin(glass, (struct glass_passage){.kind = GLASS_FADE}, two_cells);
	glass_passage_step(glass, 0);
	assert_int_equal(pixel(glass, 70, 70), OLD & 0xffffff);
	glass_passage_step(glass, 0.4);
	assert_int_equal(pixel(glass, 70, 70), runs_mix_color(OLD, NEW, 102) & 0xffffff);
	assert_int_equal(pixel(glass, 10, 10), OLD & 0xffffff);
	bytes = glass_stats(glass).bytes;
	glass_passage_step(glass, 0.7);
	assert_int_equal(glass_stats(glass).bytes - bytes, 128 * 64 * 4); /* only what passes over is shown */
	glass_passage_step(glass, 1);
	assert_int_equal(pixel(glass, 70, 70), NEW & 0xffffff);
	assert_false(glass_is_passing(glass));
	glass_destroy(glass);
}

static void what_moves_beside_a_fade_goes_on(void **state)
{
	const struct rect apart = {0, 128, 64, 64}, within = {64, 64, 64, 64};
	struct glass *glass = open_glass(QUARTER_0);
	uint64_t presents;

	(void)state;
	begin(glass, (struct glass_passage){.kind = GLASS_FADE}, two_cells);
	glass_passage_step(glass, 0.5);
	presents = glass_stats(glass).presents;
	paint(glass, apart, SEEN);
	assert_int_equal(glass_stats(glass).presents, presents + 1);
	paint(glass, within, SEEN); /* the coming picture itself changes */
	assert_int_equal(glass_stats(glass).presents, presents + 1);
	glass_passage_step(glass, 0.5);
	assert_int_equal(pixel(glass, 10, 140), SEEN & 0xffffff);
	assert_int_equal(pixel(glass, 70, 70), runs_mix_color(OLD, SEEN, 128) & 0xffffff);
	assert_int_equal(pixel(glass, 150, 70), runs_mix_color(OLD, NEW, 128) & 0xffffff);
	glass_passage_step(glass, 1);
	assert_int_equal(pixel(glass, 70, 70), SEEN & 0xffffff);
	assert_int_equal(pixel(glass, 150, 70), NEW & 0xffffff);
	glass_destroy(glass);
}

static void a_push_comes_from_the_side_that_one_reads_to(void **state)
{
	for (int from_left = 0; from_left < 2; from_left++) {
		struct glass *glass = open_glass(QUARTER_0);

		begin(glass, (struct glass_passage){.kind = GLASS_PUSH, .from_left = from_left}, two_cells);
		glass_passage_step(glass, 0.25);
		assert_int_equal(pixel(glass, 64 + 10, 70), (from_left ? NEW : OLD) & 0xffffff);
		assert_int_equal(pixel(glass, 64 + 118, 70), (from_left ? OLD : NEW) & 0xffffff);
		assert_int_equal(pixel(glass, 64 + 64, 70), OLD & 0xffffff);
		glass_passage_step(glass, 1);
		for (int x = 64; x < 192; x++)
			assert_int_equal(pixel(glass, x, 100), NEW & 0xffffff);
		assert_int_equal(pixel(glass, 63, 100), OLD & 0xffffff);
		glass_destroy(glass);
	}
	(void)state;
}

static void a_zoom_grows_out_of_its_part(void **state)
{
	struct glass *glass = open_glass(QUARTER_0);

	(void)state;
	begin(glass, (struct glass_passage){.kind = GLASS_ZOOM, .from = {112, 80, 32, 16}}, two_cells);
	glass_passage_step(glass, 0.01);
	assert_int_equal(pixel(glass, 70, 70), OLD & 0xffffff);
	glass_passage_step(glass, 0.9);
	assert_true((pixel(glass, 128, 96) >> 16) > 0xc0); /* nearly there, in the middle */
	glass_passage_step(glass, 1);
	assert_int_equal(pixel(glass, 64, 64), NEW & 0xffffff);
	assert_int_equal(pixel(glass, 191, 127), NEW & 0xffffff);
	assert_int_equal(pixel(glass, 192, 127), OLD & 0xffffff);
	glass_destroy(glass);
}

static void another_passage_ends_the_one_before(void **state)
{
	struct glass *glass = open_glass(QUARTER_0);

	(void)state;
	begin(glass, (struct glass_passage){.kind = GLASS_FADE}, two_cells);
	glass_passage_step(glass, 0.5);
	glass_passage_begin(glass, &(struct glass_passage){.kind = GLASS_PUSH});
	assert_int_equal(pixel(glass, 70, 70), NEW & 0xffffff);
	paint(glass, two_cells, SEEN);
	glass_passage_step(glass, 1);
	assert_int_equal(pixel(glass, 70, 70), SEEN & 0xffffff);
	glass_passage_begin(glass, &(struct glass_passage){.kind = GLASS_FADE});
	glass_present(glass, NULL, 0); /* the coming picture is the same */
	assert_false(glass_is_passing(glass));
	glass_destroy(glass);
}

static void a_turned_display_has_a_turned_canvas(void **state)
{
	(void)state;
	for (int turn = QUARTER_0; turn <= QUARTER_270; turn++) {
		struct glass *glass = open_glass((enum quarter)turn);
		struct pixels canvas = canvas_of(glass);

		assert_int_equal(canvas.width, turn % 2 ? HEIGHT : WIDTH);
		assert_int_equal(canvas.height, turn % 2 ? WIDTH : HEIGHT);
		begin(glass, (struct glass_passage){.kind = GLASS_FADE}, (struct rect){64, 64, 64, 64});
		glass_passage_step(glass, 0.5);
		glass_passage_step(glass, 1);
		assert_int_equal(pixel(glass, 70, 70), NEW & 0xffffff);
		glass_destroy(glass);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fade_mixes_what_changed),
		cmocka_unit_test(what_moves_beside_a_fade_goes_on),
		cmocka_unit_test(a_push_comes_from_the_side_that_one_reads_to),
		cmocka_unit_test(a_zoom_grows_out_of_its_part),
		cmocka_unit_test(another_passage_ends_the_one_before),
		cmocka_unit_test(a_turned_display_has_a_turned_canvas),
	};

	return cmocka_run_group_tests_name("glass_passage", tests, NULL, NULL);
}
