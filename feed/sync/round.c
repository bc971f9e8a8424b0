#include "feed/sync/round.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed/base/check.h"
#include "feed/sync/part.h"
#include "feed/wire/wire.h"

enum { STAGE_HEAD, STAGE_SIGNATURE, STAGE_BLOBS };

enum {
	MS_PER_S = 1000,
	HEAD_DEADLINE_MS = 20000,
	BLOB_DEADLINE_MS = 120000,
	UNKEPT_BYTES_MAX = 1024 * 1024,  /* of blobs that wait for the others in memory */
	GO_ON_BYTES_LEAST = 1024 * 1024, /* a large blob is asked for again at once where so much came before its deadline */
	MIB = 1024 * 1024
};

static enum round_step ask(struct round *round, struct str path, size_t limit, int deadline_ms)
{
	round->request = (struct transport_request){
		.path = path, .limit_bytes = limit, .deadline_ms = deadline_ms, .uncached = round->uncached, .source = round->at};
	return ROUND_ASK;
}

static enum round_step ask_head(struct round *round, const struct round_source *source)
{
	round->stage = STAGE_HEAD;
	ask(round, str_format(&round->arena, "/v1/head/" STR_FMT ".json", STR_ARG(source->area)), HEAD_BYTES_MAX, HEAD_DEADLINE_MS);
	round->request.wait_s = source->wait_s;
	round->request.deadline_ms += source->wait_s * MS_PER_S;
	if (!round->uncached)
		round->request.if_none_match = str_from(round->kept_etags[round->at]);
	return ROUND_ASK;
}

void round_begin(struct round *round, const struct round_source *source, int at)
{
	arena_clear(&round->arena);
	arena_clear(&round->bytes);
	round->at = at;
	round->uncached = false;
	round->blobs = NULL;
	round->blob_count = round->next_document = 0;
	ask_head(round, source);
}

void round_finish(struct round *round)
{
	arena_finish(&round->arena);
	arena_finish(&round->bytes);
}

static enum round_step refuse(struct error *error, const char *sentence)
{
	error_set(error, "%s", sentence);
	return ROUND_REFUSED;
}

static enum round_step take_head(struct round *round, const struct round_source *source, const struct transport_reply *reply)
{
	round->head_bytes = str_copy(&round->arena, reply->body);
	memcpy(round->etag, reply->etag, sizeof(round->etag));
	round->stage = STAGE_SIGNATURE;
	return ask(round, str_format(&round->arena, "/v1/head/" STR_FMT ".json.minisig", STR_ARG(source->area)), SIGN_TEXT_BYTES_MAX,
		HEAD_DEADLINE_MS);
}

static bool is_here(const struct head_document *document, struct cache *cache, const struct snapshot *snapshot)
{
	return (snapshot && snapshot_document(snapshot, document->sha256)) || cache_has(cache, document->sha256);
}

static int64_t total_bytes(const struct head *head)
{
	int64_t total = 0;

	for (size_t i = 0; i < head->document_count; i++)
		total += head->documents[i].size_bytes;
	return total;
}

static bool within_media(const struct head *head)
{
	int64_t count = 0, total = 0;

	for (size_t i = 0; i < head->document_count; i++) {
		if (head->documents[i].kind != DOCUMENT_MEDIA)
			continue;
		if (head->documents[i].size_bytes > MEDIA_BYTES_MAX)
			return false;
		count++;
		total += head->documents[i].size_bytes;
	}
	return count <= MEDIA_MAX && total <= MEDIA_TOTAL_BYTES_MAX;
}

static const struct document *decode_kept(struct cache *cache, const struct head_document *wanted, struct error *error)
{
	const struct document *document = NULL;
	struct arena scratch;
	struct str bytes;

	arena_init(&scratch);
	if (cache_blob(cache, wanted->sha256, &scratch, &bytes))
		document = document_decode(wanted->kind, wanted->name, wanted->sha256, bytes, error);
	else
		error_set(error, "the cache lost " STR_FMT, STR_ARG(wanted->name));
	arena_finish(&scratch);
	return document;
}

/* Documents of the new head, decoded or shared, before anything of it is shown. */
static const struct document *decode(struct round *round, struct cache *cache, const struct snapshot *snapshot,
	const struct head_document *wanted, struct error *error)
{
	const struct document *shared = snapshot ? snapshot_document(snapshot, wanted->sha256) : NULL;

	if (shared)
		return document_ref(shared);
	for (size_t i = 0; i < round->blob_count; i++)
		if (strcmp(round->blobs[i].sha256, wanted->sha256) == 0)
			return document_decode(wanted->kind, wanted->name, wanted->sha256, round->blobs[i].bytes, error);
	return decode_kept(cache, wanted, error);
}

/* So that what has come need not come again. A failure is told when the state is kept. */
static void put_away(struct round *round, struct cache *cache)
{
	struct error ignored;

	if (round->blob_count && cache_put(cache, &round->head, round->blobs, round->blob_count, &ignored)) {
		round->blob_count = 0;
		arena_clear(&round->bytes);
	}
}

/* Each source has a tag of its own for the head that is kept. */
static void note_etag(struct round *round)
{
	memcpy(round->kept_etags[round->at], round->etag, sizeof(round->etag));
}

static enum round_step keep(struct round *round, struct cache *cache, const struct snapshot **snapshot, int64_t wall_ms, struct error *error)
{
	const struct document **documents = arena_take_array(&round->arena, round->head.document_count + 1, sizeof(*documents));
	const struct snapshot *next = NULL;
	size_t count = 0;

	while (count < round->head.document_count &&
		(documents[count] = decode(round, cache, *snapshot, &round->head.documents[count], error)))
		count++;
	if (count == round->head.document_count &&
		cache_store(cache, round->head_bytes, round->signature, wall_ms, round->blobs, round->blob_count, error))
		next = snapshot_create(&round->head, documents, count);
	for (size_t i = 0; i < count; i++)
		document_unref(documents[i]);
	if (!next)
		return ROUND_REFUSED;
	snapshot_unref(*snapshot);
	*snapshot = next;
	memset(round->kept_etags, 0, sizeof(round->kept_etags));
	note_etag(round);
	return ROUND_DONE;
}

/* The next blob that is not here yet, else the end. */
static enum round_step next_blob(struct round *round, struct cache *cache, const struct snapshot **snapshot, int64_t wall_ms,
	struct error *error)
{
	const struct head_document *wanted;

	round->stage = STAGE_BLOBS;
	while (round->next_document < round->head.document_count && is_here(&round->head.documents[round->next_document], cache, *snapshot))
		round->next_document++;
	if (round->next_document == round->head.document_count)
		return keep(round, cache, snapshot, wall_ms, error);
	wanted = &round->head.documents[round->next_document];
	ask(round, str_format(&round->arena, "/v1/blob/%s", wanted->sha256), (size_t)wanted->size_bytes, BLOB_DEADLINE_MS);
	if (wanted->size_bytes >= PART_BYTES_LEAST)
		round->request.part = cache_part(cache, &round->arena, wanted->sha256);
	return ROUND_ASK;
}

static bool is_kept_head(struct cache *cache, struct arena *arena, struct str bytes)
{
	struct str kept;

	return cache_head(cache, arena, &kept, NULL) && str_equal(kept, bytes);
}

/* Each role signs for its own kinds: no head of alerts brings figures, and none of figures an alert. */
static bool within_role(const struct head *head, const struct round_source *source)
{
	for (size_t i = 0; i < head->document_count; i++)
		if ((head->documents[i].kind == DOCUMENT_ALERTS) != source->alerts ||
			(source->alerts && head->documents[i].size_bytes > ALERT_DOCUMENT_BYTES_MAX))
			return false;
	return true;
}

static bool is_signed(const struct round_source *source, struct str head, struct str signature, struct error *error)
{
	if (source->root)
		return root_verify(source->root, 1u << ROOT_ROLE_ALERT | 1u << ROOT_ROLE_HEAD, head, signature, error);
	return sign_verify(&source->key, head, signature, error);
}

/* Below which version a head is refused. What is kept counts only where a key that counts now signed it: else it is of another centre,
   or of a key that was taken from it because a thief ran ahead with its versions. */
static int64_t floor_of(struct round *round, const struct round_source *source, struct cache *cache)
{
	int64_t floor = cache_version(cache);
	struct str head, signature;

	if (floor == 0 || round->head.version > floor)
		return floor;
	return cache_head(cache, &round->arena, &head, &signature) && is_signed(source, head, signature, NULL) ? floor : 0;
}

/* After the signature: area, kinds and version. */
static enum round_step judge(struct round *round, const struct round_source *source, struct cache *cache,
	const struct snapshot **snapshot, int64_t wall_ms, struct error *error)
{
	int64_t floor;

	if (!head_decode(&round->arena, round->head_bytes, &round->head, error))
		return ROUND_REFUSED;
	if (!str_equal(round->head.area, source->area))
		return refuse(error, "the head is of another area");
	if (!within_role(&round->head, source))
		return refuse(error, "the head names documents that its key may not sign");
	floor = floor_of(round, source, cache);
	if (round->head.version < floor) {
		error_set(error, "found version %lld, expected at least %lld, which this screen has had", (long long)round->head.version,
			(long long)floor);
		return ROUND_BEHIND;
	}
	if (round->head.version == floor && floor > 0) {
		if (!is_kept_head(cache, &round->arena, round->head_bytes))
			return refuse(error, "found the version that this screen has with other content");
		if (*snapshot) {
			note_etag(round);
			return ROUND_SAME;
		}
	}
	if (total_bytes(&round->head) > ROUND_TOTAL_BYTES_MAX)
		return refuse(error, "the documents together are too large");
	if (total_bytes(&round->head) > cache_quota(cache)) {
		error_set(error, "found documents of %lld MiB together, expected at most %lld, which disk_mb says",
			(long long)(total_bytes(&round->head) / MIB + 1), (long long)(cache_quota(cache) / MIB));
		return ROUND_REFUSED;
	}
	if (!within_media(&round->head))
		return refuse(error, "found more pictures or larger ones than a feed may carry");
	part_sweep(cache_parts(cache, &round->arena).bytes, &round->head);
	round->blobs = arena_array(&round->arena, struct cache_blob_new, round->head.document_count + 1);
	return next_blob(round, cache, snapshot, wall_ms, error);
}

/* A head and a signature that do not belong together may be a proxy's doing: both once more, uncached, before anybody is told. */
static enum round_step take_signature(struct round *round, const struct round_source *source, const struct transport_reply *reply,
	struct cache *cache, const struct snapshot **snapshot, int64_t wall_ms, struct error *error)
{
	round->signature = str_copy(&round->arena, reply->body);
	if (is_signed(source, round->head_bytes, round->signature, error))
		return judge(round, source, cache, snapshot, wall_ms, error);
	if (round->uncached)
		return ROUND_REFUSED;
	round->uncached = true;
	return ask_head(round, source);
}

/* A part that came otherwise may be what is wrong: the whole is asked for once more. */
static enum round_step take_other_bytes(struct round *round, const struct transport_reply *reply, struct error *error)
{
	const struct head_document *wanted = &round->head.documents[round->next_document];

	part_drop(round->request.part.length ? round->request.part.bytes : "");
	if (reply->came_bytes < reply->body.length && round->request.part.length)
		return ROUND_ASK;
	error_set(error, STR_FMT ": found other bytes than the head names", STR_ARG(wanted->name));
	return ROUND_REFUSED;
}

static enum round_step take_blob(struct round *round, const struct transport_reply *reply, struct cache *cache,
	const struct snapshot **snapshot, int64_t wall_ms, struct error *error)
{
	const struct head_document *wanted = &round->head.documents[round->next_document];
	char digits[SHA256_DIGITS + 1];

	sha256_hex(reply->body, digits);
	if ((int64_t)reply->body.length != wanted->size_bytes || strcmp(digits, wanted->sha256) != 0)
		return take_other_bytes(round, reply, error);
	round->blobs[round->blob_count++] = (struct cache_blob_new){wanted->sha256, str_copy(&round->bytes, reply->body)};
	if (round->bytes.taken_bytes > UNKEPT_BYTES_MAX)
		put_away(round, cache);
	part_drop(round->request.part.length ? round->request.part.bytes : "");
	round->next_document++;
	return next_blob(round, cache, snapshot, wall_ms, error);
}

/* A document that is on its way goes on where it was cut: at once where the way is only slow. */
static enum round_step take_nothing(struct round *round, const struct transport_reply *reply, struct cache *cache, struct error *error)
{
	if (round->stage == STAGE_BLOBS) {
		put_away(round, cache);
		if (round->request.part.length && reply->came_bytes >= GO_ON_BYTES_LEAST)
			return ROUND_ASK;
	}
	*error = reply->error;
	return ROUND_REFUSED;
}

enum round_step round_take(struct round *round, const struct round_source *source, const struct transport_reply *reply,
	struct cache *cache, const struct snapshot **snapshot, int64_t wall_ms, struct error *error)
{
	if (!reply->arrived)
		return take_nothing(round, reply, cache, error);
	if (round->stage == STAGE_HEAD && reply->status == 304)
		return ROUND_SAME;
	if (reply->status != 200) {
		error_set(error, "found answer %d to " STR_FMT ", expected 200", reply->status, STR_ARG(round->request.path));
		return ROUND_REFUSED;
	}
	switch (round->stage) {
	case STAGE_HEAD:
		return take_head(round, source, reply);
	case STAGE_SIGNATURE:
		return take_signature(round, source, reply, cache, snapshot, wall_ms, error);
	default:
		return take_blob(round, reply, cache, snapshot, wall_ms, error);
	}
}
