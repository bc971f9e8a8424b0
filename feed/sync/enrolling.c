#include "feed/sync/enrolling.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/log.h"
#include "feed/wire/enrol.h"

enum { AGAIN_MS = 4000, AGAIN_SPREAD_MS = 4000, DEADLINE_MS = 15000 };

struct enrolling {
	char *folder;                /* owned */
	struct transport *transport; /* borrowed, as the next two */
	struct identity *identity;
	struct random *random;
	enum enrolling_state state;
	uint8_t secret[ENROL_SECRET_BYTES]; /* made from the code */
	char key[ENROL_KEY_DIGITS + 1];
	struct arena arena; /* of the request on its way */
	bool running, stale; /* stale: another code came meanwhile */
	int64_t due_ms;      /* steady; INT64_MAX: nothing is to be asked */
};

struct enrolling *enrolling_create(const char *folder, struct transport *transport, struct identity *identity, struct random *random)
{
	struct enrolling *enrolling = calloc(1, sizeof(*enrolling));
	uint8_t key[CREDENTIAL_KEY_BYTES];

	REQUIRE(enrolling);
	enrolling->folder = strdup(folder);
	REQUIRE(enrolling->folder);
	enrolling->transport = transport;
	enrolling->identity = identity;
	enrolling->random = random;
	enrolling->due_ms = INT64_MAX;
	identity_key(identity, key);
	sodium_bin2hex(enrolling->key, sizeof(enrolling->key), key, sizeof(key));
	return enrolling;
}

void enrolling_destroy(struct enrolling *enrolling)
{
	if (!enrolling)
		return;
	sodium_memzero(enrolling->secret, sizeof(enrolling->secret));
	arena_finish(&enrolling->arena);
	free(enrolling->folder);
	free(enrolling);
}

void enrolling_try(struct enrolling *enrolling, const char *code, int64_t steady_ms)
{
	if (enrolling->state == ENROLLING_DONE)
		return;
	enrol_secret(code, enrolling->secret);
	enrolling->stale = enrolling->running;
	enrolling->state = ENROLLING_SENT;
	enrolling->due_ms = steady_ms;
}

static void begin(struct enrolling *enrolling)
{
	struct transport_request request = {.path = STR("/v1/enrol"), .limit_bytes = ENROL_BYTES_MAX, .deadline_ms = DEADLINE_MS};
	struct enrol_request wanted = {.proof = ""};

	enrol_id(enrolling->secret, wanted.id);
	memcpy(wanted.key, enrolling->key, sizeof(wanted.key));
	enrol_request_prove(&wanted, enrolling->secret);
	arena_clear(&enrolling->arena);
	request.body = enrol_request_encode(&enrolling->arena, &wanted);
	enrolling->running = true;
	enrolling->transport->begin(enrolling->transport, LANE_ENROL, &request);
}

int64_t enrolling_step(struct enrolling *enrolling, int64_t steady_ms)
{
	if (!enrolling->running && steady_ms >= enrolling->due_ms)
		begin(enrolling);
	return enrolling->running ? INT64_MAX : enrolling->due_ms;
}

/* An answer that does not prove that it knows the code is none. */
static enum enrolling_state take(struct enrolling *enrolling, struct str body)
{
	struct enrol_answer answer;
	struct error error;

	if (!enrol_answer_decode(&enrolling->arena, body, &answer, &error) ||
		!enrol_answer_proven(&answer, enrolling->key, enrolling->secret)) {
		log_fault("hallboard: what answers to the code is not the centre that gave it");
		return ENROLLING_AWAY;
	}
	if (identity_hall_write(enrolling->folder, answer.area, answer.group, answer.centre, &error))
		return ENROLLING_DONE;
	log_fault("hallboard: this screen is not enrolled: %s", error.text);
	return ENROLLING_FAILED;
}

static enum enrolling_state judge(struct enrolling *enrolling, const struct transport_reply *reply)
{
	if (!reply->arrived)
		return ENROLLING_AWAY;
	switch (reply->status) {
	case 200:
		return take(enrolling, reply->body);
	case 403:
		return ENROLLING_WRONG;
	case 429:
		return ENROLLING_PACED;
	default:
		return ENROLLING_AWAY;
	}
}

void enrolling_reply(struct enrolling *enrolling, const struct transport_reply *reply, int64_t steady_ms)
{
	int64_t wait_ms = AGAIN_MS + (int64_t)random_below(enrolling->random, AGAIN_SPREAD_MS);

	enrolling->running = false;
	if (enrolling->stale) {
		enrolling->stale = false;
		return;
	}
	enrolling->state = judge(enrolling, reply);
	if (reply->retry_after_s * INT64_C(1000) > wait_ms)
		wait_ms = reply->retry_after_s * INT64_C(1000);
	enrolling->due_ms =
		enrolling->state == ENROLLING_AWAY || enrolling->state == ENROLLING_PACED ? steady_ms + wait_ms : INT64_MAX;
}

enum enrolling_state enrolling_state(const struct enrolling *enrolling)
{
	return enrolling->state;
}
