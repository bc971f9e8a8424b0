#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

static void check_batch(struct arena *arena, struct str text)
{
	struct rating_batch batch;
	struct error error = {""};
	struct str once;

	if (!rating_batch_decode(arena, text, &batch, &error)) {
		REQUIRE(error.text[0]);
		return;
	}
	REQUIRE(batch.rating_count <= RATING_BATCH_MAX);
	once = rating_batch_encode(arena, &batch);
	if (once.length > RATING_BATCH_BYTES_MAX)
		return; /* escapes may be written longer than they came */
	REQUIRE(rating_batch_decode(arena, once, &batch, &error));
	REQUIRE(str_equal(once, rating_batch_encode(arena, &batch)));
}

static void check_answer(struct arena *arena, struct str text)
{
	struct rating_answer answer;
	struct error error = {""};

	if (rating_answer_decode(arena, text, &answer, &error)) {
		struct str once = rating_answer_encode(arena, &answer);

		REQUIRE(rating_answer_decode(arena, once, &answer, &error));
		REQUIRE(str_equal(once, rating_answer_encode(arena, &answer)));
	}
}

/* Both bodies of POST /v1/ratings. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length};
	struct arena arena;

	arena_init(&arena);
	check_batch(&arena, text);
	check_answer(&arena, text);
	arena_finish(&arena);
	return 0;
}
