#include "feed/centre/serve.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/clock.h"
#include "feed/base/log.h"
#include "feed/centre/centre.h"
#include "feed/centre/control.h"
#include "feed/centre/http.h"
#include "feed/centre/listen.h"
#include "feed/centre/outlet.h"
#include "feed/centre/period.h"
#include "feed/centre/publish.h"
#include "feed/centre/ratings.h"
#include "feed/centre/score.h"

enum {
	TICK_MS = 1000,      /* how late a deadline may be noticed */
	STORE_WAIT_S = 2,    /* a hall that waits longer for the store is told to come again */
	NOTHING_OPEN = -1
};

struct serve {
	const struct command_table *table; /* borrowed */
	const char *folder;                /* borrowed */
	struct arena arena;                /* of the whole run */

	pthread_mutex_t mutex; /* guards centre */
	struct centre centre;

	/* both threads */
	atomic_bool changed; /* ratings or imports since the last scoring */
	atomic_bool broken;  /* the store did not keep ratings: it is not asked again */
	atomic_llong version, issued_ms;
	atomic_ullong batches, ratings, conflicts, scorings, publications, failures;

	/* the main thread */
	const char *feed; /* DIR/feed */
	int signals, control, socket;
	char address[LISTEN_ADDRESS_BYTES];
	struct http *http; /* owned */
	int64_t next_score_ms; /* steady */
	struct error told;     /* the last trouble that was printed */
};

/* --- what the answering thread asks --- */

static bool lock_for_hall(struct serve *serve)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += STORE_WAIT_S;
	return pthread_mutex_timedlock(&serve->mutex, &until) == 0;
}

static void lock(struct serve *serve)
{
	REQUIRE(pthread_mutex_lock(&serve->mutex) == 0);
}

static void unlock(struct serve *serve)
{
	REQUIRE(pthread_mutex_unlock(&serve->mutex) == 0);
}

static enum http_taken take(void *self, const struct rating_batch *batch, struct arena *arena, struct rating_answer *answer)
{
	struct serve *serve = self;
	struct error error;
	bool taken;

	if (atomic_load(&serve->broken))
		return HTTP_BROKEN;
	if (!lock_for_hall(serve))
		return HTTP_BUSY;
	taken = ratings_take(&serve->centre, batch, arena, answer, &error);
	unlock(serve);
	if (!taken) {
		log_fault("hallfeed: ratings were not kept: %s", error.text);
		atomic_store(&serve->broken, true);
		return HTTP_BROKEN;
	}
	atomic_fetch_add(&serve->batches, 1);
	atomic_fetch_add(&serve->ratings, answer->acknowledged_count);
	atomic_fetch_add(&serve->conflicts, answer->conflict_count);
	if (answer->acknowledged_count)
		atomic_store(&serve->changed, true);
	return HTTP_TAKEN;
}

static bool is_healthy(void *self, struct error *why_not)
{
	struct serve *serve = self;
	int64_t issued_ms = atomic_load(&serve->issued_ms);
	int64_t age_ms = clock_system.wall_ms(&clock_system) - issued_ms;

	if (atomic_load(&serve->broken))
		return error_set(why_not, "the store does not keep ratings");
	if (issued_ms == 0)
		return error_set(why_not, "nothing is published yet");
	if (age_ms > (int64_t)serve->centre.settings.head_valid_h * 3600 * 1000)
		return error_set(why_not, "what is published is too old");
	return true;
}

static void write_metric(FILE *to, const char *name, const char *help, unsigned long long value)
{
	fprintf(to, "# TYPE %s counter\n# HELP %s %s\n%s_total %llu\n", name, name, help, name, value);
}

static void write_metrics(void *self, FILE *to)
{
	struct serve *serve = self;

	write_metric(to, "hallfeed_batches", "Batches of ratings taken.", atomic_load(&serve->batches));
	write_metric(to, "hallfeed_ratings", "Ratings acknowledged, repeated ones included.", atomic_load(&serve->ratings));
	write_metric(to, "hallfeed_conflicts", "Ratings with a known token and other content.", atomic_load(&serve->conflicts));
	write_metric(to, "hallfeed_scorings", "Scorings of the open period.", atomic_load(&serve->scorings));
	write_metric(to, "hallfeed_publications", "Heads published.", atomic_load(&serve->publications));
	write_metric(to, "hallfeed_failures", "Scorings and publications that failed.", atomic_load(&serve->failures));
	fprintf(to,
		"# TYPE hallfeed_head_version gauge\n# HELP hallfeed_head_version Version of the published head.\n"
		"hallfeed_head_version %lld\n"
		"# TYPE hallfeed_head_issued_seconds gauge\n# UNIT hallfeed_head_issued_seconds seconds\n"
		"# HELP hallfeed_head_issued_seconds When it was issued, since 1970.\nhallfeed_head_issued_seconds %.3f\n",
		atomic_load(&serve->version), (double)atomic_load(&serve->issued_ms) / 1000);
}

/* --- scoring and publishing --- */

/* Once, until something else is wrong. */
static void tell_trouble(struct serve *serve, const char *doing, const struct error *error)
{
	atomic_fetch_add(&serve->failures, 1);
	if (strcmp(serve->told.text, error->text) != 0)
		log_fault("hallfeed: cannot %s: %s", doing, error->text);
	serve->told = *error;
}

static void note_head(struct serve *serve, struct arena *arena)
{
	const struct head *head = outlet_find_head(arena, serve->feed, &serve->centre.open);

	if (!head)
		return;
	atomic_store(&serve->version, head->version);
	atomic_store(&serve->issued_ms, head->issued_ms);
}

static bool score_open(struct serve *serve, struct arena *arena, struct error *error)
{
	struct period period;

	switch (period_find(serve->centre.store, arena, STR(""), &period, error)) {
	case PERIOD_NONE:
		return true;
	case PERIOD_FAILED:
		return false;
	case PERIOD_FOUND:
		break;
	}
	if (period.frozen)
		return true;
	atomic_fetch_add(&serve->scorings, 1);
	return score_run(&serve->centre, period.name, error);
}

/* An empty centre has nothing to say yet. */
static bool is_empty(struct serve *serve)
{
	struct store_query *query = store_prepare(serve->centre.store, "SELECT 1 FROM areas LIMIT 1", NULL);
	bool empty = query && store_step(query, NULL) == STORE_DONE;

	if (query)
		store_reset(query);
	return empty;
}

static void score_and_publish(struct serve *serve)
{
	struct arena arena;
	struct error error;
	bool changed = false;

	arena_init(&arena);
	lock(serve);
	if (is_empty(serve))
		serve->told.text[0] = '\0';
	else if (!score_open(serve, &arena, &error))
		tell_trouble(serve, "score", &error);
	else if (!publish_run(&serve->centre, serve->feed, &changed, &error))
		tell_trouble(serve, "publish", &error);
	else
		serve->told.text[0] = '\0';
	note_head(serve, &arena);
	unlock(serve);
	atomic_fetch_add(&serve->publications, changed);
	arena_finish(&arena);
}

static bool head_is_old(struct serve *serve)
{
	int64_t age_ms = clock_system.wall_ms(&clock_system) - atomic_load(&serve->issued_ms);

	return age_ms >= (int64_t)serve->centre.settings.head_valid_h * 3600 * 1000 / PUBLISH_FRESH_PART;
}

static void step(struct serve *serve)
{
	int64_t now_ms = clock_system.steady_ms(&clock_system);

	http_step(serve->http);
	if (now_ms < serve->next_score_ms)
		return;
	serve->next_score_ms = now_ms + (int64_t)serve->centre.settings.score_every_s * 1000;
	if (atomic_exchange(&serve->changed, false) || head_is_old(serve))
		score_and_publish(serve);
}

/* --- commands of other processes --- */

static enum command_status work(void *self, size_t count, const char *const *words, FILE *out, FILE *err)
{
	struct serve *serve = self;
	struct arena arena;
	struct command_call call = {
		.arena = &arena, .clock = &clock_system, .centre = &serve->centre, .out = out, .err = err};
	enum command_status status = COMMAND_USAGE;

	arena_init(&arena);
	if (command_parse(serve->table, count, words, &call) && call.command->handed) {
		lock(serve);
		status = call.command->run(&call);
		note_head(serve, &arena);
		unlock(serve);
		atomic_store(&serve->changed, true);
	}
	arena_finish(&arena);
	return status;
}

/* --- start, turn, stop --- */

static bool wait_for_work(struct serve *serve)
{
	struct pollfd waiting[] = {{serve->signals, POLLIN, 0}, {serve->control, POLLIN, 0}};
	int ready = poll(waiting, 2, TICK_MS);

	REQUIRE(ready >= 0 || errno == EINTR);
	if (ready > 0 && waiting[1].revents)
		control_serve(serve->control, work, serve);
	return ready > 0 && waiting[0].revents;
}

static enum command_status turn(struct serve *serve, struct error *error)
{
	printf("listening on http://%s\n", serve->address);
	fflush(stdout);
	while (!wait_for_work(serve)) {
		step(serve);
		if (atomic_load(&serve->broken)) {
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
	signal(SIGPIPE, SIG_IGN);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	serve->signals = signalfd(-1, &set, SFD_CLOEXEC);
	return serve->signals >= 0 || error_set(error, "cannot wait for signals: %s", strerror(errno));
}

static bool start_http(struct serve *serve, struct error *error)
{
	const struct http_settings settings = {
		.socket = serve->socket,
		.feed_folder = serve->feed,
		.connections = serve->centre.settings.connections,
		.connections_per_address = serve->centre.settings.connections_per_address,
	};
	const struct http_door door = {take, is_healthy, write_metrics, serve};

	serve->http = http_start(&settings, &door);
	if (!serve->http)
		return error_set(error, "cannot start to answer at %s", serve->address);
	serve->socket = NOTHING_OPEN;
	return true;
}

static enum command_status open_and_turn(struct serve *serve, const char *listen, struct error *error)
{
	bool usage;

	serve->socket = listen_open(listen, serve->address, &usage, error);
	if (serve->socket < 0)
		return usage ? COMMAND_USAGE : COMMAND_SYSTEM;
	if (!open_signals(serve, error) || (serve->control = control_listen(serve->folder, error)) < 0)
		return COMMAND_SYSTEM;
	score_and_publish(serve);
	serve->next_score_ms = clock_system.steady_ms(&clock_system) + (int64_t)serve->centre.settings.score_every_s * 1000;
	if (!start_http(serve, error))
		return COMMAND_SYSTEM;
	return turn(serve, error);
}

static void stop(struct serve *serve)
{
	http_stop(serve->http);
	control_stop(serve->folder, serve->control);
	if (serve->socket >= 0)
		close(serve->socket);
	if (serve->signals >= 0)
		close(serve->signals);
}

enum command_status serve_run(const struct command_table *table, const char *folder, const char *listen, struct error *error)
{
	struct serve serve = {
		.table = table, .folder = folder, .signals = NOTHING_OPEN, .control = NOTHING_OPEN, .socket = NOTHING_OPEN};
	enum centre_obstacle obstacle;
	enum command_status status;

	if (!centre_open(&serve.centre, folder, &clock_system, &obstacle, error))
		return obstacle == CENTRE_FAULTY ? COMMAND_REFUSED : COMMAND_SYSTEM;
	arena_init(&serve.arena);
	REQUIRE(pthread_mutex_init(&serve.mutex, NULL) == 0);
	serve.feed = str_format(&serve.arena, "%s/feed", folder).bytes;
	status = open_and_turn(&serve, listen, error);
	stop(&serve);
	pthread_mutex_destroy(&serve.mutex);
	arena_finish(&serve.arena);
	centre_close(&serve.centre);
	return status;
}
