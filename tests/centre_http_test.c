#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "feed/base/clock.h"
#include "feed/base/file.h"
#include "feed/base/random.h"
#include "feed/centre/store.h"
#include "feed/wire/wire.h"
#include "tests/support/served.h"

/* A real serve process: what goes over the wire, what is refused, and that what it acknowledged survives a kill. */

static struct served served;

static int begin(void **state)
{
	(void)state;
	served_begin(&served, true);
	served_start(&served);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	served_finish(&served);
	return 0;
}

static void assert_starts(struct str reply, const char *start)
{
	if (!str_starts(reply, str_from(start)))
		fail_msg("found " STR_FMT "\nexpected %s", STR_ARG(reply), start);
}

static bool holds(struct str text, const char *wanted)
{
	return str_find(text, str_from(wanted)) < text.length;
}

static void assert_holds(struct str reply, const char *wanted)
{
	if (!holds(reply, wanted))
		fail_msg("found " STR_FMT "\nexpected %s in it", STR_ARG(reply), wanted);
}

static struct str body_of(struct str reply)
{
	return str_part(reply, str_find(reply, STR("\r\n\r\n")) + 4, reply.length);
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: hall\r\n"

static struct str get(const char *path, const char *fields)
{
	return served_exchange(
		&served, str_format(&served.arena, "GET %s HTTP/1.1\r\nHost: hall\r\n%s\r\n", path, fields).bytes);
}

static struct str post(const char *fields, struct str body)
{
	return served_exchange(
		&served, str_format(&served.arena,
				 "POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
				 "Content-Length: %zu\r\n%s\r\n" STR_FMT,
				 body.length, fields, STR_ARG(body))
				 .bytes);
}

static struct str make_batch(uint64_t first, int count)
{
	struct rating *ratings = arena_array(&served.arena, struct rating, (size_t)count);
	const struct rating_batch batch = {.ratings = ratings, .rating_count = (size_t)count};

	for (int i = 0; i < count; i++) {
		ratings[i] = (struct rating){.device = STR("d"),
			.area = STR("K1"),
			.service = STR("s"),
			.question = STR("q"),
			.version = 1,
			.hour = 427897,
			.level = 5};
		snprintf(
			ratings[i].token, sizeof(ratings[i].token), "%032llx", (unsigned long long)first + (unsigned)i);
	}
	return rating_batch_encode(&served.arena, &batch);
}

/* The whole exchange as it reads, without the date and with its hashes and the length of a head masked. */
static struct str masked(struct str reply)
{
	struct str text = STR(""), line, rest = reply;

	while (str_next(&rest, '\n', &line)) {
		char *copy = (char *)str_copy(&served.arena, str_trim(line)).bytes;

		for (char *at = copy; *at; at++)
			if (strspn(at, "0123456789abcdef") >= SHA256_DIGITS)
				memset(at, '#', SHA256_DIGITS);
		if (strncmp(copy, "Content-Length: ", 16) == 0 && strlen(copy) > 16 + 3)
			memset(copy + 16, '#', strlen(copy + 16));
		if (strncmp(copy, "Date: ", 6) != 0)
			text = str_format(&served.arena, STR_FMT "%s\n", STR_ARG(text), copy);
	}
	return text;
}

static void exchanges_read_as_agreed(void **state)
{
	static const char *const requests[] = {
		GET("/healthz") "\r\n",
		"HEAD /healthz HTTP/1.1\r\nHost: hall\r\n\r\n",
		GET("/v1/nothing") "\r\n",
		GET("/v1/blob/..%2f..%2fkeys%2fcentre.key") "\r\n",
		GET("/v1/head/..") "\r\n",
		GET("/v1/ratings") "\r\n",
		"POST /v1/head/all.json HTTP/1.1\r\nHost: hall\r\n\r\n",
		"HEAD /v1/head/all.json HTTP/1.1\r\nHost: hall\r\n\r\n",
		GET("/v1/head/all.json") "If-None-Match: *\r\n\r\n",
		"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: "
		"27\r\n\r\n"
		"{\"ratings\":[],\"counts\":[]}\n",
		"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json; charset=utf-8\r\n"
		"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
		"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
		"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Length: "
		"65537\r\n\r\n",
		"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\nContent-Encoding: "
		"gzip\r\n"
		"Content-Length: 2\r\n\r\n{}",
	};
	struct str text = STR(""), golden;
	struct error error;

	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		struct str line = str_part(str_from(requests[i]), 0, str_find(str_from(requests[i]), STR("\r\n")));

		text = str_format(&served.arena, STR_FMT "==== " STR_FMT "\n" STR_FMT "\n", STR_ARG(text),
			STR_ARG(line), STR_ARG(masked(served_exchange(&served, requests[i]))));
	}
	if (!file_read(&served.arena, "tests/golden/centre/http.txt", 64 * 1024, &golden, &error))
		fail_msg("%s", error.text);
	if (!str_equal(text, golden)) {
		printf(STR_FMT, STR_ARG(text));
		fail_msg("these exchanges differ from tests/golden/centre/http.txt");
	}
}

static void each_request_has_one_reading(void **state)
{
	static const char *const ambiguous[] = {
		"Content-Length: 2\r\nContent-Length: 2\r\n",
		"Content-Length: 2\r\nContent-Length: 3\r\n",
		"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
		"Content-Length: +2\r\n",
		"Content-Length: -2\r\n",
		"Content-Length: 0x2\r\n",
		"Content-Length: 2, 2\r\n",
		"Content-Length: \r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ambiguous) / sizeof(ambiguous[0]); i++) {
		int socket = served_connect(&served);
		struct str reply;

		served_send(socket, str_format(&served.arena,
					    "POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: "
					    "application/json\r\n%s\r\n{}GET "
					    "/healthz HTTP/1.1\r\nHost: hall\r\n\r\n",
					    ambiguous[i]));
		reply = served_receive(&served, socket, false);
		if (!str_starts(reply, STR("HTTP/1.1 400 ")))
			fail_msg("for %sfound " STR_FMT, ambiguous[i], STR_ARG(reply));
		reply = served_receive(&served, socket, false);
		if (reply.length)
			fail_msg("after %sthe connection went on: " STR_FMT, ambiguous[i], STR_ARG(reply));
		close(socket);
	}
	assert_starts(get("/healthz", "Content-Length: 1\r\n"), "HTTP/1.1 400 ");
	assert_starts(served_exchange(&served, "GET /healthz HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 ");
}

static void a_bad_batch_is_told_its_field(void **state)
{
	struct str reply = post("", STR("{\"ratings\":[{\"token\":\"x\"}],\"counts\":[]}"));

	(void)state;
	assert_starts(reply, "HTTP/1.1 400 ");
	assert_holds(reply, "ratings[0].token");
	reply = post("", STR("{\"ratings\":[],\"counts\":[],\"language\":\"ug\"}"));
	assert_starts(reply, "HTTP/1.1 400 ");
	assert_holds(reply, "language");
	assert_starts(post("", STR("{\"ratings\":[],\"ratings\":[],\"counts\":[]}")), "HTTP/1.1 400 ");
}

static void a_body_has_a_length(void **state)
{
	static const char *const codings[] = {"chunked", "xchunked", "identity"};

	(void)state;
	for (size_t i = 0; i < sizeof(codings) / sizeof(codings[0]); i++) {
		int socket = served_connect(&served);

		served_send(socket, str_format(&served.arena, "POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
				"Transfer-Encoding: %s\r\n\r\n0\r\n\r\n", codings[i]));
		assert_starts(served_receive(&served, socket, false), "HTTP/1.1 411 ");
		assert_int_equal(served_receive(&served, socket, false).length, 0);
		close(socket);
	}
}

static void a_long_head_is_refused(void **state)
{
	int socket = served_connect(&served);

	(void)state;
	served_send(
		socket, str_format(&served.arena, "GET /healthz HTTP/1.1\r\nHost: hall\r\nX: %20000s\r\n\r\n", "x"));
	assert_starts(served_receive(&served, socket, false), "HTTP/1.1 431 ");
	close(socket);
}

static void one_connection_takes_many_requests(void **state)
{
	int socket = served_connect(&served);

	(void)state;
	for (int i = 0; i < 20; i++) {
		struct str batch = make_batch(1000 + (uint64_t)i, 1), reply;

		served_send(
			socket, str_format(&served.arena,
					"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
					"Content-Length: %zu\r\n\r\n" STR_FMT,
					batch.length, STR_ARG(batch)));
		reply = served_receive(&served, socket, false);
		assert_starts(reply, "HTTP/1.1 200 ");
		assert_false(holds(reply, "Connection: close"));
	}
	close(socket);
}

static struct str inflate_all(struct str packed)
{
	enum { ROOM = 1024 * 1024 };
	char *plain = arena_take(&served.arena, ROOM);
	z_stream stream = {.next_in = (Bytef *)packed.bytes,
		.avail_in = (uInt)packed.length,
		.next_out = (Bytef *)plain,
		.avail_out = ROOM};

	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	inflateEnd(&stream);
	return (struct str){plain, stream.total_out};
}

static void blobs_are_what_the_head_says(void **state)
{
	struct str reply = get("/v1/head/all.json", "");
	struct head head;
	struct error error;
	int packed = 0;

	(void)state;
	assert_true(head_decode(&served.arena, body_of(reply), &head, &error));
	for (size_t i = 0; i < head.document_count; i++) {
		const char *path = str_format(&served.arena, "/v1/blob/%s", head.documents[i].sha256).bytes;
		char sha256[SHA256_DIGITS + 1];

		reply = get(path, "");
		assert_starts(reply, "HTTP/1.1 200 ");
		assert_holds(reply, "Cache-Control: public, max-age=31536000, immutable\r\n");
		assert_holds(reply, str_format(&served.arena, "ETag: \"%s\"\r\n", head.documents[i].sha256).bytes);
		sha256_hex(body_of(reply), sha256);
		assert_string_equal(sha256, head.documents[i].sha256);
		assert_starts(get(path, str_format(&served.arena, "If-None-Match: \"x\", W/\"%s\"\r\n",
						head.documents[i].sha256)
						.bytes),
			"HTTP/1.1 304 ");
		for (int again = 0; again < 2; again++) {
			reply = get(path, "Accept-Encoding: br;q=1.0, gzip;q=0.8\r\n");
			if (!holds(reply, "Content-Encoding: gzip"))
				continue;
			packed++;
			sha256_hex(inflate_all(body_of(reply)), sha256);
			assert_string_equal(sha256, head.documents[i].sha256);
		}
		assert_false(holds(get(path, "Accept-Encoding: gzip;q=0\r\n"), "Content-Encoding"));
	}
	assert_true(packed > 10);
}

static void metrics_end_where_they_should(void **state)
{
	struct str reply = get("/metrics", "");

	(void)state;
	assert_starts(reply, "HTTP/1.1 200 ");
	assert_holds(reply, "Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n");
	assert_holds(reply, "\nhallfeed_ratings_total ");
	assert_holds(reply, "\nhallfeed_head_version ");
	assert_true(str_ends(reply, STR("\n# EOF\n")));
}

static int64_t now_ms(void)
{
	return clock_system.steady_ms(&clock_system);
}

static bool is_closed(int socket, int timeout_ms)
{
	struct pollfd waiting = {socket, POLLIN, 0};
	char byte;

	return poll(&waiting, 1, timeout_ms) == 1 && read(socket, &byte, 1) <= 0;
}

/* Bytes that trickle in do not buy time; meanwhile others are answered. */
static void slow_clients_are_ended(void **state)
{
	int silent = served_connect(&served), header = served_connect(&served), body = served_connect(&served);
	int64_t started_ms = now_ms();

	(void)state;
	served_send(body, STR("POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
			      "Content-Length: 1000\r\n\r\n"));
	while (!is_closed(header, 250) && now_ms() - started_ms < 14000) {
		served_send(header, STR("G"));
		served_send(body, STR(" "));
		assert_starts(get("/healthz", ""), "HTTP/1.1 200 ");
	}
	assert_true(now_ms() - started_ms >= 9500 && now_ms() - started_ms <= 11500);
	assert_true(is_closed(silent, 1000));
	while (!is_closed(body, 100))
		assert_true(now_ms() - started_ms <= 12000);
	close(silent);
	close(header);
	close(body);
	assert_holds(get("/metrics", ""), "\nhallfeed_late_connections_total 3\n");
}

static void other_processes_hand_their_work_over(void **state)
{
	struct str out = str_format(&served.arena, "%s/stick", served.folder);
	struct str path = str_format(&served.arena, "%s/areas.csv", served.folder);

	(void)state;
	assert_int_equal(served_run(&served, "publish", served.centre, out.bytes, NULL), 0);
	assert_true(file_exists(str_format(&served.arena, "%s/v1/head/all.json", out.bytes).bytes));
	assert_int_equal(served_run(&served, "import", served.centre, "areas", path.bytes, NULL), 0);
}

static int64_t count_rows(const char *sql)
{
	struct store *store;
	struct store_query *query;
	struct error error = {""};
	int64_t count;

	if (!store_open(&store, str_format(&served.arena, "%s/centre.db", served.centre).bytes, &error))
		fail_msg("%s", error.text);
	query = store_prepare(store, sql, &error);
	assert_non_null(query);
	assert_int_equal(store_step(query, &error), STORE_ROW);
	count = store_integer(query, 0);
	store_reset(query);
	store_close(store);
	return count;
}

enum { KILLS = 8, BATCH = 20, SEED = 20181025, KILL_WITHIN_MS = 120 };

/* Posts batch after batch until the process is gone; how many were acknowledged. */
static uint64_t post_until_gone(uint64_t first)
{
	int socket = served_connect(&served);
	uint64_t acknowledged = 0;

	while (socket >= 0) {
		struct str batch = make_batch(first + acknowledged, BATCH), reply;
		struct rating_answer answer;

		served_send(
			socket, str_format(&served.arena,
					"POST /v1/ratings HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
					"Content-Length: %zu\r\n\r\n" STR_FMT,
					batch.length, STR_ARG(batch)));
		reply = served_receive(&served, socket, false);
		if (!rating_answer_decode(&served.arena, body_of(reply), &answer, NULL))
			break;
		assert_int_equal(answer.acknowledged_count, BATCH);
		acknowledged += BATCH;
	}
	close(socket);
	return acknowledged;
}

static pid_t kill_later(pid_t process, int64_t after_ms)
{
	pid_t killer;

	assert_true(process > 0);
	killer = fork();
	if (killer)
		return killer;
	nanosleep(&(struct timespec){.tv_nsec = after_ms * 1000000}, NULL);
	kill(process, SIGKILL);
	_exit(0);
}

/* A batch that was cut off is posted again by the next round, which starts with the same tokens. */
static void what_was_acknowledged_survives_a_kill(void **state)
{
	struct random random = random_seeded(SEED);
	uint64_t acknowledged = 0;
	const uint64_t first = 1 << 20;

	(void)state;
	for (int i = 0; i < KILLS; i++) {
		int64_t after_ms = 5 + (int64_t)random_below(&random, KILL_WITHIN_MS);

		kill_later(served.process, after_ms);
		acknowledged += post_until_gone(first + acknowledged);
		served_stop(&served, SIGKILL);
		served_start(&served);
	}
	assert_starts(post("", make_batch(first + acknowledged, BATCH)), "HTTP/1.1 200 ");
	acknowledged += BATCH;
	assert_int_equal(served_stop(&served, SIGTERM), 0);
	print_message("seed %d: %llu acknowledged over %d kills\n", SEED, (unsigned long long)acknowledged, KILLS);
	assert_int_equal(count_rows(str_format(&served.arena, "SELECT count(*) FROM ratings WHERE token >= '%032llx'",
				 (unsigned long long)first)
					    .bytes),
		acknowledged);
	assert_int_equal(count_rows("SELECT count(*) FROM rating_conflicts"), 0);
	served_start(&served);
}

static void a_clean_stop_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(served_stop(&served, SIGTERM), 0);
	assert_false(file_exists(str_format(&served.arena, "%s/control.sock", served.centre).bytes));
	served_start(&served);
	assert_int_equal(served_stop(&served, SIGINT), 0);
	served_start(&served);
}

static void an_empty_centre_is_not_healthy(void **state)
{
	struct served empty;
	struct str reply;

	(void)state;
	served_begin(&empty, false);
	served_start(&empty);
	reply = served_exchange(&empty, GET("/healthz") "\r\n");
	assert_starts(reply, "HTTP/1.1 503 ");
	assert_holds(reply, "nothing is published yet");
	served_finish(&empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exchanges_read_as_agreed),
		cmocka_unit_test(each_request_has_one_reading),
		cmocka_unit_test(a_bad_batch_is_told_its_field),
		cmocka_unit_test(a_body_has_a_length),
		cmocka_unit_test(a_long_head_is_refused),
		cmocka_unit_test(one_connection_takes_many_requests),
		cmocka_unit_test(blobs_are_what_the_head_says),
		cmocka_unit_test(metrics_end_where_they_should),
		cmocka_unit_test(slow_clients_are_ended),
		cmocka_unit_test(other_processes_hand_their_work_over),
		cmocka_unit_test(what_was_acknowledged_survives_a_kill),
		cmocka_unit_test(a_clean_stop_leaves_nothing),
		cmocka_unit_test(an_empty_centre_is_not_healthy),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}
