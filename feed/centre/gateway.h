#ifndef FEED_CENTRE_GATEWAY_H
#define FEED_CENTRE_GATEWAY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed/base/error.h"
#include "feed/base/str.h"

struct arena;
struct faults;

/*
 * DIR/gateway.conf: through which HTTP service messages about work items go, to whom, and in which words. A centre without that file
 * sends none. hallfeed.conf(5) lists its keys.
 */

enum { GATEWAY_RECEIPT_BYTES_MAX = 1024, GATEWAY_HEADERS_MAX = 16, GATEWAY_NUMBERS_MAX = 4096, GATEWAY_BODY_BYTES_MAX = 16 * 1024 };

enum gateway_step { STEP_FIRST, STEP_SECOND, STEP_ESCALATION, GATEWAY_STEPS };

struct gateway {
	bool present;
	struct str url, type, body, key_header; /* body: a template of {to}, {text}, {key}, {item}, {area} */
	struct str headers[GATEWAY_HEADERS_MAX]; /* lines of the file that `headers` names */
	size_t header_count;
	struct str texts[GATEWAY_STEPS]; /* templates of {title}, {area}, {due}, {warnings}, {item} */
	bool warnings;                   /* messages about warnings too, not about escalations alone */
	bool hold;                       /* what may have been sent before a crash waits for a person */
	int timeout_s, tries, retry_s;
	struct {
		struct str area, number;
	} *numbers; /* of who gets the messages of an area and of all below it */
	size_t number_count;
};

/* false where there are faults; a file that is absent is none. */
bool gateway_read(struct arena *arena, const char *folder, struct gateway *gateway, struct faults *faults);

/* A template with its {name}s replaced; values go through quote where it is given. */
struct gateway_value {
	const char *name;
	struct str value;
};

struct str gateway_fill(struct arena *arena, struct str template, const struct gateway_value *values, size_t count,
	struct str (*quote)(struct arena *arena, struct str value));

/* What is posted: values quoted as the body's type asks for. */
struct str gateway_body(struct arena *arena, const struct gateway *gateway, const struct gateway_value *values, size_t count);

struct gateway_answer {
	bool asked; /* false: there was nobody to send it to */
	bool sent;  /* 2xx */
	long status;
	int64_t retry_after_s;
	struct str receipt; /* the answer's first bytes, or why there is none */
};

/* Around all posts of a process, while there is one thread. */
void gateway_begin(void);
void gateway_end(void);

/* One POST; blocks for at most timeout_s. *stop ends it early: then false, and nobody knows whether it arrived. */
bool gateway_post(struct arena *arena, const struct gateway *gateway, struct str key, struct str body, const atomic_bool *stop,
	struct gateway_answer *answer);

#endif
