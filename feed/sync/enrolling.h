#ifndef FEED_SYNC_ENROLLING_H
#define FEED_SYNC_ENROLLING_H

#include "feed/base/random.h"
#include "feed/sync/identity.h"
#include "feed/sync/transport.h"
#include "feed/model/enrol_code.h"

/*
 * POST /v1/enrol: a code that a person gave becomes the trust of a centre. A state machine without threads; the worker's thread. Where
 * the centre does not answer it is asked again with the same code until it does.
 */

struct enrolling;

/* transport, identity and random are borrowed and outlive it; the folder is copied. */
struct enrolling *enrolling_create(const char *folder, struct transport *transport, struct identity *identity, struct random *random);
void enrolling_destroy(struct enrolling *enrolling); /* NULL is fine */

/* code: of ENROL_CODE_DIGITS. Another one takes the place of one that waits. */
void enrolling_try(struct enrolling *enrolling, const char *code, int64_t steady_ms);
int64_t enrolling_step(struct enrolling *enrolling, int64_t steady_ms); /* when to come again; INT64_MAX: after a reply or a try */
void enrolling_reply(struct enrolling *enrolling, const struct transport_reply *reply, int64_t steady_ms);
enum enrolling_state enrolling_state(const struct enrolling *enrolling);

#endif
