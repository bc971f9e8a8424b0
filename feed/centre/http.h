#ifndef FEED_CENTRE_HTTP_H
#define FEED_CENTRE_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "feed/base/error.h"
#include "feed/centre/ratings.h"
#include "feed/model/action.h"
#include "feed/model/heartbeat.h"
#include "feed/model/rating.h"
#include "feed/model/seen.h"
#include "feed/wire/credential.h"
#include "feed/wire/enrol.h"

/*
 * The centre's side of the wire: the static feed, POST /v1/ratings, /v1/seen, /v1/heartbeat, /v1/action and /v1/enrol, /healthz and /metrics. One thread of libmicrohttpd
 * answers; there is no access log. It reaches the centre through the door, whose functions run on that thread. A hall that asks
 * for the head of alerts with `Prefer: wait=25` and has it already is answered when it changes.
 */

enum {
	HTTP_DEADLINE_MS = 10000,         /* for a request to be there and answered; also for an idle connection. A long answer: deadline.h */
	HTTP_HEADER_BYTES_MAX = 16 * 1024, /* of a request, its line included */
	HTTP_WAIT_S_MAX = 30              /* for news; a hall that asks for more gets this */
};

enum http_taken {
	HTTP_TAKEN, /* committed */
	HTTP_BUSY,  /* come again soon */
	HTTP_BROKEN /* the store does not keep what it is given */
};

/* Who sends a request. */
enum http_identity {
	IDENTITY_SCREEN,    /* an enrolled one */
	IDENTITY_NOBODY,    /* nobody in particular, and that is enough here */
	IDENTITY_NEEDED,    /* there is no signature */
	IDENTITY_MALFORMED,
	IDENTITY_UNKNOWN,
	IDENTITY_REVOKED,
	IDENTITY_FORGED,
	IDENTITY_CLOCK,
	IDENTITY_REPEATED
};

enum http_enrolled { ENROLLED, ENROL_REFUSED, ENROL_PACED, ENROL_BUSY, ENROL_BROKEN };

struct arena;

/* device: who sends it, by its id; empty for nobody in particular. */
struct http_door {
	/* field: its Authorization, or NULL */
	enum http_identity (*identify)(void *self, const char *field, const struct credential_request *request,
		char device[CREDENTIAL_DEVICE_DIGITS + 1]);
	/* paced: in *wait_s there may be another try from this address */
	enum http_enrolled (*enrol)(void *self, const char *address, const struct enrol_request *request, struct arena *arena,
		struct enrol_answer *answer, int *wait_s, struct error *why_not);
	/* 0, or in how many seconds this sender may hand in so much again; it was counted where it may */
	int (*pace)(void *self, const char *device, const struct rating_batch *batch);
	bool (*take)(void *self, struct rating_job *const *jobs, size_t count, bool *busy); /* on a thread of its own */
	enum http_taken (*note_seen)(void *self, const struct seen_batch *batch);
	/* *refused: there is a sentence, and it will not be taken later either */
	/* *answer: what the screen is to hear; may be empty */
	enum http_taken (*note_beat)(void *self, const char *device, const struct heartbeat *beat, struct arena *arena, struct str *answer,
		bool *refused, struct error *why_not);
	enum http_taken (*note_action)(void *self, const struct action_result *result, bool *refused, struct error *why_not);
	bool (*is_summoned)(void *self, const char *device); /* its next heartbeat is wanted now */
	bool (*is_healthy)(void *self, struct error *why_not);
	void (*write_metrics)(void *self, FILE *to); /* OpenMetrics without its last line */
	void *self;
};

struct http_settings {
	int socket;              /* listens (listen.h); taken where http_start is true */
	const char *feed_folder; /* borrowed */
	int connections;
	int connections_per_address; /* 0: no such limit */
};

struct http;

/* NULL where libmicrohttpd cannot start. */
struct http *http_start(const struct http_settings *settings, const struct http_door *door);
void http_stop(struct http *http); /* no function of the door runs any more; NULL is fine */

/* To be called about once a second: ends connections that are past their deadline, answers those that waited long enough. */
void http_step(struct http *http);

/* After alerts were published; any thread. Who waits looks again at once. */
void http_wake(struct http *http);

#endif
