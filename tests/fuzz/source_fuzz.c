#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "feed/base/arena.h"
#include "feed/base/check.h"
#include "feed/base/fault.h"
#include "feed/centre/source/json_rows.h"

/* A mapping file, a line ===, and JSON of another system: neither holds, or rows come out that end with their lines. */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct str whole = {(const char *)bytes, length};
	size_t cut = str_find(whole, STR("\n===\n"));
	struct source source;
	struct arena arena;
	struct faults faults;
	char *rows = NULL;
	size_t rows_length = 0;
	FILE *to = open_memstream(&rows, &rows_length);

	REQUIRE(to);
	arena_init(&arena);
	faults_init(&faults, &arena);
	if (source_parse(&arena, STR("fuzz"), STR("fuzz.conf"), str_part(whole, 0, cut), &source, &faults)) {
		bool written = json_rows_write(&arena, &source, str_part(whole, cut + 5, length), to, &faults);

		REQUIRE(fflush(to) == 0 && written == (faults.total == 0));
		REQUIRE(!written || (rows_length && rows[rows_length - 1] == '\n'));
	}
	fclose(to);
	free(rows);
	arena_finish(&arena);
	return 0;
}
