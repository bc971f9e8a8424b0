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
#include "feed/sync/database.h"
#include "feed/sync/schedule.h"
#include "feed/sync/sync.h"
#include "feed/wire/wire.h"

/* What is believed and what is refused, over a transport that answers from a small shelf of files. Time stands where a test puts it. */

enum { FILES_MAX = 16, WALL_MS = 1540431000 };

struct shelf_file {
	const char *path;
	struct str bytes;
	int status; /* 0: 200 */
};

struct fake {
	struct transport transport;
	struct shelf_file files[FILES_MAX], uncached[2]; /* uncached: what a proxy would have hidden */
	size_t file_count, uncached_count;
	struct transport_reply reply;
	bool ready;
	char posted[8192];
	int posts, asks;
};

static struct desk {
	struct arena arena;
	struct sign_public open;
	struct sign_secret secret;
	struct fake fake;
	struct random dice;
	struct cache *cache;
	struct outbox *outbox;
	struct sync *sync;
	char folder[64];
	int64_t steady_ms, wall_ms;
} desk;

static const struct shelf_file *find(const struct shelf_file *files, size_t count, struct str path)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(path, str_from(files[i].path)))
			return &files[i];
	return NULL;
}

static void fake_begin(struct transport *transport, enum transport_lane lane, const struct transport_request *request)
{
	struct fake *fake = (struct fake *)transport;
	const struct shelf_file *file = request->uncached ? find(fake->uncached, fake->uncached_count, request->path) : NULL;

	if (!file)
		file = find(fake->files, fake->file_count, request->path);
	fake->asks++;
	fake->ready = true;
	fake->reply = (struct transport_reply){.lane = lane, .arrived = true, .status = 404};
	if (request->body.length) {
		snprintf(fake->posted, sizeof(fake->posted), STR_FMT, STR_ARG(request->body));
		fake->posts++;
	}
	if (!file)
		return;
	fake->reply.status = file->status ? file->status : 200;
	fake->reply.body = file->bytes;
	if (file->bytes.length > request->limit_bytes) {
		fake->reply.arrived = false;
		error_set(&fake->reply.error, "too long");
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

static void put(const char *path, struct str bytes)
{
	struct shelf_file *file = (struct shelf_file *)(uintptr_t)find(desk.fake.files, desk.fake.file_count, str_from(path));

	if (!file) {
		assert_true(desk.fake.file_count < FILES_MAX);
		file = &desk.fake.files[desk.fake.file_count++];
	}
	*file = (struct shelf_file){path, bytes, 0};
}

static struct str text(const char *format, ...) __attribute__((format(printf, 1, 2)));
static struct str text(const char *format, ...)
{
	va_list arguments;
	struct str made;

	va_start(arguments, format);
	made = str_format_list(&desk.arena, format, arguments);
	va_end(arguments);
	return made;
}

static struct str notices(int number)
{
	return text("{\"notices\":[{\"id\":\"n%d\",\"area\":\"all\",\"title\":{\"zh\":\"通知%d\"},\"text\":{\"zh\":\"x\"},"
		    "\"from\":\"2018-10-01T00:00:00Z\",\"until\":\"2018-11-01T00:00:00Z\"}]}", number, number);
}

/* A head over one document, signed by secret. */
static void publish(int version, struct str document, const struct sign_secret *secret, const char *area)
{
	struct head_document documents[1] = {{.kind = DOCUMENT_NOTICES, .name = STR("notices"), .size_bytes = (int64_t)document.length}};
	struct head head = {.area = str_from(area), .version = version, .issued_ms = INT64_C(1000) * WALL_MS,
		.expires_ms = INT64_C(1000) * (WALL_MS + 86400), .next_poll_s = 60, .documents = documents, .document_count = 1};
	struct str bytes;

	sha256_hex(document, documents[0].sha256);
	bytes = head_encode(&desk.arena, &head);
	put("/v1/head/all.json", bytes);
	put("/v1/head/all.json.minisig", sign_make(&desk.arena, secret, bytes, STR("test")));
	put(text("/v1/blob/%s", documents[0].sha256).bytes, document);
}

/* Until nothing runs any more. */
static void turn(void)
{
	for (int i = 0; i < 50; i++) {
		sync_step(desk.sync, desk.steady_ms, desk.wall_ms);
		if (!desk.fake.ready)
			return;
		desk.fake.ready = false;
		sync_reply(desk.sync, &desk.fake.reply, desk.steady_ms, desk.wall_ms);
	}
	fail_msg("the sync never rests");
}

static void ask(void)
{
	desk.steady_ms += 1000000;
	desk.wall_ms += 1000000;
	turn();
}

static const char *shown(void)
{
	const struct snapshot *snapshot = sync_snapshot(desk.sync);

	return snapshot ? str_copy(&desk.arena, snapshot_notices(snapshot)->items[0].id).bytes : "nothing";
}

static struct str kept(void)
{
	struct str bytes;

	return cache_head(desk.cache, &desk.arena, &bytes, NULL) ? bytes : STR("");
}

/* Refused with its own sentence, and nothing moved. */
static void assert_refused(const char *sentence)
{
	struct str before = kept();
	struct sync_state state;

	ask();
	state = sync_state(desk.sync);
	if (!strstr(state.fault.text, sentence))
		fail_msg("\"%s\" does not say \"%s\"", state.fault.text, sentence);
	assert_true(state.failing_since_ms > 0);
	assert_true(str_equal(before, kept()));
	assert_string_equal(shown(), "n1");
}

static int begin(void **state)
{
	struct sync_settings settings = {.area = STR("all"), .upload_at_once = true};
	struct error error = {""};

	(void)state;
	memset(&desk, 0, sizeof(desk));
	strcpy(desk.folder, "/tmp/hallboard-sync-XXXXXX");
	if (!mkdtemp(desk.folder))
		return -1;
	sign_start();
	sign_make_keys(&desk.open, &desk.secret);
	desk.dice = random_seeded(7);
	desk.fake.transport = (struct transport){fake_begin, fake_wait, fake_nothing, fake_nothing, true, 1, NULL};
	desk.wall_ms = INT64_C(1000) * WALL_MS;
	settings.key = desk.open;
	if (!cache_open(&desk.cache, text("%s/cache.db", desk.folder).bytes, &error) ||
	    !outbox_open(&desk.outbox, text("%s/outbox.db", desk.folder).bytes, &error))
		return -1;
	desk.sync = sync_create(&settings, desk.cache, desk.outbox, &desk.fake.transport, &desk.dice, NULL);
	publish(5, notices(1), &desk.secret, "all");
	turn();
	return 0;
}

static int finish(void **state)
{
	char command[96];

	(void)state;
	sync_destroy(desk.sync);
	cache_close(desk.cache);
	outbox_close(desk.outbox);
	snprintf(command, sizeof(command), "rm -rf %s", desk.folder);
	arena_finish(&desk.arena);
	return system(command);
}

static void a_good_feed_is_taken_and_kept(void **state)
{
	const struct snapshot *again;
	struct error error;

	(void)state;
	assert_string_equal(shown(), "n1");
	assert_true(sync_settled(desk.sync));
	assert_int_equal(sync_state(desk.sync).contact_ms, desk.wall_ms);
	assert_int_equal(cache_version(desk.cache), 5);
	publish(6, notices(2), &desk.secret, "all");
	ask();
	assert_string_equal(shown(), "n2");
	assert_true(cache_load(desk.cache, NULL, NULL, &again, &error));
	assert_true(str_equal(snapshot_notices(again)->items[0].id, STR("n2")));
	snapshot_unref(again);
}

static void tampered_heads_are_refused(void **state)
{
	struct str head;
	char *bytes;

	(void)state;
	publish(6, notices(2), &desk.secret, "all");
	head = str_copy(&desk.arena, find(desk.fake.files, desk.fake.file_count, STR("/v1/head/all.json"))->bytes);
	bytes = (char *)(uintptr_t)head.bytes;
	bytes[head.length / 2] ^= 1;
	put("/v1/head/all.json", head);
	assert_refused("the signature does not fit");
}

static void other_keys_are_refused(void **state)
{
	struct sign_public open;
	struct sign_secret secret;

	(void)state;
	sign_make_keys(&open, &secret);
	publish(6, notices(2), &secret, "all");
	assert_refused("another key");
}

static void versions_never_go_back(void **state)
{
	(void)state;
	publish(4, notices(2), &desk.secret, "all");
	assert_refused("found version 4, expected at least 5");
	publish(5, notices(2), &desk.secret, "all");
	assert_refused("with other content");
}

/* Who pins another centre's key shows what is kept until that centre says something good, whatever version it is at. */
static void another_centre_begins_anew(void **state)
{
	struct sync_settings settings = {.area = STR("all"), .upload_at_once = true};
	struct sign_secret secret;
	const struct snapshot *kept = snapshot_ref(sync_snapshot(desk.sync));

	(void)state;
	sync_destroy(desk.sync);
	sign_make_keys(&settings.key, &secret);
	desk.sync = sync_create(&settings, desk.cache, desk.outbox, &desk.fake.transport, &desk.dice, kept);
	snapshot_unref(kept);
	turn();
	assert_refused("another key");
	assert_string_equal(shown(), "n1");
	publish(2, notices(2), &secret, "all");
	ask();
	assert_string_equal(shown(), "n2");
	assert_int_equal(cache_version(desk.cache), 2);
	publish(1, notices(3), &secret, "all");
	ask();
	assert_non_null(strstr(sync_state(desk.sync).fault.text, "found version 1, expected at least 2"));
	assert_string_equal(shown(), "n2");
}

static void another_area_is_refused(void **state)
{
	(void)state;
	publish(6, notices(2), &desk.secret, "652301001001");
	assert_refused("another area");
}

static void blobs_are_what_the_head_names(void **state)
{
	struct str good = notices(2), bad = str_copy(&desk.arena, good);
	char digits[SHA256_DIGITS + 1], *path;

	(void)state;
	sha256_hex(good, digits);
	path = (char *)(uintptr_t)text("/v1/blob/%s", digits).bytes;
	publish(6, good, &desk.secret, "all");
	((char *)(uintptr_t)bad.bytes)[10] ^= 1;
	put(path, bad);
	assert_refused("other bytes than the head names");
	put(path, str_part(good, 0, good.length - 1));
	assert_refused("other bytes than the head names");
	put(path, text(STR_FMT " ", STR_ARG(good)));
	assert_refused("too long");
	put(path, STR(""));
	((struct shelf_file *)(uintptr_t)find(desk.fake.files, desk.fake.file_count, str_from(path)))->status = 404;
	assert_refused("found answer 404");
	put(path, good);
	ask();
	assert_string_equal(shown(), "n2");
	assert_int_equal(sync_state(desk.sync).failing_since_ms, 0);
}

static void a_document_that_does_not_decode_refuses_the_whole_state(void **state)
{
	(void)state;
	publish(6, STR("{\"notices\":[{\"id\":7}]}"), &desk.secret, "all");
	assert_refused("notices");
}

/* A proxy that holds an old signature: both are fetched once more, past it, before anybody is told. */
static void a_mismatched_pair_is_fetched_again_uncached(void **state)
{
	struct str old = find(desk.fake.files, desk.fake.file_count, STR("/v1/head/all.json.minisig"))->bytes;

	(void)state;
	publish(6, notices(2), &desk.secret, "all");
	desk.fake.uncached[desk.fake.uncached_count++] = *find(desk.fake.files, desk.fake.file_count, STR("/v1/head/all.json.minisig"));
	put("/v1/head/all.json.minisig", old);
	ask();
	assert_string_equal(shown(), "n2");
	assert_string_equal(sync_state(desk.sync).fault.text, "");
}

static void not_modified_is_contact(void **state)
{
	int64_t before = sync_state(desk.sync).contact_ms;

	(void)state;
	((struct shelf_file *)(uintptr_t)find(desk.fake.files, desk.fake.file_count, STR("/v1/head/all.json")))->status = 304;
	ask();
	assert_true(sync_state(desk.sync).contact_ms > before);
	assert_int_equal(cache_verified_ms(desk.cache), desk.wall_ms);
	assert_string_equal(shown(), "n1");
}

static void failures_wait_longer_and_longer(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 10000; seed++) {
		struct random dice = random_seeded(seed);
		int failures = (int)(seed % 20);
		int64_t most = 15000;
		int64_t wait = schedule_backoff_ms(&dice, failures, 60, 0);

		for (int i = 0; i < failures && most < 300000; i++)
			most *= 2;
		most = most > 300000 ? 300000 : most;
		if (wait < 0 || wait > most)
			fail_msg("seed %llu: after %d failures it waits %lld ms, expected 0 to %lld", (unsigned long long)seed, failures,
				(long long)wait, (long long)most);
		assert_true(schedule_backoff_ms(&dice, failures, 60, 120) >= 120000);
		assert_true(schedule_backoff_ms(&dice, 19, 3600, 0) <= 3600000);
	}
}

static struct rating a_rating(const char *token)
{
	struct rating rating = {.device = STR("d1"), .area = STR("652301001001"), .service = STR("haircut"), .question = STR("satisfied"),
		.version = 1, .hour = 427897, .level = 4};

	snprintf(rating.token, sizeof(rating.token), "%s", token);
	return rating;
}

static void ratings_stay_until_they_are_acknowledged(void **state)
{
	struct rating rating = a_rating("0123456789abcdef0123456789abcdef");
	struct error error;

	(void)state;
	assert_true(outbox_put(desk.outbox, &rating, &error));
	sync_ratings_waiting(desk.sync);
	turn(); /* there is no such address: 404 */
	assert_int_equal(sync_state(desk.sync).waiting_ratings, 1);
	assert_int_equal(desk.fake.posts, 1);
	assert_non_null(strstr(desk.fake.posted, rating.token));
	put("/v1/ratings", STR("{\"acknowledged\":[],\"conflicts\":[],\"resend_since\":null}"));
	ask();
	assert_int_equal(sync_state(desk.sync).waiting_ratings, 1); /* an answer that names nothing acknowledges nothing */
	put("/v1/ratings", text("{\"acknowledged\":[\"%s\"],\"conflicts\":[],\"resend_since\":null}", rating.token));
	ask();
	assert_int_equal(sync_state(desk.sync).waiting_ratings, 0);
	ask();
	assert_int_equal(desk.fake.posts, 3); /* nothing waits, nothing is sent */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_good_feed_is_taken_and_kept, begin, finish),
		cmocka_unit_test_setup_teardown(tampered_heads_are_refused, begin, finish),
		cmocka_unit_test_setup_teardown(other_keys_are_refused, begin, finish),
		cmocka_unit_test_setup_teardown(versions_never_go_back, begin, finish),
		cmocka_unit_test_setup_teardown(another_centre_begins_anew, begin, finish),
		cmocka_unit_test_setup_teardown(another_area_is_refused, begin, finish),
		cmocka_unit_test_setup_teardown(blobs_are_what_the_head_names, begin, finish),
		cmocka_unit_test_setup_teardown(a_document_that_does_not_decode_refuses_the_whole_state, begin, finish),
		cmocka_unit_test_setup_teardown(a_mismatched_pair_is_fetched_again_uncached, begin, finish),
		cmocka_unit_test_setup_teardown(not_modified_is_contact, begin, finish),
		cmocka_unit_test(failures_wait_longer_and_longer),
		cmocka_unit_test_setup_teardown(ratings_stay_until_they_are_acknowledged, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
