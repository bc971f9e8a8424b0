#include "feed/centre/serve.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/centre/control.h"
#include "feed/centre/courier.h"
#include "feed/centre/desk.h"
#include "feed/centre/errand.h"
#include "feed/centre/http.h"
#include "feed/centre/listen.h"

enum {
	TICK_MS = 1000,     /* how late a deadline may be noticed */
	FILES_BESIDE = 100, /* open files that are no connections */
	NOTHING_OPEN = -1
};

/* What the main thread holds. */
struct serve {
	const struct command_table *table; /* borrowed */
	const char *folder;                /* borrowed */
	struct desk desk;
	int signals, control, socket; /* owned file descriptors, or NOTHING_OPEN */
	char address[LISTEN_ADDRESS_BYTES];
	struct http *http;     /* owned */
	int connections;       /* that it holds at most */
	struct errand errand;
	struct courier *courier; /* owned */
	int64_t next_score_ms; /* steady */
	int64_t alerts_told;   /* version of the head of alerts that who waits was woken for */
};

static void set_next_score(struct serve *serve, int64_t now_ms)
{
	serve->next_score_ms = now_ms + (int64_t)serve->desk.centre.settings.score_every_s * 1000;
}

/* Whatever published alerts: halls that wait for them look again. */
static void wake_halls(struct serve *serve)
{
	int64_t version = atomic_load(&serve->desk.alert_version);

	if (version == serve->alerts_told)
		return;
	serve->alerts_told = version;
	http_wake(serve->http);
}

static void step(struct serve *serve)
{
	int64_t now_ms = clock_system.steady_ms(&clock_system);

	if (desk_alerts_are_due(&serve->desk))
		desk_publish_alerts(&serve->desk);
	wake_halls(serve);
	http_step(serve->http);
	desk_look_at_backup(&serve->desk, now_ms);
	errand_step(&serve->errand, serve->folder, now_ms);
	if (now_ms < serve->next_score_ms)
		return;
	set_next_score(serve, now_ms);
	if (!desk_is_due(&serve->desk))
		return;
	desk_publish_alerts(&serve->desk); /* its head may be old */
	wake_halls(serve);
	desk_publish(&serve->desk);
	wake_halls(serve); /* one may have ended meanwhile */
}

/* Alerts are published by their commands and change no score: nothing keeps the next one waiting. */
static bool is_about_alerts(const struct command *command)
{
	return str_starts(str_from(command->name), STR("alert "));
}

/* Nothing of it is published. */
static bool is_about_screens(const struct command *command)
{
	static const char *const names[] = {"device", "fleet", "enrol", "staff-", "counts", "visits"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_starts(str_from(command->name), str_from(names[i])))
			return true;
	return false;
}

static bool is_about_actions(const struct command *command)
{
	return str_starts(str_from(command->name), STR("action"));
}

/* A command of another process, with the centre that is open here. */
static enum command_status work(void *self, size_t count, const char *const *words, FILE *out, FILE *err)
{
	struct serve *serve = self;
	struct arena arena;
	struct command_call call = {
		.arena = &arena, .clock = &clock_system, .centre = &serve->desk.centre, .out = out, .err = err, .serving = true};
	enum command_status status = COMMAND_USAGE;

	arena_init(&arena);
	if (command_parse(serve->table, count, words, &call) && call.command->handed) {
		desk_lock(&serve->desk);
		status = call.command->run(&call);
		desk_note_head(&serve->desk);
		desk_note_devices(&serve->desk);
		desk_unlock(&serve->desk);
		if (is_about_actions(call.command))
			http_wake(serve->http); /* the screens that are asked hear of it now */
		else if (!is_about_alerts(call.command) && !is_about_screens(call.command))
			atomic_store(&serve->desk.changed, true);
		courier_wake(serve->courier);
		wake_halls(serve); /* before the command's own answer */
	}
	arena_finish(&arena);
	return status;
}

/* SIGHUP asks for the settings anew, any other signal for the end. */
static bool take_signal(struct serve *serve)
{
	struct signalfd_siginfo taken;

	if (read(serve->signals, &taken, sizeof(taken)) != sizeof(taken))
		return false;
	if (taken.ssi_signo != SIGHUP)
		return true;
	desk_reload(&serve->desk);
	set_next_score(serve, clock_system.steady_ms(&clock_system));
	return false;
}

/* true where a signal asks for the end. */
static bool wait_for_work(struct serve *serve)
{
	struct pollfd waiting[] = {{serve->signals, POLLIN, 0}, {serve->control, POLLIN, 0}};
	int ready = poll(waiting, 2, TICK_MS);

	REQUIRE(ready >= 0 || errno == EINTR);
	if (ready > 0 && waiting[1].revents)
		control_serve(serve->control, work, serve);
	return ready > 0 && waiting[0].revents && take_signal(serve);
}

static enum command_status turn(struct serve *serve, struct error *error)
{
	printf("listening on http://%s\n", serve->address);
	if (serve->connections < serve->desk.centre.settings.connections)
		printf("connections: %d of %d, for the system allows no more open files\n", serve->connections,
			serve->desk.centre.settings.connections);
	fflush(stdout);
	while (!wait_for_work(serve)) {
		step(serve);
		if (atomic_load(&serve->desk.broken)) {
			error_set(error, "stopped, so that nothing is acknowledged that is not kept");
			return COMMAND_SYSTEM;
		}
	}
	return COMMAND_OK;
}

/* Before there is a second thread. */
static bool open_signals(struct serve *serve, struct error *error)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	REQUIRE(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0);
	serve->signals = signalfd(-1, &set, SFD_CLOEXEC);
	return serve->signals >= 0 || error_set(error, "cannot wait for signals: %s", strerror(errno));
}

/* A connection needs a file descriptor; the usual 1024 are few. How many connections the system grants. */
static int raise_file_limit(int connections)
{
	struct rlimit limit;
	rlim_t wanted = (rlim_t)connections + FILES_BESIDE;

	REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	if (limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= wanted)
		return connections;
	return limit.rlim_cur > 2 * FILES_BESIDE ? (int)limit.rlim_cur - FILES_BESIDE : FILES_BESIDE;
}

static bool start_http(struct serve *serve, struct error *error)
{
	const struct centre_settings *limits = &serve->desk.centre.settings;
	const struct http_settings settings = {
		serve->socket, serve->desk.feed, raise_file_limit(limits->connections), limits->connections_per_address};
	const struct http_door door = desk_door(&serve->desk);

	serve->http = http_start(&settings, &door);
	if (!serve->http)
		return error_set(error, "cannot start to answer at %s", serve->address);
	serve->connections = settings.connections;
	serve->socket = NOTHING_OPEN;
	return true;
}

/* The first publication comes before the first answer. */
static enum command_status open_and_turn(struct serve *serve, const char *listen, struct error *error)
{
	bool usage;

	serve->socket = listen_open(listen, serve->address, &usage, error);
	if (serve->socket < 0)
		return usage ? COMMAND_USAGE : COMMAND_SYSTEM;
	if (!open_signals(serve, error) || (serve->control = control_listen(serve->folder, error)) < 0)
		return COMMAND_SYSTEM;
	desk_publish_alerts(&serve->desk);
	desk_publish(&serve->desk);
	set_next_score(serve, clock_system.steady_ms(&clock_system));
	if (!start_http(serve, error))
		return COMMAND_SYSTEM;
	serve->courier = courier_start(&serve->desk);
	return turn(serve, error);
}

static void stop(struct serve *serve)
{
	errand_stop(&serve->errand);
	courier_stop(serve->courier);
	http_stop(serve->http);
	control_stop(serve->folder, serve->control);
	if (serve->socket >= 0)
		close(serve->socket);
	if (serve->signals >= 0)
		close(serve->signals);
}

enum command_status serve_run(
	const struct command_table *table, const char *folder, const char *listen, struct error *error)
{
	struct serve serve = {.table = table,
		.folder = folder,
		.signals = NOTHING_OPEN,
		.control = NOTHING_OPEN,
		.socket = NOTHING_OPEN};
	enum centre_obstacle obstacle;
	enum command_status status;

	if (!desk_open(&serve.desk, folder, &obstacle, error))
		return obstacle == CENTRE_FAULTY ? COMMAND_REFUSED : COMMAND_SYSTEM;
	status = open_and_turn(&serve, listen, error);
	stop(&serve);
	desk_close(&serve.desk);
	return status;
}
