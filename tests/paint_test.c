#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/paint/paint.h"

#define PAPER 0xfffaf5eau
#define BLUE 0xff2f6da6u

enum { WIDTH = 700, HEIGHT = 400, SEED = 20261123, ROUNDS = 1000, SHAPES = 40 };

struct canvas {
	struct pixels pixels;
	struct painter *painter;
};

struct desk {
	struct arena arena;
	struct canvas kept, fresh;
	struct draw_list list;
};

static void canvas_open(struct canvas *canvas)
{
	struct error error;

	canvas->pixels = (struct pixels){malloc(WIDTH * HEIGHT * 4), WIDTH, HEIGHT, WIDTH * 4};
	assert_non_null(canvas->pixels.rows);
	memset(canvas->pixels.rows, 0xa5, WIDTH * HEIGHT * 4);
	if (!painter_create(&canvas->painter, &error))
		fail_msg("%s", error.text);
}

static void canvas_close(struct canvas *canvas)
{
	painter_destroy(canvas->painter);
	free(canvas->pixels.rows);
}

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	canvas_open(&desk->kept);
	canvas_open(&desk->fresh);
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	canvas_close(&desk->kept);
	canvas_close(&desk->fresh);
	arena_finish(&desk->arena);
	free(desk);
	return 0;
}

static void begin(struct desk *desk)
{
	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, WIDTH, HEIGHT});
	draw_fill(&desk->list, (struct rect){0, 0, WIDTH, HEIGHT}, PAPER);
}

static size_t paint(struct desk *desk, struct canvas *canvas, struct rect damage[PAINT_DAMAGE_MAX])
{
	const struct draw_list *list = &desk->list;

	return painter_paint(canvas->painter, canvas->pixels, &list, 1, damage);
}

static size_t paint_kept(struct desk *desk)
{
	struct rect damage[PAINT_DAMAGE_MAX];

	return paint(desk, &desk->kept, damage);
}

static uint32_t pixel(const struct desk *desk, int x, int y)
{
	return desk->kept.pixels.rows[y * WIDTH + x];
}

static int below(struct random *random, int limit)
{
	return (int)random_below(random, (uint64_t)limit);
}

static struct rect any_box(struct random *random)
{
	return (struct rect){
		below(random, WIDTH) - 40, below(random, HEIGHT) - 40, 1 + below(random, 200), 1 + below(random, 120)};
}

static struct ink any_ink(struct random *random)
{
	static const uint32_t alphas[] = {0xff000000, 0xff000000, 0x9e000000, 0x05000000};

	return (struct ink){alphas[below(random, 4)] | (uint32_t)(random_bits(random) & 0xffffff),
		(enum ink_pattern)below(random, 3), 3 + (float)random_unit(random) * 9,
		1 + (float)random_unit(random) * 4};
}

static const struct path *any_path(struct arena *arena, struct random *random)
{
	struct path_builder builder = path_begin(arena);

	for (int contour = 0; contour < 2; contour++) {
		path_move(&builder, (float)below(random, 200), (float)below(random, 200));
		for (int i = below(random, 6); i >= 0; i--)
			path_line(&builder, (float)random_unit(random) * 200, (float)random_unit(random) * 200);
		path_quad(&builder, 0, 0, (float)below(random, 200), 10);
		path_cubic(&builder, 10, 90, 150, (float)below(random, 200), 30, 40);
		if (below(random, 2))
			path_close(&builder);
	}
	return path_seal(&builder);
}

static void draw_any_text(struct desk *desk, struct random *random)
{
	static const struct {
		const char *text;
		enum language language;
	} texts[] = {{"网格服务覆盖", LANGUAGE_ZH}, {"98.3%", LANGUAGE_EN}, {"ئۇيغۇرچە چوڭ (12)", LANGUAGE_UG},
		{"ٴتىلدى تاڭداڭىز 3", LANGUAGE_KK}};
	size_t which = random_below(random, 4);
	struct text_style style = {.language = texts[which].language,
		.weight = (enum text_weight)below(random, 3),
		.serif_titles = true,
		.size_px = 12 + below(random, 60),
		.color = any_ink(random).color,
		.spacing_em = below(random, 2) ? 0.04f : 0};

	text_paragraph(
		&desk->list, painter_metrics(desk->kept.painter), &style, any_box(random), str_from(texts[which].text));
}

/* One command or more of any kind, the same for the same seed. */
static void draw_any(struct desk *desk, uint64_t seed)
{
	struct random random = random_seeded(seed);
	struct transform transform = {(float)random_unit(&random) * 3 - 1.5f, 1, (float)below(&random, WIDTH),
		(float)random_unit(&random) * HEIGHT};
	struct rect before = draw_clip(&desk->list, below(&random, 3) ? desk->list.clip : any_box(&random));

	switch (below(&random, 6)) {
	case 0:
		draw_fill_ink(&desk->list, any_box(&random), any_ink(&random), 0);
		break;
	case 1:
		draw_fill_ink(&desk->list, any_box(&random), any_ink(&random), (float)below(&random, 40));
		break;
	case 2:
		draw_path_ink(&desk->list, any_path(&desk->arena, &random), transform, any_ink(&random));
		break;
	case 3:
		draw_stroke(&desk->list, any_path(&desk->arena, &random), transform, (float)random_unit(&random) * 9,
			any_ink(&random).color);
		break;
	case 4:
		draw_frame(&desk->list, any_box(&random), 12, 3, any_ink(&random).color);
		break;
	default:
		draw_any_text(desk, &random);
	}
	draw_unclip(&desk->list, before);
}

static void record(struct desk *desk, const uint64_t seeds[SHAPES])
{
	begin(desk);
	for (size_t i = 0; i < SHAPES; i++)
		draw_any(desk, seeds[i]);
}

static bool in_damage(const struct rect *damage, size_t count, int x, int y)
{
	for (size_t i = 0; i < count; i++)
		if (rect_contains(damage[i], (struct point){x, y}))
			return true;
	return false;
}

static void assert_same(const struct desk *desk, int round)
{
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		if (desk->kept.pixels.rows[i] != desk->fresh.pixels.rows[i])
			fail_msg("seed %d round %d: pixel %d,%d is %08x, from nothing %08x", SEED, round, i % WIDTH,
				i / WIDTH, desk->kept.pixels.rows[i], desk->fresh.pixels.rows[i]);
}

static void assert_damage_holds(
	const struct desk *desk, const uint32_t *before, const struct rect *damage, size_t count, int round)
{
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		if (before[i] != desk->kept.pixels.rows[i] && !in_damage(damage, count, i % WIDTH, i / WIDTH))
			fail_msg("seed %d round %d: pixel %d,%d changed outside the damage", SEED, round, i % WIDTH,
				i / WIDTH);
}

static void painting_changes_gives_the_picture_from_nothing(void **state)
{
	struct random random = random_seeded(SEED);
	struct desk *desk = *state;
	uint32_t *before = malloc(WIDTH * HEIGHT * 4);
	struct paint_stats stats;
	uint64_t seeds[SHAPES];

	assert_non_null(before);
	painter_set_budget(desk->kept.painter, 400 * 1024);
	painter_set_budget(desk->fresh.painter, 1); /* keeps nothing */
	for (size_t i = 0; i < SHAPES; i++)
		seeds[i] = random_bits(&random);
	for (int round = 0; round < ROUNDS; round++) {
		struct rect damage[PAINT_DAMAGE_MAX], whole[PAINT_DAMAGE_MAX];
		size_t count;

		for (int changes = below(&random, 3); changes >= 0; changes--)
			seeds[random_below(&random, SHAPES)] = random_bits(&random);
		arena_clear(&desk->arena);
		record(desk, seeds);
		memcpy(before, desk->kept.pixels.rows, WIDTH * HEIGHT * 4);
		count = paint(desk, &desk->kept, damage);
		painter_forget(desk->fresh.painter);
		paint(desk, &desk->fresh, whole);
		assert_same(desk, round);
		assert_damage_holds(desk, before, damage, count, round);
		stats = painter_stats(desk->kept.painter);
		assert_true(stats.cache_bytes <= stats.cache_budget_bytes && stats.cache_bytes_most <= stats.cache_budget_bytes);
		if (round % 10 == 9) /* as after a page that comes round again, out of the cache */
			painter_forget(desk->kept.painter);
	}
	assert_true(stats.restored > 0 && stats.cache_bytes_most > stats.cache_budget_bytes / 2);
	assert_int_equal(painter_stats(desk->fresh.painter).restored, 0);
	free(before);
}

/* Who says that the lists changed within a part gets the picture of the whole. */
static void a_part_is_painted_as_in_the_whole(void **state)
{
	const struct rect part = {130, 70, 300, 150};
	struct random random = random_seeded(SEED);
	struct desk *desk = *state;
	const struct draw_list *list = &desk->list;
	struct rect damage[PAINT_DAMAGE_MAX];

	begin(desk);
	draw_any(desk, SEED);
	paint_kept(desk);
	for (int round = 0; round < 50; round++) {
		arena_clear(&desk->arena);
		begin(desk);
		draw_any(desk, SEED);
		draw_clip(&desk->list, part);
		for (int i = 0; i < 5; i++)
			draw_fill(&desk->list, any_box(&random), 0xff000000 | (uint32_t)random_bits(&random));
		painter_paint_part(desk->kept.painter, desk->kept.pixels, &list, 1, &part, damage);
		painter_forget(desk->fresh.painter);
		paint(desk, &desk->fresh, damage);
		assert_same(desk, round);
	}
}

static void nothing_changed_nothing_painted(void **state)
{
	struct desk *desk = *state;
	uint64_t cells;

	begin(desk);
	draw_any(desk, SEED);
	assert_true(paint_kept(desk) > 0);
	cells = painter_stats(desk->kept.painter).cells;
	memset(desk->kept.pixels.rows, 0x77, WIDTH * HEIGHT * 4);
	begin(desk);
	draw_any(desk, SEED);
	draw_target(&desk->list, (struct rect){0, 0, 50, 50}, 1, 1, STR("not seen"));
	assert_int_equal(paint_kept(desk), 0);
	assert_int_equal(painter_stats(desk->kept.painter).cells, cells);
	assert_int_equal(pixel(desk, 5, 5), 0x77777777);
}

static void only_the_cells_of_a_change_are_painted(void **state)
{
	struct desk *desk = *state;
	struct rect damage[PAINT_DAMAGE_MAX];
	uint64_t cells;

	begin(desk);
	paint_kept(desk);
	cells = painter_stats(desk->kept.painter).cells;
	assert_int_equal(cells, 11 * 7);
	draw_fill(&desk->list, (struct rect){60, 130, 10, 10}, BLUE);
	assert_int_equal(paint(desk, &desk->kept, damage), 1);
	assert_int_equal(damage[0].x, 0);
	assert_int_equal(damage[0].y, 128);
	assert_int_equal(damage[0].width, 128);
	assert_int_equal(damage[0].height, 64);
	assert_int_equal(painter_stats(desk->kept.painter).cells, cells + 2);
}

static void what_lies_on_top_counts(void **state)
{
	const struct rect box = {10, 10, 20, 20};
	struct desk *desk = *state;

	begin(desk);
	draw_fill(&desk->list, box, BLUE);
	draw_fill(&desk->list, box, 0xff00ff00);
	paint_kept(desk);
	begin(desk);
	draw_fill(&desk->list, box, 0xff00ff00);
	draw_fill(&desk->list, box, BLUE);
	assert_int_equal(paint_kept(desk), 1);
	assert_int_equal(pixel(desk, 15, 15), BLUE);
}

static void damage_has_a_limit(void **state)
{
	struct pixels large = {malloc(1920 * 1080 * 4), 1920, 1080, 1920 * 4};
	struct desk *desk = *state;
	const struct draw_list *list = &desk->list;
	struct rect damage[PAINT_DAMAGE_MAX];
	size_t count;

	assert_non_null(large.rows);
	begin(desk);
	desk->list.clip = (struct rect){0, 0, 1920, 1080};
	painter_paint(desk->kept.painter, large, &list, 1, damage);
	for (int i = 0; i < 30 * 17; i += 2)
		draw_fill(&desk->list, (struct rect){(i % 30) * 64 + (i / 30) % 2 * 64, i / 30 * 64, 5, 5}, BLUE);
	count = painter_paint(desk->kept.painter, large, &list, 1, damage);
	assert_true(count > 0 && count <= PAINT_DAMAGE_MAX);
	free(large.rows);
}

static void another_size_starts_anew(void **state)
{
	struct desk *desk = *state;
	struct rect damage[PAINT_DAMAGE_MAX];
	const struct draw_list *list = &desk->list;
	struct pixels smaller = desk->kept.pixels;

	begin(desk);
	paint_kept(desk);
	smaller.width = WIDTH - 1;
	assert_int_equal(painter_paint(desk->kept.painter, smaller, &list, 1, damage), 1);
	assert_int_equal(damage[0].width, WIDTH - 1);
	assert_int_equal(damage[0].height, HEIGHT);
}

static void what_nothing_covers_is_black(void **state)
{
	struct desk *desk = *state;

	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, WIDTH, HEIGHT});
	draw_fill(&desk->list, (struct rect){0, 0, 10, 10}, BLUE);
	paint_kept(desk);
	assert_int_equal(pixel(desk, 9, 9), BLUE);
	assert_int_equal(pixel(desk, 10, 9), 0xff000000);
}

static void colours_blend_and_round(void **state)
{
	struct desk *desk = *state;

	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, WIDTH, HEIGHT});
	draw_fill(&desk->list, (struct rect){0, 0, WIDTH, HEIGHT}, 0xff006400);
	draw_fill(&desk->list, (struct rect){0, 0, 100, 100}, 0x80ff0000);
	draw_rounded(&desk->list, (struct rect){200, 0, 100, 100}, 20, 0x80ff0000);
	draw_fill(&desk->list, (struct rect){400, 0, 100, 100}, 0x01ffffff);
	paint_kept(desk);
	assert_int_equal(pixel(desk, 50, 50), 0xff803200);
	assert_int_equal(pixel(desk, 250, 50), 0xff803200);
	assert_int_equal(pixel(desk, 200, 0), 0xff006400);
	assert_int_equal(pixel(desk, 450, 50), 0xff016501);
}

/* How much of a box a pattern covers, in 255ths on average. */
static int covered(const struct desk *desk, struct rect box)
{
	int64_t sum = 0;

	for (int y = box.y; y < box.y + box.height; y++)
		for (int x = box.x; x < box.x + box.width; x++)
			sum += pixel(desk, x, y) & 0xff;
	return (int)(sum / (box.width * box.height));
}

static void patterns_cover_their_share(void **state)
{
	struct desk *desk = *state;
	struct ink hatch = {0xffffffff, INK_HATCH, 8, 3.8f}, dots = {0xffffffff, INK_DOTS, 8, 4};
	int share;

	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, WIDTH, HEIGHT});
	draw_fill_ink(&desk->list, (struct rect){10, 10, 200, 200}, hatch, 0);
	draw_fill_ink(&desk->list, (struct rect){210, 10, 200, 200}, hatch, 10);
	draw_fill_ink(&desk->list, (struct rect){416, 8, 160, 160}, dots, 0);
	paint_kept(desk);
	share = covered(desk, (struct rect){10, 10, 200, 200});
	assert_true(share >= 119 && share <= 123); /* 3.8 of 8 */
	assert_int_equal(covered(desk, (struct rect){416, 8, 160, 160}), 63);
	assert_int_equal(pixel(desk, 416, 8), 0xffffffff);
	assert_int_equal(pixel(desk, 421, 8), 0xff000000);
	/* Bands rise to the right and run on from box to box. */
	assert_int_equal(pixel(desk, 205, 100), pixel(desk, 215, 90));
	assert_int_equal(pixel(desk, 100, 100), pixel(desk, 110, 90));
}

static void strokes_are_as_wide_as_asked(void **state)
{
	struct desk *desk = *state;
	struct path_builder builder = path_begin(&desk->arena);

	path_move(&builder, 10, 5);
	path_line(&builder, 50, 5);
	draw_begin(&desk->list, &desk->arena, (struct rect){0, 0, WIDTH, HEIGHT});
	draw_stroke(&desk->list, path_seal(&builder), (struct transform){2, 2, 0, 10}, 6, 0xffffffff);
	paint_kept(desk);
	assert_int_equal(pixel(desk, 60, 16), 0xff000000);
	assert_int_equal(pixel(desk, 60, 17), 0xffffffff);
	assert_int_equal(pixel(desk, 60, 22), 0xffffffff);
	assert_int_equal(pixel(desk, 60, 23), 0xff000000);
	assert_int_equal(pixel(desk, 18, 20), 0xffffffff); /* the round end */
	assert_int_equal(pixel(desk, 16, 20), 0xff000000);
}

static void broken_shapes_do_no_harm(void **state)
{
	struct desk *desk = *state;
	struct path_builder builder = path_begin(&desk->arena);
	const struct path *odd;

	path_move(&builder, 5, 5);
	path_move(&builder, 6, 6);
	path_close(&builder);
	path_line(&builder, 90, 90);
	path_close(&builder);
	path_move(&builder, 1e9f, -1e9f);
	path_line(&builder, -1e9f, 1e9f);
	path_line(&builder, 0, 0);
	odd = path_seal(&builder);
	begin(desk);
	draw_path(&desk->list, odd, TRANSFORM_NONE, BLUE);
	draw_path(&desk->list, odd, (struct transform){0, 0, 10, 10}, BLUE);
	draw_stroke(&desk->list, odd, TRANSFORM_NONE, 3, BLUE);
	draw_stroke(&desk->list, odd, TRANSFORM_NONE, 0, BLUE);
	draw_picture(&desk->list, &(struct draw_picture){.box = {0, 0, 50, 50}, .file = STR("tests/none.png"), .opacity = 255});
	assert_true(paint_kept(desk) > 0);
	assert_true(painter_settle(desk->kept.painter));
	paint_kept(desk);
	assert_int_equal(pixel(desk, 20, 20), PAPER);
	assert_int_equal(paint_kept(desk), 0); /* it is not tried again */
	assert_false(painter_settle(desk->kept.painter));
}

/* The foot of a letter stands on its baseline in every face and size. */
static void letters_stand_on_their_baseline(void **state)
{
	static const enum font_face faces[] = {FACE_SANS, FACE_SANS_BOLD, FACE_SERIF_BOLD};
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(faces) / sizeof(faces[0]); i++) {
		struct draw_text run = {STR("H"), faces[i], 100, false, 10, 200, 0};
		int lowest = 0;

		begin(desk);
		draw_text(&desk->list, &run, 0xff000000, (struct rect){0, 0, 200, 300});
		paint_kept(desk);
		for (int y = 0; y < 300; y++)
			for (int x = 0; x < 200; x++)
				if ((pixel(desk, x, y) & 0xff) < 0x80)
					lowest = y;
		assert_int_equal(lowest, 199);
	}
}

static void count_wake(void *count)
{
	atomic_fetch_add((atomic_int *)count, 1);
}

static void pictures_are_written_and_shown(void **state)
{
	char path[] = "/tmp/paint_test_XXXXXX";
	struct desk *desk = *state;
	atomic_int woken = 0;
	struct error error;

	assert_true(close(mkstemp(path)) == 0);
	begin(desk);
	draw_fill(&desk->list, (struct rect){0, 0, WIDTH / 2, HEIGHT}, BLUE);
	paint_kept(desk);
	assert_true(pixels_write_png(desk->kept.pixels, path, &error));
	begin(desk);
	draw_picture(&desk->list, &(struct draw_picture){.box = {100, 100, WIDTH / 2, HEIGHT / 2}, .file = str_from(path), .opacity = 255});
	painter_on_picture(desk->kept.painter, count_wake, &woken);
	paint_kept(desk);
	assert_int_equal(pixel(desk, 110, 150), PAPER); /* no frame waits for it */
	assert_true(painter_settle(desk->kept.painter));
	assert_int_equal(woken, 1);
	assert_int_equal(paint_kept(desk), 1);
	assert_int_equal(pixel(desk, 110, 150), BLUE);
	assert_int_equal(pixel(desk, 100 + WIDTH / 2 - 10, 150), PAPER);
	assert_int_equal(pixel(desk, 99, 150), PAPER);
	unlink(path);
	assert_false(pixels_write_png(desk->kept.pixels, "/none/at/all.png", &error));
	assert_non_null(strstr(error.text, "/none/at/all.png"));
}

static void settle(struct desk *desk)
{
	paint_kept(desk);
	assert_true(painter_settle(desk->kept.painter));
	paint_kept(desk);
}

static bool is_near(uint32_t found, uint32_t wanted)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(found >> shift & 0xff) - (int)(wanted >> shift & 0xff)) > 40)
			return false;
	return true;
}

/* Red and green above blue and yellow, however the file says that it was turned. */
static void pictures_stand_as_their_camera_was_held(void **state)
{
	static const char *const names[] = {"turned-1.jpg", "turned-2.jpg", "turned-3.jpg", "turned-4.jpg", "turned-5.jpg", "turned-6.jpg",
		"turned-7.jpg", "turned-8.jpg", "plain.png", "plain.webp", "lossy.webp"};
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[64];

		snprintf(path, sizeof(path), "tests/data/pictures/%s", names[i]);
		begin(desk);
		draw_picture(&desk->list, &(struct draw_picture){.box = {0, 0, 96, 64}, .file = str_from(path), .opacity = 255});
		settle(desk);
		if (!is_near(pixel(desk, 20, 10), 0xe02020) || !is_near(pixel(desk, 75, 10), 0x20c020) ||
			!is_near(pixel(desk, 20, 54), 0x2040e0) || !is_near(pixel(desk, 75, 54), 0xf0e020))
			fail_msg("%s: found %06x %06x %06x %06x", names[i], pixel(desk, 20, 10) & 0xffffff,
				pixel(desk, 75, 10) & 0xffffff, pixel(desk, 20, 54) & 0xffffff, pixel(desk, 75, 54) & 0xffffff);
	}
}

/* All of it on its ground, or the box filled; half of it over what is below. */
static void pictures_fit_fill_and_fade(void **state)
{
	struct desk *desk = *state;
	struct draw_picture picture = {.box = {0, 0, 96, 96}, .file = STR("tests/data/pictures/plain.png"), .opacity = 255, .fit = true,
		.ground = BLUE};

	begin(desk);
	draw_picture(&desk->list, &picture);
	settle(desk);
	assert_int_equal(pixel(desk, 48, 4), BLUE);
	assert_int_equal(pixel(desk, 48, 91), BLUE);
	assert_true(is_near(pixel(desk, 10, 30), 0xe02020));
	begin(desk);
	picture.fit = false;
	draw_picture(&desk->list, &picture);
	settle(desk);
	assert_true(is_near(pixel(desk, 40, 4), 0xe02020) && is_near(pixel(desk, 56, 91), 0xf0e020));
	begin(desk);
	picture.opacity = 0;
	draw_picture(&desk->list, &picture);
	paint_kept(desk);
	assert_int_equal(pixel(desk, 40, 4), PAPER);
	begin(desk);
	draw_fill(&desk->list, picture.box, 0xff000000);
	picture.opacity = 128;
	picture.ground = 0;
	draw_picture(&desk->list, &picture);
	paint_kept(desk);
	assert_true(is_near(pixel(desk, 40, 4), 0x701010));
}

/* What is cut short behind a good beginning leaves what is below it, and is not tried again. */
static void broken_pictures_leave_what_is_below(void **state)
{
	struct desk *desk = *state;

	begin(desk);
	draw_picture(&desk->list, &(struct draw_picture){.box = {0, 0, 50, 50}, .file = STR("tests/data/pictures/cut.webp"), .opacity = 255});
	settle(desk);
	assert_int_equal(pixel(desk, 20, 20), PAPER);
	assert_false(painter_can_show(STR("tests/data/pictures/cut.webp")));
	assert_false(painter_can_show(STR("tests/paint_test.c")));
	assert_true(painter_can_show(STR("tests/data/pictures/turned-6.jpg")));
}

/* A text that runs over a ground of one colour, and the same without that being known; at this quarter of a pixel. */
static void record_moving(struct desk *desk, const struct draw_list *runs, uint32_t ground, int quarter)
{
	const struct rect box = {16, 40, 500, 60};

	arena_clear(&desk->arena);
	begin(desk);
	draw_fill(&desk->list, box, BLUE);
	draw_moving(&desk->list, runs, box, ground, -30 + quarter / 4.0, 0, 1000, 0);
}

static void moving_text_is_copied_as_it_is_blended(void **state)
{
	struct desk *desk = *state;
	struct draw_list runs;
	struct arena arena;
	size_t differing = 0;

	arena_init(&arena);
	draw_begin(&runs, &arena, (struct rect){0, 40, 700, 60});
	draw_text(&runs, &(struct draw_text){STR("fjord 网格 12:30"), FACE_SANS, 33, false, 7.3f, 80, 0}, 0xffffffff,
		(struct rect){0, 30, 300, 70});
	draw_text(&runs, &(struct draw_text){STR("ئۇيغۇرچە"), FACE_SANS, 33, true, 255.6f, 80, 0}, 0xd0ffcc00,
		(struct rect){250, 30, 300, 70});
	for (int quarter = 0; quarter < 300; quarter += 7) {
		const struct draw_list *list = &desk->list;
		struct rect damage[PAINT_DAMAGE_MAX];

		record_moving(desk, &runs, BLUE, quarter);
		paint(desk, &desk->kept, damage);
		painter_forget(desk->fresh.painter);
		record_moving(desk, &runs, 0, quarter);
		painter_paint(desk->fresh.painter, desk->fresh.pixels, &list, 1, damage);
		assert_memory_equal(desk->kept.pixels.rows, desk->fresh.pixels.rows, WIDTH * HEIGHT * 4);
		differing += pixel(desk, 100, 70) != BLUE;
	}
	assert_true(differing > 10); /* there is something to compare */
	arena_finish(&arena);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(painting_changes_gives_the_picture_from_nothing),
		desk_test(a_part_is_painted_as_in_the_whole),
		desk_test(nothing_changed_nothing_painted),
		desk_test(only_the_cells_of_a_change_are_painted),
		desk_test(what_lies_on_top_counts),
		desk_test(damage_has_a_limit),
		desk_test(another_size_starts_anew),
		desk_test(what_nothing_covers_is_black),
		desk_test(colours_blend_and_round),
		desk_test(patterns_cover_their_share),
		desk_test(strokes_are_as_wide_as_asked),
		desk_test(broken_shapes_do_no_harm),
		desk_test(letters_stand_on_their_baseline),
		desk_test(moving_text_is_copied_as_it_is_blended),
		desk_test(pictures_are_written_and_shown),
		desk_test(pictures_stand_as_their_camera_was_held),
		desk_test(pictures_fit_fill_and_fade),
		desk_test(broken_pictures_leave_what_is_below),
	};

	return cmocka_run_group_tests_name("paint", tests, NULL, NULL);
}
