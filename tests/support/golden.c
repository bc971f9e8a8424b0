#include "tests/support/golden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "feed/base/arena.h"
#include "feed/base/file.h"

enum { GOLDEN_BYTES_MAX = 4 * 1024 * 1024 };

struct str golden_text(struct arena *arena, const char *path)
{
	struct str full = str_format(arena, "tests/golden/%s", path);
	struct str text;
	struct error error;

	if (!file_read(arena, full.bytes, GOLDEN_BYTES_MAX, &text, &error))
		fail_msg("%s", error.text);
	return text;
}

struct str golden_variant(struct arena *arena, struct str text, const char *from, const char *to)
{
	struct str wanted = str_from(from);
	size_t at = str_find(text, wanted);

	if (at == text.length)
		fail_msg("%s does not stand in the golden file", from);
	return str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(str_part(text, 0, at)), to,
		STR_ARG(str_part(text, at + wanted.length, text.length)));
}
