#ifndef FEED_SYNC_ROUND_H
#define FEED_SYNC_ROUND_H

#include "feed/model/snapshot.h"
#include "feed/sync/cache.h"
#include "feed/sync/transport.h"
#include "feed/wire/root.h"

/*
 * One asking of the feed, from the head to a new state: what has arrived, what is still needed, whether to believe it. Used by
 * sync.c and watch.c; no timing here.
 */

enum { ROUND_TOTAL_BYTES_MAX = 256 * 1024 * 1024 };

/* Whose head is asked for, and who may have signed it. */
struct round_source {
	struct str area;         /* "all"; "global" */
	struct sign_public key;  /* pinned */
	const struct root *root; /* borrowed; who signs alerts, or NULL: the pinned key */
	bool alerts;             /* alerts and nothing else */
	int wait_s;              /* how long the centre may wait for news with its answer to a head that is here already */
};

enum round_step {
	ROUND_ASK,     /* request says what to ask for next */
	ROUND_DONE,    /* a new state is kept and decoded */
	ROUND_SAME,    /* nothing new */
	ROUND_REFUSED, /* error says why; nothing was changed */
	ROUND_BEHIND,  /* the same: it says something older than what is here */
};

struct round {
	struct arena arena; /* owned; cleared with each round */
	int stage;          /* head, signature, blobs */
	bool uncached;      /* the pair is fetched for the second time */
	struct str head_bytes, signature;
	char etag[80];      /* of the head on its way */
	char kept_etags[TRANSPORT_SOURCES_MAX][80]; /* by source: of the head that is kept, while this process knows it */
	int at; /* the source that this round asks */
	struct head head;
	struct cache_blob_new *blobs; /* fetched in this round and not kept yet */
	size_t blob_count, next_document;
	struct arena bytes; /* owned; of those blobs */
	struct transport_request request;
};

void round_begin(struct round *round, const struct round_source *source, int at);
enum round_step round_take(struct round *round, const struct round_source *source, const struct transport_reply *reply,
	struct cache *cache, const struct snapshot **snapshot, int64_t wall_ms, struct error *error);
void round_finish(struct round *round);

#endif
