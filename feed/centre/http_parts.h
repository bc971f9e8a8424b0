#ifndef FEED_CENTRE_HTTP_PARTS_H
#define FEED_CENTRE_HTTP_PARTS_H

#include <stdatomic.h>

#include <microhttpd.h>

#include "feed/base/str.h"
#include "feed/base/arena.h"
#include "feed/centre/http.h"
#include "feed/centre/http_tap.h"
#include "feed/centre/rating_group.h"

/* Between http_life.c (connections), http.c (requests, the feed, who waits), http_posts.c (what halls hand in) and http_caller.c (who
   they are); nothing else includes this. */

enum { HTTP_STATUS_CLASSES = 6 };

#define HTTP_PLAIN "text/plain; charset=utf-8"

struct http {
	struct MHD_Daemon *daemon;   /* owned */
	struct deadlines *deadlines; /* owned */
	struct shelf *shelf;         /* owned; of the answering thread */
	struct waiters *waiters;     /* owned; any thread */
	struct rating_group *group;  /* owned; its thread commits */
	struct http_door door;
	atomic_size_t busy;          /* connections with a request that is not over */
	atomic_bool leaving;         /* answers are each connection's last */
	atomic_ullong answers[HTTP_STATUS_CLASSES]; /* by hundreds */
	atomic_ullong late;                    /* connections that were ended */
	atomic_ullong ambiguous;               /* requests that could be read in two ways */
};

/* A connection; of the answering thread. */
struct http_line {
	struct http_tap tap;
	struct deadline *deadline; /* of http->deadlines */
	uint64_t requests;         /* that were handled; each has had a head */
};

enum http_resource { HTTP_NOTHING, HTTP_FEED, HTTP_RATINGS, HTTP_SEEN, HTTP_BEAT, HTTP_ACTION, HTTP_ENROL, HTTP_HEALTH, HTTP_METRICS };

/* A batch that waits for its commit, and what it needs. */
struct http_ticket {
	struct rating_ticket ticket; /* first: its address is this one's */
	struct MHD_Connection *connection;
	struct arena arena;
	struct rating_batch batch;
	char device[CREDENTIAL_DEVICE_DIGITS + 1];
};

struct http_request {
	enum http_resource resource;
	bool reads, posts; /* by its method */
	const char *path;  /* borrowed; while it is answered */
	char *body;        /* owned; room */
	size_t length, room; /* of what came: as much as the resource takes, at most */
	int64_t wait_until_ms; /* steady; 0: does not wait for news */
	bool waited;           /* has been suspended */
	char device[CREDENTIAL_DEVICE_DIGITS + 1]; /* the enrolled screen that asks for the feed and says so; else empty */
	struct http_ticket *ticket; /* owned; of a batch of ratings, once it was handed on */
};

struct http_reply {
	unsigned status;
	const char *type;
	struct str body;
	const char *field, *value; /* one more header field, or NULL */
};

/* http.c: called by libmicrohttpd for each request. */
enum MHD_Result http_handle(void *self, struct MHD_Connection *connection, const char *path, const char *method, const char *version,
	const char *bytes, size_t *length, void **kept);
struct http_line *http_line_of(struct MHD_Connection *connection); /* NULL where it could not be begun */

/* Queue an answer; a sentence with one more header field, or NULL. */
enum MHD_Result http_answer(struct http *http, struct MHD_Connection *connection, const struct http_reply *reply);
enum MHD_Result http_say(struct http *http, struct MHD_Connection *connection, unsigned status, const char *sentence, const char *field,
	const char *value);

/* Who sends it (http_caller.c). false: not let in, and *result is what queueing the answer said. */
bool http_admit(struct http *http, struct MHD_Connection *connection, const struct http_request *request,
	char device[CREDENTIAL_DEVICE_DIGITS + 1], enum MHD_Result *result);
/* Whether an enrolled screen that was revoked asks for the feed; notes which one it is that is trusted. */
bool http_is_revoked(struct http *http, struct MHD_Connection *connection, struct http_request *request);
enum MHD_Result http_refuse_revoked(struct http *http, struct MHD_Connection *connection);
enum MHD_Result http_take_enrolment(struct http *http, struct MHD_Connection *connection, const struct http_request *request);

/* A request whose body has come: http_posts.c. */
enum MHD_Result http_take_ratings(struct http *http, struct MHD_Connection *connection, struct http_request *request);
enum MHD_Result http_take_seen(struct http *http, struct MHD_Connection *connection, const struct http_request *request);
enum MHD_Result http_take_beat(struct http *http, struct MHD_Connection *connection, const struct http_request *request);

enum MHD_Result http_take_action(struct http *http, struct MHD_Connection *connection, const struct http_request *request);

#endif
