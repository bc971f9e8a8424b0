#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "kiosk/text/words.h"

#define LRI "\xe2\x81\xa6"
#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

struct desk {
	struct arena arena;
	struct faults faults;
	struct words words;
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

static void load(struct desk *desk)
{
	bool ok = words_load(&desk->arena, "assets/words", &desk->words, &desk->faults);

	faults_print(&desk->faults, stderr);
	assert_true(ok);
}

static bool add(struct desk *desk, enum language language, const char *text)
{
	struct str file = str_format(&desk->arena, STR_FMT ".words", STR_ARG(language_code(language)));

	return words_add(&desk->arena, &desk->words, language, file, str_from(text), &desk->faults);
}

static void assert_text(struct str text, const char *wanted)
{
	if (!str_equal(text, str_from(wanted)))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(text), wanted);
}

static void assert_fault(struct desk *desk, size_t at, const char *file, int line, const char *found)
{
	const struct fault *fault = &desk->faults.items[at];

	assert_true(at < desk->faults.kept);
	assert_string_equal(fault->file.bytes, file);
	assert_int_equal(fault->line, line);
	assert_string_equal(fault->found.bytes, found);
}

static void shipped_words_are_whole(void **state)
{
	struct desk *desk = *state;
	bool ok;

	load(desk);
	ok = words_check(&desk->words, &desk->faults);
	faults_print(&desk->faults, stderr);
	assert_true(ok);
	assert_true(desk->words.count >= 246);
}

static void languages_are_named_in_their_own_script(void **state)
{
	static const char *const names[LANGUAGE_COUNT] = {"中文", "ئۇيغۇرچە", "قازاقشا", "English"};
	struct desk *desk = *state;

	load(desk);
	for (int named = 0; named < LANGUAGE_COUNT; named++) {
		struct str code = language_code((enum language)named);
		struct str key = str_format(&desk->arena, "lang_name_" STR_FMT, STR_ARG(code));

		for (int language = 0; language < LANGUAGE_COUNT; language++)
			assert_text(words_find(&desk->words, (enum language)language, key), names[named]);
	}
}

/* Half-width marks in Chinese break its line ends and look foreign. */
static void chinese_has_full_width_punctuation(void **state)
{
	struct desk *desk = *state;

	load(desk);
	for (size_t i = 0; i < desk->words.count; i++) {
		struct str text = desk->words.entries[i].label.text[LANGUAGE_ZH];

		for (size_t at = 0; at < text.length; at++)
			if (text.bytes[at] && strchr(",;:?!()", text.bytes[at]))
				fail_msg(STR_FMT ": %s", STR_ARG(desk->words.entries[i].key), text.bytes);
	}
}

static void finds_falls_back_to_chinese_then_to_the_key(void **state)
{
	struct desk *desk = *state;

	assert_true(add(desk, LANGUAGE_ZH, "[words]\na = 甲\nb = 乙\n"));
	assert_true(add(desk, LANGUAGE_EN, "[words]\nb = B\nc = C\n"));
	assert_text(words_find(&desk->words, LANGUAGE_EN, STR("b")), "B");
	assert_text(words_find(&desk->words, LANGUAGE_EN, STR("a")), "甲");
	assert_text(words_find(&desk->words, LANGUAGE_KK, STR("c")), "c");
	assert_text(words_find(&desk->words, LANGUAGE_KK, STR("none")), "none");
	assert_int_equal(words_language(&desk->words, LANGUAGE_EN, STR("b")), LANGUAGE_EN);
	assert_int_equal(words_language(&desk->words, LANGUAGE_EN, STR("a")), LANGUAGE_ZH);
}

static void a_later_file_goes_over_an_earlier_one(void **state)
{
	struct desk *desk = *state;

	assert_true(add(desk, LANGUAGE_ZH, "[words]\na = 甲\nb = 乙\n"));
	assert_true(add(desk, LANGUAGE_ZH, "[words]\nb = 丙\n"));
	assert_int_equal(desk->words.count, 2);
	assert_text(words_find(&desk->words, LANGUAGE_ZH, STR("a")), "甲");
	assert_text(words_find(&desk->words, LANGUAGE_ZH, STR("b")), "丙");
}

static void fills_in_values(void **state)
{
	struct words_value values[] = {{"grids", STR("1,263"), false}, {"covered", STR("1,241"), false}};
	struct desk *desk = *state;

	load(desk);
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_ZH, STR("grids_with_team_of"), values, 2),
		"1,263 个网格中 *1,241* 个已有服务队");
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_EN, STR("grids_with_team_of"), values, 2),
		"*1,241* of 1,263 grids have a service team");
}

static void isolates_values_where_one_reads_from_the_right(void **state)
{
	struct words_value values[] = {{"topic", STR("A (1)"), true}, {"n", STR("86% (12)"), false}};
	struct desk *desk = *state;

	assert_true(add(desk, LANGUAGE_ZH, "[words]\nq = {topic}：{n}\n"));
	assert_true(add(desk, LANGUAGE_UG, "[words]\nq = «{topic}»: {n} باھا\n"));
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_UG, STR("q"), values, 2),
		"«" FSI "A (1)" PDI "»: " LRI "86% (12)" PDI " باھا");
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_ZH, STR("q"), values, 2), "A (1)：86% (12)");
}

static void leaves_what_it_cannot_fill(void **state)
{
	struct words_value values[] = {{"n", STR("{n}"), false}};
	struct desk *desk = *state;

	assert_true(add(desk, LANGUAGE_ZH, "[words]\nq = {n}{n}{other} { n} {} {{n}} {n\n"));
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_ZH, STR("q"), values, 1),
		"{n}{n}{other} { n} {} {{n}} {n");
	values[0].text = STR("7");
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_ZH, STR("q"), values, 1),
		"77{other} { n} {} {7} {n");
	assert_text(words_format(&desk->arena, &desk->words, LANGUAGE_ZH, STR("gone"), NULL, 0), "gone");
}

static void check_names_what_is_missing(void **state)
{
	struct desk *desk = *state;

	assert_true(add(desk, LANGUAGE_ZH, "[words]\na = 甲 {n}\nb = 乙\n"));
	assert_true(add(desk, LANGUAGE_UG, "[words]\na = {n}\nb = ب\n"));
	assert_true(add(desk, LANGUAGE_KK, "[words]\na = {m}\nb = \xd9\xb6\n"));
	assert_true(add(desk, LANGUAGE_EN, "[words]\na = *{n}\n\n# no b\nc = C\n"));
	assert_false(words_check(&desk->words, &desk->faults));
	assert_int_equal(desk->faults.total, 8);
	assert_fault(desk, 0, "zh.words", 0, "no c");
	assert_fault(desk, 1, "ug.words", 0, "no c");
	assert_fault(desk, 2, "kk.words", 2, "a without {n}");
	assert_fault(desk, 3, "kk.words", 2, "a with {m}");
	assert_fault(desk, 4, "kk.words", 3, "U+0676");
	assert_fault(desk, 5, "kk.words", 0, "no c");
	assert_fault(desk, 6, "en.words", 2, "an odd number of asterisks");
	assert_fault(desk, 7, "en.words", 0, "no b");
}

static void refuses_bad_files(void **state)
{
	struct desk *desk = *state;

	assert_false(add(desk, LANGUAGE_UG,
		"[words]\nBad = x\nempty =\nok = x\n[confidence]\nok = maybe\nother = low\n[more]\nx = y\n"));
	assert_int_equal(desk->faults.total, 5);
	assert_fault(desk, 0, "ug.words", 2, "\"Bad\"");
	assert_fault(desk, 1, "ug.words", 3, "\"\"");
	assert_fault(desk, 2, "ug.words", 6, "\"maybe\"");
	assert_fault(desk, 3, "ug.words", 7, "\"other\"");
	assert_fault(desk, 4, "ug.words", 9, "\"more\"");
	assert_text(words_find(&desk->words, LANGUAGE_UG, STR("ok")), "x");
}

static void an_absent_folder_leaves_keys(void **state)
{
	struct desk *desk = *state;

	assert_false(words_load(&desk->arena, "tests/none", &desk->words, &desk->faults));
	assert_int_equal(desk->faults.total, LANGUAGE_COUNT);
	assert_text(words_find(&desk->words, LANGUAGE_ZH, STR("back")), "back");
}

/* Whether only plain arguments stand before the literal: a key that is chosen at run time is left to --check. */
static bool is_plain(struct str arguments)
{
	for (size_t i = 0; i < arguments.length; i++)
		if (strchr("(?[;{", arguments.bytes[i]))
			return false;
	return true;
}

/* The literal that a call takes as its key. */
static void check_keys_of(struct desk *desk, const char *path, struct str source, struct str call)
{
	for (size_t at = str_find(source, call); at < source.length; at = str_find(source, call)) {
		size_t quote;
		struct str key;

		source = str_part(source, at + call.length, source.length);
		quote = str_find(source, STR("\""));
		key = str_part(source, quote + 1, source.length);
		key = str_part(key, 0, str_find(key, STR("\"")));
		if (!is_plain(str_part(source, 0, quote)) || str_find(key, STR("%")) < key.length)
			continue;
		if (str_equal(words_find(&desk->words, LANGUAGE_ZH, key), key))
			fail_msg("%s uses \"" STR_FMT "\", which assets/words lacks", path, STR_ARG(key));
	}
}

static void words_that_the_program_uses_exist(void **state)
{
	struct desk *desk = *state;
	glob_t sources;

	load(desk);
	assert_int_equal(glob("kiosk/*/*.c", 0, NULL, &sources), 0);
	for (size_t i = 0; i < sources.gl_pathc; i++) {
		struct error error;
		struct str source;

		assert_true(file_read(&desk->arena, sources.gl_pathv[i], 1 << 20, &source, &error));
		check_keys_of(desk, sources.gl_pathv[i], source, STR("kit_word("));
		check_keys_of(desk, sources.gl_pathv[i], source, STR("kit_words("));
		check_keys_of(desk, sources.gl_pathv[i], source, STR("kit_empty("));
	}
	globfree(&sources);
}

#define desk_test(function) cmocka_unit_test_setup_teardown(function, desk_open, desk_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(shipped_words_are_whole),
		desk_test(languages_are_named_in_their_own_script),
		desk_test(chinese_has_full_width_punctuation),
		desk_test(finds_falls_back_to_chinese_then_to_the_key),
		desk_test(a_later_file_goes_over_an_earlier_one),
		desk_test(fills_in_values),
		desk_test(isolates_values_where_one_reads_from_the_right),
		desk_test(leaves_what_it_cannot_fill),
		desk_test(check_names_what_is_missing),
		desk_test(refuses_bad_files),
		desk_test(an_absent_folder_leaves_keys),
		desk_test(words_that_the_program_uses_exist),
	};

	return cmocka_run_group_tests_name("text_words", tests, NULL, NULL);
}
