#ifndef FEED_WIRE_WIRE_H
#define FEED_WIRE_WIRE_H

#include "feed/base/error.h"
#include "feed/model/heartbeat.h"
#include "feed/model/rating.h"
#include "feed/model/seen.h"
#include "feed/model/snapshot.h"

struct arena;
struct faults;

/*
 * Values to bytes and back. Pure: no files, no clock, no network. All that comes in is suspect: length caps, UTF-8,
 * duplicate keys, unknown keys where stated, trailing bytes, ranges, depth. Errors read `NAME:LINE:COLUMN: found X,
 * expected Y` or, where jansson gives no place, name the path (`rows[3][2]`).
 */

bool head_decode(struct arena *arena, struct str bytes, struct head *head, struct error *error);
struct str head_encode(struct arena *arena, const struct head *head);

/* bytes were verified against sha256 by the caller. NULL and a sentence where they are no such document. */
struct document *document_decode(enum document_kind kind, struct str name, const char *sha256, struct str bytes,
	struct error *error);

struct str areas_encode(struct arena *arena, const struct areas *areas);
struct str map_encode(struct arena *arena, const struct map *map); /* GeoJSON, 6 decimals */
struct str table_encode(struct arena *arena, const struct table *table);
struct str survey_encode(struct arena *arena, const struct survey *survey);
bool survey_parse(struct arena *arena, struct str bytes, struct survey *survey, struct error *error);
/* A survey that a person wrote: all faults are told at once, and more is asked of it than a hall asks (a text in Chinese, no unknown
   fields). */
bool survey_decode(struct arena *arena, struct str file, struct str bytes, struct survey *survey, struct faults *faults);
struct str notices_encode(struct arena *arena, const struct notices *notices);
struct str alerts_encode(struct arena *arena, const struct alerts *alerts);
struct str words_text_encode(struct arena *arena, const struct words_text *words);
struct str layout_text_encode(struct arena *arena, const struct layout_text *layout);

/* An unknown field or a bad value refuses the whole batch and names it. */
bool rating_batch_decode(struct arena *arena, struct str bytes, struct rating_batch *batch, struct error *error);
struct str rating_batch_encode(struct arena *arena, const struct rating_batch *batch);
bool rating_answer_decode(struct arena *arena, struct str bytes, struct rating_answer *answer, struct error *error);
struct str rating_answer_encode(struct arena *arena, const struct rating_answer *answer);

/* One unknown field or bad value refuses the whole batch. */
bool seen_batch_decode(struct arena *arena, struct str bytes, struct seen_batch *batch, struct error *error);
struct str seen_batch_encode(struct arena *arena, const struct seen_batch *batch);

/* An unknown or missing field or a bad value refuses it and names the place. Texts hold no control characters. */
bool heartbeat_decode(struct arena *arena, struct str bytes, struct heartbeat *beat, struct error *error);
struct str heartbeat_encode(struct arena *arena, const struct heartbeat *beat);
struct str clock_trust_name(enum clock_trust trust);

/* GeoJSON as customers hand it in, feature by feature; take returns false to stop. A feature lives in the arena, which is cleared
   after each. One with a fault is passed over; false where there was one. */
struct map_feature {
	struct map_shape shape;
	struct str kind; /* its property "kind"; empty where it has none */
	int line;        /* that it starts on */
	size_t end;      /* of its bytes in the file */
};

struct faults;
bool map_read_features(struct arena *arena, struct str file, struct str bytes, bool close_rings,
	bool (*take)(void *self, const struct map_feature *feature), void *self, struct faults *faults);

void sha256_hex(struct str bytes, char digits[SHA256_DIGITS + 1]);

#endif
