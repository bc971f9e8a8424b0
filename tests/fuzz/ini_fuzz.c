#include "tests/fuzz/fuzz.h"

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/base/ini.h"

static bool is_view(struct str text, struct str view)
{
	return view.length == 0 || (view.bytes >= text.bytes && view.bytes + view.length <= text.bytes + text.length);
}

/* Entries are views into the text, in order, each found by its section and key. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str text = {(const char *)bytes, length};
	struct arena arena;
	struct faults faults;
	struct ini ini;
	int line = 0;

	arena_init(&arena);
	faults_init(&faults, &arena);
	REQUIRE(ini_parse(&arena, STR("file"), text, &ini, &faults) == (faults.total == 0));
	for (size_t i = 0; i < ini.count; i++) {
		const struct ini_entry *entry = &ini.entries[i];

		REQUIRE(is_view(text, entry->section) && is_view(text, entry->key) && is_view(text, entry->value));
		REQUIRE(entry->line > line && entry->key.length && entry->value_column > entry->key_column);
		REQUIRE(ini_find(&ini, entry->section, entry->key));
		line = entry->line;
	}
	arena_finish(&arena);
	return 0;
}
