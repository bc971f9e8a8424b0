#include "feed/sync/beat.h"

#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/log.h"
#include "feed/model/action.h"
#include "feed/wire/wire.h"

enum {
	FIRST_MS = 5000,       /* screens that start together tell within this */
	UNWANTED_PERIODS = 12, /* until a server that answered "no" is asked again */
	HURRY_MS = 3000,       /* between two that were hurried */
	DEADLINE_MS = 15000,
	MS_PER_S = 1000
};

struct beat {
	int period_s;
	struct transport *transport; /* borrowed; outlives us, as the next */
	struct random *random;
	struct arena arena; /* of the request on its way */
	bool running, told; /* told: that it is not wanted */
	int64_t due_ms, hurried_ms; /* steady */
};

struct beat *beat_create(int period_s, struct transport *transport, struct random *random, int64_t steady_ms)
{
	struct beat *beat = calloc(1, sizeof(*beat));
	int64_t first_ms = period_s * MS_PER_S < FIRST_MS ? period_s * MS_PER_S : FIRST_MS;

	REQUIRE(beat);
	beat->period_s = period_s;
	beat->transport = transport;
	beat->random = random;
	beat->due_ms = steady_ms + (int64_t)random_below(random, (uint64_t)first_ms + 1);
	beat->hurried_ms = steady_ms - HURRY_MS;
	return beat;
}

void beat_destroy(struct beat *beat)
{
	if (!beat)
		return;
	arena_finish(&beat->arena);
	free(beat);
}

int64_t beat_due_ms(const struct beat *beat)
{
	return beat->period_s == 0 || beat->running || !beat->transport->takes_ratings ? INT64_MAX : beat->due_ms;
}

/* The one place where its bytes leave: what signs requests will sign here. */
void beat_send(struct beat *beat, struct heartbeat *what)
{
	struct transport_request request = {
		.path = STR("/v1/heartbeat"), .limit_bytes = ACTION_ANSWER_BYTES_MAX, .deadline_ms = DEADLINE_MS};

	what->period_s = beat->period_s;
	arena_clear(&beat->arena);
	request.body = heartbeat_encode(&beat->arena, what);
	beat->running = true;
	beat->transport->begin(beat->transport, LANE_BEAT, &request);
}

void beat_hurry(struct beat *beat, int64_t steady_ms)
{
	int64_t due_ms = beat->hurried_ms + HURRY_MS > steady_ms ? beat->hurried_ms + HURRY_MS : steady_ms;

	if (beat->told || due_ms >= beat->due_ms)
		return;
	beat->due_ms = beat->hurried_ms = due_ms;
}

/* Four fifths to six fifths of the period, so that those that began together drift apart. */
static int64_t about_ms(struct beat *beat, int64_t periods)
{
	int64_t period_ms = beat->period_s * periods * MS_PER_S;

	return period_ms * 4 / 5 + (int64_t)random_below(beat->random, (uint64_t)period_ms * 2 / 5 + 1);
}

void beat_reply(struct beat *beat, const struct transport_reply *reply, int64_t steady_ms)
{
	bool unwanted = reply->arrived && reply->status >= 400 && reply->status < 500 && reply->status != 408 &&
			reply->status != 429;
	int64_t wait_ms = about_ms(beat, unwanted ? UNWANTED_PERIODS : 1),
		least_ms = reply->retry_after_s * INT64_C(1000);

	if (unwanted && !beat->told)
		log_line("hallboard: the centre takes no heartbeat: answer %d, " STR_FMT, reply->status,
			STR_ARG(str_part(reply->body, 0, str_find(reply->body, STR("\n")))));
	beat->told = unwanted;
	beat->running = false;
	beat->due_ms = steady_ms + (wait_ms > least_ms ? wait_ms : least_ms);
}
