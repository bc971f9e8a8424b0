#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "feed/base/clock.h"
#include "tests/support/served.h"

/* A real serve process: questions about alerts that wait for news, and what screens tell. */

enum { WAITERS = 40, SOON_MS = 4000 };

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

static int64_t now_ms(void)
{
	return clock_system.steady_ms(&clock_system);
}

static bool holds(struct str text, const char *wanted)
{
	return str_find(text, str_from(wanted)) < text.length;
}

static void assert_starts(struct str reply, const char *start)
{
	if (!str_starts(reply, str_from(start)))
		fail_msg("found " STR_FMT "\nexpected %s", STR_ARG(reply), start);
}

static struct str tag(void)
{
	struct str reply = served_exchange(&served, "GET /v1/head/global.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	size_t at = str_find(reply, STR("ETag: "));

	assert_starts(reply, "HTTP/1.1 200");
	return str_copy(&served.arena, str_part(reply, at + 6, 66));
}

static struct str question(struct str etag, const char *prefer)
{
	return str_format(&served.arena, "GET /v1/head/global.json HTTP/1.1\r\nHost: x\r\nIf-None-Match: " STR_FMT "\r\n%s\r\n", STR_ARG(etag),
		prefer);
}

static struct str ask(struct str etag, const char *prefer)
{
	int socket = served_connect(&served);
	struct str reply;

	served_send(socket, question(etag, prefer));
	reply = served_receive(&served, socket, false);
	close(socket);
	return reply;
}

static void who_does_not_prefer_to_wait_is_answered(void **state)
{
	int64_t begun_ms = now_ms();
	struct str reply = ask(tag(), "");

	(void)state;
	assert_starts(reply, "HTTP/1.1 304");
	assert_false(holds(reply, "Preference-Applied"));
	reply = ask(tag(), "Prefer: wait=0\r\n");
	assert_starts(reply, "HTTP/1.1 304");
	reply = ask(STR("\"other\""), "Prefer: wait=25\r\n");
	assert_starts(reply, "HTTP/1.1 200");
	assert_true(holds(reply, "Preference-Applied: wait")); /* it would have */
	assert_true(now_ms() - begun_ms < SOON_MS);
}

static void without_news_the_time_passes(void **state)
{
	int64_t begun_ms = now_ms();
	struct str reply = ask(tag(), "Prefer: respond-async, wait=2;x\r\n");

	(void)state;
	assert_starts(reply, "HTTP/1.1 304");
	assert_true(holds(reply, "Preference-Applied: wait"));
	assert_true(now_ms() - begun_ms >= 1900);
}

/* All that wait hear of it, and a connection goes on afterwards. */
static void news_come_at_once(void **state)
{
	struct str etag = tag();
	int sockets[WAITERS];
	int64_t begun_ms;

	(void)state;
	for (int i = 0; i < WAITERS; i++) {
		sockets[i] = served_connect(&served);
		served_send(sockets[i], question(etag, "Prefer: wait=25\r\n"));
	}
	while (!holds(served_exchange(&served, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "\nhallfeed_waiting 40\n"))
		usleep(10000);
	close(sockets[0]); /* one that went away meanwhile */
	begun_ms = now_ms();
	assert_int_equal(served_run(&served, "alert", "raise", served.centre, "fire", "--area", "P", "--id", "first", NULL), 0);
	for (int i = 1; i < WAITERS; i++)
		assert_starts(served_receive(&served, sockets[i], false), "HTTP/1.1 200");
	assert_true(now_ms() - begun_ms < SOON_MS);
	served_send(sockets[1], STR("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
	assert_starts(served_receive(&served, sockets[1], false), "HTTP/1.1 ");
	for (int i = 1; i < WAITERS; i++)
		close(sockets[i]);
}

static struct str tell(const char *body)
{
	return served_exchange(&served,
		str_format(&served.arena,
			"POST /v1/seen HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: "
			"close\r\n\r\n%s",
			strlen(body), body)
			.bytes);
}

static void screens_tell_what_they_showed(void **state)
{
	static const char good[] = "{\"device\":\"00112233445566778899aabbccddeeff\",\"seen\":[{\"alert\":\"first\","
				   "\"shown\":\"2018-10-25T01:30:00Z\"}]}";

	(void)state;
	assert_starts(tell(good), "HTTP/1.1 204");
	assert_starts(tell(good), "HTTP/1.1 204");
	assert_starts(tell("{\"device\":\"00112233445566778899aabbccddeeff\",\"seen\":[],\"name\":\"x\"}"), "HTTP/1.1 400");
	assert_starts(tell("{"), "HTTP/1.1 400");
	assert_starts(served_exchange(&served, "GET /v1/seen HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "HTTP/1.1 405");
	assert_starts(served_exchange(&served,
			      "POST /v1/seen HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n"),
		"HTTP/1.1 413");
}

/* Who waits does not keep the server from its end. */
static void a_stop_answers_who_waits(void **state)
{
	int socket = served_connect(&served);
	int64_t begun_ms = now_ms();

	(void)state;
	served_send(socket, question(tag(), "Prefer: wait=25\r\n"));
	while (!holds(served_exchange(&served, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "\nhallfeed_waiting 1\n"))
		usleep(10000);
	assert_int_equal(served_stop(&served, SIGTERM), 0);
	assert_true(now_ms() - begun_ms < 2 * SOON_MS);
	close(socket);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_does_not_prefer_to_wait_is_answered),
		cmocka_unit_test(without_news_the_time_passes),
		cmocka_unit_test(news_come_at_once),
		cmocka_unit_test(screens_tell_what_they_showed),
		cmocka_unit_test(a_stop_answers_who_waits),
	};

	return cmocka_run_group_tests(tests, begin, finish);
}
