#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/wire/wire.h"

/* What is taken can be written, and read again as the same. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length}, once, twice;
	struct arena arena;
	struct head head;
	struct error error = {""};

	arena_init(&arena);
	if (head_decode(&arena, text, &head, &error)) {
		once = head_encode(&arena, &head);
		REQUIRE(head_decode(&arena, once, &head, &error));
		twice = head_encode(&arena, &head);
		REQUIRE(str_equal(once, twice));
	} else {
		REQUIRE(error.text[0]);
	}
	arena_finish(&arena);
	return 0;
}
