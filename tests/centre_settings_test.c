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
#include "feed/base/fault.h"
#include "feed/base/file.h"
#include "feed/centre/settings.h"

enum { MANUAL_BYTES_MAX = 64 * 1024 };

static struct arena arena;
static char folder[] = "/tmp/settings-test-XXXXXX";

struct outcome {
	struct centre_settings settings;
	bool ok;
	char *printed; /* owned */
};

static struct outcome read_text(struct str text)
{
	struct str path = str_format(&arena, "%s/conf", folder);
	struct outcome outcome;
	struct faults faults;
	size_t length;
	FILE *memory = open_memstream(&outcome.printed, &length);

	faults_init(&faults, &arena);
	assert_true(file_replace(path.bytes, text, 0600, NULL));
	outcome.ok = centre_settings_read(&arena, path.bytes, &outcome.settings, &faults);
	faults_print(&faults, memory);
	fclose(memory);
	return outcome;
}

static void assert_printed(struct outcome *outcome, const char *expected)
{
	assert_string_equal(outcome->printed, str_format(&arena, "%s", expected).bytes);
	free(outcome->printed);
}

static void nothing_is_the_default(void **state)
{
	struct outcome outcome = read_text(STR(""));

	(void)state;
	assert_true(outcome.ok);
	assert_string_equal(outcome.settings.timezone, "Asia/Shanghai");
	assert_int_equal(outcome.settings.score_every_s, 60);
	assert_int_equal(outcome.settings.publish_min, 10);
	assert_int_equal(outcome.settings.publish_min_new, 10);
	assert_true(outcome.settings.rules.weight_system == 40 && outcome.settings.rules.weight_residents == 30);
	assert_true(outcome.settings.rules.tier_excellent == 90 && outcome.settings.rules.tier_average == 60);
	assert_false(outcome.settings.demo);
	assert_printed(&outcome, "");
}

static void what_is_written_is_read(void **state)
{
	struct centre_settings settings;
	struct outcome outcome;

	(void)state;
	centre_settings_default(&settings);
	snprintf(settings.timezone, sizeof(settings.timezone), "Asia/Urumqi");
	settings.rules.weight_system = 33.25;
	settings.demo = true;
	settings.publish_min_new = 1;
	settings.next_poll_s = 2;
	settings.connections_per_address = 12;
	settings.source.text[LANGUAGE_ZH] = STR("州委组织部");
	settings.source.text[LANGUAGE_EN] = STR("The centre");
	outcome = read_text(centre_settings_text(&arena, &settings));
	assert_true(outcome.ok);
	assert_string_equal(outcome.settings.timezone, "Asia/Urumqi");
	assert_true(outcome.settings.rules.weight_system == 33.25);
	assert_true(outcome.settings.demo);
	assert_int_equal(outcome.settings.publish_min_new, 1);
	assert_int_equal(outcome.settings.next_poll_s, 2);
	assert_int_equal(outcome.settings.connections_per_address, 12);
	assert_true(str_equal(outcome.settings.source.text[LANGUAGE_ZH], STR("州委组织部")));
	assert_true(str_equal(outcome.settings.source.text[LANGUAGE_EN], STR("The centre")));
	assert_int_equal(outcome.settings.source.text[LANGUAGE_UG].length, 0);
	assert_printed(&outcome, "");
}

static void all_faults_have_their_place(void **state)
{
	struct outcome outcome = read_text(STR("[centre]\nnext_poll_s = 0\n  demo = maybe\nweight_system = a\n"
					       "[source]\nde = Zentrum\n[centre2]\nx = 1\n"));
	char *printed = outcome.printed, *line = strtok(printed, "\n");
	static const char *const endings[] = {
		"/conf:2:15: found \"0\", expected a whole number from 1 to 3600",
		"/conf:3:10: found \"maybe\", expected yes or no",
		"/conf:4:17: found \"a\", expected a number from 0 to 1000",
		"/conf:6:1: found \"de\", expected in [source] one of zh, ug, kk, en",
		"/conf:8:1: found \"x\", expected it in [centre], [rules.2019-01-01] or [source]",
	};

	(void)state;
	assert_false(outcome.ok);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++, line = strtok(NULL, "\n")) {
		assert_non_null(line);
		assert_string_equal(line + strlen(folder), endings[i]);
	}
	assert_null(line);
	free(printed);
}

static void an_unknown_name_tells_those_that_are_known(void **state)
{
	struct outcome outcome = read_text(STR("[centre]\npublish = 3\n"));

	(void)state;
	assert_false(outcome.ok);
	assert_non_null(strstr(
		outcome.printed, ":2:1: found \"publish\", expected in [centre] one of timezone, next_poll_s, "));
	free(outcome.printed);
}

static void settings_must_fit_together(void **state)
{
	static const char *const texts[] = {
		"[centre]\ntier_good = 91\n",
		"[centre]\nweight_system = 0\nweight_subdistrict = 0\nweight_residents = 0\n",
		"[centre]\npublish_min_new = 9\n",
		"[centre]\npublish_min = 9\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct outcome outcome = read_text(str_from(texts[i]));

		assert_false(outcome.ok);
		assert_non_null(strstr(outcome.printed, "expected"));
		free(outcome.printed);
	}
}

static void the_manual_lists_them(void **state)
{
	char *list;
	size_t length;
	FILE *memory = open_memstream(&list, &length);
	struct str manual;
	struct error error;

	(void)state;
	centre_settings_manual(memory);
	fclose(memory);
	if (!file_read(&arena, "docs/hallfeed.conf.5", MANUAL_BYTES_MAX, &manual, &error))
		fail_msg("%s", error.text);
	if (str_find(manual, (struct str){list, length}) == manual.length)
		fail_msg("docs/hallfeed.conf.5 does not hold this list:\n%s", list);
	free(list);
}

static int begin(void **state)
{
	(void)state;
	arena_init(&arena);
	return mkdtemp(folder) ? 0 : -1;
}

static int finish(void **state)
{
	(void)state;
	unlink(str_format(&arena, "%s/conf", folder).bytes);
	rmdir(folder);
	arena_finish(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_the_default),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(all_faults_have_their_place),
		cmocka_unit_test(an_unknown_name_tells_those_that_are_known),
		cmocka_unit_test(settings_must_fit_together),
		cmocka_unit_test(the_manual_lists_them),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}
