#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"

/* A heartbeat there and back, and what is refused. */

static struct arena arena;
static struct str whole;

static const struct heartbeat sample = {
	.device = "0123456789abcdef0123456789abcdef",
	.area = {"652301001001", 12},
	.version = {"0.1.0", 5},
	.screen = {"coverage", 8},
	.fault = {"found answer 503, expected 200", 30},
	.sent_ms = INT64_C(1540429200000),
	.period_s = 300,
	.feed_version = 12,
	.contact_ms = INT64_C(1540429140000),
	.storage_free_bytes = INT64_C(4) << 30,
	.outbox = 3,
	.clock = CLOCK_SYNCHRONISED,
	.stats = {3600, 60, 60, 1, 231, 300, 400, 500, 900, 80000, 1 << 20},
};

static int begin(void **state)
{
	(void)state;
	arena_init(&arena);
	whole = heartbeat_encode(&arena, &sample);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static void there_and_back_is_the_same(void **state)
{
	struct heartbeat back;
	struct error error;

	(void)state;
	assert_true(whole.length < HEARTBEAT_BYTES_MAX);
	if (!heartbeat_decode(&arena, whole, &back, &error))
		fail_msg("%s", error.text);
	assert_string_equal(heartbeat_encode(&arena, &back).bytes, whole.bytes);
	assert_int_equal(back.stats.cache_bytes, 1 << 20);
	assert_int_equal(back.clock, CLOCK_SYNCHRONISED);
	back.contact_ms = 0;
	assert_true(heartbeat_decode(&arena, heartbeat_encode(&arena, &back), &back, &error));
	assert_int_equal(back.contact_ms, 0);
}

/* The field list is closed: nothing about a person has a place in it. */
static void what_is_not_as_it_should_be_is_refused(void **state)
{
	static const struct {
		const char *from, *to, *sentence;
	} cases[] = {
		{"\"outbox\":3", "\"outbox\":3,\"language\":\"ug\"", "found something unknown"},
		{"\"outbox\":3", "\"outbox\":-3", "found -3 at outbox"},
		{"\"outbox\":3,", "", "found nothing at outbox"},
		{"\"outbox\":3", "\"outbox\":\"3\"", "found \"3\" at outbox"},
		{"0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef", "at device"},
		{"synchronised", "right", "found \"right\" at clock"},
		{"\"coverage\"", "\"two words\"", "at screen"},
		{"answer 503", "answer\\n503", "found a control character at fault"},
		{"\"period_s\":300", "\"period_s\":0", "found 0 at period_s"},
		{"\"period_s\":300", "\"period_s\":1e9", "at period_s"},
		{"\"wakeups\":60", "\"wakeups\":60,\"touches\":5", "found something unknown"},
		{"\"wakeups\":60,", "", "found nothing at stats.wakeups"},
		{"{\"device\"", "{\"device\":\"a\",\"device\"", "heartbeat"},
		{"}}", "}}}", "heartbeat"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str text = golden_variant(&arena, whole, cases[i].from, cases[i].to);
		struct heartbeat beat;
		struct error error = {""};

		assert_false(heartbeat_decode(&arena, text, &beat, &error));
		if (strncmp(cases[i].sentence, "found something", 15) != 0 && !strstr(error.text, cases[i].sentence))
			fail_msg("case %zu: %s", i, error.text);
		assert_non_null(strstr(error.text, "expected"));
	}
}

static void a_long_one_is_refused_unread(void **state)
{
	static char text[HEARTBEAT_BYTES_MAX + 1];
	struct heartbeat beat;
	struct error error;

	(void)state;
	memset(text, ' ', sizeof(text));
	assert_false(heartbeat_decode(&arena, (struct str){text, sizeof(text)}, &beat, &error));
	assert_string_equal(error.text, "heartbeat: found 4097 bytes, expected at most 4096");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(there_and_back_is_the_same, begin, finish),
		cmocka_unit_test_setup_teardown(what_is_not_as_it_should_be_is_refused, begin, finish),
		cmocka_unit_test_setup_teardown(a_long_one_is_refused_unread, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
