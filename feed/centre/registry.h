#ifndef FEED_CENTRE_REGISTRY_H
#define FEED_CENTRE_REGISTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "feed/wire/credential.h"

/*
 * The enrolled screens in memory: whether a request was signed by one of them, and comes for the first time. What it remembers of
 * requests ends with the process: one of before, sent again within CREDENTIAL_SKEW_MS, is then taken once more and changes nothing,
 * for all of them may be repeated. Any thread.
 */

enum {
	REGISTRY_DEVICES_MAX = 10000,
	REGISTRY_RUNS = 4,    /* of its program that a screen's requests are told apart by */
	REGISTRY_WINDOW = 64, /* requests that may overtake one another */
	REGISTRY_COPY_MS = 20000 /* a run that comes back after another one, and that was not just on its way */
};

enum registry_verdict {
	REGISTRY_GOOD,
	REGISTRY_UNKNOWN,  /* no such screen */
	REGISTRY_REVOKED,
	REGISTRY_FORGED,   /* not by its key */
	REGISTRY_CLOCK,    /* its time is not ours */
	REGISTRY_REPEATED
};

struct registry;

struct registry *registry_create(void);
void registry_destroy(struct registry *registry); /* NULL is fine */

struct registry_device {
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
	uint8_t key[CREDENTIAL_KEY_BYTES];
	bool revoked;
	bool summoned; /* there is something that it is to hear of with its next heartbeat */
};

/* All of them, in place of those before; what is remembered of a device that stays, stays. Copied. */
void registry_set(struct registry *registry, const struct registry_device *devices, size_t count);

void registry_summon(struct registry *registry, const char *device, bool summoned);
bool registry_is_summoned(struct registry *registry, const char *device);

/* *copied: two runs of one screen's program take turns, as where its disk was copied to another box; told once a run. */
enum registry_verdict registry_check(struct registry *registry, const struct credential *credential, const struct credential_request *request,
	int64_t now_ms, bool *copied);

#endif
