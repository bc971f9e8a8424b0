#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "kiosk/paint/masks.h"

enum { FULL = 255, HALF = 128, BUDGET_BYTES = 12 * 1024 * 1024 };

struct desk {
	struct fonts *fonts;
	struct cache *cache;
	struct masks *masks;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	struct error error;

	assert_non_null(desk);
	if (!fonts_create(&desk->fonts, &error))
		fail_msg("%s", error.text);
	desk->cache = cache_create(BUDGET_BYTES);
	desk->masks = masks_create(desk->fonts, desk->cache);
	*state = desk;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *desk = *state;

	masks_destroy(desk->masks);
	cache_destroy(desk->cache);
	fonts_destroy(desk->fonts);
	free(desk);
	return 0;
}

static struct mask find(struct desk *desk, const char *text, enum font_face face, int size_px, bool rtl)
{
	struct draw_text run = {str_from(text), face, size_px, rtl, 0, 0, 0};

	return masks_find(desk->masks, &run);
}

static void stay_inside_their_budget(void **state)
{
	struct desk *desk = *state;

	for (int size_px = 400; size_px < 520; size_px += 2) {
		struct mask mask = find(desk, "网格服务", FACE_SANS, size_px, false);

		assert_true(mask.width > 0 && mask.rows);
		assert_true(cache_stats(desk->cache).bytes <= BUDGET_BYTES);
		assert_ptr_equal(find(desk, "网格服务", FACE_SANS, size_px, false).rows, mask.rows);
	}
	assert_int_equal(masks_made(desk->masks), 60);
	assert_true(cache_stats(desk->cache).bytes > BUDGET_BYTES / 2);
}

static void the_least_recently_used_leaves_first(void **state)
{
	struct desk *desk = *state;

	for (int size_px = 400; size_px < 520; size_px += 2) {
		find(desk, "常", FACE_SANS, 40, false);
		find(desk, "网格服务", FACE_SANS, size_px, false);
	}
	assert_int_equal(masks_made(desk->masks), 61);
	find(desk, "网格服务", FACE_SANS, 518, false);
	assert_int_equal(masks_made(desk->masks), 61);
	find(desk, "网格服务", FACE_SANS, 400, false);
	assert_int_equal(masks_made(desk->masks), 62);
}

static void one_too_large_is_made_and_not_kept(void **state)
{
	struct desk *desk = *state;
	char text[3 * 40 + 1] = "";
	struct mask mask;

	for (int i = 0; i < 40; i++)
		strcat(text, "网");
	find(desk, "a", FACE_SANS, 40, false);
	mask = find(desk, text, FACE_SANS, 1000, false);
	assert_true(mask.width > 30000 && mask.height > 500);
	assert_int_equal(mask.rows[0] & 0, 0);
	find(desk, "a", FACE_SANS, 40, false);
	assert_int_equal(masks_made(desk->masks), 2);
	assert_true(cache_stats(desk->cache).bytes < 10000);
}

/* Text that moves: a quarter of a pixel to the right gives a quarter of each pixel's cover to the next one. */
static void ink_stands_between_pixels_too(void **state)
{
	struct draw_text run = {STR("网"), FACE_SANS, 40, false, 0, 0, 0};
	struct desk *desk = *state;
	struct mask still = masks_find(desk->masks, &run);
	long sums[4], first_columns[4];

	for (int phase = 0; phase < 4; phase++) {
		struct mask mask = masks_find_moved(desk->masks, &run, phase);

		sums[phase] = first_columns[phase] = 0;
		assert_int_equal(mask.x, still.x);
		assert_int_equal(mask.width, still.width + (phase > 0));
		for (int y = 0; y < mask.height; y++)
			for (int x = 0; x < mask.width; x++) {
				sums[phase] += mask.rows[y * mask.stride_bytes + x];
				first_columns[phase] += x == 0 ? mask.rows[y * mask.stride_bytes] : 0;
			}
	}
	for (int phase = 1; phase < 4; phase++) {
		assert_in_range(sums[phase], sums[0] * 99 / 100, sums[0] * 101 / 100); /* no ink is lost */
		assert_in_range(first_columns[phase], first_columns[0] * (4 - phase) / 4 - 40,
			first_columns[0] * (4 - phase) / 4 + 40);
	}
	assert_int_equal(masks_made(desk->masks), 1);
}

static void nothing_has_no_ink(void **state)
{
	struct desk *desk = *state;

	assert_null(find(desk, "", FACE_SANS, 40, false).rows);
	assert_null(find(desk, " ", FACE_SANS, 40, false).rows);
	assert_null(find(desk, " ", FACE_ARABIC, 40, true).rows);
	assert_int_equal(find(desk, " ", FACE_SANS, 40, false).width, 0);
}

/* A run of joined letters is narrower than its letters alone: script and direction are set. */
static void uyghur_letters_join(void **state)
{
	const char *letters[] = {"ب", "ى", "ل", "ى", "م"};
	struct desk *desk = *state;
	const struct metrics *metrics = fonts_metrics(desk->fonts);
	float alone = 0;

	for (size_t i = 0; i < 5; i++)
		alone += metrics->advance(metrics, FACE_ARABIC, 100, true, str_from(letters[i]));
	assert_true(metrics->advance(metrics, FACE_ARABIC, 100, true, STR("بىلىم")) < alone * 0.8f);
}

/* U+0649 joins on both sides in Uyghur, so that two of them in a word are no wider than two of U+0628. */
static void the_uyghur_i_joins_on_both_sides(void **state)
{
	struct desk *desk = *state;
	const struct metrics *metrics = fonts_metrics(desk->fonts);
	float i = metrics->advance(metrics, FACE_ARABIC, 100, true, STR("مىم"));
	float b = metrics->advance(metrics, FACE_ARABIC, 100, true, STR("مبم"));

	assert_true(i > b * 0.9f && i < b * 1.1f);
}

static int right_edge(struct mask mask)
{
	return mask.x + mask.width;
}

/* A letter without tails lies between its run's edges. */
static void ink_lies_where_the_run_is(void **state)
{
	struct desk *desk = *state;
	const struct metrics *metrics = fonts_metrics(desk->fonts);

	for (int size_px = 30; size_px < 110; size_px += 3) {
		struct mask mask = find(desk, "ا", FACE_ARABIC, size_px, true);

		assert_true(mask.x >= 0);
		assert_true(
			right_edge(mask) <= (int)metrics->advance(metrics, FACE_ARABIC, size_px, true, STR("ا")) + 1);
		assert_true(find(desk, "j", FACE_SANS, size_px, false).x < 0); /* its tail lies to the left */
	}
}

static void faces_are_those_of_mainland_china(void **state)
{
	struct desk *desk = *state;

	assert_string_equal(TTF_FontFaceFamilyName(fonts_open(desk->fonts, FACE_SANS, 40, false)), "Noto Sans CJK SC");
	assert_string_equal(
		TTF_FontFaceFamilyName(fonts_open(desk->fonts, FACE_SANS_BOLD, 40, false)), "Noto Sans CJK SC");
	assert_string_equal(
		TTF_FontFaceFamilyName(fonts_open(desk->fonts, FACE_SERIF_BOLD, 40, false)), "Noto Serif CJK SC");
}

/* Set apart, one after the width of the other, words stand where they do in one run. */
static void widths_are_those_of_the_ink(void **state)
{
	struct desk *desk = *state;
	const struct metrics *metrics = fonts_metrics(desk->fonts);

	for (int size_px = 30; size_px < 110; size_px += 3) {
		float after = metrics->advance(metrics, FACE_ARABIC_BOLD, size_px, true, STR(" ئەتىر"));
		int apart = right_edge(find(desk, "چوڭ", FACE_ARABIC_BOLD, size_px, true)) + (int)after;
		int whole = right_edge(find(desk, "چوڭ ئەتىر", FACE_ARABIC_BOLD, size_px, true));

		assert_in_range(apart, whole - 2, whole + 2);
		after = metrics->advance(metrics, FACE_SANS, size_px, false, STR("jolly "));
		apart = right_edge(find(desk, "jj", FACE_SANS, size_px, false)) + (int)after;
		whole = right_edge(find(desk, "jolly jj", FACE_SANS, size_px, false));
		assert_in_range(apart, whole - 1, whole + 1);
	}
}

/* Between two covered pixels of a row no half-covered one is left where letters meet. */
static void joints_do_not_show(void **state)
{
	static const char *const texts[] = {"ئۇيغۇرچە پىدائىي چاچ ياساش", "بۇ قېتىمقى مۇلازىمەتتىن"};
	struct desk *desk = *state;

	for (int size_px = 30; size_px < 110; size_px += 7)
		for (size_t i = 0; i < 2; i++) {
			struct mask mask = find(desk, texts[i], FACE_ARABIC_BOLD, size_px, true);

			for (int at = 1; at < mask.height * mask.stride_bytes - 1; at++)
				if (mask.rows[at - 1] == FULL && mask.rows[at + 1] == FULL)
					assert_false(mask.rows[at] >= HALF && mask.rows[at] < FULL);
		}
}

/* Where marks stand so high that SDL_ttf moves the baseline down, the foot of the letter under them stays on it. */
static void marks_do_not_move_the_baseline(void **state)
{
	struct desk *desk = *state;
	struct mask alone = find(desk, "ا", FACE_ARABIC_FALLBACK, 100, true);
	struct mask tall = find(desk, "اٌّٰٰٰٰ", FACE_ARABIC_FALLBACK, 100, true);
	int ascent_px =
		fonts_metrics(desk->fonts)->box(fonts_metrics(desk->fonts), FACE_ARABIC_FALLBACK, 100).ascent_px;

	assert_true(-tall.y > ascent_px);
	assert_int_equal(tall.y + tall.height, alone.y + alone.height);
}

static void metrics_are_those_of_the_files(void **state)
{
	struct desk *desk = *state;
	const struct metrics *metrics = fonts_metrics(desk->fonts);

	assert_int_equal(metrics->box(metrics, FACE_SANS, 1000).ascent_px, 1160);
	assert_int_equal(metrics->box(metrics, FACE_SANS, 1000).cap_px, 733);
	assert_int_equal(metrics->box(metrics, FACE_ARABIC, 1000).ascent_px, 860);
	assert_int_equal(metrics->box(metrics, FACE_ARABIC, 1000).descent_px, 382); /* hhea says 215 */
	assert_int_equal(metrics->box(metrics, FACE_ARABIC_BOLD, 1000).descent_px, 382);
	assert_true(metrics->box(metrics, FACE_ARABIC, 1000).cap_px > 400);
	assert_true(metrics->has(metrics, FACE_SANS, 0x7f51) && !metrics->has(metrics, FACE_ARABIC, 0x7f51));
	assert_true(metrics->has(metrics, FACE_ARABIC, 0x674) && metrics->has(metrics, FACE_ARABIC_BOLD, 0x674));
	for (int size_px = 20; size_px < 140; size_px++) {
		assert_true(metrics->advance(metrics, FACE_SANS, size_px, false, STR("网格")) == 2 * (float)size_px);
		assert_true(metrics->advance(metrics, FACE_SERIF_BOLD, size_px, false, STR("网")) == (float)size_px);
	}
	assert_true(metrics->advance(metrics, FACE_SANS, 40, false, STR("")) == 0);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(stay_inside_their_budget),
		desk_test(the_least_recently_used_leaves_first),
		desk_test(one_too_large_is_made_and_not_kept),
		desk_test(ink_stands_between_pixels_too),
		desk_test(nothing_has_no_ink),
		desk_test(uyghur_letters_join),
		desk_test(the_uyghur_i_joins_on_both_sides),
		desk_test(ink_lies_where_the_run_is),
		desk_test(faces_are_those_of_mainland_china),
		desk_test(widths_are_those_of_the_ink),
		desk_test(joints_do_not_show),
		desk_test(marks_do_not_move_the_baseline),
		desk_test(metrics_are_those_of_the_files),
	};

	return cmocka_run_group_tests_name("paint_masks", tests, NULL, NULL);
}
