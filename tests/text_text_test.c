#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/random.h"
#include "kiosk/text/breaks.h"
#include "kiosk/text/text_lines.h"
#include "tests/support/test_metrics.h"

#define INK 0xff111111u
#define STRONG 0xffa5201cu
#define ACCENT 0xff205080u

enum { SEED = 20261123 };

struct desk {
	struct arena arena;
	struct draw_list list;
	struct text_style style;
};

static int desk_open(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	assert_non_null(desk);
	arena_init(&desk->arena);
	draw_begin(&desk->list, &desk->arena, (struct rect){-1000, -1000, 4000, 4000});
	desk->style = (struct text_style){.size_px = 20, .color = INK, .strong_color = STRONG};
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

static struct text_size set(struct desk *desk, int width, int height, const char *text)
{
	draw_begin(&desk->list, &desk->arena, desk->list.clip);
	return text_paragraph(
		&desk->list, test_metrics(), &desk->style, (struct rect){100, 0, width, height}, str_from(text));
}

static const struct draw_text *run(const struct desk *desk, size_t at)
{
	assert_true(at < desk->list.count);
	return &desk->list.commands[at].text;
}

static void assert_run(const struct desk *desk, size_t at, const char *text, enum font_face face, int size_px, float x)
{
	const struct draw_text *found = run(desk, at);

	if (!str_equal(found->text, str_from(text)))
		fail_msg("run %zu is \"" STR_FMT "\", not \"%s\"", at, STR_ARG(found->text), text);
	assert_int_equal(found->face, face);
	assert_int_equal(found->size_px, size_px);
	if (found->x != x)
		fail_msg("run %zu \"%s\" stands at %g, not at %g", at, text, (double)found->x, (double)x);
}

static void chinese_is_one_run_from_the_left(void **state)
{
	struct desk *desk = *state;
	struct text_size size = set(desk, 400, 100, "网格 12 个");

	assert_int_equal(desk->list.count, 1);
	assert_run(desk, 0, "网格 12 个", FACE_SANS, 20, 100);
	assert_int_equal(size.width, 100);
	assert_int_equal(size.height, 27);
	assert_int_equal(size.lines, 1);
	assert_false(size.cut);
	/* top + (27 - 25) / 2 + 20 */
	assert_int_equal(run(desk, 0)->baseline_y, 21);
}

static void uyghur_stands_at_the_right_and_numbers_are_chinese(void **state)
{
	struct desk *desk = *state;

	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, "باھا (12)");
	/* From the left: ")" "12" "( باھا", with brackets left to the shaping of their font. */
	assert_int_equal(desk->list.count, 3);
	assert_run(desk, 0, ")", FACE_ARABIC, 24, 500 - 72 - 20 - 12);
	assert_run(desk, 1, "12", FACE_SANS, 20, 500 - 72 - 20);
	assert_run(desk, 2, "باھا (", FACE_ARABIC, 24, 500 - 72);
}

static void known_neighbours(void **state)
{
	struct desk *desk = *state;

	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, "باھا 86%");
	/* The fonts of Arabic script have no such sign: it is set from the left by the Chinese face. */
	assert_int_equal(desk->list.count, 3);
	assert_run(desk, 0, "%", FACE_SANS, 20, 500 - 60 - 30);
	assert_run(desk, 1, "86", FACE_SANS, 20, 500 - 60 - 20);
	assert_false(run(desk, 1)->rtl);
	assert_run(desk, 2, "باھا ", FACE_ARABIC, 24, 500 - 60);
	assert_true(run(desk, 2)->rtl);
	set(desk, 400, 100, "2-با");
	assert_run(desk, 1, "-", FACE_SANS, 20, 500 - 20);
	set(desk, 400, 100, "باھا <[");
	assert_run(desk, 0, "]>", FACE_SANS, 20, 500 - 60 - 20);
}

static void isolates_keep_ranges_whole(void **state)
{
	struct desk *desk = *state;
	struct str range = text_isolate_number(&desk->arena, STR("9:00-18:00"));
	struct str text = str_format(&desk->arena, "با " STR_FMT " با", STR_ARG(range));

	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, text.bytes);
	assert_int_equal(desk->list.count, 3);
	assert_run(desk, 1, "9:00-18:00", FACE_SANS, 20, 500 - 36 - 100);
	assert_string_equal(text_isolate_name(&desk->arena, STR("a")).bytes, "\xe2\x81\xa8"
									     "a\xe2\x81\xa9");
}

static void a_word_is_never_set_in_two_families(void **state)
{
	struct desk *desk = *state;

	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, "باھا بۇ");
	assert_int_equal(desk->list.count, 2);
	assert_run(desk, 0, "بۇ", FACE_ARABIC_FALLBACK, 20, 500 - 60 - 20);
	assert_run(desk, 1, "باھا ", FACE_ARABIC, 24, 500 - 60);
}

static void asterisks_emphasise(void **state)
{
	struct desk *desk = *state;

	set(desk, 400, 100, "共 *1,241* 个");
	assert_int_equal(desk->list.count, 3);
	assert_run(desk, 1, "1,241", FACE_SANS_BOLD, 20, 130);
	assert_int_equal(desk->list.commands[1].ink.color, STRONG);
	assert_int_equal(desk->list.commands[2].ink.color, INK);
	set(desk, 400, 100, "2*3");
	assert_run(desk, 0, "2*3", FACE_SANS, 20, 100);
	desk->style.plain = true;
	set(desk, 400, 100, "*a*");
	assert_run(desk, 0, "*a*", FACE_SANS, 20, 100);
}

static uint32_t color(const struct desk *desk, size_t at)
{
	assert_true(at < desk->list.count);
	return desk->list.commands[at].ink.color;
}

static void underscores_accent_where_a_style_has_a_colour_for_it(void **state)
{
	struct desk *desk = *state;

	set(desk, 400, 100, "a _b_ c");
	assert_run(desk, 0, "a _b_ c", FACE_SANS, 20, 100);
	desk->style.accent_color = ACCENT;
	set(desk, 400, 100, "a _b_ *c*");
	assert_run(desk, 1, "b", FACE_SANS_BOLD, 20, run(desk, 1)->x);
	assert_int_equal(color(desk, 0), INK);
	assert_int_equal(color(desk, 1), ACCENT);
	assert_int_equal(color(desk, 3), STRONG);
	set(desk, 400, 100, "team_totals _x");
	assert_run(desk, 0, "team_totals _x", FACE_SANS, 20, 100);
	set(desk, 400, 100, "_team_totals_");
	assert_run(desk, 0, "team_totals", FACE_SANS_BOLD, 20, 100);
	set(desk, 400, 100, "来_社区_办");
	assert_run(desk, 1, "社区", FACE_SANS_BOLD, 20, run(desk, 1)->x);
	set(desk, 400, 100, "*a _b_*");
	assert_int_equal(color(desk, 0), STRONG);
	assert_int_equal(color(desk, 1), ACCENT);
}

static void a_backslash_keeps_a_sign(void **state)
{
	struct desk *desk = *state;

	desk->style.accent_color = ACCENT;
	set(desk, 400, 100, "\\*a\\* \\_b\\_ \\\\ \\n");
	assert_int_equal(desk->list.count, 1);
	assert_run(desk, 0, "*a* _b_ \\ \\n", FACE_SANS, 20, 100);
	set(desk, 400, 100, "*a\\*b*");
	assert_run(desk, 0, "a*b", FACE_SANS_BOLD, 20, 100);
	set(desk, 400, 100, "a \\");
	assert_run(desk, 0, "a \\", FACE_SANS, 20, 100);
}

/* The accented word is cut out of its run and stays in its place: the first word is the rightmost. */
static void an_accent_keeps_its_place_from_the_right(void **state)
{
	struct desk *desk = *state;
	float first = 0, accented = 0, last = 0;

	desk->style.accent_color = ACCENT;
	desk->style.language = LANGUAGE_UG;
	set(desk, 600, 100, "خۇش _مەھەللە_ 12 بۈگۈن");
	for (size_t i = 0; i < desk->list.count; i++) {
		struct str text = run(desk, i)->text;

		if (str_find(text, STR("خۇش")) < text.length)
			first = run(desk, i)->x;
		if (str_find(text, STR("بۈگۈن")) < text.length)
			last = run(desk, i)->x;
		if (color(desk, i) == ACCENT) {
			assert_true(str_equal(text, STR("مەھەللە")) && run(desk, i)->rtl);
			accented = run(desk, i)->x;
		}
	}
	assert_true(first > accented && accented > last && last > 0);
}

static void quotes_and_dots_are_narrow_but_in_chinese(void **state)
{
	struct desk *desk = *state;

	set(desk, 400, 100, "“它’s”");
	assert_run(desk, 0, "“它’s”", FACE_SANS, 20, 100);
	desk->style.language = LANGUAGE_EN;
	set(desk, 400, 100, "“it’s”");
	assert_run(desk, 0, "\"it's\"", FACE_SANS, 20, 100);
	set(desk, 400, 100, "Saving…");
	assert_run(desk, 0, "Saving...", FACE_SANS, 20, 100);
}

static void titles_are_serif_when_large_and_chinese(void **state)
{
	struct desk *desk = *state;

	desk->style = (struct text_style){.size_px = 40, .weight = TEXT_TITLE, .serif_titles = true, .color = INK};
	set(desk, 400, 100, "题");
	assert_run(desk, 0, "题", FACE_SERIF_BOLD, 40, 100);
	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, "با 5");
	assert_run(desk, 0, "5", FACE_SANS_BOLD, 40, 500 - 66 - 20);
	assert_run(desk, 1, "با ", FACE_ARABIC_BOLD, 44, 500 - 66);
	desk->style = (struct text_style){.size_px = 39, .weight = TEXT_TITLE, .serif_titles = true, .color = INK};
	set(desk, 400, 100, "题");
	assert_run(desk, 0, "题", FACE_SANS_BOLD, 39, 100);
}

static void spacing_is_for_chinese_only(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.spacing_em = 0.1f;
	size = set(desk, 400, 100, "题目");
	assert_true(run(desk, 0)->spacing_px == 2);
	assert_int_equal(size.width, 42);
	desk->style.language = LANGUAGE_KK;
	set(desk, 400, 100, "باھا");
	assert_true(run(desk, 0)->spacing_px == 0);
}

static void aligns_by_the_paragraph(void **state)
{
	struct desk *desk = *state;

	desk->style.align = ALIGN_END;
	set(desk, 400, 100, "网格");
	assert_true(run(desk, 0)->x == 460);
	desk->style.language = LANGUAGE_UG;
	set(desk, 400, 100, "با");
	assert_true(run(desk, 0)->x == 100);
	desk->style.align = ALIGN_CENTER;
	set(desk, 400, 100, "با");
	assert_true(run(desk, 0)->x == 288);
}

static void stands_where_the_box_wants_it(void **state)
{
	struct desk *desk = *state;

	desk->style.vertical = VERTICAL_MIDDLE;
	set(desk, 400, 127, "网");
	assert_int_equal(run(desk, 0)->baseline_y, 50 + 21);
	desk->style.vertical = VERTICAL_BOTTOM;
	set(desk, 400, 127, "网");
	assert_int_equal(run(desk, 0)->baseline_y, 100 + 21);
}

static void wraps_into_lines(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.lines_max = 3;
	size = set(desk, 100, 200, "五个字一行，再来一行");
	assert_int_equal(size.lines, 3);
	assert_int_equal(size.height, 81);
	/* The comma may not start the second line, so it takes a character along. */
	assert_run(desk, 0, "五个字一", FACE_SANS, 20, 100);
	assert_run(desk, 1, "行，再来一", FACE_SANS, 20, 100);
	assert_run(desk, 2, "行", FACE_SANS, 20, 100);
	assert_int_equal(run(desk, 1)->baseline_y, 27 + 21);
	size = set(desk, 100, 200, "a\nb");
	assert_int_equal(size.lines, 2);
	size = set(desk, 100, 200, "one two three");
	assert_run(desk, 0, "one two", FACE_SANS, 20, 100);
	assert_int_equal(size.width, 70);
}

static void numbers_stay_with_what_they_count(void **state)
{
	struct desk *desk = *state;
	struct str range = text_isolate_number(&desk->arena, STR("1 - 2"));

	desk->style.lines_max = 3;
	set(desk, 65, 200, "网格12个");
	assert_run(desk, 0, "网格", FACE_SANS, 20, 100);
	assert_run(desk, 1, "12个", FACE_SANS, 20, 100);
	set(desk, 65, 200, str_format(&desk->arena, "网格 " STR_FMT, STR_ARG(range)).bytes);
	assert_run(desk, 0, "网格", FACE_SANS, 20, 100);
	assert_run(desk, 1, "1 - 2", FACE_SANS, 20, 100);
}

static void measures_what_it_sets(void **state)
{
	struct desk *desk = *state;
	struct text_size measured, made;

	desk->style.lines_max = 4;
	desk->style.least_px = 12;
	measured = text_measure(test_metrics(), &desk->style, 150, STR("一二三四五六七八九十 twelve 一二三四五"));
	made = set(desk, 150, 300, "一二三四五六七八九十 twelve 一二三四五");
	assert_memory_equal(&measured, &made, sizeof(made));
}

static void shrinks_before_it_cuts(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.least_px = 10;
	size = set(desk, 150, 100, "一二三四五六七八九十");
	assert_false(size.cut);
	assert_run(desk, 0, "一二三四五六七八九十", FACE_SANS, 15, 100);
	size = set(desk, 80, 100, "一二三四五六七八九十");
	assert_true(size.cut);
	assert_run(desk, 0, "一二三四五六七…", FACE_SANS, 10, 100);
	assert_true(size.width <= 80);
}

static void cuts_at_the_end_of_a_word(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.language = LANGUAGE_EN;
	size = set(desk, 90, 100, "one two three");
	assert_true(size.cut);
	assert_run(desk, 0, "one...", FACE_SANS, 20, 100);
	set(desk, 100, 100, "unbreakable");
	assert_run(desk, 0, "unbreak...", FACE_SANS, 20, 100);
	desk->style.language = LANGUAGE_UG;
	set(desk, 120, 100, "باھا باھا باھا");
	assert_int_equal(desk->list.count, 1);
	assert_run(desk, 0, "باھا...", FACE_ARABIC, 24, 220 - 84);
	assert_true(run(desk, 0)->rtl);
}

static void long_words_break_where_they_must(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.language = LANGUAGE_EN;
	desk->style.lines_max = 3;
	size = set(desk, 100, 200, "a unbreakableword");
	assert_false(size.cut);
	assert_int_equal(size.lines, 2);
	assert_true(size.width <= 100);
}

static void fewer_lines_where_the_box_is_low(void **state)
{
	struct desk *desk = *state;
	struct text_size size;

	desk->style.lines_max = 5;
	size = set(desk, 100, 54, "一二三四五六七八九十一二三四五六七八九十");
	assert_int_equal(size.lines, 2);
	assert_true(size.cut);
}

static void nothing_is_no_line(void **state)
{
	struct desk *desk = *state;
	struct text_size size = set(desk, 100, 100, "");

	assert_int_equal(size.lines, 0);
	assert_int_equal(size.width, 0);
	assert_int_equal(desk->list.count, 0);
	set(desk, 0, 0, "网格");
	set(desk, 100, 100, "\xff\xfe\x01\xe2\x81\xa6");
}

static void names_what_no_font_shows(void **state)
{
	uint32_t missing = 0;

	(void)state;
	assert_true(text_can_show(test_metrics(), LANGUAGE_UG,
		STR("بۇ 网格 abc\n(1) \xe2\x81\xa6"
		    "2\xe2\x81\xa9"),
		&missing));
	assert_false(text_can_show(test_metrics(), LANGUAGE_ZH, STR("网\xf3\xb0\x80\x81格"), &missing));
	assert_int_equal(missing, 0xf0001);
}

/* Seeded texts of signs, characters and words: no line starts or ends with what Chinese forbids there. */
static void check_lines(struct desk *desk, struct str text, int width)
{
	struct letters letters = letters_read(&desk->arena, test_metrics(), &desk->style, text);
	struct lines lines = lines_fill(&desk->arena, test_metrics(), &desk->style, width, 0, &letters);

	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];
		uint32_t first = line->letters->points[line->start],
			 last = line->letters->points[line->start + line->count - 1];

		if ((i > 0 && breaks_never_starts(first)) || (i + 1 < lines.count && breaks_never_ends(last)))
			fail_msg("seed %d: line %zu of \"" STR_FMT "\" in %d px", SEED, i, STR_ARG(text), width);
	}
}

static void chinese_lines_keep_their_rules(void **state)
{
	static const char *const pieces[] = {
		"网", "格", "，", "。", "、", "《", "》", "（", "）", "“", "”", "12", "：", " ab ", "服务"};
	struct random random = random_seeded(SEED);
	struct desk *desk = *state;

	desk->style.lines_max = 50;
	for (int round = 0; round < 400; round++) {
		struct str text = STR("社区");

		for (uint64_t i = random_below(&random, 30); i > 0; i--)
			text = str_format(&desk->arena, STR_FMT "%s格", STR_ARG(text),
				pieces[random_below(&random, sizeof(pieces) / sizeof(pieces[0]))]);
		check_lines(desk, text, 120 + (int)random_below(&random, 200));
	}
}

/* Whatever bytes come: the text stays inside its width unless one joined word is wider. */
static void any_bytes_can_be_set(void **state)
{
	struct random random = random_seeded(SEED);
	struct desk *desk = *state;

	for (int round = 0; round < 500; round++) {
		char bytes[64];
		struct str text = {bytes, random_below(&random, sizeof(bytes))};

		random.fill(&random, bytes, sizeof(bytes));
		desk->style.language = (enum language)random_below(&random, LANGUAGE_COUNT);
		desk->style.lines_max = (int)random_below(&random, 4);
		desk->style.least_px = (int)random_below(&random, 20);
		draw_begin(&desk->list, &desk->arena, desk->list.clip);
		text_paragraph(&desk->list, test_metrics(), &desk->style,
			(struct rect){0, 0, (int)random_below(&random, 200), (int)random_below(&random, 100)}, text);
	}
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(underscores_accent_where_a_style_has_a_colour_for_it, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(a_backslash_keeps_a_sign, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(an_accent_keeps_its_place_from_the_right, desk_open, desk_close),
		desk_test(chinese_is_one_run_from_the_left),
		desk_test(uyghur_stands_at_the_right_and_numbers_are_chinese),
		desk_test(known_neighbours),
		desk_test(isolates_keep_ranges_whole),
		desk_test(a_word_is_never_set_in_two_families),
		desk_test(asterisks_emphasise),
		desk_test(quotes_and_dots_are_narrow_but_in_chinese),
		desk_test(titles_are_serif_when_large_and_chinese),
		desk_test(spacing_is_for_chinese_only),
		desk_test(aligns_by_the_paragraph),
		desk_test(stands_where_the_box_wants_it),
		desk_test(wraps_into_lines),
		desk_test(numbers_stay_with_what_they_count),
		desk_test(measures_what_it_sets),
		desk_test(shrinks_before_it_cuts),
		desk_test(cuts_at_the_end_of_a_word),
		desk_test(long_words_break_where_they_must),
		desk_test(fewer_lines_where_the_box_is_low),
		desk_test(nothing_is_no_line),
		desk_test(names_what_no_font_shows),
		desk_test(chinese_lines_keep_their_rules),
		desk_test(any_bytes_can_be_set),
	};

	return cmocka_run_group_tests_name("text_text", tests, NULL, NULL);
}
