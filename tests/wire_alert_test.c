#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "feed/base/arena.h"
#include "feed/wire/root.h"
#include "feed/wire/wire.h"
#include "tests/support/golden.h"

/* Limits of what tells of alerts, and which keys a root lets sign them. */

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_init(&arena);
	sign_start();
	return 0;
}

static int finish(void **state)
{
	(void)state;
	arena_finish(&arena);
	return 0;
}

static struct str changed(const char *file, const char *from, const char *to)
{
	return golden_variant(&arena, golden_text(&arena, file), from, to);
}

static void an_unknown_event_is_general(void **state)
{
	struct error error = {""};
	struct document *document = document_decode(DOCUMENT_ALERTS, STR("alerts"), "",
		changed("wire/alerts.json", "\"event\":\"fire\"", "\"event\":\"meteor\",\"later\":[1]"), &error);

	(void)state;
	assert_non_null(document);
	assert_int_equal(document->alerts->items[0].event, ALERT_GENERAL);
	document_unref(document);
}

static void long_texts_and_long_lists_are_refused(void **state)
{
	char words[ALERT_HEADLINE_BYTES_MAX + 2];
	struct str many = STR("{\"alerts\":[0");
	struct error error = {""};

	(void)state;
	memset(words, 'a', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	assert_null(document_decode(DOCUMENT_ALERTS, STR("alerts"), "", changed("wire/alerts.json", "消防疏散", words), &error));
	assert_non_null(strstr(error.text, "headline"));
	for (int i = 0; i < ALERTS_MAX; i++)
		many = str_format(&arena, STR_FMT ",0", STR_ARG(many));
	assert_null(document_decode(DOCUMENT_ALERTS, STR("alerts"), "", str_format(&arena, STR_FMT "]}", STR_ARG(many)), &error));
	assert_non_null(strstr(error.text, "expected at most 64"));
}

static void what_a_screen_tells_is_read_whole_or_not(void **state)
{
	static const struct golden_refusal refusals[] = {
		{"\"device\"", "\"who\":\"x\",\"device\"", "an unknown field"},
		{"\"shown\"", "\"name\":1,\"shown\"", "an unknown field at seen[0].name"},
		{"00112233445566778899aabbccddeeff", "0011", "expected 32"},
		{"\"fire-1\"", "\"\"", "seen[0].alert"},
		{"2018-10-25T01:30:01Z", "soon", "seen[0].shown"},
	};
	struct str text = golden_text(&arena, "wire/seen.json");
	struct seen_batch batch;
	struct error error = {""};

	(void)state;
	assert_true(seen_batch_decode(&arena, text, &batch, &error));
	assert_int_equal(batch.count, 2);
	assert_true(str_equal(seen_batch_encode(&arena, &batch), text));
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		assert_false(seen_batch_decode(&arena, changed("wire/seen.json", refusals[i].from, refusals[i].to), &batch, &error));
		if (!strstr(error.text, refusals[i].sentence))
			fail_msg("\"%s\" does not say \"%s\"", error.text, refusals[i].sentence);
	}
}

static void roles_are_what_the_root_says(void **state)
{
	struct str bytes = STR("fire"), signature, text = golden_text(&arena, "wire/root.json");
	struct sign_public stranger;
	struct sign_secret secret;
	struct root root;
	struct error error = {""};

	(void)state;
	assert_true(root_decode(&arena, text, &root, &error));
	assert_int_equal(root.key_count, 2);
	assert_int_equal(root.keys[0].roles, 1u << ROOT_ROLE_ROOT | 1u << ROOT_ROLE_CONTENT | 1u << ROOT_ROLE_HEAD);
	assert_int_equal(root.keys[1].roles, 1u << ROOT_ROLE_ALERT);
	sign_make_keys(&stranger, &secret);
	signature = sign_make(&arena, &secret, bytes, STR(""));
	assert_false(root_verify(&root, 1u << ROOT_ROLE_ALERT, bytes, signature, &error));
	root.keys[1].open = stranger;
	assert_true(root_verify(&root, 1u << ROOT_ROLE_ALERT, bytes, signature, &error));
	assert_false(root_verify(&root, 1u << ROOT_ROLE_HEAD, bytes, signature, &error));
	root.keys[1].roles = 0;
	assert_false(root_verify(&root, ~0u, bytes, signature, &error));
	assert_true(root_decode(&arena, changed("wire/root.json", "\"alert\":{\"threshold\":1", "\"alert\":{\"threshold\":2"), &root, &error));
	assert_int_equal(root.keys[1].roles, 0);
	assert_false(root_decode(&arena, changed("wire/root.json", "\"roles\"", "\"rolls\""), &root, &error));
	assert_false(root_decode(&arena, changed("wire/root.json", "\"id\":\"", "\"id\":\"0"), &root, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_unknown_event_is_general, begin, finish),
		cmocka_unit_test_setup_teardown(long_texts_and_long_lists_are_refused, begin, finish),
		cmocka_unit_test_setup_teardown(what_a_screen_tells_is_read_whole_or_not, begin, finish),
		cmocka_unit_test_setup_teardown(roles_are_what_the_root_says, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
