#include "kiosk/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/base/clock.h"
#include "feed/base/log.h"
#include "feed/sync/actions.h"
#include "feed/sync/beat.h"
#include "feed/sync/enrolling.h"
#include "feed/sync/identity.h"
#include "feed/sync/media_files.h"
#include "kiosk/keeper.h"
#include "kiosk/report.h"
#include "kiosk/screen_id.h"
#include "kiosk/staff_file.h"
#include "kiosk/wish.h"

enum {
	SETTLE_STEP_MS = 2,
	RETELL_MS = 500, /* the UI thread is woken again for news that it did not take: a wake-up may be lost in a display server */
	HOUR_MS = 3600 * 1000
};

struct worker {
	struct worker_settings settings;
	char *feed, *proxy, *ca; /* owned */
	struct str area;

	/* the worker's thread */
	struct cache *cache, *alert_cache;
	struct keeper keeper;
	struct random random;
	struct sync *sync;
	struct watch *watch;
	struct beat *beat;
	struct actions *actions; /* NULL: this screen is not enrolled */
	struct task task;        /* of the UI thread; told with the news */
	struct identity *identity; /* NULL: none */
	char screen_id[SEEN_DEVICE_DIGITS + 1];
	int64_t told_ms;  /* steady: when the UI thread was woken for it last */
	struct news told; /* what was published last; no reference of its own */
	char token[RATING_TOKEN_DIGITS + 1];
	struct visit_tally counted; /* what of the tally is kept */
	enum receipt receipt;
	bool partial; /* the first snapshot lacks documents that its picture does not need */

	/* both */
	_Atomic(struct transport *) transport; /* owned by the thread; wake() may be called by both */
	_Atomic(struct news *) slot;           /* the newest news; whoever takes it out owns it */
	pthread_mutex_t mutex;                 /* of the queue */
	struct wish *queue[WORKER_WISHES_MAX];
	size_t queued;
	struct pulse pulse; /* the newest; guarded by the mutex too */
	struct visit_tally tally; /* the same */
	atomic_bool stopping, settled, revoked;
	atomic_int enrolling; /* enum enrolling_state */
	atomic_llong waiting;

	/* the UI thread */
	struct hall hall;
	pthread_t thread;
	bool started;
};

static void news_free(struct news *news)
{
	if (!news)
		return;
	snapshot_unref(news->snapshot);
	snapshot_unref(news->alerts);
	free(news);
}

static void wake_ui(struct worker *worker)
{
	worker->told_ms = clock_system.steady_ms(&clock_system);
	if (worker->settings.wake_ui)
		worker->settings.wake_ui(worker->settings.wake_self);
}

static bool is_settled(const struct worker *worker)
{
	return sync_settled(worker->sync) && watch_settled(worker->watch);
}

/* Before the screen hears of them. */
static void keep_media(struct worker *worker, const struct snapshot *snapshot)
{
	struct error error;

	if (snapshot && !media_files_follow(worker->settings.state_folder, worker->cache, snapshot, &error))
		log_fault("hallboard: %s", error.text);
}

/* The newest wins: what nobody took is dropped, except that a receipt stays until it was seen or a newer one comes. */
static void publish(struct worker *worker)
{
	struct news *news = calloc(1, sizeof(*news));
	const struct snapshot *snapshot = sync_snapshot(worker->sync), *alerts = watch_snapshot(worker->watch);

	REQUIRE(news);
	if (snapshot != worker->told.snapshot)
		keep_media(worker, snapshot);
	news->snapshot = snapshot ? snapshot_ref(snapshot) : NULL;
	news->alerts = alerts ? snapshot_ref(alerts) : NULL;
	news->state = sync_state(worker->sync);
	news->watch = watch_state(worker->watch);
	news->settled = is_settled(worker);
	news->receipt = worker->receipt;
	news->task = worker->task;
	memcpy(news->token, worker->token, sizeof(news->token));
	worker->told = *news;
	atomic_store(&worker->waiting, news->state.waiting_ratings);
	news_free(atomic_exchange(&worker->slot, news));
	atomic_store(&worker->settled, worker->told.settled);
	wake_ui(worker);
}

/* When to look whether the news were taken; the UI thread is woken again where they were not. */
static int64_t retell(struct worker *worker, int64_t now_ms)
{
	if (!atomic_load(&worker->slot))
		return INT64_MAX;
	if (now_ms - worker->told_ms >= RETELL_MS)
		wake_ui(worker);
	return worker->told_ms + RETELL_MS;
}

/* Only what the glass can show is news. */
static bool has_alert_news(struct worker *worker)
{
	struct watch_state now = watch_state(worker->watch), *told = &worker->told.watch;

	return worker->told.alerts != watch_snapshot(worker->watch) || now.live != told->live ||
	       now.failing_since_ms != told->failing_since_ms || strcmp(now.fault.text, told->fault.text) != 0;
}

static bool has_news(struct worker *worker)
{
	struct sync_state now = sync_state(worker->sync), *told = &worker->told.state;

	return worker->told.task.number != worker->task.number || worker->told.snapshot != sync_snapshot(worker->sync) || worker->told.settled != is_settled(worker) || has_alert_news(worker) ||
	       now.contact_ms != told->contact_ms || now.failing_since_ms != told->failing_since_ms ||
	       now.waiting_ratings != told->waiting_ratings || strcmp(now.fault.text, told->fault.text) != 0;
}

static struct wish *next_wish(struct worker *worker)
{
	struct wish *wish = NULL;

	pthread_mutex_lock(&worker->mutex);
	if (worker->queued) {
		wish = worker->queue[0];
		worker->queued--;
		memmove(worker->queue, worker->queue + 1, worker->queued * sizeof(worker->queue[0]));
	}
	pthread_mutex_unlock(&worker->mutex);
	return wish;
}

/* The receipt says "stored" after COMMIT has returned. */
static void put_away(struct worker *worker, struct wish *wish)
{
	bool ok = keeper_put(&worker->keeper, wish);

	worker->receipt = ok ? RECEIPT_STORED : RECEIPT_FAILED;
	memcpy(worker->token, wish->rating.token, sizeof(worker->token));
	if (ok && worker->sync)
		sync_ratings_waiting(worker->sync);
	publish(worker);
}

/* The feed says that the clock is right. */
static void resolve(struct worker *worker, int64_t now_ms)
{
	const struct snapshot *snapshot = sync_snapshot(worker->sync);
	int64_t wall_ms = clock_system.wall_ms(&clock_system);

	if (snapshot && sync_state(worker->sync).contact_ms != 0 && wall_ms >= snapshot_head(snapshot)->issued_ms)
		keeper_resolve(&worker->keeper, wall_ms, now_ms);
}

/* At a moment that has nothing to do with a visit, on a day that is known. */
static void count_visits(struct worker *worker)
{
	const struct snapshot *snapshot = sync_snapshot(worker->sync);
	int64_t wall_ms = clock_system.wall_ms(&clock_system);
	struct civil local = civil_local(wall_ms);
	struct visit_tally now, *counted = &worker->counted;
	struct rating_visits more = {.area = worker->settings.area.length ? worker->settings.area : STR("all"), .day = civil_day_number(local.year, local.month, local.day)};

	pthread_mutex_lock(&worker->mutex);
	now = worker->tally;
	pthread_mutex_unlock(&worker->mutex);
	more.shown = now.shown - counted->shown;
	more.answered = now.answered - counted->answered;
	more.abandoned = now.abandoned - counted->abandoned;
	more.timed_out = now.timed_out - counted->timed_out;
	if (memcmp(&now, counted, sizeof(now)) == 0 || !snapshot || wall_ms < snapshot_head(snapshot)->issued_ms ||
		!keeper_add_visits(&worker->keeper, &more))
		return;
	*counted = now;
	sync_visits_waiting(worker->sync);
}

static int64_t look_after_ratings(struct worker *worker, int64_t now_ms)
{
	bool reopened;
	int64_t due_ms = keeper_step(&worker->keeper, now_ms, &reopened);

	if (reopened) {
		sync_use_outbox(worker->sync, worker->keeper.outbox);
		wake_ui(worker);
	}
	return due_ms;
}

static void fulfil(struct worker *worker, struct wish *wish)
{
	if (wish->action.number && worker->actions)
		actions_end(worker->actions, wish->action.number, wish->action.done, wish->action.reason, wish->action.file,
			clock_system.steady_ms(&clock_system));
	else if (wish->seen.alert.length)
		watch_seen(worker->watch, wish->seen.alert, wish->seen.shown_ms, clock_system.steady_ms(&clock_system));
	else
		put_away(worker, wish);
	wish_destroy(wish);
}

static int wait_ms(int64_t due_ms, int64_t now_ms)
{
	int64_t wait = due_ms == INT64_MAX ? HOUR_MS : due_ms - now_ms;

	return wait < 0 ? 0 : wait > HOUR_MS ? HOUR_MS : (int)wait;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void tell_centre(struct worker *worker)
{
	struct report report = {
		.device = worker->screen_id,
		.area = worker->settings.area.bytes,
		.state_folder = worker->settings.state_folder,
		.snapshot = sync_snapshot(worker->sync),
		.outbox = worker->keeper.outbox,
		.sync = sync_state(worker->sync),
		.watch = watch_state(worker->watch),
	};

	pthread_mutex_lock(&worker->mutex);
	report.pulse = worker->pulse;
	pthread_mutex_unlock(&worker->mutex);
	report_send(&report, worker->beat);
}

/* What the transport was told. */
static void look_after_trust(struct worker *worker)
{
	if (!identity_is_revoked(worker->identity) || atomic_exchange(&worker->revoked, true))
		return;
	wake_ui(worker);
}

/* The latest of what is known of the time: a clock that was set back makes no old action new. */
static int64_t centre_ms(const struct worker *worker)
{
	const struct snapshot *snapshot = sync_snapshot(worker->sync);
	int64_t told_ms = identity_time_ms(worker->identity, clock_system.wall_ms(&clock_system)),
		issued_ms = snapshot ? snapshot_head(snapshot)->issued_ms : 0;

	return told_ms > issued_ms ? told_ms : issued_ms;
}

static void take_beat(struct worker *worker, const struct transport_reply *reply, int64_t now_ms)
{
	beat_reply(worker->beat, reply, now_ms);
	if (worker->actions && reply->arrived && reply->status == 200)
		actions_take(worker->actions, reply->body, centre_ms(worker), now_ms);
}

/* What needs no picture is done here, the rest by the UI thread, which is told with the news. */
static void do_action(struct worker *worker, const struct action *action, int64_t now_ms)
{
	char text[LOG_EXCERPT_BYTES];
	enum action_kind kind = ACTION_KIND_COUNT;
	struct str why = STR("");

	action_kind_find(action->kind, &kind);
	switch (kind) {
	case ACTION_RELOAD:
		sync_ask_now(worker->sync);
		actions_end(worker->actions, action->number, true, STR(""), STR(""), now_ms);
		return;
	case ACTION_LOG:
		actions_end(worker->actions, action->number, true, STR(""), (struct str){text, log_excerpt(text, sizeof(text))}, now_ms);
		return;
	case ACTION_STAFF_CODE:
		if (staff_file_keep(worker->settings.state_folder, worker->identity, action->argument, &why))
			break;
		actions_end(worker->actions, action->number, false, why, STR(""), now_ms);
		return;
	default:
		break;
	}
	worker->task = (struct task){action->number, kind, now_ms + (action->expires_ms - centre_ms(worker))};
}

static int64_t look_after_actions(struct worker *worker, int64_t now_ms)
{
	const struct action *action;

	if (!worker->actions)
		return INT64_MAX;
	while ((action = actions_next(worker->actions, centre_ms(worker), now_ms)) && action->number != worker->task.number)
		do_action(worker, action, now_ms);
	if (!action)
		worker->task = (struct task){0};
	return actions_step(worker->actions, now_ms);
}

static void turn(struct worker *worker, struct transport *transport)
{
	struct transport_reply reply;
	struct wish *wish;
	int64_t due_ms, now_ms;

	while ((wish = next_wish(worker)))
		fulfil(worker, wish);
	now_ms = clock_system.steady_ms(&clock_system);
	due_ms = sync_step(worker->sync, now_ms, clock_system.wall_ms(&clock_system));
	due_ms = sooner(due_ms, watch_step(worker->watch, now_ms));
	if (now_ms >= beat_due_ms(worker->beat))
		tell_centre(worker);
	due_ms = sooner(due_ms, beat_due_ms(worker->beat));
	due_ms = sooner(due_ms, look_after_actions(worker, now_ms));
	resolve(worker, now_ms);
	count_visits(worker);
	due_ms = sooner(due_ms, look_after_ratings(worker, now_ms));
	if (has_news(worker))
		publish(worker);
	due_ms = sooner(due_ms, retell(worker, now_ms));
	if (transport->wait(transport, wait_ms(due_ms, now_ms), &reply) != TRANSPORT_REPLY)
		return;
	look_after_trust(worker);
	now_ms = clock_system.steady_ms(&clock_system);
	if (reply.actions)
		beat_hurry(worker->beat, now_ms);
	if (reply.lane == LANE_BEAT)
		take_beat(worker, &reply, now_ms);
	else if (reply.lane == LANE_ACTION)
		actions_reply(worker->actions, &reply, now_ms);
	else if (reply.lane == LANE_ALERTS || reply.lane == LANE_SEEN)
		watch_reply(worker->watch, &reply, now_ms, clock_system.wall_ms(&clock_system));
	else
		sync_reply(worker->sync, &reply, now_ms, clock_system.wall_ms(&clock_system));
	if (has_news(worker))
		publish(worker);
}

/* The documents that the first picture could do without. Where the cache turns out damaged, what is shown stays, and the feed is
   fetched anew. Takes over the reference to `first`. */
static const struct snapshot *read_rest(struct worker *worker, const struct snapshot *first)
{
	const struct snapshot *whole = NULL;
	struct error error;

	if (!worker->partial)
		return first;
	if (!cache_load(worker->cache, NULL, first, &whole, &error))
		log_fault("hallboard: %s", error.text);
	if (!whole)
		return first;
	snapshot_unref(first);
	return whole;
}

static void turn_enrolling(struct worker *worker, struct transport *transport, struct enrolling *enrolling)
{
	int64_t now_ms = clock_system.steady_ms(&clock_system);
	struct transport_reply reply;
	struct wish *wish;

	while ((wish = next_wish(worker))) {
		if (wish->code[0])
			enrolling_try(enrolling, wish->code, now_ms);
		wish_destroy(wish);
	}
	if (transport->wait(transport, wait_ms(enrolling_step(enrolling, now_ms), now_ms), &reply) == TRANSPORT_REPLY)
		enrolling_reply(enrolling, &reply, clock_system.steady_ms(&clock_system));
	if (atomic_exchange(&worker->enrolling, (int)enrolling_state(enrolling)) != (int)enrolling_state(enrolling))
		wake_ui(worker);
}

/* A screen without a centre does nothing else. */
static void enrol(struct worker *worker, struct transport *transport)
{
	struct enrolling *enrolling =
		enrolling_create(worker->settings.state_folder, transport, worker->identity, &worker->random);
	char code[ENROL_CODE_DIGITS + 1];

	atomic_store(&worker->transport, transport);
	if (enrol_code_read(worker->settings.code, code))
		enrolling_try(enrolling, code, clock_system.steady_ms(&clock_system));
	while (!atomic_load(&worker->stopping))
		turn_enrolling(worker, transport, enrolling);
	enrolling_destroy(enrolling);
}

/* A centre asks those that it knows by their keys. */
static void open_actions(struct worker *worker, struct transport *transport)
{
	struct actions_settings settings = {.folder = worker->settings.state_folder, .key = worker->settings.sync.key};

	if (!worker->identity)
		return;
	memcpy(settings.device, worker->screen_id, sizeof(settings.device));
	worker->actions = actions_open(&settings, transport, &worker->random);
}

static void *run(void *self)
{
	struct worker *worker = self;
	struct error error = {""};
	struct transport *transport = transport_create(&(struct transport_settings){worker->feed, worker->proxy, worker->ca}, &error);
	const struct snapshot *first, *alerts = worker->told.alerts;
	struct watch_settings watch = {.key = worker->settings.sync.key};

	if (!transport) { /* worker_open looked at the address: only the system can have said no */
		log_fault("hallboard: %s", error.text);
		atomic_store(&worker->settled, true);
		return NULL;
	}
	if (worker->settings.enrolling) {
		snapshot_unref(worker->told.snapshot);
		snapshot_unref(worker->told.alerts);
		enrol(worker, transport);
		return NULL;
	}
	transport->identity = worker->identity;
	first = read_rest(worker, worker->told.snapshot);
	keep_media(worker, first);
	worker->sync = sync_create(&worker->settings.sync, worker->cache, worker->keeper.outbox, transport, &worker->random, first);
	memcpy(watch.device, worker->screen_id, sizeof(watch.device));
	worker->watch = watch_create(&watch, worker->alert_cache, transport, &worker->random, alerts);
	worker->beat = beat_create(
		worker->settings.heartbeat_s, transport, &worker->random, clock_system.steady_ms(&clock_system));
	open_actions(worker, transport);
	snapshot_unref(first);
	snapshot_unref(alerts);
	atomic_store(&worker->transport, transport);
	while (!atomic_load(&worker->stopping))
		turn(worker, transport);
	count_visits(worker);
	actions_close(worker->actions);
	worker->actions = NULL;
	beat_destroy(worker->beat);
	watch_destroy(worker->watch);
	sync_destroy(worker->sync);
	worker->watch = NULL;
	worker->sync = NULL;
	return NULL;
}

/* An enrolled screen goes by the name of its key. */
static bool open_identity(struct worker *worker, struct error *error)
{
	if (!worker->settings.enrolled && !worker->settings.enrolling)
		return true;
	worker->identity = identity_open(worker->settings.state_folder, worker->settings.enrolling, &worker->random, error);
	if (worker->identity)
		memcpy(worker->screen_id, identity_device(worker->identity), sizeof(worker->screen_id));
	return worker->identity != NULL;
}

/* Alerts have a file of their own: one whole state of each, and neither suffers from the other's damage. */
static bool open_stores(struct worker *worker, const struct snapshot **first, const struct snapshot **alerts, struct error *error)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/alerts.db", worker->settings.state_folder);
	if (!cache_open(&worker->alert_cache, path, error) || !cache_load(worker->alert_cache, NULL, NULL, alerts, error) ||
		!screen_id_open(worker->settings.state_folder, &worker->random, worker->screen_id, error) || !open_identity(worker, error))
		return false;
	snprintf(path, sizeof(path), "%s/cache.db", worker->settings.state_folder);
	if (!cache_open(&worker->cache, path, error))
		return false;
	if (worker->settings.disk_bytes)
		cache_set_quota(worker->cache, worker->settings.disk_bytes);
	if (!cache_load(worker->cache, worker->settings.first, NULL, first, error))
		return false;
	if (worker->settings.ratings)
		keeper_open(&worker->keeper, worker->settings.state_folder);
	return true;
}

static void tell_first(struct worker *worker, const struct snapshot *first, const struct snapshot *alerts)
{
	struct news *news = calloc(1, sizeof(*news));

	REQUIRE(news);
	news->snapshot = first ? snapshot_ref(first) : NULL;
	news->alerts = alerts ? snapshot_ref(alerts) : NULL;
	news->state.contact_ms = first ? cache_verified_ms(worker->cache) : 0;
	worker->told = *news;
	worker->told.snapshot = first ? snapshot_ref(first) : NULL; /* kept until the thread has its own */
	worker->told.alerts = alerts ? snapshot_ref(alerts) : NULL;
	news_free(atomic_exchange(&worker->slot, news));
}

bool worker_open(struct worker **created, const struct worker_settings *settings, const struct snapshot **first, struct error *error)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	const struct snapshot *alerts = NULL;

	REQUIRE(worker);
	*first = NULL;
	worker->settings = *settings;
	atomic_store(&worker->keeper.closed, settings->closed);
	worker->feed = strdup(settings->feed);
	worker->proxy = strdup(settings->proxy ? settings->proxy : "");
	worker->ca = strdup(settings->ca ? settings->ca : "");
	REQUIRE(worker->feed && worker->proxy && worker->ca);
	worker->random = random_system();
	worker->settings.sync.phase_ms = (int64_t)random_below(&worker->random, HOUR_MS);
	pthread_mutex_init(&worker->mutex, NULL);
	if (!open_stores(worker, first, &alerts, error)) {
		snapshot_unref(*first);
		snapshot_unref(alerts);
		*first = NULL;
		worker_stop(worker);
		return false;
	}
	tell_first(worker, *first, alerts);
	snapshot_unref(alerts);
	worker->partial = *first && worker->settings.first;
	*created = worker;
	return true;
}

void worker_start(struct worker *worker)
{
	if (worker->settings.offline || worker->started)
		return;
	REQUIRE(pthread_create(&worker->thread, NULL, run, worker) == 0);
	worker->started = true;
}

static void wake(struct worker *worker)
{
	struct transport *transport = atomic_load(&worker->transport);

	if (transport)
		transport->wake(transport);
}

void worker_stop(struct worker *worker)
{
	struct wish *wish;

	if (!worker)
		return;
	atomic_store(&worker->stopping, true);
	if (worker->started) {
		wake(worker);
		pthread_join(worker->thread, NULL);
	} else {
		snapshot_unref(worker->told.snapshot);
		snapshot_unref(worker->told.alerts);
	}
	transport_destroy(atomic_load(&worker->transport));
	identity_close(worker->identity);
	while ((wish = next_wish(worker)))
		wish_destroy(wish);
	news_free(atomic_exchange(&worker->slot, NULL));
	keeper_close(&worker->keeper);
	cache_close(worker->cache);
	cache_close(worker->alert_cache);
	pthread_mutex_destroy(&worker->mutex);
	free(worker->feed);
	free(worker->proxy);
	free(worker->ca);
	free(worker);
}

bool worker_take_news(struct worker *worker, struct news *news)
{
	struct news *taken = atomic_exchange(&worker->slot, NULL);

	if (!taken)
		return false;
	*news = *taken;
	free(taken);
	return true;
}

static bool put_wish(struct worker *worker, struct wish *wish)
{
	bool ok;

	pthread_mutex_lock(&worker->mutex);
	ok = worker->queued < WORKER_WISHES_MAX;
	if (ok)
		worker->queue[worker->queued++] = wish;
	pthread_mutex_unlock(&worker->mutex);
	if (ok)
		wake(worker);
	else
		wish_destroy(wish);
	return ok;
}

bool worker_put_rating(struct worker *worker, const struct rating *rating)
{
	struct wish *wish = wish_create_rating(rating);

	wish->given_ms = clock_system.steady_ms(&clock_system);
	wish->hall = worker->hall;
	return put_wish(worker, wish);
}

void worker_tell_hall(struct worker *worker, const struct hall *hall)
{
	if (hall->event && !worker->hall.event)
		log_line("hallboard: an event: many answers in a row are no doubt");
	worker->hall = *hall;
}

bool worker_ratings_closed(const struct worker *worker)
{
	return atomic_load(&worker->keeper.closed) || atomic_load(&worker->revoked);
}

bool worker_is_enrolling(const struct worker *worker, enum enrolling_state *state)
{
	*state = (enum enrolling_state)atomic_load(&worker->enrolling);
	return worker->settings.enrolling;
}

bool worker_put_code(struct worker *worker, const char *code)
{
	return put_wish(worker, wish_create_code(code));
}

bool worker_put_shown(struct worker *worker, struct str alert, int64_t shown_ms)
{
	return put_wish(worker, wish_create_shown(alert, shown_ms));
}

bool worker_put_action(struct worker *worker, const struct action_result *result)
{
	return put_wish(worker, wish_create_action(result));
}

void worker_put_tally(struct worker *worker, const struct visit_tally *tally)
{
	pthread_mutex_lock(&worker->mutex);
	worker->tally = *tally;
	pthread_mutex_unlock(&worker->mutex);
}

void worker_put_pulse(struct worker *worker, const struct pulse *pulse)
{
	pthread_mutex_lock(&worker->mutex);
	worker->pulse = *pulse;
	pthread_mutex_unlock(&worker->mutex);
}

static bool is_over(struct worker *worker, bool delivered)
{
	return atomic_load(&worker->settled) && (!delivered || atomic_load(&worker->waiting) == 0);
}

void worker_settle(struct worker *worker, int timeout_ms, bool delivered)
{
	int64_t end_ms = clock_system.steady_ms(&clock_system) + timeout_ms;

	while (worker->started && !is_over(worker, delivered) && clock_system.steady_ms(&clock_system) < end_ms)
		nanosleep(&(struct timespec){.tv_nsec = SETTLE_STEP_MS * 1000000}, NULL);
}
