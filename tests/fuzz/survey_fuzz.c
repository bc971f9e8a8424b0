#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

static struct document *decode(struct str text)
{
	struct error error = {""};
	struct document *document = document_decode(DOCUMENT_SURVEY, STR("survey"), "", text, &error);

	REQUIRE(document || error.text[0]);
	return document;
}

/* What is taken can be written, and read again as the same. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct document *document = decode((struct str){(const char *)bytes, length}), *again;
	struct arena arena;
	struct str once;

	if (!document)
		return 0;
	arena_init(&arena);
	once = survey_encode(&arena, document->survey);
	again = decode(once);
	REQUIRE(again && str_equal(once, survey_encode(&arena, again->survey)));
	document_unref(again);
	document_unref(document);
	arena_finish(&arena);
	return 0;
}
