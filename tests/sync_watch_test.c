#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/sync/watch.h"
#include "feed/wire/root.h"
#include "feed/wire/wire.h"

/* Whose alerts are believed, when they are asked for, and what is told back, over a transport that answers from a shelf of files. */

enum { FILES_MAX = 24 };

#define WALL_MS INT64_C(1540431000000)

struct shelf_file {
	struct str path, bytes;
};

static struct desk {
	struct arena arena;
	struct sign_public centre, alert, stranger;
	struct sign_secret centre_secret, alert_secret, stranger_secret;
	struct transport transport;
	struct shelf_file files[FILES_MAX];
	size_t file_count;
	struct transport_reply replies[LANE_COUNT];
	bool ready[LANE_COUNT], waits, away; /* waits: the server keeps questions; away: nobody answers */
	int asked_wait_s, seen_status, seen_posts;
	char seen[4096];
	struct random dice;
	struct cache *cache;
	struct watch *watch;
	char folder[64];
	int64_t steady_ms;
} desk;

static void put(struct str path, struct str bytes)
{
	for (size_t i = 0; i < desk.file_count; i++)
		if (str_equal(desk.files[i].path, path)) {
			desk.files[i].bytes = bytes;
			return;
		}
	assert_true(desk.file_count < FILES_MAX);
	desk.files[desk.file_count++] = (struct shelf_file){path, bytes};
}

static void take_post(const struct transport_request *request)
{
	snprintf(desk.seen, sizeof(desk.seen), STR_FMT, STR_ARG(request->body));
	desk.replies[LANE_SEEN].status = desk.seen_status;
	desk.seen_posts++;
}

static void fake_begin(struct transport *transport, enum transport_lane lane, const struct transport_request *request)
{
	struct transport_reply *reply = &desk.replies[lane];

	(void)transport;
	assert_false(desk.ready[lane]);
	desk.ready[lane] = true;
	*reply = (struct transport_reply){.lane = lane, .arrived = !desk.away, .status = 404};
	if (desk.away) {
		error_set(&reply->error, "nobody answers");
		return;
	}
	if (lane == LANE_SEEN) {
		take_post(request);
		return;
	}
	if (request->wait_s)
		desk.asked_wait_s = request->wait_s;
	reply->waits = desk.waits && request->wait_s;
	for (size_t i = 0; i < desk.file_count; i++)
		if (str_equal(desk.files[i].path, request->path) && desk.files[i].bytes.length) {
			reply->status = 200;
			reply->body = desk.files[i].bytes;
		}
}

static enum transport_event fake_wait(struct transport *transport, int timeout_ms, struct transport_reply *reply)
{
	(void)transport;
	(void)timeout_ms;
	(void)reply;
	return TRANSPORT_TIMEOUT;
}

static void fake_nothing(struct transport *transport)
{
	(void)transport;
}

/* As hallfeed writes it, with these keys. */
static struct str escaped(const struct sign_public *key)
{
	struct str text = sign_public_text(&desk.arena, key), line;

	str_next(&text, '\n', &line);
	return str_format(&desk.arena, STR_FMT "\\n" STR_FMT "\\n", STR_ARG(line), STR_ARG(str_trim(text)));
}

static void put_root(const struct sign_public *alert, const struct sign_secret *secret, const char *expires)
{
	char centre_id[ROOT_KEY_ID_DIGITS + 1], alert_id[ROOT_KEY_ID_DIGITS + 1];
	struct str bytes;

	root_key_id(desk.centre.id, centre_id);
	root_key_id(alert->id, alert_id);
	bytes = str_format(&desk.arena,
		"{\"version\":1,\"issued\":\"2018-10-01T00:00:00Z\",\"expires\":\"%s\",\"keys\":[{\"id\":\"%s\",\"minisign\":\"" STR_FMT
		"\"},{\"id\":\"%s\",\"minisign\":\"" STR_FMT "\"}],\"roles\":{\"root\":{\"threshold\":1,\"keys\":[\"%s\"]},"
		"\"content\":{\"threshold\":1,\"keys\":[\"%s\"]},\"alert\":{\"threshold\":1,\"keys\":[\"%s\"]},"
		"\"head\":{\"threshold\":1,\"keys\":[\"%s\"]}}}",
		expires, centre_id, STR_ARG(escaped(&desk.centre)), alert_id, STR_ARG(escaped(alert)), centre_id, centre_id, alert_id,
		centre_id);
	put(STR("/v1/root/1.json"), bytes);
	put(str_format(&desk.arena, "/v1/root/1.json.%s.minisig", centre_id), sign_make(&desk.arena, secret, bytes, STR("root")));
}

/* A head of one document, with one alert in it. */
static void publish_kind(int version, const char *id, const struct sign_secret *secret, enum document_kind kind, const char *area)
{
	struct str document = str_format(&desk.arena,
		"{\"alerts\":[{\"identifier\":\"%s\",\"sent\":\"2018-10-25T01:30:00Z\",\"status\":\"Actual\",\"msgType\":\"Alert\","
		"\"scope\":\"Public\",\"category\":\"Fire\",\"event\":\"fire\",\"responseType\":\"Evacuate\",\"urgency\":\"Immediate\","
		"\"severity\":\"Extreme\",\"certainty\":\"Observed\",\"expires\":\"2018-10-25T03:30:00Z\",\"areas\":[\"all\"],\"info\":{}}]}",
		id);
	struct head_document named = {.kind = kind, .name = STR("alerts"), .size_bytes = (int64_t)document.length};
	struct head head = {.area = str_from(area), .version = version, .issued_ms = WALL_MS, .expires_ms = WALL_MS + 86400000,
		.next_poll_s = 5, .documents = &named, .document_count = 1};
	struct str bytes;

	sha256_hex(document, named.sha256);
	bytes = head_encode(&desk.arena, &head);
	put(STR("/v1/head/global.json"), bytes);
	put(STR("/v1/head/global.json.minisig"), sign_make(&desk.arena, secret, bytes, STR("test")));
	put(str_format(&desk.arena, "/v1/blob/%s", named.sha256), document);
}

static void publish(int version, const char *id, const struct sign_secret *secret)
{
	publish_kind(version, id, secret, DOCUMENT_ALERTS, "global");
}

/* Until nothing runs any more; when it wants to be called again. */
static int64_t turn(void)
{
	for (int i = 0; i < 50; i++) {
		int64_t due_ms = watch_step(desk.watch, desk.steady_ms);
		enum transport_lane lane = desk.ready[LANE_ALERTS] ? LANE_ALERTS : LANE_SEEN;

		if (!desk.ready[lane])
			return due_ms;
		desk.ready[lane] = false;
		watch_reply(desk.watch, &desk.replies[lane], desk.steady_ms, WALL_MS);
	}
	fail_msg("the watch never rests");
	return 0;
}

static int64_t ask(void)
{
	desk.steady_ms += 1000000;
	return turn();
}

static const char *shown(void)
{
	const struct alerts *alerts = snapshot_alerts(watch_snapshot(desk.watch));

	return alerts ? str_copy(&desk.arena, alerts->items[0].id).bytes : "nothing";
}

static void open_watch(const struct snapshot *first)
{
	struct watch_settings settings = {.key = desk.centre, .device = "00112233445566778899aabbccddeeff"};

	desk.watch = watch_create(&settings, desk.cache, &desk.transport, &desk.dice, first);
}

static int begin(void **state)
{
	struct error error;

	(void)state;
	memset(&desk, 0, sizeof(desk));
	strcpy(desk.folder, "/tmp/hallboard-watch-XXXXXX");
	if (!mkdtemp(desk.folder))
		return -1;
	sign_start();
	sign_make_keys(&desk.centre, &desk.centre_secret);
	sign_make_keys(&desk.alert, &desk.alert_secret);
	sign_make_keys(&desk.stranger, &desk.stranger_secret);
	desk.dice = random_seeded(7);
	desk.waits = true;
	desk.seen_status = 204;
	desk.transport = (struct transport){fake_begin, fake_wait, fake_nothing, fake_nothing, true, 1, NULL};
	if (!cache_open(&desk.cache, str_format(&desk.arena, "%s/alerts.db", desk.folder).bytes, &error))
		return -1;
	put_root(&desk.alert, &desk.centre_secret, "2028-10-01T00:00:00Z");
	publish(5, "a5", &desk.alert_secret);
	open_watch(NULL);
	return 0;
}

static int finish(void **state)
{
	char command[96];

	(void)state;
	watch_destroy(desk.watch);
	cache_close(desk.cache);
	snprintf(command, sizeof(command), "rm -rf %s", desk.folder);
	arena_finish(&desk.arena);
	return system(command);
}

static void alerts_are_taken_kept_and_asked_for_again_at_once(void **state)
{
	const struct snapshot *kept;
	struct error error;
	int64_t due_ms;

	(void)state;
	assert_false(watch_settled(desk.watch));
	due_ms = turn();
	assert_string_equal(shown(), "a5");
	assert_true(watch_settled(desk.watch) && watch_state(desk.watch).live);
	assert_int_equal(desk.asked_wait_s, 25);
	assert_in_range(due_ms - desk.steady_ms, 0, 250);
	assert_true(cache_load(desk.cache, NULL, NULL, &kept, &error));
	assert_true(str_equal(snapshot_alerts(kept)->items[0].id, STR("a5")));
	snapshot_unref(kept);
	publish(6, "a6", &desk.alert_secret);
	ask();
	assert_string_equal(shown(), "a6");
}

/* A plain web server and a stick answer at once, whatever they are asked. */
static void who_does_not_wait_is_asked_every_few_seconds(void **state)
{
	(void)state;
	desk.waits = false;
	assert_in_range(turn() - desk.steady_ms, 3900, 6100);
	assert_string_equal(shown(), "a5");
	assert_false(watch_state(desk.watch).live);
}

/* One that says that it waits and does not is not asked without a pause. */
static void who_only_says_that_it_waits_is_asked_slowly(void **state)
{
	(void)state;
	turn();
	desk.steady_ms += 1000000;
	assert_in_range(turn() - desk.steady_ms, 0, 6100);
}

/* Refused with its own sentence; nothing moved, and the next asking is not at once. */
static void assert_refused(const char *sentence)
{
	struct watch_state state;
	int64_t due_ms = ask();

	state = watch_state(desk.watch);
	if (!strstr(state.fault.text, sentence))
		fail_msg("\"%s\" does not say \"%s\"", state.fault.text, sentence);
	assert_true(state.failing_since_ms > 0 && !state.live);
	assert_in_range(due_ms - desk.steady_ms, 0, 60000);
	assert_string_equal(shown(), "a5");
	assert_int_equal(cache_version(desk.cache), 5);
}

static void only_the_roles_that_the_root_names_sign_alerts(void **state)
{
	(void)state;
	turn();
	publish(6, "bad", &desk.stranger_secret);
	assert_refused("found a signature by another key");
	publish(6, "a6", &desk.centre_secret); /* the role head signs everything else, and these too */
	ask();
	assert_string_equal(shown(), "a6");
	assert_int_equal(watch_state(desk.watch).failing_since_ms, 0);
}

static void a_root_by_somebody_else_is_refused(void **state)
{
	(void)state;
	turn();
	put_root(&desk.stranger, &desk.stranger_secret, "2028-10-01T00:00:00Z");
	publish(6, "bad", &desk.stranger_secret);
	assert_refused("found a signature by another key");
	put_root(&desk.alert, &desk.centre_secret, "2018-10-02T00:00:00Z");
	publish(6, "bad", &desk.alert_secret);
	assert_refused("the root has expired");
}

/* A feed of before there were roots: the pinned key signs alerts, and nobody else. */
static void without_a_root_only_the_pinned_key_counts(void **state)
{
	(void)state;
	desk.files[0].bytes = desk.files[1].bytes = STR("");
	publish(5, "a5", &desk.centre_secret);
	turn();
	assert_string_equal(shown(), "a5");
	publish(6, "bad", &desk.alert_secret);
	assert_refused("found a signature by another key");
}

static void older_versions_and_other_bytes_are_refused(void **state)
{
	(void)state;
	turn();
	publish(4, "bad", &desk.alert_secret);
	assert_refused("found version 4, expected at least 5");
	publish(5, "bad", &desk.alert_secret);
	assert_refused("found the version that this screen has with other content");
}

static void heads_of_other_areas_and_kinds_are_refused(void **state)
{
	(void)state;
	turn();
	publish_kind(6, "bad", &desk.alert_secret, DOCUMENT_ALERTS, "all");
	assert_refused("the head is of another area");
	publish_kind(6, "bad", &desk.alert_secret, DOCUMENT_NOTICES, "global");
	assert_refused("documents that its key may not sign");
}

static void a_changed_document_is_refused(void **state)
{
	(void)state;
	turn();
	publish(6, "bad", &desk.alert_secret);
	desk.files[desk.file_count - 1].bytes = str_format(&desk.arena, STR_FMT " ", STR_ARG(desk.files[desk.file_count - 1].bytes));
	assert_refused("found other bytes than the head names");
}

static void a_feed_without_alerts_does_not_fail(void **state)
{
	(void)state;
	desk.file_count = 0;
	assert_in_range(turn() - desk.steady_ms, 48000, 72000);
	assert_true(watch_settled(desk.watch));
	assert_int_equal(watch_state(desk.watch).failing_since_ms, 0);
	assert_string_equal(shown(), "nothing");
}

/* Screens that lost the same centre do not come back together. */
static void failures_are_asked_again_at_random_times(void **state)
{
	int64_t first;

	(void)state;
	turn();
	desk.away = true;
	first = ask() - desk.steady_ms;
	assert_in_range(first, 0, 2000);
	for (int i = 0; i < 8; i++)
		assert_in_range(ask() - desk.steady_ms, 0, 60000);
	assert_false(watch_state(desk.watch).live);
	assert_string_equal(shown(), "a5");
	desk.away = false;
	ask();
	assert_int_equal(watch_state(desk.watch).failing_since_ms, 0);
}

static void a_restart_begins_with_what_was_kept(void **state)
{
	const struct snapshot *kept;
	struct error error;

	(void)state;
	turn();
	watch_destroy(desk.watch);
	assert_true(cache_load(desk.cache, NULL, NULL, &kept, &error));
	open_watch(kept);
	snapshot_unref(kept);
	desk.away = true;
	turn();
	assert_string_equal(shown(), "a5");
}

static void what_was_shown_is_told_once(void **state)
{
	(void)state;
	turn();
	watch_seen(desk.watch, STR("a5"), WALL_MS, desk.steady_ms);
	watch_seen(desk.watch, STR("a5"), WALL_MS + 5000, desk.steady_ms);
	assert_int_equal(desk.seen_posts, 0); /* within a few seconds, and not all screens at once */
	desk.steady_ms += 5000;
	turn();
	assert_int_equal(desk.seen_posts, 1);
	assert_string_equal(desk.seen, "{\"device\":\"00112233445566778899aabbccddeeff\",\"seen\":[\n"
				       "{\"alert\":\"a5\",\"shown\":\"2018-10-25T01:30:00Z\"}\n]}\n");
	watch_seen(desk.watch, STR("a5"), WALL_MS + 9000, desk.steady_ms);
	ask();
	assert_int_equal(desk.seen_posts, 1);
	watch_seen(desk.watch, STR("b"), WALL_MS, desk.steady_ms);
	ask();
	assert_int_equal(desk.seen_posts, 2);
	assert_null(strstr(desk.seen, "a5"));
}

static void what_was_not_heard_is_told_again(void **state)
{
	(void)state;
	turn();
	desk.seen_status = 503;
	watch_seen(desk.watch, STR("a5"), WALL_MS, desk.steady_ms);
	ask();
	assert_int_equal(desk.seen_posts, 1);
	desk.seen_status = 204;
	ask();
	assert_int_equal(desk.seen_posts, 2);
	assert_non_null(strstr(desk.seen, "a5"));
	ask();
	assert_int_equal(desk.seen_posts, 2);
	desk.seen_status = 404; /* a centre that does not want to know */
	watch_seen(desk.watch, STR("b"), WALL_MS, desk.steady_ms);
	ask();
	ask();
	assert_int_equal(desk.seen_posts, 3);
}

static void a_stick_is_told_nothing(void **state)
{
	(void)state;
	desk.transport.takes_ratings = false;
	turn();
	watch_seen(desk.watch, STR("a5"), WALL_MS, desk.steady_ms);
	ask();
	assert_int_equal(desk.seen_posts, 0);
}

#define WATCHED(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WATCHED(alerts_are_taken_kept_and_asked_for_again_at_once),
		WATCHED(who_does_not_wait_is_asked_every_few_seconds),
		WATCHED(who_only_says_that_it_waits_is_asked_slowly),
		WATCHED(only_the_roles_that_the_root_names_sign_alerts),
		WATCHED(a_root_by_somebody_else_is_refused),
		WATCHED(without_a_root_only_the_pinned_key_counts),
		WATCHED(older_versions_and_other_bytes_are_refused),
		WATCHED(heads_of_other_areas_and_kinds_are_refused),
		WATCHED(a_changed_document_is_refused),
		WATCHED(a_feed_without_alerts_does_not_fail),
		WATCHED(failures_are_asked_again_at_random_times),
		WATCHED(a_restart_begins_with_what_was_kept),
		WATCHED(what_was_shown_is_told_once),
		WATCHED(what_was_not_heard_is_told_again),
		WATCHED(a_stick_is_told_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
