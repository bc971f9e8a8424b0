#include "feed/sync/tell.h"

#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

enum {
	SPREAD_MS = 3000, /* screens that show an alert together tell within this */
	RETRY_FIRST_MS = 5000,
	RETRY_DOUBLINGS_MAX = 6,
	ANSWER_BYTES_MAX = 4096,
	DEADLINE_MS = 15000
};

enum progress { WAITING, SENT, DONE };

struct told {
	char alert[ALERT_ID_BYTES_MAX + 1];
	int64_t shown_ms;
	enum progress progress;
};

struct tell {
	struct transport *transport; /* borrowed; outlives us, as the next */
	struct random *random;
	struct seen_batch batch; /* its device; the rest is of the request on its way */
	struct arena arena;      /* of that request */
	struct told items[SEEN_BATCH_MAX];
	size_t count;
	bool running;
	int64_t due_ms; /* steady; INT64_MAX: nothing waits */
	int failures;
};

struct tell *tell_create(const char device[SEEN_DEVICE_DIGITS + 1], struct transport *transport, struct random *random)
{
	struct tell *tell = calloc(1, sizeof(*tell));

	REQUIRE(tell);
	tell->transport = transport;
	tell->random = random;
	tell->due_ms = INT64_MAX;
	memcpy(tell->batch.device, device, SEEN_DEVICE_DIGITS + 1);
	return tell;
}

void tell_destroy(struct tell *tell)
{
	if (!tell)
		return;
	arena_finish(&tell->arena);
	free(tell);
}

/* The oldest one makes room: it was told, or has been tried for as long as so many others took. */
static struct told *make_room(struct tell *tell)
{
	if (tell->count == SEEN_BATCH_MAX) {
		memmove(tell->items, tell->items + 1, (SEEN_BATCH_MAX - 1) * sizeof(tell->items[0]));
		tell->count--;
	}
	return &tell->items[tell->count++];
}

void tell_put(struct tell *tell, struct str alert, int64_t shown_ms, int64_t steady_ms)
{
	struct told *item;

	if (!tell->transport->takes_ratings || alert.length > ALERT_ID_BYTES_MAX)
		return;
	for (size_t i = 0; i < tell->count; i++)
		if (str_equal(str_from(tell->items[i].alert), alert))
			return;
	item = make_room(tell);
	*item = (struct told){.shown_ms = shown_ms};
	memcpy(item->alert, alert.bytes, alert.length);
	if (tell->due_ms == INT64_MAX)
		tell->due_ms = steady_ms + (int64_t)random_below(tell->random, SPREAD_MS);
}

static void begin(struct tell *tell)
{
	struct transport_request request = {
		.path = STR("/v1/seen"), .limit_bytes = ANSWER_BYTES_MAX, .deadline_ms = DEADLINE_MS};

	arena_clear(&tell->arena);
	tell->batch.count = 0;
	tell->due_ms = INT64_MAX;
	for (size_t i = 0; i < tell->count; i++)
		if (tell->items[i].progress == WAITING) {
			tell->items[i].progress = SENT;
			tell->batch.items[tell->batch.count++] =
				(struct seen){str_from(tell->items[i].alert), tell->items[i].shown_ms};
		}
	if (tell->batch.count == 0)
		return;
	request.body = seen_batch_encode(&tell->arena, &tell->batch);
	tell->running = true;
	tell->transport->begin(tell->transport, LANE_SEEN, &request);
}

int64_t tell_step(struct tell *tell, int64_t steady_ms)
{
	if (!tell->running && steady_ms >= tell->due_ms)
		begin(tell);
	return tell->running ? INT64_MAX : tell->due_ms;
}

/* Busy, broken or away: again later. Anything else will not become better by repetition. */
static bool is_temporary(const struct transport_reply *reply)
{
	return !reply->arrived || reply->status >= 500 || reply->status == 408 || reply->status == 429;
}

void tell_reply(struct tell *tell, const struct transport_reply *reply, int64_t steady_ms)
{
	bool again = is_temporary(reply);
	int64_t wait_ms = 0;

	tell->running = false;
	for (size_t i = 0; i < tell->count; i++)
		if (tell->items[i].progress == SENT)
			tell->items[i].progress = again ? WAITING : DONE;
	if (again) {
		int doublings = tell->failures < RETRY_DOUBLINGS_MAX ? tell->failures : RETRY_DOUBLINGS_MAX;

		wait_ms = (int64_t)random_below(tell->random, (uint64_t)RETRY_FIRST_MS << doublings) + 1;
		if (wait_ms < reply->retry_after_s * INT64_C(1000))
			wait_ms = reply->retry_after_s * INT64_C(1000);
		tell->failures++;
	} else {
		tell->failures = 0;
	}
	tell->due_ms = steady_ms + wait_ms;
}
