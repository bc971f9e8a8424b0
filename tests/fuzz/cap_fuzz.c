#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/centre/read/cap.h"

/* Any bytes as a message of CAP: what is taken has what the standard asks for and keeps its limits. */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct cap cap;
	struct arena arena;
	struct error error = {""};

	arena_init(&arena);
	if (cap_read(&arena, (struct str){(const char *)bytes, length}, &cap, &error)) {
		REQUIRE(cap.identifier.length && cap.sender.length && cap.info_count <= CAP_INFOS_MAX);
		for (size_t i = 0; i < cap.info_count; i++)
			REQUIRE(cap.infos[i].code_count <= CAP_CODES_MAX && cap.infos[i].event_count <= CAP_EVENTS_MAX);
	} else {
		REQUIRE(error.text[0]);
	}
	arena_finish(&arena);
	return 0;
}
