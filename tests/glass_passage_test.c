#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pixman.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/glass/passage.h"
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

/* Flat parts and fine ones, the same for a seed. */
static void paint_scene(struct glass *glass, unsigned seed)
{
	struct pixels canvas = canvas_of(glass);
	struct rect all = pixels_rect(canvas);

	for (int y = 0; y < canvas.height; y++)
		for (int x = 0; x < canvas.width; x++)
			*pixels_at(canvas, x, y) = 0xff000000 | (((unsigned)(x / 16 * 7 + y / 16 * 13) * seed + (x % 16 < 4 ? (unsigned)y * 3 : 0)) & 0xffffff);
	glass_present(glass, &all, 1);
}

static struct pixels copy_of(struct pixels from)
{
	struct pixels copy = {malloc((size_t)from.stride_bytes * (size_t)from.height), from.width, from.height, from.stride_bytes};

	assert_non_null(copy.rows);
	pixels_copy(from, copy, pixels_rect(from));
	return copy;
}

static pixman_image_t *image(struct pixels pixels)
{
	return pixman_image_create_bits(PIXMAN_x8r8g8b8, pixels.width, pixels.height, pixels.rows, pixels.stride_bytes);
}

static pixman_image_t *seen_from(struct pixels pixels, double x, double y, double scale_x, double scale_y)
{
	pixman_image_t *seen = image(pixels);
	struct pixman_transform transform;

	pixman_transform_init_scale(&transform, pixman_double_to_fixed(scale_x), pixman_double_to_fixed(scale_y));
	pixman_transform_translate(&transform, NULL, pixman_double_to_fixed(x), pixman_double_to_fixed(y));
	pixman_image_set_transform(seen, &transform);
	pixman_image_set_filter(seen, PIXMAN_FILTER_BILINEAR, NULL, 0);
	pixman_image_set_repeat(seen, PIXMAN_REPEAT_PAD);
	return seen;
}

/* The zoom of two whole pictures at once. */
static struct pixels zoom_at_once(struct pixels old, struct pixels new, struct rect from, double share)
{
	struct pixels to = copy_of(old), grown = copy_of(old);
	struct passage_zoom at = passage_zoom_at(pixels_rect(old), from, share);
	int left = (int)floor(at.new_x), top = (int)floor(at.new_y), width = (int)ceil(at.new_x + at.new_width) - left,
	    height = (int)ceil(at.new_y + at.new_height) - top;
	double scale_x = old.width / at.new_width, scale_y = old.height / at.new_height;
	pixman_color_t strength = {0, 0, 0, (uint16_t)lround(share * 0xffff)};
	pixman_image_t *images[] = {image(to), image(grown), pixman_image_create_solid_fill(&strength),
		seen_from(old, at.x, at.y, at.width / old.width, at.height / old.height),
		seen_from(new, (left - at.new_x) * scale_x, (top - at.new_y) * scale_y, scale_x, scale_y)};

	pixman_image_composite32(PIXMAN_OP_SRC, images[3], NULL, images[0], 0, 0, 0, 0, 0, 0, to.width, to.height);
	pixman_image_composite32(PIXMAN_OP_SRC, images[4], NULL, images[1], 0, 0, 0, 0, 0, 0, width, height);
	pixman_image_composite32(PIXMAN_OP_OVER, images[1], images[2], images[0], 0, 0, 0, 0, left, top, width, height);
	for (size_t i = 0; i < sizeof(images) / sizeof(images[0]); i++)
		pixman_image_unref(images[i]);
	free(grown.rows);
	return to;
}

static void assert_alike(struct pixels a, struct pixels b)
{
	for (int y = 0; y < a.height; y++)
		for (int x = 0; x < a.width; x++)
			for (int channel = 0; channel < 3; channel++) {
				int one = ((const uint8_t *)pixels_at(a, x, y))[channel], other = ((const uint8_t *)pixels_at(b, x, y))[channel];

				if (abs(one - other) > 1)
					fail_msg("at %d,%d: %d and %d", x, y, one, other);
			}
}

/* It is read a row of cells at a time, and looks as if it were not. */
static void a_zoom_shows_no_seams(void **state)
{
	static const double shares[] = {0.03, 0.2, 0.5, 0.77, 0.98};
	const struct rect from = {37, 41, 150, 60};

	(void)state;
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++) {
		struct glass *glass = open_glass(QUARTER_0);
		struct pixels old, new, expected;

		paint_scene(glass, 0x10307);
		old = copy_of(canvas_of(glass));
		glass_passage_begin(glass, &(struct glass_passage){.kind = GLASS_ZOOM, .from = from});
		paint_scene(glass, 0x50b03);
		new = copy_of(canvas_of(glass));
		for (int step = 0; step < 3; step++) /* the first ones show nothing new */
			glass_passage_step(glass, shares[i]);
		expected = zoom_at_once(old, new, from, shares[i]);
		assert_alike(canvas_of(glass), expected);
		glass_passage_step(glass, 1);
		assert_alike(canvas_of(glass), new);
		glass_destroy(glass);
		free(expected.rows);
		free(new.rows);
		free(old.rows);
	}
}

/* Ahead and in parts, and then something changed: what is shown when it begins is what gives way. */
static void a_picture_that_is_kept_ahead_is_the_one_that_gives_way(void **state)
{
	struct glass *glass = open_glass(QUARTER_0);
	int parts = 1;

	(void)state;
	paint(glass, pixels_rect(canvas_of(glass)), OLD);
	for (; glass_passage_prepare(glass); parts++)
		assert_true(parts < 100);
	assert_true(parts > 1);
	assert_false(glass_is_passing(glass));
	paint(glass, (struct rect){64, 64, 64, 64}, SEEN);
	glass_passage_begin(glass, &(struct glass_passage){.kind = GLASS_FADE});
	assert_false(glass_passage_prepare(glass));
	paint(glass, two_cells, NEW);
	glass_passage_step(glass, 0.4);
	assert_int_equal(pixel(glass, 70, 70), runs_mix_color(SEEN, NEW, 102) & 0xffffff);
	assert_int_equal(pixel(glass, 150, 70), runs_mix_color(OLD, NEW, 102) & 0xffffff);
	glass_destroy(glass);
}

/* Over before all of the coming picture is kept: it stands. */
static void a_passage_may_end_at_once(void **state)
{
	struct glass *glass = open_glass(QUARTER_0);
	uint64_t bytes;

	(void)state;
	paint(glass, pixels_rect(canvas_of(glass)), OLD);
	glass_passage_begin(glass, &(struct glass_passage){.kind = GLASS_FADE});
	paint(glass, pixels_rect(canvas_of(glass)), NEW);
	bytes = glass_stats(glass).bytes;
	glass_passage_step(glass, 0.1);
	assert_int_equal(glass_stats(glass).bytes, bytes); /* keeps a part, and shows nothing as yet */
	glass_passage_step(glass, 1);
	assert_int_equal(glass_stats(glass).bytes - bytes, WIDTH * HEIGHT * 4);
	assert_int_equal(pixel(glass, 10, 10), NEW & 0xffffff);
	assert_int_equal(pixel(glass, 290, 190), NEW & 0xffffff);
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
		cmocka_unit_test(a_zoom_shows_no_seams),
		cmocka_unit_test(a_picture_that_is_kept_ahead_is_the_one_that_gives_way),
		cmocka_unit_test(a_passage_may_end_at_once),
		cmocka_unit_test(another_passage_ends_the_one_before),
		cmocka_unit_test(a_turned_display_has_a_turned_canvas),
	};

	return cmocka_run_group_tests_name("glass_passage", tests, NULL, NULL);
}
