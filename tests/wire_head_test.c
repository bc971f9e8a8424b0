#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"

static int setup(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	arena_finish(*state);
	return 0;
}

static void values_and_bytes_are_the_same(void **state)
{
	struct str text = golden_text(*state, "wire/head.json");
	struct head head;
	struct error error = {""};

	if (!head_decode(*state, text, &head, &error))
		fail_msg("%s", error.text);
	assert_true(str_equal(head.area, STR("all")));
	assert_int_equal(head.version, 17);
	assert_int_equal(head.issued_ms, INT64_C(1540431000000));
	assert_int_equal(head.expires_ms - head.issued_ms, 7 * 24 * 3600 * 1000);
	assert_int_equal(head.next_poll_s, 60);
	assert_true(head.demo);
	assert_int_equal(head.document_count, 2);
	assert_int_equal(head.documents[0].kind, DOCUMENT_AREAS);
	assert_int_equal(head.documents[0].size_bytes, 48213);
	assert_true(str_equal(head.documents[1].name, STR("ranking")));
	assert_int_equal(strlen(head.documents[1].sha256), SHA256_DIGITS);
	assert_true(str_equal(head_encode(*state, &head), text));
}

static const struct golden_refusal refusals[] = {
	{"\"demo\":true", "\"demo\":true,\"who\":1", "found an unknown field at who"},
	{"\"demo\":true,", "", "found nothing at demo, expected true or false"},
	{"\"size\":0", "\"size\":0,\"url\":\"x\"", "an unknown field at documents[1].url"},
	{"\"demo\":true", "\"demo\":true,\"area\":\"all\"", "each key once"},
	{"\"size\":0", "\"size\":0,\"size\":0", "head:3:"},
	{"\"size\":0", "\"size\":67108865", "found 67108865 at documents[1].size"},
	{"\"size\":0", "\"size\":-1", "found -1 at documents[1].size"},
	{"\"size\":0", "\"size\":1.0", "found 1 at documents[1].size, expected a whole number"},
	{"fedcba98", "Fedcba98", "64 hexadecimal digits"},
	{"fedcba98", "fedcba9", "64 hexadecimal digits"},
	{"\"ranking\"", "\"../ranking\"", "letters, digits"},
	{"\"ranking\"", "\"\"", "found \"\" at documents[1].name"},
	{"\"table\"", "\"photo\"", "found \"photo\" at documents[1].kind"},
	{"\"kind\":\"table\",\"name\":\"ranking\"", "\"kind\":\"areas\",\"name\":\"areas\"",
		"a document a second time"},
	{"\"version\":17", "\"version\":0", "found 0 at version"},
	{"\"version\":17", "\"version\":9223372036854775808", "head:1:"},
	{"\"next_poll_s\":60", "\"next_poll_s\":3601", "found 3601 at next_poll_s"},
	{"\"next_poll_s\":60", "\"next_poll_s\":0", "found 0 at next_poll_s"},
	{"2018-11-01", "2018-10-01", "an earlier time at expires"},
	{"2018-11-01T01:30:00Z", "2018-11-31T01:30:00Z", "at expires, expected a time"},
	{"2018-11-01T01:30:00Z", "2018-11-01", "at expires, expected a time"},
	{"2018-11-01T01:30:00Z", "9999-12-31T23:30:00-10:00", "at expires, expected a time"},
	{"{\"area\"", "\xef\xbb\xbf{\"area\"", "head:1:1: found"},
	{"\n]}\n", "\n]}\n{}", "nothing after the last }"},
	{"\"all\"", "\"a\xff\"", "no UTF-8"},
	{"\"all\"", "\"a\\u0000\"", "head:1:"},
	{"\"all\"", "\"a b\"", "found \"a b\" at area"},
	{"true,", "true,,", "a key in quotes"},
	{"\n]}\n", "\n]", ", or }"},
};

static void broken_heads_are_refused(void **state)
{
	struct str text = golden_text(*state, "wire/head.json");

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct str broken = golden_variant(*state, text, refusals[i].from, refusals[i].to);
		struct head head;
		struct error error = {""};

		if (head_decode(*state, broken, &head, &error))
			fail_msg("taken with %s", refusals[i].to);
		if (!strstr(error.text, refusals[i].sentence))
			fail_msg("%s: \"%s\" does not say \"%s\"", refusals[i].to, error.text, refusals[i].sentence);
	}
}

static void long_heads_are_refused_unread(void **state)
{
	char *bytes = arena_take(*state, HEAD_BYTES_MAX + 1);
	struct head head;
	struct error error = {""};

	memset(bytes, ' ', HEAD_BYTES_MAX + 1);
	assert_false(head_decode(*state, (struct str){bytes, HEAD_BYTES_MAX + 1}, &head, &error));
	assert_non_null(strstr(error.text, "at most 262144"));
}

static void brackets_within_brackets_end(void **state)
{
	struct str text = golden_text(*state, "wire/head.json");
	char *deep = arena_take(*state, 100000);
	struct head head;
	struct error error = {""};

	memcpy(deep, "\"x\":", 4);
	memset(deep + 4, '[', 90000);
	text = golden_variant(*state, text, "\"demo\":true", deep);
	assert_false(head_decode(*state, text, &head, &error));
	assert_non_null(strstr(error.text, "fewer brackets within brackets"));
}

/* A connection that broke off must never look like a head. */
static void no_part_is_a_head(void **state)
{
	struct str text = golden_text(*state, "wire/head.json");

	for (size_t length = 0; length + 1 < text.length; length++) {
		struct head head;
		struct error error = {""};

		if (head_decode(*state, str_part(text, 0, length), &head, &error))
			fail_msg("taken after %zu bytes", length);
		assert_int_not_equal(error.text[0], '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_and_bytes_are_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(broken_heads_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(long_heads_are_refused_unread, setup, teardown),
		cmocka_unit_test_setup_teardown(brackets_within_brackets_end, setup, teardown),
		cmocka_unit_test_setup_teardown(no_part_is_a_head, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
