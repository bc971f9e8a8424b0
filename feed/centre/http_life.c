#include "feed/centre/http_parts.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/centre/deadline.h"
#include "feed/centre/shelf.h"
#include "feed/centre/waiters.h"

/* From the first connection to the last: start, the life of each, and an end that cuts nobody off. */

enum {
	IDLE_TIMEOUT_S = 30, /* behind our own deadlines */
	WAITING_PARTS = 4,   /* three of four connections may wait for news; beyond, halls are answered at once and ask again */
	LEAVE_STEP_MS = 10,
	LEAVE_QUIET_MS = 50 /* with no request at all before it ends: one may be in the socket already */
};

static int64_t now_ms(void)
{
	return clock_system.steady_ms(&clock_system);
}

static void request_free(struct http_request *request)
{
	if (!request)
		return;
	if (request->ticket)
		arena_finish(&request->ticket->arena);
	free(request->ticket);
	free(request->body);
	free(request);
}

/* The next request on this connection has its own time. */
static void finish_request(
	void *self, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode code)
{
	struct http *http = self;
	struct http_line *line = http_line_of(connection);

	(void)code;
	if (line) {
		http_tap_rest(&line->tap);
		deadline_move(http->deadlines, line->deadline, now_ms() + HTTP_DEADLINE_MS);
	}
	request_free(*kept);
	*kept = NULL;
}

/* One that cannot be tapped or timed is refused with its first request. */
static void begin_line(struct http *http, int socket, void **context)
{
	struct http_line *line = calloc(1, sizeof(*line));

	REQUIRE(line);
	line->tap.busies = &http->busy;
	line->deadline = deadline_put(http->deadlines, socket, now_ms() + HTTP_DEADLINE_MS);
	if (line->deadline && http_tap_put(socket, &line->tap)) {
		*context = line;
		return;
	}
	deadline_remove(http->deadlines, line->deadline);
	free(line);
}

static void end_line(struct http *http, int socket, void **context)
{
	struct http_line *line = *context;

	if (!line)
		return;
	http_tap_remove(socket);
	http_tap_rest(&line->tap);
	deadline_remove(http->deadlines, line->deadline);
	free(line);
	*context = NULL;
}

static void note_connection(
	void *self, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
	int socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;

	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		begin_line(self, socket, context);
	else
		end_line(self, socket, context);
}

static struct MHD_Daemon *start_daemon(struct http *http, const struct http_settings *settings)
{
	const struct MHD_OptionItem options[] = {
		{MHD_OPTION_LISTEN_SOCKET, settings->socket, NULL},
		{MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)note_connection, http},
		{MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)finish_request, http},
		{MHD_OPTION_CONNECTION_LIMIT, settings->connections, NULL},
		{MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings->connections_per_address, NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_HEADER_BYTES_MAX, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, IDLE_TIMEOUT_S, NULL},
		{MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
		{MHD_OPTION_END, 0, NULL},
	};

	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, http_handle, http,
		MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

static size_t sockets_max(void)
{
	struct rlimit limit;

	REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	return (size_t)limit.rlim_cur;
}

struct http *http_start(const struct http_settings *settings, const struct http_door *door)
{
	struct http *http = calloc(1, sizeof(*http));

	REQUIRE(http);
	http->door = *door;
	http_tap_start(sockets_max());
	http->deadlines = deadlines_create((size_t)settings->connections);
	http->shelf = shelf_create(settings->feed_folder);
	http->waiters = waiters_create((size_t)settings->connections * (WAITING_PARTS - 1) / WAITING_PARTS);
	http->group = rating_group_start(http->door.take, http->door.self);
	http->daemon = start_daemon(http, settings);
	if (http->daemon)
		return http;
	http_stop(http);
	return NULL;
}

/* Who has connected already is still heard. */
static void stop_accepting(struct http *http)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int socket, listener = MHD_quiesce_daemon(http->daemon);

	if (listener < 0)
		return;
	while ((socket = accept4(listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		MHD_add_connection(http->daemon, socket, (struct sockaddr *)&address, length);
		length = sizeof(address);
	}
	close(listener);
}

/* Until nobody has begun a request for a moment; a patient attacker's ends by its deadline. */
static void leave(struct http *http)
{
	const struct timespec step = {.tv_nsec = LEAVE_STEP_MS * 1000000L};
	int64_t quiet_ms = 0, until_ms = now_ms() + HTTP_DEADLINE_MS + LEAVE_QUIET_MS;

	atomic_store(&http->leaving, true);
	stop_accepting(http);
	waiters_end(http->waiters);
	while (quiet_ms < LEAVE_QUIET_MS && now_ms() < until_ms) {
		nanosleep(&step, NULL);
		http_step(http);
		quiet_ms = atomic_load(&http->busy) ? 0 : quiet_ms + LEAVE_STEP_MS;
	}
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	if (http->daemon) {
		leave(http);
		rating_group_stop(http->group); /* all that waited are answered */
		http->group = NULL;
		MHD_stop_daemon(http->daemon);
	}
	rating_group_stop(http->group);
	http_tap_stop();
	waiters_destroy(http->waiters);
	shelf_destroy(http->shelf);
	deadlines_destroy(http->deadlines);
	free(http);
}

void http_step(struct http *http)
{
	waiters_step(http->waiters, now_ms());
	atomic_fetch_add(&http->late, deadlines_cut(http->deadlines, now_ms()));
}

void http_wake(struct http *http)
{
	waiters_wake(http->waiters);
}
