#ifndef FEED_BASE_INI_H
#define FEED_BASE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "feed/base/str.h"

struct arena;
struct faults;

/*
 * The one format that people write by hand: settings, layouts, themes, words.
 *     # a comment on a line of its own
 *     [section]
 *     key = value to the end of the line, spaces off both ends
 * UTF-8 with or without a byte order mark, lines ended by LF or CRLF. A key stands once in its section and a
 * section once in a file. All texts are views into the text that was parsed.
 */

enum {
	INI_BYTES_MAX = 1024 * 1024,
	INI_ENTRIES_MAX = 20000
};

struct ini_entry {
	struct str section, key, value; /* section is empty before the first [section] */
	int line, key_column, value_column;
};

struct ini {
	struct str file; /* the name for messages */
	struct ini_entry *entries;
	size_t count;
};

/* Every fault is added; false where there was one (*ini then holds what could be read). */
bool ini_parse(struct arena *arena, struct str file, struct str text, struct ini *ini, struct faults *faults);

/* NULL where it is absent. */
const struct ini_entry *ini_find(const struct ini *ini, struct str section, struct str key);

#endif
