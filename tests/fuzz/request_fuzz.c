#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "feed/base/check.h"
#include "feed/centre/http_scan.h"

/* What a connection sends, at once and byte by byte: the same is understood. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct http_scan whole = {.heads = 0}, parts = {.heads = 0};

	http_scan_put(&whole, (const char *)bytes, length);
	for (size_t i = 0; i < length; i++)
		http_scan_put(&parts, (const char *)bytes + i, 1);
	REQUIRE(whole.fault.status == parts.fault.status && whole.fault.sentence == parts.fault.sentence);
	REQUIRE(whole.heads == parts.heads && whole.place == parts.place && whole.body_left == parts.body_left);
	REQUIRE(whole.fault.status == 0 || whole.fault.sentence);
	REQUIRE(whole.heads <= length / 4);
	return 0;
}
