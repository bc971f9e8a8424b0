#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/root.h"
#include "feed/wire/wire.h"

static void check_document(struct arena *arena, struct str text)
{
	struct error error = {""};
	struct document *document = document_decode(DOCUMENT_ALERTS, STR("alerts"), "", text, &error), *again;
	struct str once;

	if (!document) {
		REQUIRE(error.text[0]);
		return;
	}
	REQUIRE(document->alerts->count <= ALERTS_MAX);
	once = alerts_encode(arena, document->alerts);
	if (once.length <= ALERT_DOCUMENT_BYTES_MAX) { /* escapes may be written longer than they came */
		again = document_decode(DOCUMENT_ALERTS, STR("alerts"), "", once, &error);
		REQUIRE(again && str_equal(once, alerts_encode(arena, again->alerts)));
		document_unref(again);
	}
	document_unref(document);
}

static void check_seen(struct arena *arena, struct str text)
{
	struct seen_batch batch;
	struct error error = {""};
	struct str once;

	if (!seen_batch_decode(arena, text, &batch, &error)) {
		REQUIRE(error.text[0]);
		return;
	}
	once = seen_batch_encode(arena, &batch);
	REQUIRE(once.length > SEEN_BATCH_BYTES_MAX || seen_batch_decode(arena, once, &batch, &error));
	REQUIRE(str_equal(once, seen_batch_encode(arena, &batch)));
}

static void check_root(struct arena *arena, struct str text)
{
	struct root root;
	struct error error = {""};

	if (!root_decode(arena, text, &root, &error))
		REQUIRE(error.text[0]);
	REQUIRE(root.key_count <= ROOT_KEYS_MAX);
}

/* What tells of alerts, up and down, and who may sign it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length};
	struct arena arena;

	arena_init(&arena);
	check_document(&arena, text);
	check_seen(&arena, text);
	check_root(&arena, text);
	arena_finish(&arena);
	return 0;
}
