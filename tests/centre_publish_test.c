#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/check.h"
#include "feed/base/file.h"
#include "feed/centre/publish.h"
#include "feed/centre/root.h"
#include "feed/wire/wire.h"
#include "tests/support/centre_fixture.h"

/* The folder that is published is whole at any moment, signed, and only as new as it must be. */

enum { DAY_MS = 24 * 3600 * 1000, VALID_H = 48 };

static struct centre_fixture fixture;

static int begin(void **state)
{
	(void)state;
	sign_start();
	centre_fixture_begin(&fixture);
	centre_fixture_import_areas(&fixture);
	fixture.centre.folder = ".";
	fixture.centre.settings.next_poll_s = 60;
	fixture.centre.settings.head_valid_h = VALID_H;
	sign_make_keys(&fixture.centre.open, &fixture.centre.secret);
	sign_make_keys(&fixture.centre.alert_open, &fixture.centre.alert_secret);
	REQUIRE(mkdir("keys", 0700) == 0);
	assert_true(root_create(".", &(struct root_keys){&fixture.centre.open, &fixture.centre.alert_open},
		&fixture.centre.secret, FIXTURE_NOW_MS, NULL));
	return 0;
}

static int finish(void **state)
{
	(void)state;
	centre_fixture_finish(&fixture);
	return 0;
}

static bool publish(const char *out)
{
	struct error error = {""};
	bool changed;

	if (!publish_run(&fixture.centre, out, &changed, &error))
		fail_msg("%s", error.text);
	return changed;
}

static struct str read_file(const char *path)
{
	struct error error;
	struct str bytes;

	if (!file_read(&fixture.arena, path, HEAD_DOCUMENT_BYTES_MAX, &bytes, &error))
		fail_msg("%s", error.text);
	return bytes;
}

static struct head read_head(void)
{
	struct str bytes = read_file("out/v1/head/all.json");
	struct error error = {""};
	struct head head;

	if (!sign_verify(&fixture.centre.open, bytes, read_file("out/v1/head/all.json.minisig"), &error) ||
		!head_decode(&fixture.arena, bytes, &head, &error))
		fail_msg("%s", error.text);
	return head;
}

static const char *blob_path(const struct head_document *document)
{
	return str_format(&fixture.arena, "out/v1/blob/%s", document->sha256).bytes;
}

static const struct head_document *find(const struct head *head, const char *name)
{
	for (size_t i = 0; i < head->document_count; i++)
		if (str_equal(head->documents[i].name, str_from(name)))
			return &head->documents[i];
	fail_msg("no document %s", name);
	return NULL;
}

static void import_days(const char *volunteers)
{
	struct str text = str_format(&fixture.arena, "date,area,volunteers\n2018-10-25,P,%s\n", volunteers);

	assert_string_equal(centre_fixture_import(&fixture, "days", text.bytes), "");
}

static void what_is_named_is_there_and_reads(void **state)
{
	struct head head;

	(void)state;
	assert_true(publish("out"));
	head = read_head();
	assert_true(str_equal(head.area, STR("all")));
	assert_int_equal(head.version, 1);
	assert_int_equal(head.issued_ms, FIXTURE_NOW_MS);
	assert_int_equal(head.expires_ms, FIXTURE_NOW_MS + VALID_H * INT64_C(3600000));
	assert_int_equal(head.next_poll_s, 60);
	assert_true(head.document_count > 20);
	for (size_t i = 0; i < head.document_count; i++) {
		const struct head_document *named = &head.documents[i];
		struct str bytes = read_file(blob_path(named));
		char sha256[SHA256_DIGITS + 1];
		struct error error = {""};
		struct document *document = document_decode(named->kind, named->name, named->sha256, bytes, &error);

		sha256_hex(bytes, sha256);
		assert_string_equal(sha256, named->sha256);
		assert_int_equal(bytes.length, named->size_bytes);
		if (!document)
			fail_msg("%s", error.text);
		document_unref(document);
	}
}

static void the_root_is_signed_and_stays(void **state)
{
	char key_id[ROOT_KEY_ID_DIGITS + 1];
	struct str first;

	(void)state;
	root_key_id(fixture.centre.open.id, key_id);
	publish("out");
	first = read_file("out/v1/root/1.json");
	assert_true(sign_verify(&fixture.centre.open, first,
		read_file(str_format(&fixture.arena, "out/v1/root/1.json.%s.minisig", key_id).bytes), NULL));
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + DAY_MS);
	publish("another");
	assert_true(str_equal(read_file("another/v1/root/1.json"), first));
}

static void the_same_is_not_published_twice(void **state)
{
	struct str head;

	(void)state;
	publish("out");
	head = read_file("out/v1/head/all.json");
	assert_false(publish("out"));
	assert_true(str_equal(read_file("out/v1/head/all.json"), head));
	import_days("5000");
	assert_true(publish("out"));
	assert_int_equal(read_head().version, 2);
}

static void a_head_is_made_anew_before_it_is_old(void **state)
{
	(void)state;
	publish("out");
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + VALID_H * INT64_C(3600000) / 4 - 1);
	assert_false(publish("out"));
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + VALID_H * INT64_C(3600000) / 4);
	assert_true(publish("out"));
	assert_int_equal(read_head().version, 2);
	assert_int_equal(read_head().issued_ms, fixture.clock.value_ms);
}

/* A hall may be about to fetch what the head before named. */
static void old_blobs_stay_a_day(void **state)
{
	struct head old;
	const char *blob;

	(void)state;
	import_days("5000");
	publish("out");
	old = read_head();
	blob = blob_path(find(&old, "volunteers_by_day"));
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + 10 * INT64_C(3600000));
	import_days("5001");
	assert_true(publish("out"));
	assert_true(file_exists(blob));
	fixture.clock = clock_fixed(fixture.clock.value_ms + DAY_MS);
	publish("out");
	assert_true(file_exists(blob));
	fixture.clock = clock_fixed(fixture.clock.value_ms + 1000);
	publish("out");
	assert_false(file_exists(blob));
	old = read_head();
	for (size_t i = 0; i < old.document_count; i++)
		assert_true(file_exists(blob_path(&old.documents[i])));
}

static void what_was_damaged_is_written_again(void **state)
{
	struct head head;

	(void)state;
	publish("out");
	head = read_head();
	assert_int_equal(unlink(blob_path(find(&head, "areas"))), 0);
	assert_false(publish("out"));
	assert_true(file_exists(blob_path(find(&head, "areas"))));
	assert_true(file_replace("out/v1/head/all.json", STR("{}"), 0644, NULL));
	assert_true(publish("out"));
	assert_int_equal(read_head().version, 1);
}

/* A hall that was served from a stick goes on with the server. */
static void the_same_state_has_one_head(void **state)
{
	(void)state;
	publish("out");
	fixture.clock = clock_fixed(FIXTURE_NOW_MS + 1000);
	assert_true(publish("stick"));
	assert_true(str_equal(read_file("out/v1/head/all.json"), read_file("stick/v1/head/all.json")));
	assert_true(str_equal(read_file("out/v1/head/all.json.minisig"), read_file("stick/v1/head/all.json.minisig")));
	fixture.centre.settings.next_poll_s = 61;
	assert_true(publish("stick"));
	assert_true(publish("out"));
	assert_int_equal(read_head().version, 2);
}

/* A store from a backup, a clock that was set back: versions and times only grow. */
static void versions_and_times_only_grow(void **state)
{
	(void)state;
	publish("out");
	import_days("5000");
	publish("out");
	centre_fixture_query(&fixture, "DELETE FROM published");
	import_days("5001");
	fixture.clock = clock_fixed(FIXTURE_NOW_MS - DAY_MS);
	publish("out");
	assert_int_equal(read_head().version, 3);
	assert_int_equal(read_head().issued_ms, FIXTURE_NOW_MS);
	import_days("5002");
	publish("another");
	import_days("5003");
	publish("out");
	assert_int_equal(read_head().version, 5);
}

static void without_areas_there_is_no_feed(void **state)
{
	struct error error;
	bool changed;

	(void)state;
	centre_fixture_query(&fixture, "DELETE FROM areas");
	assert_false(publish_run(&fixture.centre, "out", &changed, &error));
	assert_string_equal(error.text, "the centre has no areas yet: import them first");
	assert_false(file_exists("out/v1/head/all.json"));
}

static void refuses_what_could_name_a_person(void **state)
{
	struct error error = {""};
	bool changed;

	(void)state;
	assert_string_equal(centre_fixture_import(&fixture, "items", "id,area,title_zh,state\nI1,K1,一,open\n"), "");
	assert_true(store_run(fixture.centre.store, "UPDATE items SET title_zh = '找13912345678'", &error));
	assert_false(publish_run(&fixture.centre, "refused", &changed, &error));
	assert_non_null(strstr(error.text, "table work_items, row 1, column title"));
	assert_null(strstr(error.text, "1391"));
	assert_false(file_exists("refused/v1/head/all.json"));
	assert_true(store_run(fixture.centre.store, "UPDATE items SET title_zh = '一'", &error));
	assert_true(publish("refused"));
}

#define IN_CENTRE(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_CENTRE(what_is_named_is_there_and_reads),
		IN_CENTRE(the_root_is_signed_and_stays),
		IN_CENTRE(the_same_is_not_published_twice),
		IN_CENTRE(a_head_is_made_anew_before_it_is_old),
		IN_CENTRE(old_blobs_stay_a_day),
		IN_CENTRE(what_was_damaged_is_written_again),
		IN_CENTRE(the_same_state_has_one_head),
		IN_CENTRE(versions_and_times_only_grow),
		IN_CENTRE(refuses_what_could_name_a_person),
		IN_CENTRE(without_areas_there_is_no_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
