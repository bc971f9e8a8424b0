#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"
#include "kiosk/script.h"
#include "kiosk/settings.h"

static struct arena arena;

struct outcome {
	struct settings settings;
	bool ok, usage;
	char *printed;
};

static struct outcome read_words(int count, char **words)
{
	struct outcome outcome;
	struct faults faults;
	size_t length;
	FILE *memory = open_memstream(&outcome.printed, &length);

	faults_init(&faults, &arena);
	outcome.ok = settings_read(&arena, count, words, &outcome.settings, &faults, &outcome.usage);
	faults_print(&faults, memory);
	fclose(memory);
	return outcome;
}

#define READ(...) read_words((int)(sizeof((char *[]){"hallboard", ##__VA_ARGS__}) / sizeof(char *)), (char *[]){"hallboard", ##__VA_ARGS__})

static void defaults_are_a_wall_in_chinese(void **state)
{
	struct outcome outcome = READ();

	(void)state;
	assert_true(outcome.ok);
	assert_true(str_equal(outcome.settings.area, STR("all")));
	assert_true(str_equal(outcome.settings.timezone, STR("Asia/Shanghai")));
	assert_int_equal(outcome.settings.tongues.count, 0); /* what the layout says, else Chinese */
	assert_int_equal(outcome.settings.feed.length, 0);
	free(outcome.printed);
}

static void flags_in_both_spellings(void **state)
{
	struct outcome outcome = READ("--size=1280x720", "--language", "ug", "--windowed", "--at", "2018-10-25T09:30:00+08:00");

	(void)state;
	assert_string_equal(outcome.printed, "");
	assert_int_equal(outcome.settings.width, 1280);
	assert_int_equal(outcome.settings.height, 720);
	assert_int_equal(outcome.settings.tongues.count, 1);
	assert_int_equal(outcome.settings.tongues.items[0].first, LANGUAGE_UG);
	assert_true(outcome.settings.windowed && outcome.settings.at_given);
	assert_int_equal(outcome.settings.at_ms, INT64_C(1540431000000));
	free(outcome.printed);
}

static void bad_flags_are_usage(void **state)
{
	struct outcome outcome = READ("--size", "tall", "--language", "fr");

	(void)state;
	assert_true(!outcome.ok && outcome.usage);
	assert_string_equal(outcome.printed,
		"command line: found --size tall, expected WIDTHxHEIGHT from 160x160 to 8192x8192\n"
		"command line: found --language fr, expected zh, ug, kk or en, two side by side such as zh+ug, or up to four in turn such as "
		"zh, ug, kk\n");
	free(outcome.printed);
	outcome = READ("--sizes", "1x1");
	assert_true(outcome.usage);
	assert_non_null(strstr(outcome.printed, "found \"--sizes\", expected one of --settings, --feed, --proxy"));
	free(outcome.printed);
	outcome = READ("--feed");
	assert_true(outcome.usage);
	assert_string_equal(outcome.printed, "command line: found \"--feed\", expected --feed URL...|DIR\n");
	free(outcome.printed);
}

static struct outcome read_file_text(const char *text)
{
	char path[] = "/tmp/hallboard-settings-XXXXXX";
	int fd = mkstemp(path);
	struct outcome outcome;

	assert_true(fd >= 0);
	close(fd);
	assert_true(file_replace(path, str_from(text), 0600, NULL));
	outcome = READ("--settings", path, "--theme", "contrast");
	unlink(path);
	return outcome;
}

static void a_file_then_the_line(void **state)
{
	struct outcome outcome = read_file_text("# hall 7\n[hallboard]\nfeed = http://127.0.0.1:8460\ntheme = civic\nwidth_mm = 1210\n");

	(void)state;
	assert_string_equal(outcome.printed, "");
	assert_true(str_equal(outcome.settings.feed, STR("http://127.0.0.1:8460")));
	assert_true(str_equal(outcome.settings.theme, STR("contrast")));
	assert_int_equal(outcome.settings.width_mm, 1210);
	free(outcome.printed);
}

static void faults_of_a_file_have_their_place(void **state)
{
	struct outcome outcome = read_file_text("[hallboard]\nwidth_mm = broad\nfed = x\n");

	(void)state;
	assert_true(!outcome.ok && !outcome.usage);
	assert_non_null(strstr(outcome.printed, ":2:12: found \"broad\", expected a whole number from 0 to 10000\n"));
	assert_non_null(strstr(outcome.printed, ":3:1: found \"fed\", expected in [hallboard] one of feed, proxy, ca, key, code, enrol, area"));
	free(outcome.printed);
}

static void scripts_say_what_is_wrong(void **state)
{
	struct faults faults;
	struct script script;

	(void)state;
	faults_init(&faults, &arena);
	assert_true(script_parse(&arena, STR("s"), STR("# a\n0 wait\n500 tap 260 600\n\n700 picture a b.png\n"), &script, &faults));
	assert_int_equal(script.count, 3);
	assert_int_equal(script.steps[1].at.x, 260);
	assert_string_equal(script.steps[2].file.bytes, "a b.png");
	assert_false(script_parse(&arena, STR("s"), STR("500 tap 1\n900 wait\n800 wait\n"), &script, &faults));
	assert_int_equal(faults.total, 2);
	assert_int_equal(faults.items[0].line, 1);
	assert_int_equal(faults.items[1].line, 3);
}

/* The manual's options are this table's, word for word. */
static void the_manual_holds_every_option(void **state)
{
	struct str manual;
	struct error error;
	char *options;
	size_t length;
	FILE *memory = open_memstream(&options, &length);

	(void)state;
	settings_manual(memory);
	fclose(memory);
	assert_true(file_read(&arena, "docs/hallboard.1", 1 << 20, &manual, &error));
	assert_true(length > 1000);
	if (str_find(manual, (struct str){options, length}) == manual.length)
		fail_msg("docs/hallboard.1 should hold:\n%s", options);
	free(options);
}

static int teardown(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_a_wall_in_chinese),
		cmocka_unit_test(flags_in_both_spellings),
		cmocka_unit_test(bad_flags_are_usage),
		cmocka_unit_test(a_file_then_the_line),
		cmocka_unit_test(faults_of_a_file_have_their_place),
		cmocka_unit_test(scripts_say_what_is_wrong),
		cmocka_unit_test(the_manual_holds_every_option),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
