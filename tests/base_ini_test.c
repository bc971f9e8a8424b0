#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/fault.h"
#include "feed/base/ini.h"

static struct arena arena;
static struct faults faults;
static struct ini ini;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	faults_init(&faults, &arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static bool parse(const char *text)
{
	return ini_parse(&arena, STR("hall.conf"), str_from(text), &ini, &faults);
}

static void entries_know_their_place(void **state)
{
	(void)state;
	assert_true(parse("\xef\xbb\xbf# a comment\r\nzone = Asia/Shanghai\r\n\r\n  [ wall ]\r\n\tsize=1920x1080 # no "
			  "comment\r\nempty =\n"));
	assert_int_equal(ini.count, 3);
	assert_true(str_equal(ini_find(&ini, STR(""), STR("zone"))->value, STR("Asia/Shanghai")));
	assert_true(str_equal(ini_find(&ini, STR("wall"), STR("size"))->value, STR("1920x1080 # no comment")));
	assert_int_equal(ini_find(&ini, STR("wall"), STR("size"))->line, 5);
	assert_int_equal(ini_find(&ini, STR("wall"), STR("size"))->key_column, 2);
	assert_int_equal(ini_find(&ini, STR("wall"), STR("size"))->value_column, 7);
	assert_int_equal(ini_find(&ini, STR("wall"), STR("empty"))->value.length, 0);
	assert_null(ini_find(&ini, STR(""), STR("size")));
	assert_null(ini_find(&ini, STR("wall"), STR("zone")));
}

static void a_value_may_hold_what_it_likes(void **state)
{
	(void)state;
	assert_true(parse("[a]\nurl = http://x/?a=b&c=[d]\nwords = 社区 = 网格"));
	assert_true(str_equal(ini_find(&ini, STR("a"), STR("url"))->value, STR("http://x/?a=b&c=[d]")));
	assert_true(str_equal(ini_find(&ini, STR("a"), STR("words"))->value, STR("社区 = 网格")));
}

/* All at once, each at its line and column; what is sound is kept. */
static void every_fault_is_told(void **state)
{
	static const struct {
		int line, column;
	} expected[] = {{1, 1}, {3, 1}, {5, 2}, {6, 1}, {7, 1}, {8, 1}};

	(void)state;
	assert_false(parse("no equals\n[a]\n= value\nkey = 1\n key = 2\n[a]\n[broken\n[]\nlast = 3\n"));
	assert_int_equal(faults.total, sizeof(expected) / sizeof(expected[0]));
	for (size_t i = 0; i < faults.total; i++) {
		assert_int_equal(faults.items[i].line, expected[i].line);
		assert_int_equal(faults.items[i].column, expected[i].column);
		assert_true(str_equal(faults.items[i].file, STR("hall.conf")));
	}
	assert_non_null(ini_find(&ini, STR("a"), STR("last")));
}

static void what_is_no_text_is_refused(void **state)
{
	char *long_text = arena_take(&arena, INI_BYTES_MAX + 2);

	(void)state;
	assert_false(parse("key = \xff"));
	assert_int_equal(ini.count, 0);
	memset(long_text, '\n', INI_BYTES_MAX + 1);
	assert_false(parse(long_text));
	long_text[INI_BYTES_MAX] = '\0';
	assert_true(parse(long_text));
}

static void faults_beyond_the_limit_are_counted(void **state)
{
	struct str text = STR("");
	char *printed;
	size_t length;
	FILE *to = open_memstream(&printed, &length);

	(void)state;
	for (int i = 0; i < FAULTS_MAX + 7; i++)
		text = str_format(&arena, STR_FMT "x\n", STR_ARG(text));
	assert_false(parse(text.bytes));
	assert_int_equal(faults.kept, FAULTS_MAX);
	assert_int_equal(faults.total, FAULTS_MAX + 7);
	faults_print(&faults, to);
	fclose(to);
	assert_non_null(strstr(printed, "hall.conf:200:1: found x, expected key = value"));
	assert_non_null(strstr(printed, "and 7 more\n"));
	free(printed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(entries_know_their_place, setup, teardown),
		cmocka_unit_test_setup_teardown(a_value_may_hold_what_it_likes, setup, teardown),
		cmocka_unit_test_setup_teardown(every_fault_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_text_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(faults_beyond_the_limit_are_counted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
