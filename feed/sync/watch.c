#include "feed/sync/watch.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/sync/mirrors.h"
#include "feed/sync/round.h"
#include "feed/sync/tell.h"
#include "feed/wire/wire.h"

enum stage { STAGE_ROOT, STAGE_ROOT_SIGNATURE, STAGE_ROUND };

enum {
	MS_PER_S = 1000,
	WAIT_S = 25,
	ROOT_DEADLINE_MS = 20000,
	POLL_S = 5,          /* before a head says otherwise */
	ABSENT_POLL_S = 60,  /* where a server has no alerts */
	SOON_MS = 250,       /* after an answer that waited: within this */
	QUICK_MS = 1000,     /* an answer that came sooner than this did not wait, whatever it says */
	RETRY_FIRST_S = 2,
	RETRY_CAP_S = 60,
	RETRY_DOUBLINGS_MAX = 5
};

struct watch {
	struct cache *cache;         /* borrowed; outlives us, as the next two */
	struct transport *transport;
	struct random *random;
	const struct snapshot *snapshot; /* our reference or NULL */
	struct watch_state state;
	struct tell *tell;               /* owned */

	struct round_source source;
	struct root root; /* source.root points here once it is believed */
	struct arena root_arena;
	struct str root_bytes, root_path;
	bool rootless;    /* this feed has none */
	enum stage stage;
	struct mirrors mirrors; /* in order: the centre itself, which tells at once, before all others */
	int at;                 /* the one that is asked */
	struct round round;
	bool running, first_over, waits; /* waits: in this round somebody held a question back until there is news */
	int64_t begun_ms, due_ms; /* steady */
	int failures;
};

struct watch *watch_create(const struct watch_settings *settings, struct cache *cache, struct transport *transport,
	struct random *random, const struct snapshot *first)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	REQUIRE(watch);
	watch->cache = cache;
	watch->transport = transport;
	watch->random = random;
	watch->snapshot = first ? snapshot_ref(first) : NULL;
	watch->source = (struct round_source){.area = STR("global"), .key = settings->key, .alerts = true, .wait_s = WAIT_S};
	watch->mirrors = mirrors_of(transport->source_count, true);
	watch->tell = tell_create(settings->device, transport, random);
	watch->due_ms = INT64_MIN;
	return watch;
}

void watch_destroy(struct watch *watch)
{
	if (!watch)
		return;
	tell_destroy(watch->tell);
	round_finish(&watch->round);
	arena_finish(&watch->root_arena);
	snapshot_unref(watch->snapshot);
	free(watch);
}

/* Screens that lost the same centre come back one by one. */
static int64_t retry_ms(struct watch *watch, int retry_after_s)
{
	int64_t span_s = RETRY_FIRST_S << (watch->failures < RETRY_DOUBLINGS_MAX ? watch->failures : RETRY_DOUBLINGS_MAX);
	uint64_t span_ms = (uint64_t)(span_s < RETRY_CAP_S ? span_s : RETRY_CAP_S) * MS_PER_S;
	int64_t wait_ms = (int64_t)random_below(watch->random, span_ms + 1);

	watch->failures++;
	return wait_ms > retry_after_s * INT64_C(1000) ? wait_ms : retry_after_s * INT64_C(1000);
}

/* About so long, so that those that began together drift apart. */
static int64_t about_ms(struct watch *watch, int seconds)
{
	return seconds * INT64_C(800) + (int64_t)random_below(watch->random, (uint64_t)seconds * 400 + 1);
}

static int poll_s(const struct watch *watch)
{
	return watch->snapshot ? snapshot_head(watch->snapshot)->next_poll_s : POLL_S;
}

static void end(struct watch *watch, int64_t due_ms)
{
	watch->running = false;
	watch->first_over = true;
	watch->due_ms = due_ms;
}

static void ask_from(struct watch *watch, int which, int64_t steady_ms);

/* What the root says is asked for anew: its keys may have changed. */
static void fail(struct watch *watch, const struct error *error, int retry_after_s, int64_t steady_ms, int64_t wall_ms)
{
	int next;

	watch->state.fault = *error;
	watch->state.live = false;
	if (watch->state.failing_since_ms == 0)
		watch->state.failing_since_ms = wall_ms;
	watch->source.root = NULL;
	watch->rootless = false;
	mirrors_failed(&watch->mirrors, watch->at, watch->random, retry_after_s, steady_ms);
	next = mirrors_next(&watch->mirrors, steady_ms);
	if (next == MIRRORS_NONE)
		end(watch, steady_ms + retry_ms(watch, retry_after_s));
	else
		ask_from(watch, next, steady_ms);
}

static void succeed(struct watch *watch, bool changed, int64_t steady_ms)
{
	watch->failures = 0;
	mirrors_answered(&watch->mirrors, watch->at, 0, false);
	watch->state = (struct watch_state){.live = watch->waits};
	if (watch->waits && (changed || steady_ms - watch->begun_ms >= QUICK_MS || watch->round.request.wait_s == 0))
		end(watch, steady_ms + (int64_t)random_below(watch->random, SOON_MS));
	else
		end(watch, steady_ms + about_ms(watch, poll_s(watch)));
}

/* A feed without alerts is none that fails, unless it had some. */
static void note_absent(struct watch *watch, int64_t steady_ms)
{
	watch->failures = 0;
	mirrors_answered(&watch->mirrors, watch->at, 0, false);
	watch->state = (struct watch_state){.live = false};
	end(watch, steady_ms + about_ms(watch, watch->transport->takes_ratings ? ABSENT_POLL_S : POLL_S));
}

static void ask_root(struct watch *watch, enum stage stage, struct str path, size_t limit)
{
	struct transport_request request = {
		.path = path, .limit_bytes = limit, .deadline_ms = ROOT_DEADLINE_MS, .uncached = watch->failures > 0, .source = watch->at};

	watch->stage = stage;
	watch->transport->begin(watch->transport, LANE_ALERTS, &request);
}

static void begin_round(struct watch *watch)
{
	watch->stage = STAGE_ROUND;
	watch->waits = false;
	round_begin(&watch->round, &watch->source, watch->at);
	watch->transport->begin(watch->transport, LANE_ALERTS, &watch->round.request);
}

static void ask_from(struct watch *watch, int which, int64_t steady_ms)
{
	mirrors_asked(&watch->mirrors, which);
	watch->at = which;
	watch->begun_ms = steady_ms;
	if (watch->source.root || watch->rootless)
		begin_round(watch);
	else
		ask_root(watch, STAGE_ROOT, STR("/v1/root/1.json"), ROOT_BYTES_MAX);
}

static void begin(struct watch *watch, int64_t steady_ms)
{
	watch->running = true;
	mirrors_begin(&watch->mirrors);
	ask_from(watch, mirrors_next(&watch->mirrors, steady_ms), steady_ms);
}

/* The root is signed by the key that this hall was given, which it must name for that; an old one is not believed. */
static bool believe_root(struct watch *watch, struct str signature, int64_t wall_ms, struct error *error)
{
	const unsigned root_role = 1u << ROOT_ROLE_ROOT;

	if (!sign_verify(&watch->source.key, watch->root_bytes, signature, error) ||
		!root_decode(&watch->root_arena, watch->root_bytes, &watch->root, error) ||
		!root_verify(&watch->root, root_role, watch->root_bytes, signature, error))
		return false;
	if (watch->root.expires_ms <= wall_ms)
		return error_set(error, "the root has expired, expected one that is valid");
	watch->source.root = &watch->root;
	return true;
}

static void take_root(struct watch *watch, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	char key_id[ROOT_KEY_ID_DIGITS + 1];
	struct error error = reply->error;

	if (reply->arrived && reply->status == 404 && watch->stage == STAGE_ROOT) {
		watch->rootless = true;
		begin_round(watch);
		return;
	}
	if (!reply->arrived || reply->status != 200) {
		if (reply->arrived)
			error_set(&error, "found answer %d to the root, expected 200", reply->status);
		fail(watch, &error, reply->retry_after_s, steady_ms, wall_ms);
		return;
	}
	if (watch->stage == STAGE_ROOT) {
		arena_clear(&watch->root_arena);
		watch->root_bytes = str_copy(&watch->root_arena, reply->body);
		root_key_id(watch->source.key.id, key_id);
		watch->root_path = str_format(&watch->root_arena, "/v1/root/1.json.%s.minisig", key_id);
		ask_root(watch, STAGE_ROOT_SIGNATURE, watch->root_path, SIGN_TEXT_BYTES_MAX);
		return;
	}
	if (believe_root(watch, str_copy(&watch->root_arena, reply->body), wall_ms, &error))
		begin_round(watch);
	else
		fail(watch, &error, 0, steady_ms, wall_ms);
}

static void take_round(struct watch *watch, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	struct error error = {""};

	watch->waits = watch->waits || reply->waits;
	switch (round_take(&watch->round, &watch->source, reply, watch->cache, &watch->snapshot, wall_ms, &error)) {
	case ROUND_ASK:
		watch->transport->begin(watch->transport, LANE_ALERTS, &watch->round.request);
		break;
	case ROUND_DONE:
		succeed(watch, true, steady_ms);
		break;
	case ROUND_SAME:
		succeed(watch, false, steady_ms);
		break;
	case ROUND_REFUSED:
	case ROUND_BEHIND:
		if (reply->arrived && reply->status == 404 && !watch->snapshot)
			note_absent(watch, steady_ms);
		else
			fail(watch, &error, reply->retry_after_s, steady_ms, wall_ms);
		break;
	}
}

void watch_reply(struct watch *watch, const struct transport_reply *reply, int64_t steady_ms, int64_t wall_ms)
{
	if (reply->lane == LANE_SEEN)
		tell_reply(watch->tell, reply, steady_ms);
	else if (watch->stage == STAGE_ROUND)
		take_round(watch, reply, steady_ms, wall_ms);
	else
		take_root(watch, reply, steady_ms, wall_ms);
}

int64_t watch_step(struct watch *watch, int64_t steady_ms)
{
	int64_t told_ms = tell_step(watch->tell, steady_ms);

	if (!watch->running && steady_ms >= watch->due_ms)
		begin(watch, steady_ms);
	if (watch->running)
		return told_ms;
	return told_ms < watch->due_ms ? told_ms : watch->due_ms;
}

void watch_seen(struct watch *watch, struct str alert, int64_t shown_ms, int64_t steady_ms)
{
	tell_put(watch->tell, alert, shown_ms, steady_ms);
}

const struct snapshot *watch_snapshot(const struct watch *watch)
{
	return watch->snapshot;
}

struct watch_state watch_state(const struct watch *watch)
{
	return watch->state;
}

bool watch_settled(const struct watch *watch)
{
	return watch->first_over;
}
