#include "feed/sync/sync.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/civil.h"
#include "feed/base/log.h"
#include "feed/sync/mirrors.h"
#include "feed/sync/round.h"
#include "feed/sync/schedule.h"
#include "feed/wire/wire.h"

enum {
	HOUR_MS = 3600 * 1000,
	UPLOAD_SPREAD_MS = 15 * 60 * 1000, /* ratings of an hour leave within this after its end */
	ANSWER_BYTES_MAX = 64 * 1024,
	UPLOAD_DEADLINE_MS = 30000,
	FIRST_POLL_S = 60,                 /* before a head says otherwise */
	FORGET_EVERY_MS = 24 * HOUR_MS /* and telling the newest count once more */
};

struct sync {
	struct sync_settings settings;
	struct cache *cache;         /* borrowed; outlives us, as the next three */
	struct outbox *outbox;       /* or NULL */
	struct transport *transport;
	struct random *random;
	const struct snapshot *snapshot; /* our reference or NULL */
	struct sync_state state;

	struct round_source source;
	struct mirrors mirrors;
	struct round round;
	bool feed_running, first_over, started;
	bool answered, head_came; /* in this asking; in this round */
	int faulty;                /* the source that state.mirror_fault is of */
	int64_t begun_ms, took_ms; /* steady: when this round began; how long until its head was there */
	int64_t feed_due_ms; /* steady */
	int feed_failures;

	struct arena upload; /* of the batch on its way */
	struct rating_batch visits; /* what it says of visits */
	bool upload_running;
	int64_t upload_due_ms, forget_due_ms; /* steady */
	int upload_failures;
};

struct sync *sync_create(const struct sync_settings *settings, struct cache *cache, struct outbox *outbox, struct transport *transport,
	struct random *random, const struct snapshot *first)
{
	struct sync *sync = calloc(1, sizeof(*sync));

	REQUIRE(sync);
	sync->settings = *settings;
	sync->source = (struct round_source){.area = settings->area, .key = settings->key};
	sync->cache = cache;
	sync->outbox = outbox;
	sync->transport = transport;
	sync->random = random;
	sync->snapshot = first ? snapshot_ref(first) : NULL;
	sync->mirrors = mirrors_of(transport->source_count, false);
	sync->state.contact_ms = cache_verified_ms(cache);
	sync->feed_due_ms = sync->upload_due_ms = sync->forget_due_ms = INT64_MIN;
	if (outbox)
		outbox_waiting(outbox, &sync->state.waiting_ratings, &sync->state.fault);
	return sync;
}

void sync_destroy(struct sync *sync)
{
	if (!sync)
		return;
	round_finish(&sync->round);
	arena_finish(&sync->upload);
	snapshot_unref(sync->snapshot);
	free(sync);
}

static int poll_s(const struct sync *sync)
{
	return sync->snapshot ? snapshot_head(sync->snapshot)->next_poll_s : FIRST_POLL_S;
}

static void note_fault(struct sync *sync, const struct error *error, int64_t wall_ms)
{
	sync->state.fault = *error;
	if (sync->state.failing_since_ms == 0)
		sync->state.failing_since_ms = wall_ms;
}

static void note_contact(struct sync *sync, int64_t wall_ms)
{
	struct error ignored;

	sync->answered = true;
	sync->feed_failures = 0;
	sync->state.failing_since_ms = 0;
	sync->state.fault = (struct error){""};
	sync->state.contact_ms = wall_ms;
	cache_touch(sync->cache, wall_ms, &ignored); /* a missed touch only makes the data look older */
}

static void begin_round(struct sync *sync, int which, int64_t steady_ms)
{
	mirrors_asked(&sync->mirrors, which);
	sync->head_came = false;
	sync->begun_ms = steady_ms;
	round_begin(&sync->round, &sync->source, which);
	sync->transport->begin(sync->transport, LANE_FEED, &sync->round.request);
}

static void begin_asking(struct sync *sync, int64_t steady_ms)
{
	sync->feed_running = true;
	sync->answered = false;
	mirrors_begin(&sync->mirrors);
	begin_round(sync, mirrors_next(&sync->mirrors, steady_ms), steady_ms);
}

static void end_asking(struct sync *sync, int retry_after_s, int64_t steady_ms, int64_t wall_ms)
{
	round_finish(&sync->round);
	sync->feed_running = false;
	sync->first_over = true;
	if (sync->answered)
		sync->feed_due_ms = steady_ms + schedule_poll_ms(sync->settings.phase_ms, poll_s(sync), wall_ms);
	else
		sync->feed_due_ms = steady_ms + schedule_backoff_ms(sync->random, sync->feed_failures++, poll_s(sync), retry_after_s);
}

/* Whom to ask now that this source has said something, MIRRORS_NONE: enough. */
static int judge_source(struct sync *sync, enum round_step step, const struct error *error, int retry_after_s, int64_t steady_ms,
	int64_t wall_ms)
{
	int at = sync->round.at;

	if (step == ROUND_DONE || step == ROUND_SAME) {
		mirrors_answered(&sync->mirrors, at, sync->took_ms, false);
		if (at == sync->faulty)
			sync->state.mirror_fault = (struct error){""};
		if (step == ROUND_DONE)
			mirrors_overtaken(&sync->mirrors, at);
		note_contact(sync, wall_ms);
		return mirrors_other(&sync->mirrors, steady_ms);
	}
	if (step == ROUND_BEHIND)
		mirrors_answered(&sync->mirrors, at, sync->took_ms, true);
	else
		mirrors_failed(&sync->mirrors, at, sync->random, retry_after_s, steady_ms);
	if (sync->mirrors.count > 1) {
		log_line("hallboard: %s", error->text);
		sync->state.mirror_fault = *error;
		sync->faulty = at;
	}
	if (!sync->answered)
		note_fault(sync, error, wall_ms);
	return sync->answered ? mirrors_other(&sync->mirrors, steady_ms) : mirrors_next(&sync->mirrors, steady_ms);
}

static void take_feed(struct sync *sync, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	struct error error = {""};
	enum round_step step = round_take(&sync->round, &sync->source, reply, sync->cache, &sync->snapshot, wall_ms, &error);
	int next;

	if (!sync->head_came)
		sync->took_ms = steady_ms - sync->begun_ms;
	sync->head_came = true;
	if (step == ROUND_ASK) {
		sync->transport->begin(sync->transport, LANE_FEED, &sync->round.request);
		return;
	}
	next = judge_source(sync, step, &error, reply->retry_after_s, steady_ms, wall_ms);
	if (next == MIRRORS_NONE)
		end_asking(sync, reply->retry_after_s, steady_ms, wall_ms);
	else
		begin_round(sync, next, steady_ms);
}

static bool at_once(const struct sync *sync)
{
	return sync->settings.upload_at_once || (sync->snapshot && snapshot_head(sync->snapshot)->demo);
}

/* Ratings of an hour wait for its end and leave at a random moment after it: neither order nor time of an answer can be read off
   the wire. */
static int64_t next_upload_ms(struct sync *sync, int64_t wall_ms)
{
	return HOUR_MS - wall_ms % HOUR_MS + (int64_t)random_below(sync->random, UPLOAD_SPREAD_MS);
}

/* Of the hall's calendar: what a day had is told when it is over. */
static int64_t today(int64_t wall_ms)
{
	struct civil local = civil_local(wall_ms);

	return civil_day_number(local.year, local.month, local.day);
}

static void begin_upload(struct sync *sync, int64_t steady_ms, int64_t wall_ms)
{
	struct transport_request request = {.path = STR("/v1/ratings"), .limit_bytes = ANSWER_BYTES_MAX, .deadline_ms = UPLOAD_DEADLINE_MS};
	int64_t before_hour = at_once(sync) ? INT64_MAX : wall_ms / HOUR_MS;
	struct rating_batch batch;
	struct error error;

	arena_clear(&sync->upload);
	sync->visits = (struct rating_batch){0};
	if (!outbox_batch(sync->outbox, &sync->upload, before_hour, wall_ms / HOUR_MS, &batch, &error) ||
		/* apart from ratings: a centre that knows none refuses what holds them */
		(batch.rating_count == 0 && !outbox_visits(sync->outbox, &sync->upload, at_once(sync) ? INT64_MAX : today(wall_ms), &batch, &error))) {
		note_fault(sync, &error, wall_ms);
		sync->upload_due_ms = steady_ms + schedule_backoff_ms(sync->random, sync->upload_failures++, 0, 0);
		return;
	}
	sync->visits = batch;
	if (batch.rating_count == 0 && batch.count_count == 0 && batch.visits_count == 0) {
		sync->upload_due_ms = at_once(sync) ? INT64_MAX : steady_ms + next_upload_ms(sync, wall_ms);
		return;
	}
	request.body = rating_batch_encode(&sync->upload, &batch);
	sync->upload_running = true;
	sync->transport->begin(sync->transport, LANE_RATINGS, &request);
}

/* false: nothing of the batch was acknowledged. */
static bool take_answer(struct sync *sync, const struct transport_reply *reply, int64_t wall_ms, struct error *error)
{
	struct rating_answer answer;

	if (!reply->arrived) {
		*error = reply->error;
		return false;
	}
	if (reply->status != 200)
		return error_set(error, "found answer %d to ratings, expected 200", reply->status);
	if (!rating_answer_decode(&sync->upload, reply->body, &answer, error))
		return false;
	return outbox_acknowledge(sync->outbox, &answer, wall_ms, error) && outbox_visits_told(sync->outbox, &sync->visits, error);
}

static void take_upload(struct sync *sync, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	int64_t before = sync->state.waiting_ratings;
	struct error error = {""};
	bool ok = take_answer(sync, reply, wall_ms, &error);

	sync->upload_running = false;
	outbox_waiting(sync->outbox, &sync->state.waiting_ratings, &error);
	if (ok && (sync->state.waiting_ratings < before || before == 0)) {
		sync->upload_failures = 0;
		sync->upload_due_ms = steady_ms; /* the next batch, or the hour's end */
		return;
	}
	if (ok)
		error_set(&error, "the centre answered, but acknowledged no rating");
	sync->state.fault = error;
	sync->upload_due_ms = steady_ms + schedule_backoff_ms(sync->random, sync->upload_failures++, 0, reply->retry_after_s);
}

void sync_reply(struct sync *sync, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	if (reply->lane == LANE_FEED)
		take_feed(sync, reply, steady_ms, wall_ms);
	else
		take_upload(sync, reply, steady_ms, wall_ms);
}

static bool can_upload(const struct sync *sync)
{
	return sync->outbox && sync->transport->takes_ratings;
}

static void forget(struct sync *sync, int64_t steady_ms, int64_t wall_ms)
{
	struct error error;

	if (!outbox_forget_old(sync->outbox, wall_ms, &error) || !outbox_retell(sync->outbox, &error))
		sync->state.fault = error;
	if (!sync->upload_running && sync->upload_due_ms == INT64_MAX)
		sync->upload_due_ms = steady_ms;
	sync->forget_due_ms = steady_ms + FORGET_EVERY_MS;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* A demo, and a screen that somebody waits for, asks at once. */
static void start(struct sync *sync, int64_t steady_ms, int64_t wall_ms)
{
	sync->started = true;
	if (sync->settings.splay && sync->snapshot && !snapshot_head(sync->snapshot)->demo)
		sync->feed_due_ms = steady_ms + schedule_start_ms(sync->settings.phase_ms, poll_s(sync), wall_ms);
}

int64_t sync_step(struct sync *sync, int64_t steady_ms, int64_t wall_ms)
{
	int64_t due_ms = INT64_MAX;

	if (!sync->started)
		start(sync, steady_ms, wall_ms);
	if (!sync->feed_running && steady_ms >= sync->feed_due_ms)
		begin_asking(sync, steady_ms);
	if (can_upload(sync) && !sync->upload_running && steady_ms >= sync->upload_due_ms)
		begin_upload(sync, steady_ms, wall_ms);
	if (sync->outbox && steady_ms >= sync->forget_due_ms)
		forget(sync, steady_ms, wall_ms);
	if (!sync->feed_running)
		due_ms = sync->feed_due_ms;
	if (can_upload(sync) && !sync->upload_running)
		due_ms = sooner(due_ms, sync->upload_due_ms);
	return sync->outbox ? sooner(due_ms, sync->forget_due_ms) : due_ms;
}

void sync_ask_now(struct sync *sync)
{
	sync->feed_due_ms = INT64_MIN;
}

void sync_use_outbox(struct sync *sync, struct outbox *outbox)
{
	sync->outbox = outbox;
	outbox_waiting(outbox, &sync->state.waiting_ratings, &sync->state.fault);
	if (!sync->upload_running)
		sync->upload_due_ms = INT64_MIN;
}

void sync_visits_waiting(struct sync *sync)
{
	if (at_once(sync) && sync->upload_failures == 0)
		sync->upload_due_ms = INT64_MIN;
}

void sync_ratings_waiting(struct sync *sync)
{
	outbox_waiting(sync->outbox, &sync->state.waiting_ratings, &sync->state.fault);
	if (at_once(sync) && sync->upload_failures == 0)
		sync->upload_due_ms = INT64_MIN;
}

const struct snapshot *sync_snapshot(const struct sync *sync)
{
	return sync->snapshot;
}

struct sync_state sync_state(const struct sync *sync)
{
	return sync->state;
}

bool sync_settled(const struct sync *sync)
{
	return sync->first_over && !sync->feed_running;
}
